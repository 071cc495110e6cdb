use auth::{CredentialError, DisplayName, EmailAddress, LiveSession, SessionId, UserId};
use sqlx::{Executor, Row};
use uuid::Uuid;

use super::{OwnProfile, OwnTenant};
use crate::caller::Credential;
use crate::{Admission, Caller, Db, Error, Role, Statement, TenantId};

/// The most tenants that are listed with a session. [`Db::list_own_tenants`] has them page by page.
const MOST: usize = 1000;

impl Db {
    /// The session that a caller shows, and the tenants that its user is a member of, the home first, then by name, in
    /// one round trip unless there are a thousand. `None` for a session that isn't live, and for another credential.
    pub async fn find_self(&self, caller: &Caller) -> Result<Option<OwnProfile>, Error> {
        let Credential::Session { proof, .. } = &caller.credential else { return Ok(None) };
        let query = sqlx::query!(
            r#"select s.id as "session_id!: SessionId", s.user_id as "user_id!: UserId", s.email as "email: EmailAddress",
                 s.email_verified as "email_verified!", s.phone, s.name as "user_name!: DisplayName",
                 s.registered_at as "registered_at!", s.created_at as "started_at!", s.last_seen_at as "last_seen_at!",
                 s.expires_at as "expires_at!", s.device_name, s.proved_at as "proved_at!",
                 s.second_factor as "second_factor!", s.pending as "pending!", s.factors as "factors!",
                 s.platform_admin as "platform_admin!",
                 t.id as "id?: TenantId", t.slug as "slug?", t.name as "name?", t.kind as "kind?", m.role as "role?",
                 h.tenant_id is not null as "home!", t.suspended_at is not null as "suspended!", t.created_at as "created_at?",
                 t.require_second_factor as "require_second_factor?"
               from (select (shown.self).* from (select auth.self_of_session($1, $2, $3, $4) as self offset 0) shown
                 where (shown.self).id is not null) s
               left join tenancy.memberships m on m.user_id = s.user_id
               left join tenancy.tenants t on t.id = m.tenant_id and t.deleted_at is null
               left join tenancy.homes h on h.user_id = m.user_id and h.tenant_id = m.tenant_id
               limit 1000"#,
            proof.token_hash(),
            proof.session_id(),
            proof.now(),
            proof.idle_since(),
        );
        let mut lease = self.platform().lease().await?;
        let rows = query.fetch_all(&mut lease).await?;
        lease.give_back();

        let Some(first) = rows.first() else { return Ok(None) };
        let live = LiveSession {
            id: first.session_id,
            user_id: first.user_id,
            email: first.email.clone(),
            email_verified: first.email_verified,
            phone: first.phone.clone(),
            name: first.user_name.clone(),
            registered_at: first.registered_at,
            created_at: first.started_at,
            last_seen_at: first.last_seen_at,
            expires_at: first.expires_at,
            device_name: first.device_name.clone(),
            proved_at: first.proved_at,
            second_factor: first.second_factor,
            pending: first.pending,
            factors: first.factors.clone(),
        };
        let platform_admin = first.platform_admin;
        let last_seen_at = Some(live.last_seen_at);
        caller.record_admission(Admission { user_id: live.user_id.0, tenant_id: None, last_seen_at, via: None });
        // Closed tenants are among the rows, so it is these that are counted.
        let may_be_cut = rows.len() >= MOST;
        let mut tenants = Vec::with_capacity(rows.len());
        for row in rows {
            // The row of a closed tenant, and the one of a user without any, carries the session alone.
            let (Some(id), Some(slug), Some(name), Some(kind), Some(role), Some(created_at)) =
                (row.id, row.slug, row.name, row.kind, row.role, row.created_at)
            else {
                continue;
            };
            let role = Role::parse(&role).ok_or_else(|| sqlx::Error::Decode("unknown role".into()))?;
            tenants.push(OwnTenant {
                id,
                slug,
                name,
                kind,
                role,
                home: row.home,
                suspended: row.suspended,
                require_second_factor: row.require_second_factor.unwrap_or_default(),
                created_at,
            });
        }
        if may_be_cut {
            let mut sql = own_tenants(caller)?;
            sql.push(" order by home desc, t.name, t.id limit 1000");
            tenants = self.read_own_tenants(sql).await?;
        }
        // Most users have a tenant or two: a sort by the database costs more than reading their rows.
        tenants.sort_by(|a, b| (!a.home, &a.name, a.id.0).cmp(&(!b.home, &b.name, b.id.0)));
        Ok(Some(OwnProfile { live, platform_admin, tenants }))
    }

    /// Lists the caller's tenants by their ids, those after `after`; one more than `limit` if there are more.
    pub async fn list_own_tenants(
        &self,
        caller: &Caller,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<OwnTenant>, Error> {
        let mut sql = own_tenants(caller)?;
        sql.push(" and t.id > ").bind(after.unwrap_or_default()).push(" order by t.id limit ").bind(limit + 1);
        self.read_own_tenants(sql).await
    }

    /// The one of the caller's tenants that has this id.
    pub async fn find_own_tenant(&self, caller: &Caller, id: TenantId) -> Result<Option<OwnTenant>, Error> {
        let mut sql = own_tenants(caller)?;
        sql.push(" and t.id = ").bind(id.0).push(" limit 1");
        Ok(self.read_own_tenants(sql).await?.pop())
    }

    async fn read_own_tenants(&self, mut sql: Statement) -> Result<Vec<OwnTenant>, Error> {
        sql.push(") t on true");
        let mut lease = self.platform().lease().await?;
        let rows = lease.fetch_all(sql.finish()?).await?;
        lease.give_back();
        if rows.is_empty() {
            return Err(CredentialError::Ended.into());
        }
        let mut tenants = Vec::with_capacity(rows.len());
        for row in &rows {
            // The one row of a page without tenants carries the session alone.
            let Some(id) = row.try_get::<Option<Uuid>, _>(0)? else { continue };
            let role: &str = row.try_get(4)?;
            tenants.push(OwnTenant {
                id: TenantId(id),
                slug: row.try_get(1)?,
                name: row.try_get(2)?,
                kind: row.try_get(3)?,
                role: Role::parse(role).ok_or_else(|| sqlx::Error::Decode("unknown role".into()))?,
                home: row.try_get(5)?,
                suspended: row.try_get(6)?,
                require_second_factor: row.try_get(7)?,
                created_at: row.try_get(8)?,
            });
        }
        Ok(tenants)
    }

    /// The one tenant of an impersonation, as its user sees it; `None` where they are a member no more.
    pub async fn find_impersonated_tenant(&self, caller: &Caller) -> Result<Option<OwnTenant>, Error> {
        let proof = caller.session_proof()?;
        let mut sql = Statement::new("select t.* from tenancy.impersonation(");
        sql.bind(proof.token_hash()).push(", ").bind(proof.now()).push(", ").bind(proof.idle_since());
        sql.push(") s left join lateral (").push(OWN_TENANTS).push(" and t.id = s.tenant_id");
        Ok(self.read_own_tenants(sql).await?.pop())
    }

    /// Whether one of the caller's tenants is closed to a member who has no second factor.
    pub async fn needs_second_factor(&self, caller: &Caller) -> Result<bool, Error> {
        let proof = caller.session_proof()?;
        let query = sqlx::query_scalar!(
            r#"select exists (
                 select from auth.self_of_session($1, $2, $3, $4) s
                 join tenancy.memberships m on m.user_id = s.user_id
                 join tenancy.tenants t on t.id = m.tenant_id
                 where t.require_second_factor and t.deleted_at is null) as "needed!""#,
            proof.token_hash(),
            proof.session_id(),
            proof.now(),
            proof.idle_since(),
        );
        let mut lease = self.platform().lease().await?;
        let needed = query.fetch_one(&mut lease).await?;
        lease.give_back();
        Ok(needed)
    }
}

/// Begins a statement that reads the caller's tenants, up to where it may say which of them.
fn own_tenants(caller: &Caller) -> Result<Statement, Error> {
    let proof = caller.session_proof()?;
    let mut sql = Statement::new("select t.* from (select (shown.self).user_id from (select auth.self_of_session(");
    sql.bind(proof.token_hash()).push(", ").bind(proof.session_id()).push(", ").bind(proof.now());
    sql.push(", ").bind(proof.idle_since()).push(") as self offset 0) shown where (shown.self).id is not null) s");
    sql.push(" left join lateral (").push(OWN_TENANTS);
    Ok(sql)
}

const OWN_TENANTS: &str =
    "select t.id, t.slug, t.name, t.kind, m.role, h.tenant_id is not null as home, t.suspended_at is not null as suspended,
       t.require_second_factor, t.created_at
     from tenancy.memberships m join tenancy.tenants t on t.id = m.tenant_id and t.deleted_at is null
     left join tenancy.homes h on h.user_id = m.user_id and h.tenant_id = m.tenant_id
     where m.user_id = s.user_id";
