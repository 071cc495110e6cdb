use std::sync::{Arc, OnceLock};

use auth::SessionProof;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::TenantId;
use crate::api_keys::{ApiKeyId, KeyHolder};
use crate::impersonations::Impersonation;

/// Who wants in: a user whom somebody else has made sure of, or a credential that the database itself looks up in the
/// statement that does the work. Clones share what was found out.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(crate) credential: Credential,
    admission: Arc<OnceLock<Admission>>,
}

/// What a caller is known by. A further kind takes a variant here, a definer function that answers `user_id` and
/// `last_seen_at` for it, and an arm in [`crate::Db::entering`].
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    User(Uuid),
    /// Somebody who acts by an API key that was looked up before.
    Key(Uuid, ApiKeyId),
    /// A platform admin who acts as somebody else.
    Impersonator {
        user_id: Uuid,
        admin_id: Uuid,
        read_only: bool,
    },
    Session(SessionProof),
}

/// What the database said of a caller when it let them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    pub user_id: Uuid,
    /// Where they are; `None` where the work was in no tenant.
    pub tenant_id: Option<TenantId>,
    /// When the session was last seen, if a session was shown.
    pub last_seen_at: Option<OffsetDateTime>,
}

impl Caller {
    /// Somebody who shows a session's token. That it is live is checked in each unit of work.
    pub fn session(proof: SessionProof) -> Self {
        Credential::Session(proof).into()
    }

    /// Somebody who acts by a key of theirs, which the change log names beside them.
    pub fn key(holder: &KeyHolder) -> Self {
        Credential::Key(holder.user_id, holder.key_id).into()
    }

    /// A platform admin who acts as a member, whom the change log names beside them.
    pub fn impersonator(impersonation: &Impersonation) -> Self {
        let Impersonation { user_id, admin_id, read_only, .. } = *impersonation;
        Credential::Impersonator { user_id, admin_id, read_only }.into()
    }

    /// Whether the database keeps whatever the caller does from writing.
    pub(crate) fn is_read_only(&self) -> bool {
        matches!(self.credential, Credential::Impersonator { read_only: true, .. })
    }

    /// What the first unit of work that let the caller in found out; `None` while none has.
    pub fn admission(&self) -> Option<&Admission> {
        self.admission.get()
    }

    pub(crate) fn admit(&self, admission: Admission) {
        self.admission.get_or_init(|| admission);
    }
}

/// Somebody who has proved to be this user.
impl From<Uuid> for Caller {
    fn from(user_id: Uuid) -> Self {
        Credential::User(user_id).into()
    }
}

impl From<Credential> for Caller {
    fn from(credential: Credential) -> Self {
        Self { credential, admission: Arc::default() }
    }
}
