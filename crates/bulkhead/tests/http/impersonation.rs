//! Platform admins who act as a member: which routes that opens and which it doesn't, what ends it, and what it logs.

mod ends;
mod logs;
mod reach;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::members::Team;
use crate::platform::PlatformAdmin;
use crate::server::Caller;

pub const REASON: &str = "Ticket 1042: the list stays empty";

/// A member of a tenant who asks for help, and a platform admin who gives it.
struct Support {
    team: Team,
    admin: PlatformAdmin,
    mia: Caller,
    mia_id: Uuid,
}

impl Support {
    async fn new() -> Self {
        let team = Team::new().await;
        let (mia, mia_id) = team.join("mia", Role::Member).await;
        let admin = PlatformAdmin::appoint(&team.server).await;
        Self { team, admin, mia, mia_id }
    }

    fn caller(&self) -> &Caller {
        &self.admin.person.caller
    }

    async fn begin(&self, write: bool) -> Json {
        let (status, begun) = begin(self.caller(), self.mia_id, "acme", write).await;
        assert_eq!(status, StatusCode::CREATED, "{begun}");
        begun
    }

    /// Marks the member's address as verified, or as unverified.
    async fn confirm_address(&self, is_theirs: bool) {
        let at = if is_theirs { "created_at" } else { "null" };
        let sql = format!("update auth.users set email_verified_at = {at} where id = '{}'", self.mia_id);
        self.team.server.db.superuser(&sql).await;
    }

    /// Signs the admin in again, by two factors.
    async fn return_admin(&self) {
        self.admin.person.sign_in_again().await;
        self.admin.prove(&self.team.server).await;
    }
}

pub async fn begin(caller: &Caller, user: Uuid, tenant: &str, write: bool) -> (StatusCode, Json) {
    let body = json!({"user_id": user, "tenant": tenant, "reason": REASON, "write": write});
    caller.post("/admin/impersonations", body).await
}

async fn status(caller: &Caller, path: &str) -> StatusCode {
    caller.get(path).await.0
}

async fn end(caller: &Caller) -> StatusCode {
    caller.send(Method::POST, "/auth/impersonation/end", None).await.0
}
