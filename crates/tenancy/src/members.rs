//! The members of a tenant, and their roles.

use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{Db, Error, Membership, Role, Statement, TenantRequest, TenantTx, put_in_order};

/// A member as the tenant knows them. The tenant doesn't hold their name; see `auth::users::profiles`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub user_id: Uuid,
    pub role: Role,
    pub version: i64,
    /// Since when they are one.
    pub created_at: OffsetDateTime,
}

/// Why a membership stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeMemberError {
    #[error("no such member")]
    NoSuchMember,
    /// The member's role, or the new one, is above the caller's (ROL-2).
    #[error("the role is above one's own")]
    Above,
    /// The membership has another version than expected.
    #[error("the membership has changed in the meantime")]
    VersionMismatch,
    #[error(transparent)]
    Tenancy(#[from] Error),
}

impl Db {
    /// Lists members in the order of their ids, those after `after`; one more than `limit` where there are more.
    pub async fn list_members(
        &self,
        request: &TenantRequest,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<(Membership, Vec<Member>), Error> {
        let mut sql = Self::with_access(request);
        sql.push(
            " select access.*, m.member_id, m.member_role, m.version, m.created_at from access left join lateral (",
        );
        sql.push("select user_id as member_id, role as member_role, version, created_at from tenancy.memberships ");
        sql.push("where tenant_id = access.tenant_id");
        if let Some(after) = after {
            sql.push(" and user_id > ").bind(after);
        }
        sql.push(" order by user_id limit ").bind(limit + 1).push(") m on true");
        let (membership, mut rows) = self.run_once(request, sql).await?;
        put_in_order(&mut rows, |row| row.try_get::<Option<Uuid>, _>("member_id"))?;
        let mut members = Vec::with_capacity(rows.len());
        for row in &rows {
            // The one row of an empty page carries the membership alone.
            if row.try_get::<Option<Uuid>, _>("member_id")?.is_some() {
                members.push(Member::read(row)?);
            }
        }
        Ok((membership, members))
    }

    /// Gives a member another role. Both the present role and the new one may be at most the caller's own.
    pub async fn change_role(
        &self,
        request: &TenantRequest,
        user_id: Uuid,
        role: Role,
        expected: Option<&[i64]>,
    ) -> Result<(Membership, Member), ChangeMemberError> {
        let mut tx = self.begin(request).await?;
        let own = tx.membership().role;
        let member = match find(&mut tx, user_id).await? {
            None => Err(ChangeMemberError::NoSuchMember),
            Some(member) if member.role > own || role > own => Err(ChangeMemberError::Above),
            Some(member) if expected.is_some_and(|versions| !versions.contains(&member.version)) => {
                Err(ChangeMemberError::VersionMismatch)
            }
            Some(member) => Ok(member),
        };
        let member = match member {
            Ok(member) if member.role == role => member,
            Ok(_) => {
                let mut sql = Statement::new("update tenancy.memberships set role = ");
                sql.bind(role.as_str()).push(" where tenant_id = ").bind(tx.membership().tenant_id.0);
                sql.push(" and user_id = ").bind(user_id).push(" returning ").push(COLUMNS);
                let rows = tx.run(sql).await?;
                Member::read(rows.first().ok_or(ChangeMemberError::NoSuchMember)?).map_err(Error::from)?
            }
            Err(refused) => {
                tx.rollback().await?;
                return Err(refused);
            }
        };
        Ok((tx.commit().await?, member))
    }

    /// Removes a member from the tenant. A member of any role may leave; admins and owners may remove members up to
    /// their own role. The removed member's private rows stay, hidden from all members, for the case that they come
    /// back. The request needs a viewer.
    pub async fn remove_member(&self, request: &TenantRequest, user_id: Uuid) -> Result<Membership, ChangeMemberError> {
        let mut tx = self.begin(request).await?;
        let own = tx.membership().clone();
        if own.user_id == user_id {
            tx.rollback().await?;
            return self.leave(&own, request).await;
        }
        let refused = if own.role < Role::Admin {
            Some(Error::RoleTooLow.into())
        } else {
            match find(&mut tx, user_id).await? {
                None => Some(ChangeMemberError::NoSuchMember),
                Some(member) => (member.role > own.role).then_some(ChangeMemberError::Above),
            }
        };
        if let Some(refused) = refused {
            tx.rollback().await?;
            return Err(refused);
        }
        let mut sql = Statement::new("delete from tenancy.memberships where tenant_id = ");
        sql.bind(own.tenant_id.0).push(" and user_id = ").bind(user_id);
        tx.run(sql).await?;
        Ok(tx.commit().await?)
    }

    async fn leave(&self, own: &Membership, request: &TenantRequest) -> Result<Membership, ChangeMemberError> {
        let mut sql = Statement::new("select tenancy.leave(holder.user_id, ");
        sql.bind(own.tenant_id.0).push(", ").bind(request.request_id).push(") from ");
        Self::holder(&mut sql, request.who.session_proof()?);
        let rows = self.run_unscoped(sql.finish().map_err(Error::from)?).await?;
        let left = rows.first().map(|row| row.try_get(0)).transpose().map_err(Error::from)?;
        if left == Some(true) { Ok(own.clone()) } else { Err(Error::NotAMember.into()) }
    }
}

const COLUMNS: &str = "user_id as member_id, role as member_role, version, created_at";

/// A member, whose row stays as it is until the transaction ends.
async fn find(tx: &mut TenantTx, user_id: Uuid) -> Result<Option<Member>, Error> {
    let mut sql = Statement::new("select ");
    sql.push(COLUMNS).push(" from tenancy.memberships where tenant_id = ").bind(tx.membership().tenant_id.0);
    sql.push(" and user_id = ").bind(user_id).push(" for update");
    let rows = tx.run(sql).await?;
    Ok(rows.first().map(Member::read).transpose()?)
}

impl Member {
    fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        let role: &str = row.try_get("member_role")?;
        let role = Role::parse(role).ok_or_else(|| sqlx::Error::Decode(format!("unknown role {role}").into()))?;
        Ok(Self {
            user_id: row.try_get("member_id")?,
            role,
            version: row.try_get("version")?,
            created_at: row.try_get("created_at")?,
        })
    }
}
