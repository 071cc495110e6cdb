use std::sync::{Arc, OnceLock};

use auth::{CredentialError, SessionProof};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::api_keys::{Action, ApiKey};
use crate::{Error, TenantId};

/// A credential as a request shows it. It carries no authority: each unit of work proves it in its own statement, and
/// learns from that who the user is. Clones share what the first one found out.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(crate) credential: Credential,
    found: Arc<FoundOut>,
}

/// What the first unit of work that let a caller in found out.
#[derive(Debug, Default)]
struct FoundOut {
    admission: OnceLock<Admission>,
    snapshot: OnceLock<Box<str>>,
}

/// What a caller is known by. A further kind takes a variant here, a definer function that enters the tenant by it, and
/// an arm in [`crate::Db::with_access`].
#[derive(Clone, Debug)]
pub(crate) enum Credential {
    /// A session, or an impersonation that has the place of one.
    Session { proof: SessionProof, demands: SessionDemands },
    /// An API key by its SHA-256, the scopes of which one is enough for the act, and those of which one is for being
    /// shown the row.
    Key { digest: [u8; 32], scopes: [String; 2], reading: [String; 2], now: OffsetDateTime },
    /// The user of a session that the primary proved for this request, for a read on a replica that may not have the
    /// session yet. Only [`crate::Db::proved_for_replica`] makes it.
    OnReplica(Uuid),
}

/// What a unit of work in a tenant asks of a session beyond being live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SessionDemands {
    /// The last proof of identity is at this time or later.
    pub proved_since: Option<OffsetDateTime>,
    /// The user has a verified address or a phone number.
    pub verified: bool,
    /// What the unit of work makes outlasts the session: whatever would end the session waits until it is committed.
    pub hold: bool,
}

/// What the database said of a caller when it let them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admission {
    pub user_id: Uuid,
    /// Where they are; `None` where the work was in no tenant.
    pub tenant_id: Option<TenantId>,
    /// When the session or the key was last used, as far as that is known.
    pub last_seen_at: Option<OffsetDateTime>,
    /// The API key, or the platform admin, by which the user acts.
    pub via: Option<Uuid>,
}

impl Caller {
    /// By a session, or an impersonation, that the request shows.
    pub fn session(proof: SessionProof) -> Self {
        Self::session_with(proof, SessionDemands::default())
    }

    /// The same where more is asked of the session.
    pub fn session_with(proof: SessionProof, demands: SessionDemands) -> Self {
        Credential::Session { proof, demands }.into()
    }

    /// By an API key, for a route of these things.
    pub fn key(key: &ApiKey, (things, action): (&str, Action), now: OffsetDateTime) -> Self {
        let of = |action: Action| [action.scope_of(things), action.scope_of("*")];
        Credential::Key { digest: key.hash(), scopes: of(action), reading: of(Action::Read), now }.into()
    }

    pub(crate) fn on_replica(user_id: Uuid) -> Self {
        Credential::OnReplica(user_id).into()
    }

    /// The session that is shown, for acts that no other credential permits.
    pub(crate) fn session_proof(&self) -> Result<&SessionProof, Error> {
        match &self.credential {
            Credential::Session { proof, .. } => Ok(proof),
            Credential::Key { .. } | Credential::OnReplica(_) => Err(Error::Credential(CredentialError::Ended)),
        }
    }

    /// What the first unit of work that let the caller in found out; `None` while none has.
    pub fn admission(&self) -> Option<&Admission> {
        self.found.admission.get()
    }

    pub(crate) fn record_admission(&self, admission: Admission) {
        self.found.admission.get_or_init(|| admission);
    }

    /// What the statement that let the caller in to read saw, as Postgres writes a snapshot; `None` for a write, and on a
    /// replica.
    pub fn snapshot(&self) -> Option<&str> {
        self.found.snapshot.get().map(AsRef::as_ref)
    }

    pub(crate) fn record_snapshot(&self, snapshot: &str) {
        self.found.snapshot.get_or_init(|| snapshot.into());
    }
}

impl From<Credential> for Caller {
    fn from(credential: Credential) -> Self {
        Self { credential, found: Arc::default() }
    }
}
