//! Who belongs to a tenant, and that it always has an owner.

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::support::db_snapshot;
use crate::support::reply::{Ask, uuid};
use crate::support::team::{Team, change_role, remove};
use crate::support::world::World;

#[tokio::test]
async fn members_are_listed_by_pages_and_their_addresses_for_admins() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    let viewer = team.member("viewer", Role::Viewer).await;
    let page = admin.get("/api/members?limit=2").await.ok();
    assert_eq!(page.items().len(), 2, "{page}");
    let next = page.text("next_cursor").to_owned();
    let last = admin.get(&format!("/api/members?limit=2&cursor={next}")).await.ok();
    assert_eq!((last["items"].as_array().map(Vec::len), &last["next_cursor"]), (Some(1), &Json::Null), "{last}");
    let both = [&page["items"], &last["items"]].into_iter().flat_map(|items| items.as_array().unwrap());
    let mut seen: Vec<_> =
        both.map(|item| [&item["name"], &item["role"], &item["email"]].map(|text| text.as_str().unwrap())).collect();
    seen.sort_unstable();
    let expected = ["admin", "owner", "viewer"].map(|name| (name, format!("{name}@acme.example.com")));
    assert_eq!(seen, expected.iter().map(|(name, email)| [*name, *name, email]).collect::<Vec<_>>());

    let page = viewer.get("/api/members").await.ok();
    for item in page.items() {
        assert!(item["name"].is_string());
        assert_eq!(item["email"].is_string(), uuid(&item["user_id"]) == viewer.id(), "{item}");
    }
    for wrong in ["limit=0", "cursor=x", "q=x", "role=owner"] {
        admin.get(&format!("/api/members?{wrong}")).await.expect_status(422);
    }
}

#[tokio::test]
async fn rol_2_no_member_raises_a_role_above_their_own_or_touches_a_higher_one() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    let member = team.member("member", Role::Member).await;
    let member_id = member.id();
    let viewer = team.member("viewer", Role::Viewer).await;
    let before = db_snapshot::of_tenant(&team.server.db, team.id).await;
    for (who, target, role) in [
        (&admin, admin.id(), "owner"),
        (&admin, member_id, "owner"),
        (&admin, team.owner.id(), "viewer"),
        (&member, member_id, "admin"),
        (&member, viewer.id(), "member"),
        (&viewer, viewer.id(), "owner"),
    ] {
        change_role(who, target, role).await.expect(403, "role_too_low");
    }
    for (who, target) in [(&admin, team.owner.id()), (&member, viewer.id()), (&viewer, member_id)] {
        remove(who, target).await.expect_status(403);
    }
    change_role(&admin, Uuid::from_u128(7), "viewer").await.expect_status(404);
    change_role(&admin, member_id, "platform").await.expect_status(422);
    assert_eq!(db_snapshot::of_tenant(&team.server.db, team.id).await, before);

    let changed = change_role(&admin, member_id, "admin").await.ok();
    assert_eq!((&changed["role"], &changed["version"]), (&json!("admin"), &json!(2)), "{changed}");
    // The next request has the new role.
    member.get("/api/audit-log").await.ok();
    let stale = admin.request(Method::PATCH, &format!("/api/members/{member_id}")).header("If-Match", "\"1\"");
    stale.json(&json!({"role": "viewer"})).reply().await.expect_status(412);
}

#[tokio::test]
async fn rol_3_the_last_owner_neither_goes_nor_steps_down() {
    let team = Team::new().await;
    let other = team.member("other", Role::Admin).await;
    change_role(&team.owner, team.owner.id(), "admin").await.expect(409, "last_owner");
    remove(&team.owner, team.owner.id()).await.expect(409, "last_owner");
    change_role(&team.owner, other.id(), "owner").await.ok();
    change_role(&other, team.owner.id(), "viewer").await.ok();
    remove(&other, other.id()).await.expect_status(409);
    assert_eq!(team.count(Role::Owner).await, 1);
}

#[tokio::test]
async fn a_member_who_leaves_is_out_at_the_next_request_and_at_home_in_the_personal_workspace() {
    let team = Team::new().await;
    let viewer = team.member("viewer", Role::Viewer).await;
    let member = team.member("member", Role::Member).await;
    for caller in [&viewer, &member] {
        let home = json!({"home_tenant": "acme"});
        caller.patch("/auth/me", &home).await.ok();
    }
    remove(&viewer, viewer.id()).await.no_content();
    remove(&team.owner, member.id()).await.no_content();
    for caller in [&viewer, &member] {
        caller.get("/api/leads").await.expect_status(404);
        let me = caller.at_home().get("/auth/me").await.ok();
        assert_eq!(me["tenant"]["kind"], "personal", "{me}");
        caller.at_home().get("/api/leads").await.ok();
    }
    let log = team.owner.get("/api/audit-log?table=memberships").await.ok();
    let actors: Vec<_> = log.items().iter().filter(|item| item["operation"] == "delete").collect();
    assert_eq!(actors.len(), 2, "{log}");
    assert_eq!((uuid(&actors[0]["actor_id"]), uuid(&actors[1]["actor_id"])), (team.owner.id(), viewer.id()));
}

#[tokio::test]
async fn a_closed_tenant_lets_no_member_in_and_a_personal_one_stays() {
    let team = Team::new().await;
    let admin = team.member("admin", Role::Admin).await;
    admin.patch("/auth/me", json!({"home_tenant": "acme"})).await.ok();
    admin.delete("/api/tenant").await.expect_status(403);
    team.owner.at_home().delete("/api/tenant").await.expect(409, "personal");

    team.server.clock.advance(std::time::Duration::from_mins(6));
    team.owner.delete("/api/tenant").await.expect(403, "reauthentication_required");
    team.server.db.superuser("update auth.sessions set proved_at = last_seen_at + interval '6 minutes'").await;
    team.owner.delete("/api/tenant").await.no_content();
    for caller in [&team.owner, &admin] {
        caller.get("/api/leads").await.expect_status(404);
        let own = caller.get("/api/tenants").await.ok();
        assert!(!own.body.contains("acme\""), "{own}");
        caller.at_home().get("/api/leads").await.ok();
    }
    // Its slug is taken for as long as it may come back.
    admin.at_home().post("/api/tenants", json!({"name": "Acme", "slug": "acme"})).await.expect(409, "slug_taken");
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
        owner.caller.patch(&path, &body).await.expect_status(422);
    }
    assert_eq!(db_snapshot::of_tenant(&world.server.db, world.b.id).await, before);
    assert_eq!(owner.caller.patch(&path, json!({"role": "admin"})).await["role"], "admin");
    let members = owner.caller.get("/api/members").await.ok();
    let role = |id: Uuid| members.items().iter().find(|item| uuid(&item["user_id"]) == id).unwrap()["role"].clone();
    assert_eq!((role(target.id), role(bystander)), (json!("admin"), json!("viewer")));
}
