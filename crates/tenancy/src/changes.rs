//! The change log as a tenant's admins read it: the audit trail.

use std::cmp::Reverse;

use base::{Random, SecretBox};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::value::RawValue;
use sqlx::Row;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{ACCESS_COLUMNS, Db, Error, Membership, TenantRequest, put_in_order};

const DEFAULT_LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 100;

/// Which changes to list; a field that is `None` lets all through.
#[derive(Clone, Debug, Default)]
pub struct ChangeQuery {
    /// The table's name without its schema: `leads`.
    pub table: Option<String>,
    pub row_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub after: Option<ChangeCursor>,
    /// 1 to 100; 50 where it is `None`.
    pub limit: Option<i64>,
}

/// Where a page of changes ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeCursor(i64);

/// Writes and reads cursors. The number behind one counts all tenants' changes, so a tenant gets it encrypted: it would
/// tell how much the others write.
#[derive(Clone, Debug)]
pub struct Cursors {
    secret_box: SecretBox,
    random: Random,
}

impl Cursors {
    pub fn new(secret_box: SecretBox, random: Random) -> Self {
        Self { secret_box, random }
    }

    /// `None` for anything that a page has not given out.
    pub fn read(&self, text: &str) -> Option<ChangeCursor> {
        let encrypted = URL_SAFE_NO_PAD.decode(text).ok()?;
        let number = self.secret_box.decrypt(CONTEXT, &encrypted).ok()?;
        Some(ChangeCursor(i64::from_be_bytes(number.try_into().ok()?)))
    }

    fn write(&self, cursor: ChangeCursor) -> String {
        URL_SAFE_NO_PAD.encode(self.secret_box.encrypt(&self.random, CONTEXT, &cursor.0.to_be_bytes()))
    }
}

/// What the numbers are encrypted for.
const CONTEXT: &str = "position in tenancy.changes";

/// One act on one row.
#[derive(Debug, serde::Serialize)]
pub struct ChangeView {
    pub table: String,
    pub row_id: Uuid,
    /// `insert`, `update` or `delete`.
    pub operation: String,
    pub actor_id: Option<Uuid>,
    /// The actor's key, where the act was done by one.
    pub api_key_id: Option<Uuid>,
    /// The platform admin who acted as the actor, where one did.
    pub impersonator_id: Option<Uuid>,
    /// The background job that did it, for the actor where there is one.
    pub job: Option<String>,
    pub request_id: Option<Uuid>,
    /// insert and delete: `{field: value}`; update: `{field: [before, after]}`. Secrets read `[redacted]`.
    pub fields: Box<RawValue>,
    #[serde(with = "time::serde::rfc3339")]
    pub changed_at: OffsetDateTime,
}

/// A page of changes, newest first.
#[derive(Debug, serde::Serialize)]
pub struct ChangePage {
    #[serde(skip)]
    pub membership: Membership,
    pub items: Vec<ChangeView>,
    pub next_cursor: Option<String>,
}

/// Lists a tenant's changes, newest first, in one round trip. The request says which role may: admins. A line about a
/// private row is listed for the row's owner alone.
pub async fn list_changes(
    db: &Db,
    request: &TenantRequest,
    query: &ChangeQuery,
    cursors: &Cursors,
) -> Result<ChangePage, Error> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let mut sql = Db::with_access(request);
    sql.push(
        " select access.*, c.* from access left join lateral (select id, table_name, row_id, operation, actor_id, ",
    );
    sql.push("request_id, fields, changed_at, job, api_key_id, impersonator_id from tenancy.changes where tenant_id = access.tenant_id");
    sql.push(" and (audience is null or audience = access.user_id)");
    if let Some(table) = &query.table {
        sql.push(" and table_name = ").bind(table.as_str());
    }
    if let Some(row_id) = query.row_id {
        sql.push(" and row_id = ").bind(row_id);
    }
    if let Some(actor_id) = query.actor_id {
        sql.push(" and actor_id = ").bind(actor_id);
    }
    if let Some(ChangeCursor(id)) = query.after {
        sql.push(" and id < ").bind(id);
    }
    sql.push(" order by id desc limit ").bind(limit + 1).push(") c on true");

    let (membership, mut rows) = db.run_once(request, sql).await?;
    put_in_order(&mut rows, |row| row.try_get::<Option<i64>, _>(FIRST).map(Reverse))?;
    let mut items = Vec::with_capacity(rows.len());
    let mut last = None;
    let page = usize::try_from(limit).unwrap_or_default();
    for row in rows.iter().take(page) {
        // The one row of an empty page carries the membership alone.
        let Some(id) = row.try_get::<Option<i64>, _>(FIRST)? else { break };
        items.push(read(row)?);
        last = Some(ChangeCursor(id));
    }
    let next_cursor = last.filter(|_| rows.len() > page).map(|cursor| cursors.write(cursor));
    Ok(ChangePage { membership, items, next_cursor })
}

/// Where a row's own columns begin.
const FIRST: usize = ACCESS_COLUMNS;

fn read(row: &PgRow) -> Result<ChangeView, sqlx::Error> {
    let Json(fields) = row.try_get(FIRST + 6)?;
    Ok(ChangeView {
        table: row.try_get(FIRST + 1)?,
        row_id: row.try_get(FIRST + 2)?,
        operation: row.try_get(FIRST + 3)?,
        actor_id: row.try_get(FIRST + 4)?,
        api_key_id: row.try_get(FIRST + 9)?,
        impersonator_id: row.try_get(FIRST + 10)?,
        request_id: row.try_get(FIRST + 5)?,
        fields,
        changed_at: row.try_get(FIRST + 7)?,
        job: row.try_get(FIRST + 8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_3_a_cursor_comes_back_as_it_went_and_tells_nothing() {
        let cursors = |key: &[u8]| Cursors::new(SecretBox::derive(key), Random::seeded(1));
        let ours = cursors(b"a key");
        let (one, next) = (ours.write(ChangeCursor(7)), ours.write(ChangeCursor(8)));
        assert_eq!((ours.read(&one), ours.read(&next)), (Some(ChangeCursor(7)), Some(ChangeCursor(8))));
        // Two cursors hide which of them is the later one, and how many changes lie between them.
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let alike = decode(&one).iter().zip(decode(&next)).filter(|(a, b)| *a == b).count();
        assert!(alike < 8, "{one} {next}");
        assert_ne!(ours.write(ChangeCursor(7)), one);
        assert_eq!(cursors(b"another key").read(&one), None);
        for broken in ["", "%", "AAAA", "AAAAAAAAAAc", &one[1..], &"A".repeat(100)] {
            assert_eq!(ours.read(broken), None, "{broken}");
        }
    }
}
