use tenancy::{Admission, Caller};

use crate::session::{Credential, Identity};

/// The identity of a request, as far as it is known before the work. Each unit of work proves the credential itself in
/// any case.
#[expect(clippy::large_enum_variant, reason = "it is moved once, into the request")]
pub enum RequestIdentity {
    /// Of an open route: the request has no live credential.
    Anonymous,
    /// Looked up before the body was read, to refuse early.
    Resolved { identity: Identity, shown: ShownCaller },
    /// Left to the statement that does the work, which costs no round trip of its own.
    Deferred(ShownCaller),
}

/// A credential, and the same for units of work in tenants.
pub struct ShownCaller {
    pub credential: Credential,
    pub caller: Caller,
    /// For reads on a replica, where there is one.
    pub on_replica: Option<Caller>,
}

impl RequestIdentity {
    /// The holder of the credential, where that was looked up.
    pub fn resolved(&self) -> Option<&Identity> {
        match self {
            Self::Resolved { identity, .. } => Some(identity),
            Self::Anonymous | Self::Deferred(_) => None,
        }
    }

    /// The credential, for units of work; `None` for an open route without one.
    pub fn shown(&self) -> Option<&ShownCaller> {
        match self {
            Self::Anonymous => None,
            Self::Resolved { shown, .. } | Self::Deferred(shown) => Some(shown),
        }
    }

    /// What the database answered about the caller when it let them in; `None` before that. For a read on a replica,
    /// it is the replica's response that says the tenant.
    pub fn admission(&self) -> Option<&Admission> {
        let shown = self.shown()?;
        shown.on_replica.as_ref().and_then(Caller::admission).or_else(|| shown.caller.admission())
    }
}
