//! Invitations to become a member of a tenant, each with a role.

mod accept;
mod limit;
mod token;

use auth::EmailAddress;
use auth::outbox::MessageLimit;
use sqlx::Row;
use sqlx::postgres::PgRow;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{Db, Error, Membership, Role, Statement, TenantRequest, TenantTx, put_in_order};

pub use accept::{AcceptInvitationError, Accepted, OpenInvitation};
pub use limit::{PER_TENANT, admit_in};
pub use token::InvitationToken;

/// How long an invitation can be accepted (INV-4 allows seven days at most).
pub const LIFETIME: Duration = Duration::days(7);

/// An invitation that is open, or was until it expired. Its token is in the mail alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: Uuid,
    pub email: String,
    pub role: Role,
    /// Who invited, or sent it again last.
    pub invited_by: Uuid,
    pub version: i64,
    pub created_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

/// A new invitation.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    pub id: Uuid,
    pub email: EmailAddress,
    pub role: Role,
    pub token: InvitationToken,
    pub now: OffsetDateTime,
}

/// Why an invitation was not made, or stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("no such invitation")]
    NoSuchInvitation,
    /// The invitation's role is above the caller's (ROL-2).
    #[error("the role is above one's own")]
    Above,
    /// The address, the sender or the tenant has had all its invitations for now (INV-6).
    #[error(transparent)]
    Limit(#[from] MessageLimit),
    #[error(transparent)]
    Tenancy(#[from] Error),
}

/// Invites an address. An address that is invited already keeps its invitation, which gets the new token and role; its
/// old token is dead.
pub async fn invite_in(tx: &mut TenantTx, new: &NewInvitation) -> Result<Invitation, InviteError> {
    let own = tx.membership().clone();
    if new.role > own.role {
        return Err(InviteError::Above);
    }
    let mut sql = Statement::new(
        "insert into tenancy.invitations (tenant_id, id, owner_id, email, role, token_hash, expires_at) values (",
    );
    sql.bind(own.tenant_id.0).push(", ").bind(new.id).push(", ").bind(own.user_id);
    sql.push(", ").bind(new.email.as_str()).push(", ").bind(new.role.as_str());
    sql.push(", ").bind(new.token.hash().to_vec()).push(", ").bind(new.now + LIFETIME);
    sql.push(") on conflict (tenant_id, email) do update set owner_id = excluded.owner_id, by_platform = false, ");
    sql.push("role = excluded.role, token_hash = excluded.token_hash, expires_at = excluded.expires_at ");
    // The caller can't change an invitation for a role above their own.
    sql.push("where invitations.role = any(").bind(up_to(own.role)).push(") returning ").push(COLUMNS);
    let rows = tx.run(sql).await?;
    Ok(Invitation::read(rows.first().ok_or(InviteError::Above)?).map_err(Error::from)?)
}

/// Gives an invitation a new token and another seven days. The old token is dead from then on.
pub async fn renew_in(
    tx: &mut TenantTx,
    id: Uuid,
    token: &InvitationToken,
    now: OffsetDateTime,
) -> Result<Invitation, InviteError> {
    let own = tx.membership().clone();
    may_change(tx, id).await?;
    let mut sql = Statement::new("update tenancy.invitations set token_hash = ");
    sql.bind(token.hash().to_vec()).push(", expires_at = ").bind(now + LIFETIME);
    sql.push(", by_platform = false, owner_id = ").bind(own.user_id);
    sql.push(" where tenant_id = ").bind(own.tenant_id.0).push(" and id = ").bind(id);
    sql.push(" returning ").push(COLUMNS);
    let rows = tx.run(sql).await?;
    Ok(Invitation::read(rows.first().ok_or(InviteError::NoSuchInvitation)?).map_err(Error::from)?)
}

impl Db {
    /// Lists invitations, oldest first, those after `after`; one more than `limit` if there are more.
    pub async fn list_invitations(
        &self,
        request: &TenantRequest,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<(Membership, Vec<Invitation>), Error> {
        let mut sql = Self::with_access(request);
        sql.push(" select access.*, i.invitation_id, i.email, i.invited_role, i.invited_by, i.version, i.created_at, ");
        sql.push("i.expires_at from access left join lateral (select ").push(COLUMNS);
        sql.push(" from tenancy.invitations where tenant_id = access.tenant_id");
        if let Some(after) = after {
            sql.push(" and id > ").bind(after);
        }
        sql.push(" order by id limit ").bind(limit + 1).push(") i on true");
        let (membership, mut rows) = self.run_once(request, sql).await?;
        put_in_order(&mut rows, |row| row.try_get::<Option<Uuid>, _>("invitation_id"))?;
        let mut invitations = Vec::with_capacity(rows.len());
        for row in &rows {
            // The one row of an empty page carries the membership alone.
            if row.try_get::<Option<Uuid>, _>("invitation_id")?.is_some() {
                invitations.push(Invitation::read(row)?);
            }
        }
        Ok((membership, invitations))
    }

    /// Withdraws an invitation: its token is dead from then on.
    pub async fn withdraw_invitation(&self, request: &TenantRequest, id: Uuid) -> Result<Membership, InviteError> {
        let mut tx = self.begin(request).await?;
        if let Err(refused) = may_change(&mut tx, id).await {
            tx.rollback().await?;
            return Err(refused);
        }
        let mut sql = Statement::new("delete from tenancy.invitations where tenant_id = ");
        sql.bind(tx.membership().tenant_id.0).push(" and id = ").bind(id);
        tx.run(sql).await?;
        Ok(tx.commit().await?)
    }
}

const COLUMNS: &str =
    "id as invitation_id, email, role as invited_role, owner_id as invited_by, version, created_at, expires_at";

/// Finds an invitation and locks it until the transaction ends; refuses one for a role above the caller's own.
async fn may_change(tx: &mut TenantTx, id: Uuid) -> Result<(), InviteError> {
    let mut sql = Statement::new("select ");
    sql.push(COLUMNS).push(" from tenancy.invitations where tenant_id = ").bind(tx.membership().tenant_id.0);
    sql.push(" and id = ").bind(id).push(" for update");
    let rows = tx.run(sql).await?;
    let invitation = Invitation::read(rows.first().ok_or(InviteError::NoSuchInvitation)?).map_err(Error::from)?;
    if invitation.role > tx.membership().role { Err(InviteError::Above) } else { Ok(()) }
}

/// The words of the roles that are not above this one.
fn up_to(role: Role) -> Vec<&'static str> {
    Role::ALL.into_iter().filter(|other| *other <= role).map(Role::as_str).collect()
}

impl Invitation {
    fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        let role: &str = row.try_get("invited_role")?;
        let role = Role::parse(role).ok_or_else(|| sqlx::Error::Decode(format!("unknown role {role}").into()))?;
        Ok(Self {
            id: row.try_get("invitation_id")?,
            email: row.try_get("email")?,
            role,
            invited_by: row.try_get("invited_by")?,
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
            expires_at: row.try_get("expires_at")?,
        })
    }
}
