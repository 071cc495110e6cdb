//! Platform admins who act as a member: which routes that opens and which it doesn't, what ends it, and what it logs.

mod ends;
mod logs;
mod reach;

use tenancy::Role;

use crate::support::platform::{PlatformAdmin, impersonate};
use crate::support::reply::Reply;
use crate::support::server::Caller;
use crate::support::team::Team;

/// A member of a tenant who asks for help, and a platform admin who gives it.
struct Support {
    team: Team,
    admin: PlatformAdmin,
    mia: Caller,
}

impl Support {
    async fn new() -> Self {
        let team = Team::new().await;
        let mia = team.member("mia", Role::Member).await;
        let admin = PlatformAdmin::appoint(&team.server).await;
        Self { team, admin, mia }
    }

    fn caller(&self) -> &Caller {
        &self.admin.person.caller
    }

    async fn begin(&self, write: bool) -> Reply {
        impersonate(self.caller(), self.mia.id(), "acme", write).await.created()
    }

    /// Signs the admin in again, by two factors.
    async fn return_admin(&self) {
        self.admin.person.sign_in_again().await;
        self.admin.prove(&self.team.server).await;
    }
}

async fn status(caller: &Caller, path: &str) -> u16 {
    caller.get(path).await.status
}

async fn end(caller: &Caller) -> u16 {
    caller.post_empty("/auth/impersonation/end").await.status
}
