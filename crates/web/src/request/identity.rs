use tenancy::{Admission, Caller};

use crate::session::{Credential, Identity};

/// Whose a request is, as far as that is known before its work. Either way each unit of work proves the credential itself.
#[expect(clippy::large_enum_variant, reason = "it is moved once, into the request")]
pub enum RequestIdentity {
    /// Of an open route: no credential that is live.
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
    /// Whose it is, where that was looked up.
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

    /// What the database said of the caller when it let them in, once it has. Of a read on a replica the replica says the tenant.
    pub fn admission(&self) -> Option<&Admission> {
        let shown = self.shown()?;
        shown.on_replica.as_ref().and_then(Caller::admission).or_else(|| shown.caller.admission())
    }
}
