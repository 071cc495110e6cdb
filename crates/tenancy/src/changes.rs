//! The change log as a tenant's admins read it: the audit trail.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::value::RawValue;
use sqlx::Row;
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{ACCESS_COLUMNS, Db, Entry, Error, Membership};

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

impl ChangeCursor {
    /// `None` for anything that a page has not given out.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(i64::from_be_bytes(bytes.try_into().ok()?)))
    }

    fn encode(self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.to_be_bytes())
    }
}

/// One act on one row.
#[derive(Debug, serde::Serialize)]
pub struct ChangeView {
    pub table: String,
    pub row_id: Uuid,
    /// `insert`, `update` or `delete`.
    pub operation: String,
    pub actor_id: Option<Uuid>,
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

/// Lists a tenant's changes, newest first, in one round trip. The entry says which role may: admins.
pub async fn list_changes(db: &Db, entry: &Entry, query: &ChangeQuery) -> Result<ChangePage, Error> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let mut sql = Db::entering(entry);
    sql.push(
        " select access.*, c.* from access left join lateral (select id, table_name, row_id, operation, actor_id, ",
    );
    sql.push("request_id, fields, changed_at from tenancy.changes where tenant_id = access.tenant_id");
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
    sql.push(" order by id desc limit ").bind(limit + 1).push(") c on true order by c.id desc");

    let (membership, rows) = db.once(entry, sql).await?;
    let mut items = Vec::with_capacity(rows.len());
    let mut last = None;
    let page = usize::try_from(limit).unwrap_or_default();
    for row in rows.iter().take(page) {
        // The one row of an empty page carries the membership alone.
        let Some(id) = row.try_get::<Option<i64>, _>(FIRST)? else { break };
        items.push(read(row)?);
        last = Some(ChangeCursor(id));
    }
    let next_cursor = last.filter(|_| rows.len() > page).map(ChangeCursor::encode);
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
        request_id: row.try_get(FIRST + 5)?,
        fields,
        changed_at: row.try_get(FIRST + 7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let cursor = ChangeCursor(7);
        assert_eq!(ChangeCursor::parse(&cursor.encode()), Some(cursor));
        for broken in ["", "%", "AAAA", &"A".repeat(100)] {
            assert_eq!(ChangeCursor::parse(broken), None, "{broken}");
        }
    }
}
