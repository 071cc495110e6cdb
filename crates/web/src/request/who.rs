use std::cell::OnceCell;

use auth::{Auth, SessionToken};
use tenancy::{Admission, Caller};

use crate::session::{self, Identity};

/// Who asks, as far as that is known: to the handler, and to the database.
pub struct Who {
    /// A session whose user nobody has looked up, and how the database is shown it.
    shown: Option<(SessionToken, Caller)>,
    /// Who was looked up, and how the database is told.
    known: OnceCell<(Identity, Caller)>,
}

impl Who {
    /// Whoever was looked up; `None` for nobody.
    pub fn known(identity: Option<Identity>) -> Self {
        let who = Self { shown: None, known: OnceCell::new() };
        if let Some(identity) = identity {
            who.identify(identity);
        }
        who
    }

    /// Whoever the database finds by a session's token, as of now.
    pub fn shown(auth: &Auth, token: SessionToken) -> Self {
        let caller = Caller::session(session::proof(auth, &token));
        Self { shown: Some((token, caller)), known: OnceCell::new() }
    }

    /// Notes who was looked up. Nobody is somebody else later in the same request.
    pub fn identify(&self, identity: Identity) {
        let caller = identity.caller();
        let _first = self.known.set((identity, caller));
    }

    /// The token that the database is shown.
    pub fn token(&self) -> Option<&SessionToken> {
        self.shown.as_ref().map(|(token, _)| token)
    }

    /// Who was looked up; `None` also where that is left to the work.
    pub fn identity(&self) -> Option<&Identity> {
        self.known.get().map(|(identity, _)| identity)
    }

    /// Who asks, as the database is told; `None` for nobody, on an open route.
    pub fn caller(&self) -> Option<&Caller> {
        let shown = self.shown.as_ref().map(|(_, caller)| caller);
        self.known.get().map(|(_, caller)| caller).or(shown)
    }

    /// Whom the database let in for this request, once it has.
    pub fn admission(&self) -> Option<&Admission> {
        self.caller()?.admission()
    }
}
