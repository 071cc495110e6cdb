//! The endpoint that a tenant's agents reply by, in the place of the installation's. A tenant has one at most.

mod encrypted;
mod new;

use base::{Random, SecretBox};
use serde::Serialize;
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{ACCESS_COLUMNS, Db, JobContext, Membership, Statement, TenantRequest, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

pub use encrypted::EncryptedChatEndpoint;
pub use new::{KeyChange, NewChatEndpoint};

use crate::kit::{Class, Error, Scope};

const COLUMNS: &str = "url, model, api_key is not null, version, created_at, updated_at";

/// The endpoint as admins see it: without its key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChatEndpoint {
    pub url: String,
    pub model: String,
    pub has_api_key: bool,
    /// Rises with every change; the `ETag`.
    pub version: i64,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
}

/// Finds the tenant's endpoint.
pub async fn find(db: &Db, request: &TenantRequest) -> Result<(Membership, ChatEndpoint), Error> {
    let mut sql = Db::with_access(request);
    sql.push(" select access.*, e.* from access left join lateral (select ").push(COLUMNS);
    sql.push(" from app.chat_endpoints where ");
    Scope::Access.push(&mut sql, Class::Shared);
    sql.push(" and deleted_at is null limit 1) e on true");
    let (membership, rows) = db.run_once(request, sql).await?;
    if rows[0].try_get::<Option<&str>, _>(ACCESS_COLUMNS)?.is_none() {
        return Err(Error::NotFound);
    }
    let endpoint = ChatEndpoint::read(&rows[0], ACCESS_COLUMNS)?;
    Ok((membership, endpoint))
}

/// Sets the tenant's endpoint, and returns whether there was none: `id` is its id then. [`Error::VersionMismatch`] where
/// versions are expected and it has none of them, or isn't there.
pub async fn put(
    db: &Db,
    request: &TenantRequest,
    id: Uuid,
    new: &NewChatEndpoint,
    (secret_box, random): (&SecretBox, &Random),
    expected: Option<&[i64]>,
) -> Result<(Membership, ChatEndpoint, bool), Error> {
    let mut tx = db.begin(request).await?;
    let present = Present::lock(&mut tx).await?;
    let key = match present.expect(expected).and_then(|()| present.key_under(new)) {
        Ok(kept) => kept,
        Err(refusal) => {
            tx.rollback().await?;
            return Err(refusal);
        }
    };
    let tenant_id = tx.membership().tenant_id();
    let key = match &new.key {
        KeyChange::Set(key) => Some(EncryptedChatEndpoint::encrypt_key(secret_box, random, tenant_id, new.url(), key)),
        KeyChange::Keep | KeyChange::Remove => key,
    };
    let mut sql =
        Statement::new("insert into app.chat_endpoints (tenant_id, id, owner_id, url, model, api_key) values (");
    sql.bind(tenant_id.0).push(", ").bind(id).push(", ").bind(tx.membership().user_id()).push(", ");
    sql.bind(new.url()).push(", ").bind(new.model()).push(", ").bind(key);
    // One in the trash is made anew, and keeps its row.
    sql.push(
        ") on conflict (tenant_id) do update set url = excluded.url, model = excluded.model,
             api_key = excluded.api_key, deleted_at = null returning ",
    );
    sql.push(COLUMNS);
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    let endpoint = ChatEndpoint::read(&row, 0)?;
    Ok((tx.commit().await?, endpoint, present.live.is_none()))
}

/// Removes the tenant's endpoint, and its key for good. [`Error::VersionMismatch`] where it has another version than
/// expected.
pub async fn delete(db: &Db, request: &TenantRequest, expected: Option<&[i64]>) -> Result<Membership, Error> {
    let mut tx = db.begin(request).await?;
    let present = Present::lock(&mut tx).await?;
    let refusal = if present.live.is_none() { Some(Error::NotFound) } else { present.expect(expected).err() };
    if let Some(refusal) = refusal {
        tx.rollback().await?;
        return Err(refusal);
    }
    let mut sql =
        Statement::new("update app.chat_endpoints set deleted_at = statement_timestamp(), api_key = null where ");
    Scope::Member(&tx).push(&mut sql, Class::Shared);
    tx.run(sql).await?;
    Ok(tx.commit().await?)
}

/// The endpoint that the tenant's agents reply by; `None` where they reply by the installation's.
pub async fn find_for_agents(tx: &mut TenantTx<JobContext>) -> Result<Option<EncryptedChatEndpoint>, tenancy::Error> {
    let mut sql = Statement::new("select tenant_id, url, model, api_key from app.chat_endpoints where ");
    Scope::of_job(tx, None).push(&mut sql, Class::Shared);
    sql.push(" and deleted_at is null");
    Ok(tx.run(sql).await?.first().map(EncryptedChatEndpoint::read).transpose()?)
}

/// The endpoint before a change, locked.
struct Present {
    live: Option<Live>,
}

struct Live {
    url: String,
    api_key: Option<Vec<u8>>,
    version: i64,
}

impl Present {
    async fn lock(tx: &mut TenantTx) -> Result<Self, Error> {
        let mut sql = Statement::new("select url, api_key, version from app.chat_endpoints where ");
        Scope::Member(tx).push(&mut sql, Class::Shared);
        sql.push(" and deleted_at is null for update");
        let rows = tx.run(sql).await?;
        let read = |row: &PgRow| {
            Ok::<_, sqlx::Error>(Live { url: row.try_get(0)?, api_key: row.try_get(1)?, version: row.try_get(2)? })
        };
        Ok(Self { live: rows.first().map(read).transpose()? })
    }

    fn expect(&self, versions: Option<&[i64]>) -> Result<(), Error> {
        let is_expected = |versions: &[i64]| self.live.as_ref().is_some_and(|live| versions.contains(&live.version));
        if versions.is_none_or(is_expected) { Ok(()) } else { Err(Error::VersionMismatch) }
    }

    /// The stored key, where the new endpoint keeps it. It goes to no other URL than the one it was given for.
    fn key_under(&self, new: &NewChatEndpoint) -> Result<Option<Vec<u8>>, Error> {
        let Some(Live { url, api_key: Some(key), .. }) = &self.live else { return Ok(None) };
        match new.key {
            KeyChange::Set(_) | KeyChange::Remove => Ok(None),
            KeyChange::Keep if url == new.url() => Ok(Some(key.clone())),
            KeyChange::Keep => {
                let message = "must be given again with another url; null removes it";
                Err(Error::invalid("api_key", "required", message))
            }
        }
    }
}

impl ChatEndpoint {
    fn read(row: &PgRow, first: usize) -> Result<Self, sqlx::Error> {
        Ok(Self {
            url: row.try_get(first)?,
            model: row.try_get(first + 1)?,
            has_api_key: row.try_get(first + 2)?,
            version: row.try_get(first + 3)?,
            created_at: row.try_get(first + 4)?,
            updated_at: row.try_get(first + 5)?,
        })
    }
}
