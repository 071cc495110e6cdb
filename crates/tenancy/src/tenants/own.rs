use auth::{DisplayName, EmailAddress, LiveSession, SessionId, UserId};
use uuid::Uuid;

use super::OwnTenant;
use crate::caller::Credential;
use crate::{Admission, Caller, Db, Error, Role, TenantId};

impl Db {
    /// The session that a caller shows, and the tenants of its user as [`Db::tenants_of`] lists them, in one round trip.
    /// `None` for a session that opens nothing, and for a caller who shows none.
    pub async fn find_self(&self, caller: &Caller) -> Result<Option<(LiveSession, Vec<OwnTenant>)>, Error> {
        let Credential::Session(proof) = &caller.credential else { return Ok(None) };
        let query = sqlx::query!(
            r#"select s.id as "session_id!: SessionId", s.user_id as "user_id!: UserId", s.email as "email: EmailAddress",
                 s.email_verified as "email_verified!", s.phone, s.name as "user_name!: DisplayName",
                 s.registered_at as "registered_at!", s.created_at as "started_at!", s.last_seen_at as "last_seen_at!",
                 s.expires_at as "expires_at!", s.device_name, s.proved_at as "proved_at!",
                 s.second_factor as "second_factor!", s.pending as "pending!", s.factors as "factors!",
                 t.id as "id?: TenantId", t.slug as "slug?", t.name as "name?", t.kind as "kind?", m.role as "role?",
                 h.tenant_id is not null as "home!", t.suspended_at is not null as "suspended!", t.created_at as "created_at?",
                 t.require_second_factor as "require_second_factor?"
               from auth.self_of_session($1, $2, $3) s
               left join tenancy.memberships m on m.user_id = s.user_id
               left join tenancy.tenants t on t.id = m.tenant_id and t.deleted_at is null
               left join tenancy.homes h on h.user_id = m.user_id and h.tenant_id = m.tenant_id
               order by (h.tenant_id is null), t.name, t.id
               limit 1000"#,
            proof.token_hash(),
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
        caller.admit(Admission { user_id: live.user_id.0, tenant_id: None, last_seen_at: Some(live.last_seen_at) });
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
        Ok(Some((live, tenants)))
    }

    /// Whether one of a user's tenants is closed to whoever has no second factor.
    pub async fn needs_second_factor(&self, user_id: Uuid) -> Result<bool, Error> {
        let query = sqlx::query_scalar!(
            r#"select exists (
                 select from tenancy.memberships m join tenancy.tenants t on t.id = m.tenant_id
                 where m.user_id = $1 and t.require_second_factor and t.deleted_at is null) as "needed!""#,
            user_id
        );
        let mut lease = self.platform().lease().await?;
        let needed = query.fetch_one(&mut lease).await?;
        lease.give_back();
        Ok(needed)
    }
}
