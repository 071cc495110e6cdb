//! A team and its members.

use serde_json::json;
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;

use super::reply::Reply;
use super::server::{Caller, TestServer};
use super::state;

/// A tenant, and its owner, who names it in every request.
pub struct Team {
    pub server: TestServer,
    pub id: Uuid,
    pub slug: String,
    pub owner: Caller,
}

impl TestServer {
    /// A new team with an owner, whose address is verified.
    pub async fn tenant(&self, slug: &str) -> Team {
        let owner = self.verified_user(&format!("owner@{slug}.example.com")).await;
        let mut name = slug.to_owned();
        name[..1].make_ascii_uppercase();
        let id = owner.post("/api/tenants", json!({"name": name, "slug": slug})).await.created().id();
        Team { server: self.clone(), id, slug: slug.to_owned(), owner: owner.in_tenant(slug) }
    }
}

impl Team {
    /// The team `acme` on a server of its own.
    pub async fn new() -> Self {
        TestServer::start().await.tenant("acme").await
    }

    /// The same on a server with further variables.
    pub async fn new_with(variables: &[(&str, &str)]) -> Self {
        TestServer::start_with(variables).await.tenant("acme").await
    }

    /// Adds a new user, whose address is verified and who names the team in every request.
    pub async fn member(&self, name: &str, role: Role) -> Caller {
        let caller = self.server.verified_user(&format!("{name}@{}.example.com", self.slug)).await;
        self.set_role(&caller, role).await;
        caller.in_tenant(&self.slug)
    }

    /// Makes a user a member, or gives a member another role.
    pub async fn set_role(&self, user: &Caller, role: Role) {
        state::set_role(&self.server.db, self.id, user.id(), role).await;
    }

    pub async fn remove(&self, user: &Caller) {
        state::remove_member(&self.server.db, self.id, user.id()).await;
    }

    pub async fn suspend(&self) {
        state::suspend_tenant(&self.server.db, self.id).await;
    }

    pub async fn resume(&self) {
        state::resume_tenant(&self.server.db, self.id).await;
    }

    /// Closes it so many days ago.
    pub async fn close(&self, days_ago: u32) {
        state::close_tenant(&self.server.db, self.id, days_ago).await;
    }

    pub async fn reopen(&self) {
        state::reopen_tenant(&self.server.db, self.id).await;
    }

    /// How many members have the role.
    pub async fn count(&self, role: Role) -> i64 {
        let mut superuser = self.server.db.connect("postgres").await;
        let count = sqlx::query("select count(*) from tenancy.memberships where tenant_id = $1 and role = $2")
            .bind(self.id)
            .bind(role.as_str());
        count.fetch_one(&mut superuser).await.expect("the superuser may read").get(0)
    }
}

/// Asks that a member get another role.
pub async fn change_role(caller: &Caller, member: Uuid, role: &str) -> Reply {
    caller.patch(&format!("/api/members/{member}"), json!({"role": role})).await
}

/// Asks that a member be removed.
pub async fn remove(caller: &Caller, member: Uuid) -> Reply {
    caller.delete(&format!("/api/members/{member}")).await
}
