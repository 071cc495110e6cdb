use std::fmt;

use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use crate::{Admission, Caller, TenantId};

/// How many columns `access` has, which come first in what [`crate::Db::with_access`] begins:
/// `tenant_id, slug, role, user_id, last_seen_at, via, write_only, snapshot`.
pub const ACCESS_COLUMNS: usize = 8;

/// What a member may do in a tenant; each role may do all that the one before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads only.
    Viewer = 1,
    Member,
    Admin,
    Owner,
}

impl Role {
    /// From the least to the most.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Member, Self::Admin, Self::Owner];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Member => "member",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    /// Reads the word that [`Role::as_str`] gives.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The proof that a user belongs to a tenant, read in the unit of work that it stands for.
#[derive(Clone, Debug)]
pub struct Membership {
    pub(crate) tenant_id: TenantId,
    pub(crate) slug: String,
    pub(crate) role: Role,
    pub(crate) user_id: Uuid,
    pub(crate) via: Option<Uuid>,
    pub(crate) is_write_only: bool,
}

impl Membership {
    pub fn tenant_id(&self) -> TenantId {
        self.tenant_id
    }

    pub fn slug(&self) -> &str {
        &self.slug
    }

    pub fn role(&self) -> Role {
        self.role
    }

    pub fn user_id(&self) -> Uuid {
        self.user_id
    }

    /// The API key, or the platform admin, by which the user acts.
    pub fn via(&self) -> Option<Uuid> {
        self.via
    }

    /// Whether it is that of an API key which may write rows, and may not be shown them.
    pub fn is_write_only(&self) -> bool {
        self.is_write_only
    }

    /// Reads the columns of `access`, the first of the row, and tells the caller that they were let in.
    pub(crate) fn from_row(row: &PgRow, caller: &Caller) -> Result<Self, sqlx::Error> {
        let mut membership = Self::of(row, row.try_get(3)?)?;
        let tenant_id = Some(membership.tenant_id);
        let (last_seen_at, via) = (row.try_get(4)?, row.try_get(5)?);
        (membership.via, membership.is_write_only) = (via, row.try_get(6)?);
        caller.record_admission(Admission { user_id: membership.user_id, tenant_id, last_seen_at, via });
        if let Some(snapshot) = row.try_get::<Option<&str>, _>(7)? {
            caller.record_snapshot(snapshot);
        }
        Ok(membership)
    }

    /// Reads `tenant_id, slug, role` of this user, the first columns of the row.
    pub(crate) fn of(row: &PgRow, user_id: Uuid) -> Result<Self, sqlx::Error> {
        let role: &str = row.try_get(2)?;
        let role = Role::parse(role).ok_or_else(|| sqlx::Error::Decode(format!("unknown role {role}").into()))?;
        Ok(Self { tenant_id: row.try_get(0)?, slug: row.try_get(1)?, role, user_id, via: None, is_write_only: false })
    }
}
