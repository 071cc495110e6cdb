//! Fields that only the server sets (REG-3), and acts that another id in the request doesn't redirect (ROL-4).

use tenancy::Role;
use web::route::{Access, Body, Route};
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::platform::PlatformAdmin;
use crate::support::reply::Ask;
use crate::support::world::{World, fresh_mark, send, unused_id, with_field};

#[tokio::test]
async fn reg_3_no_body_sets_what_the_server_sets() {
    let world = World::new().await;
    let admin = PlatformAdmin::appoint(&world.server).await;
    let mut findings = Findings::default();
    // A client's own object may have any members: the server keeps them and reads none.
    let is_free = |route: &Route| route.operation == "putPreferences";
    let has_fields = |route: &Route| matches!(route.body, Body::Json(_) | Body::MergePatch(_)) && !is_free(route);
    for route in ROUTES.iter().filter(|route| has_fields(route)) {
        let is_platforms = route.access == Access::Platform;
        let person = if is_platforms { &admin.person } else { world.b.person(Role::Owner) };
        let own = if is_platforms { unused_id().to_string() } else { world.b.row_of(route).unwrap_or("x").to_owned() };
        let known = openapi_requests::object(route, "x").unwrap();
        let before = db_snapshot::of_all(&world.server.db).await;
        for name in [
            "id",
            "tenant_id",
            "owner_id",
            "user_id",
            "role",
            "version",
            "created_at",
            "deleted_at",
            "is_admin",
            "password_hash",
            "kind",
            "disabled_at",
            "__proto__",
            "constructor",
        ] {
            if known.contains_key(name) {
                continue;
            }
            let seen = with_field(&person.caller, route, &own, name, &world.b.id.to_string()).reply().await;
            findings.require(seen.status == 422, || format!("{} {} takes {name}: {seen:?}", route.method, route.path));
            findings.require(seen.json()["errors"][0]["field"] == name, || {
                format!("{} {}: {seen:?}", route.method, route.path)
            });
        }
        findings.require(db_snapshot::of_all(&world.server.db).await == before, || {
            format!("{} {} changes rows", route.method, route.path)
        });
    }
    findings.report();
}

#[tokio::test]
async fn rol_4_an_id_in_the_query_or_the_body_redirects_no_act() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let patches = ROUTES.iter().filter(|route| route.resource.is_some() && route.method == "PATCH");
    let mut findings = Findings::default();
    for route in patches {
        let collection = route.path.trim_end_matches("/{id}");
        let create = ROUTES.iter().find(|other| other.path == collection && other.method == "POST").unwrap();
        let bystander = send(owner, create, "", &fresh_mark()).reply().await;
        let (id, row) = (bystander["id"].as_str().unwrap(), world.a.row_of(route).unwrap());
        if id == row {
            // There is one of its kind alone, and it is the route's own.
            continue;
        }
        let redirected = send(owner, route, row, &fresh_mark()).query(&[("id", id)]);
        let _ = redirected.reply().await;
        let _ = with_field(owner, route, row, "id", id).reply().await;
        let after = owner.get(&format!("{collection}/{id}")).await;
        let mut made = bystander.json().clone();
        // A response that shows a secret does so once.
        made.as_object_mut().unwrap().remove("secret");
        findings.require(*after.json() == made, || format!("{} changes another row: {after}", route.path));
    }
    findings.report();
}
