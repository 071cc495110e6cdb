use auth::{key_uses, sessions};
use tenancy::api_keys::KeyHolder;
use tenancy::impersonations::Impersonation;
use tenancy::{Caller, TenantId, TenantRef};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Principal;
use crate::error::Error;

/// Who asks.
pub enum Identity {
    /// Somebody with a live session.
    User(Principal),
    /// A program, by a key.
    Key(KeyHolder),
    /// A platform admin who acts as a member.
    Impersonator(Impersonation),
}

impl Identity {
    /// The user as whom it acts.
    pub fn user_id(&self) -> Uuid {
        match self {
            Self::User(principal) => principal.user_id.0,
            Self::Key(holder) => holder.user_id,
            Self::Impersonator(acting) => acting.user_id,
        }
    }

    /// The platform admin who acts as the user.
    pub fn impersonator(&self) -> Option<Uuid> {
        match self {
            Self::Impersonator(acting) => Some(acting.admin_id),
            Self::User(_) | Self::Key(_) => None,
        }
    }

    /// The same for the database.
    pub fn caller(&self) -> Caller {
        match self {
            Self::User(principal) => principal.user_id.0.into(),
            Self::Key(holder) => Caller::key(holder),
            Self::Impersonator(acting) => Caller::impersonator(acting),
        }
    }

    /// The one tenant that it opens; `None` where memberships decide.
    pub fn tenant_id(&self) -> Option<TenantId> {
        match self {
            Self::User(_) => None,
            Self::Key(holder) => Some(holder.tenant_id),
            Self::Impersonator(acting) => Some(acting.tenant_id),
        }
    }

    /// The tenant to enter where a request names this one, or none. 404 for any but the one that it opens, whatever else a
    /// key's maker, or the user, is a member of.
    pub fn tenant_for(&self, named: TenantRef) -> Result<TenantRef, Error> {
        match self {
            Self::User(_) => Ok(named),
            Self::Key(holder) if holder.is_in(&named) => Ok(holder.tenant_id.into()),
            Self::Impersonator(acting) if acting.is_in(&named) => Ok(acting.tenant_id.into()),
            Self::Key(_) | Self::Impersonator(_) => Err(Error::NotFound),
        }
    }

    /// Whether it is time to note that the session or the key is used.
    pub fn is_use_due(&self, now: OffsetDateTime) -> bool {
        match self {
            Self::User(principal) => sessions::is_touch_due(principal.last_seen_at, now),
            Self::Key(holder) => key_uses::is_due(holder.last_used_at, now),
            Self::Impersonator(acting) => sessions::is_touch_due(acting.last_seen_at, now),
        }
    }
}
