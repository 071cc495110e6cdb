//! Platform admins, and what they do to tenants and as their members.

use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use super::reply::Reply;
use super::server::{Caller, TestServer};
use super::state;
use super::world::Person;

/// The reason that is given for each impersonation.
pub const REASON: &str = "Ticket 1042: the list stays empty";

/// A user who administers the installation, signed in with two factors.
pub struct PlatformAdmin {
    pub person: Person,
}

impl PlatformAdmin {
    pub async fn appoint(server: &TestServer) -> Self {
        Self::appoint_another(server, "PLATFORM").await
    }

    /// Appoints a user whose address and name have this mark.
    pub async fn appoint_another(server: &TestServer, mark: &str) -> Self {
        let person = Person::register(server, mark, Role::Owner).await;
        state::appoint_platform_admin(&server.db, person.id).await;
        state::verify_address(&server.db, person.id).await;
        let admin = Self { person };
        admin.prove(server).await;
        admin
    }

    /// Marks the admin's sessions as signed in with two factors.
    pub async fn prove(&self, server: &TestServer) {
        state::prove_second_factor(&server.db, self.person.id).await;
    }

    pub async fn post(&self, path: &str, body: Json) -> Reply {
        self.person.caller.post(path, body).await
    }

    pub async fn close(&self, tenant: Uuid) -> Reply {
        self.person.caller.delete(&format!("/admin/tenants/{tenant}")).await
    }

    pub async fn restore(&self, tenant: Uuid) -> Reply {
        self.person.caller.post_empty(&format!("/admin/tenants/{tenant}/restore")).await
    }

    pub async fn resume(&self, tenant: Uuid) -> Reply {
        self.person.caller.post_empty(&format!("/admin/tenants/{tenant}/resume")).await
    }

    /// Sets quotas of a tenant, or its plan.
    pub async fn limit(&self, tenant: Uuid, limits: Json) -> Reply {
        self.person.caller.patch(&format!("/admin/tenants/{tenant}"), limits).await
    }
}

/// Asks to act as a user in a tenant.
pub async fn impersonate(caller: &Caller, user: Uuid, tenant: &str, write: bool) -> Reply {
    let body = json!({"user_id": user, "tenant": tenant, "reason": REASON, "write": write});
    caller.post("/admin/impersonations", body).await
}
