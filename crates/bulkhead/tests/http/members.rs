//! Who belongs to a tenant, and that it always has an owner.

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;

use crate::db_snapshot;
use crate::server::{Caller, TestServer};
use crate::world::{World, uuid};

/// A tenant `acme` with its owner.
pub struct Team {
    pub server: TestServer,
    pub id: Uuid,
    pub owner: Caller,
    pub owner_id: Uuid,
}

impl Team {
    pub async fn new() -> Self {
        Self::over(TestServer::start().await).await
    }

    pub async fn over(server: TestServer) -> Self {
        let owner = server.user("owner@acme.example.com").await;
        server.db.superuser("update auth.users set email_verified_at = created_at").await;
        let (status, tenant) = owner.post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
        assert_eq!(status, StatusCode::CREATED, "{tenant}");
        let owner_id = uuid(&owner.get("/auth/me").await.1["user"]["id"]);
        Self { id: uuid(&tenant["id"]), owner: owner.in_tenant("acme"), owner_id, server }
    }

    /// Adds a new user to the team, with a verified address.
    pub async fn join(&self, name: &str, role: Role) -> (Caller, Uuid) {
        let caller = self.server.user(&format!("{name}@acme.example.com")).await;
        let id = uuid(&caller.get("/auth/me").await.1["user"]["id"]);
        let row = format!("('{}', '{id}', '{role}')", self.id);
        let sql = format!("insert into tenancy.memberships (tenant_id, user_id, role) values {row}");
        self.server.db.superuser(&sql).await;
        self.server.db.superuser("update auth.users set email_verified_at = created_at").await;
        (caller.in_tenant("acme"), id)
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

pub async fn patch(caller: &Caller, id: Uuid, role: &str) -> (StatusCode, Json) {
    caller.send(Method::PATCH, &format!("/api/members/{id}"), Some(&json!({"role": role}))).await
}

pub async fn remove(caller: &Caller, id: Uuid) -> (StatusCode, Json) {
    caller.send(Method::DELETE, &format!("/api/members/{id}"), None).await
}

#[tokio::test]
async fn members_are_listed_by_pages_and_their_addresses_for_admins() {
    let team = Team::new().await;
    let (admin, _) = team.join("admin", Role::Admin).await;
    let (viewer, viewer_id) = team.join("viewer", Role::Viewer).await;
    let (status, page) = admin.get("/api/members?limit=2").await;
    assert_eq!((status, page["items"].as_array().map(Vec::len)), (StatusCode::OK, Some(2)), "{page}");
    let next = page["next_cursor"].as_str().unwrap().to_owned();
    let (_, last) = admin.get(&format!("/api/members?limit=2&cursor={next}")).await;
    assert_eq!((last["items"].as_array().map(Vec::len), &last["next_cursor"]), (Some(1), &Json::Null), "{last}");
    let both = [&page["items"], &last["items"]].into_iter().flat_map(|items| items.as_array().unwrap());
    let mut seen: Vec<_> =
        both.map(|item| [&item["name"], &item["role"], &item["email"]].map(|text| text.as_str().unwrap())).collect();
    seen.sort_unstable();
    let expected = ["admin", "owner", "viewer"].map(|name| (name, format!("{name}@acme.example.com")));
    assert_eq!(seen, expected.iter().map(|(name, email)| [*name, *name, email]).collect::<Vec<_>>());

    let (_, page) = viewer.get("/api/members").await;
    for item in page["items"].as_array().unwrap() {
        assert!(item["name"].is_string());
        assert_eq!(item["email"].is_string(), uuid(&item["user_id"]) == viewer_id, "{item}");
    }
    for wrong in ["limit=0", "cursor=x", "q=x", "role=owner"] {
        assert_eq!(admin.get(&format!("/api/members?{wrong}")).await.0, 422, "{wrong}");
    }
}

#[tokio::test]
async fn rol_2_no_member_raises_a_role_above_their_own_or_touches_a_higher_one() {
    let team = Team::new().await;
    let (admin, admin_id) = team.join("admin", Role::Admin).await;
    let (member, member_id) = team.join("member", Role::Member).await;
    let (viewer, viewer_id) = team.join("viewer", Role::Viewer).await;
    let before = db_snapshot::of_tenant(&team.server.db, team.id).await;
    for (who, target, role) in [
        (&admin, admin_id, "owner"),
        (&admin, member_id, "owner"),
        (&admin, team.owner_id, "viewer"),
        (&member, member_id, "admin"),
        (&member, viewer_id, "member"),
        (&viewer, viewer_id, "owner"),
    ] {
        let (status, answer) = patch(who, target, role).await;
        assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("role_too_low")), "{answer}");
    }
    for (who, target) in [(&admin, team.owner_id), (&member, viewer_id), (&viewer, member_id)] {
        assert_eq!(remove(who, target).await.0, StatusCode::FORBIDDEN);
    }
    assert_eq!(patch(&admin, Uuid::from_u128(7), "viewer").await.0, StatusCode::NOT_FOUND);
    assert_eq!(patch(&admin, member_id, "platform").await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(db_snapshot::of_tenant(&team.server.db, team.id).await, before);

    let (status, changed) = patch(&admin, member_id, "admin").await;
    assert_eq!((status, &changed["role"], &changed["version"]), (StatusCode::OK, &json!("admin"), &json!(2)));
    // The next request has the new role.
    assert_eq!(member.get("/api/audit-log").await.0, StatusCode::OK);
    let stale = admin.request(Method::PATCH, &format!("/api/members/{member_id}")).header("If-Match", "\"1\"");
    assert_eq!(stale.json(&json!({"role": "viewer"})).send().await.unwrap().status(), StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn rol_3_the_last_owner_neither_goes_nor_steps_down() {
    let team = Team::new().await;
    let (other, other_id) = team.join("other", Role::Admin).await;
    for (status, answer) in [patch(&team.owner, team.owner_id, "admin").await, remove(&team.owner, team.owner_id).await]
    {
        assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("last_owner")), "{answer}");
    }
    assert_eq!(patch(&team.owner, other_id, "owner").await.0, StatusCode::OK);
    assert_eq!(patch(&other, team.owner_id, "viewer").await.0, StatusCode::OK);
    assert_eq!(remove(&other, other_id).await.0, StatusCode::CONFLICT);
    assert_eq!(team.count(Role::Owner).await, 1);
}

#[tokio::test]
async fn a_member_who_leaves_is_out_at_the_next_request_and_at_home_in_the_personal_workspace() {
    let team = Team::new().await;
    let (viewer, viewer_id) = team.join("viewer", Role::Viewer).await;
    let (member, member_id) = team.join("member", Role::Member).await;
    for caller in [&viewer, &member] {
        let home = json!({"home_tenant": "acme"});
        assert_eq!(caller.send(Method::PATCH, "/auth/me", Some(&home)).await.0, StatusCode::OK);
    }
    assert_eq!(remove(&viewer, viewer_id).await.0, StatusCode::NO_CONTENT);
    assert_eq!(remove(&team.owner, member_id).await.0, StatusCode::NO_CONTENT);
    for caller in [&viewer, &member] {
        assert_eq!(caller.get("/api/leads").await.0, StatusCode::NOT_FOUND);
        let (status, me) = caller.at_home().get("/auth/me").await;
        assert_eq!((status, &me["tenant"]["kind"]), (StatusCode::OK, &json!("personal")), "{me}");
        assert_eq!(caller.at_home().get("/api/leads").await.0, StatusCode::OK);
    }
    let (_, log) = team.owner.get("/api/audit-log?table=memberships").await;
    let actors: Vec<_> = log["items"].as_array().unwrap().iter().filter(|item| item["operation"] == "delete").collect();
    assert_eq!(actors.len(), 2, "{log}");
    assert_eq!((uuid(&actors[0]["actor_id"]), uuid(&actors[1]["actor_id"])), (team.owner_id, viewer_id));
}

#[tokio::test]
async fn a_closed_tenant_lets_no_member_in_and_a_personal_one_stays() {
    let team = Team::new().await;
    let (admin, _) = team.join("admin", Role::Admin).await;
    assert_eq!(admin.send(Method::PATCH, "/auth/me", Some(&json!({"home_tenant": "acme"}))).await.0, StatusCode::OK);
    assert_eq!(admin.send(Method::DELETE, "/api/tenant", None).await.0, StatusCode::FORBIDDEN);
    let (status, answer) = team.owner.at_home().send(Method::DELETE, "/api/tenant", None).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("personal")));

    team.server.clock.advance(std::time::Duration::from_mins(6));
    let (status, answer) = team.owner.send(Method::DELETE, "/api/tenant", None).await;
    assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("reauthentication_required")));
    team.server.db.superuser("update auth.sessions set proved_at = last_seen_at + interval '6 minutes'").await;
    assert_eq!(team.owner.send(Method::DELETE, "/api/tenant", None).await.0, StatusCode::NO_CONTENT);
    for caller in [&team.owner, &admin] {
        assert_eq!(caller.get("/api/leads").await.0, StatusCode::NOT_FOUND);
        let (_, own) = caller.get("/api/tenants").await;
        assert!(!own.to_string().contains("acme\""), "{own}");
        assert_eq!(caller.at_home().get("/api/leads").await.0, StatusCode::OK);
    }
    // Its slug is taken for as long as it may come back.
    let (status, answer) = admin.at_home().post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await;
    assert_eq!((status, &answer["code"]), (StatusCode::CONFLICT, &json!("slug_taken")));
}

#[tokio::test]
async fn rol_4_the_member_in_the_path_is_the_one_who_changes() {
    let world = World::new().await;
    let (owner, target) = (world.b.person(Role::Owner), world.b.person(Role::Member));
    let bystander = world.b.person(Role::Viewer).id;
    let path = format!("/api/members/{}?user_id={bystander}&id={bystander}", target.id);
    let before = db_snapshot::of_tenant(&world.server.db, world.b.id).await;
    for name in ["user_id", "id", "tenant_id"] {
        let body = json!({"role": "admin", name: bystander});
        assert_eq!(owner.caller.send(Method::PATCH, &path, Some(&body)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(db_snapshot::of_tenant(&world.server.db, world.b.id).await, before);
    assert_eq!(owner.caller.send(Method::PATCH, &path, Some(&json!({"role": "admin"}))).await.1["role"], "admin");
    let (_, members) = owner.caller.get("/api/members").await;
    let role = |id: Uuid| {
        members["items"].as_array().unwrap().iter().find(|item| uuid(&item["user_id"]) == id).unwrap()["role"].clone()
    };
    assert_eq!((role(target.id), role(bystander)), (json!("admin"), json!("viewer")));
}
