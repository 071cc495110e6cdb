//! Whether members are present in a tenant: they have a stream of its events open, or had one a few minutes ago.
//!
//! A node notes its open streams once a minute, so a row counts for six minutes: who has left is present for five to six
//! more. The rows are of one tenant each, so no tenant learns of another.

use sqlx::Row;
use uuid::Uuid;

use crate::{Db, Error, Membership, Statement, TenantId, TenantRequest, put_in_order};

/// Rows that are deleted by one statement.
const BATCH: i32 = 5_000;

/// A member, and whether they are present in the tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresentMember {
    pub user_id: Uuid,
    pub is_present: bool,
}

impl Db {
    /// Lists members in the order of their ids, those after `after`, and says who is present; one more than `limit` where
    /// there are more.
    pub async fn list_present(
        &self,
        request: &TenantRequest,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<(Membership, Vec<PresentMember>), Error> {
        let mut sql = Self::with_access(request);
        sql.push(" select access.*, m.member_id, m.is_present from access left join lateral (");
        sql.push("select user_id as member_id, exists (select from tenancy.presence p where p.tenant_id = ");
        sql.push("access.tenant_id and p.user_id = of.user_id and p.seen_at > statement_timestamp() - interval ");
        sql.push("'6 minutes') as is_present from tenancy.memberships of where tenant_id = access.tenant_id");
        if let Some(after) = after {
            sql.push(" and user_id > ").bind(after);
        }
        sql.push(" order by user_id limit ").bind(limit + 1).push(") m on true");
        let (membership, mut rows) = self.run_once(request, sql).await?;
        put_in_order(&mut rows, |row| row.try_get::<Option<Uuid>, _>("member_id"))?;
        let mut members = Vec::with_capacity(rows.len());
        for row in &rows {
            // The one row of an empty page carries the membership alone.
            if let Some(user_id) = row.try_get("member_id")? {
                members.push(PresentMember { user_id, is_present: row.try_get("is_present")? });
            }
        }
        Ok((membership, members))
    }

    /// Notes that these users have a stream open in these tenants. Those who are no members are left out.
    pub async fn note_presence(&self, open: &[(TenantId, Uuid)]) -> Result<(), Error> {
        let (tenants, users): (Vec<_>, Vec<_>) = open.iter().map(|(tenant, user)| (tenant.0, *user)).unzip();
        let mut sql = Statement::new("select tenancy.note_presence(");
        sql.bind(tenants).push(", ").bind(users).push(")");
        self.run_on_platform(sql).await?;
        Ok(())
    }

    /// Deletes who was present a while ago, in all tenants. Returns how many rows went.
    pub async fn forget_presence(&self) -> Result<u64, Error> {
        self.forget_in_batches("select tenancy.forget_presence(").await
    }

    /// Deletes signals that are told no more, in all tenants. Returns how many.
    pub async fn forget_signals(&self) -> Result<u64, Error> {
        self.forget_in_batches("select tenancy.forget_signals(").await
    }

    async fn forget_in_batches(&self, call: &'static str) -> Result<u64, Error> {
        let mut forgotten = 0;
        loop {
            let mut sql = Statement::new(call);
            sql.bind(BATCH).push(")");
            let rows = self.run_on_platform(sql).await?;
            let batch: i64 = rows.first().ok_or(sqlx::Error::RowNotFound)?.try_get(0)?;
            forgotten += batch.unsigned_abs();
            if batch < i64::from(BATCH) {
                return Ok(forgotten);
            }
        }
    }
}
