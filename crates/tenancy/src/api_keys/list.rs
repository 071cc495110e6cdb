use std::cmp::Reverse;

use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{ApiKeyId, Scope};
use crate::{ACCESS_COLUMNS, Db, Error, Membership, Role, TenantRequest, put_in_order};

/// A key as the tenant's admins see it.
#[derive(Clone, Debug)]
pub struct ApiKeyEntry {
    pub id: ApiKeyId,
    pub name: String,
    pub prefix: String,
    /// Who made it.
    pub owner_id: Uuid,
    pub scopes: Vec<Scope>,
    /// The key's highest role; it acts with its maker's where that is lower.
    pub role: Role,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

impl ApiKeyEntry {
    pub(super) const COLUMNS: &'static str = "id, name, prefix, owner_id, scopes, role, created_at, expires_at";

    /// Reads [`Self::COLUMNS`], the first of which is at `first`.
    pub(super) fn read(row: &PgRow, first: usize) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: ApiKeyId(row.try_get(first)?),
            name: row.try_get(first + 1)?,
            prefix: row.try_get(first + 2)?,
            owner_id: row.try_get(first + 3)?,
            scopes: scopes(&row.try_get::<Vec<String>, _>(first + 4)?),
            role: role(row.try_get(first + 5)?)?,
            created_at: row.try_get(first + 6)?,
            expires_at: row.try_get(first + 7)?,
        })
    }
}

impl Db {
    /// The tenant's keys that weren't revoked, newest first, older than `before`; one more than `limit` where there are
    /// more. They may have expired.
    pub async fn list_api_keys(
        &self,
        request: &TenantRequest,
        before: Option<ApiKeyId>,
        limit: i64,
    ) -> Result<(Membership, Vec<ApiKeyEntry>), Error> {
        let mut sql = Self::with_access(request);
        sql.push(" select access.*, k.* from access left join lateral (select ").push(ApiKeyEntry::COLUMNS);
        sql.push(" from tenancy.api_keys where tenant_id = access.tenant_id and deleted_at is null");
        if let Some(before) = before {
            sql.push(" and id < ").bind(before.0);
        }
        sql.push(" order by id desc limit ").bind(limit + 1).push(") k on true");
        let (membership, mut rows) = self.run_once(request, sql).await?;
        put_in_order(&mut rows, |row| row.try_get::<Option<Uuid>, _>(ACCESS_COLUMNS).map(Reverse))?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            // The one row of an empty list carries the membership alone.
            if row.try_get::<Option<Uuid>, _>(ACCESS_COLUMNS)?.is_some() {
                entries.push(ApiKeyEntry::read(row, ACCESS_COLUMNS)?);
            }
        }
        Ok((membership, entries))
    }
}

/// Reads scopes. One that this server doesn't know permits nothing.
pub(super) fn scopes(texts: &[String]) -> Vec<Scope> {
    texts.iter().filter_map(|text| Scope::parse(text)).collect()
}

pub(super) fn role(text: &str) -> Result<Role, sqlx::Error> {
    Role::parse(text).ok_or_else(|| sqlx::Error::Decode(format!("unknown role {text}").into()))
}
