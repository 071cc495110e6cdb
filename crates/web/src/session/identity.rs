use auth::{key_uses, sessions};
use tenancy::TenantId;
use tenancy::api_keys::KeyHolder;
use tenancy::impersonations::Impersonation;
use time::OffsetDateTime;
use uuid::Uuid;

use super::Principal;

/// The holder of a credential.
#[derive(Clone)]
pub enum Identity {
    /// A user with a live session.
    User(Principal),
    /// A program with an API key.
    Key(KeyHolder),
    /// A platform admin who acts as a member.
    Impersonator(Impersonation),
}

impl Identity {
    /// The user that it acts as: a key acts as its maker, an impersonator as the member.
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

    /// The one tenant that it opens; `None` where memberships decide.
    pub fn tenant_id(&self) -> Option<TenantId> {
        match self {
            Self::User(_) => None,
            Self::Key(holder) => Some(holder.tenant_id),
            Self::Impersonator(acting) => Some(acting.tenant_id),
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
