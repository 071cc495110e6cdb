//! Fields that only the server sets (REG-3), and acts that another id in the request doesn't redirect (ROL-4).

use tenancy::Role;
use web::route::{Access, Body};
use web::routes::ROUTES;

use crate::db_snapshot;
use crate::isolation::with_field;
use crate::openapi_requests;
use crate::platform::PlatformAdmin;
use crate::response::Exchange;
use crate::world::{World, fresh_mark, send, unused_id};

#[tokio::test]
async fn reg_3_no_body_sets_what_the_server_sets() {
    let world = World::new().await;
    let admin = PlatformAdmin::appoint(&world.server).await;
    for route in ROUTES.iter().filter(|route| matches!(route.body, Body::Json(_) | Body::MergePatch(_))) {
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
            let seen = Exchange::send(with_field(&person.caller, route, &own, name, &world.b.id.to_string())).await;
            assert_eq!(seen.status, 422, "{} {} takes {name}: {seen:?}", route.method, route.path);
            assert_eq!(seen.json()["errors"][0]["field"], name, "{} {}: {seen:?}", route.method, route.path);
        }
        assert_eq!(db_snapshot::of_all(&world.server.db).await, before, "{} {}", route.method, route.path);
    }
}

#[tokio::test]
async fn rol_4_an_id_in_the_query_or_the_body_redirects_no_act() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let patches = ROUTES.iter().filter(|route| route.resource.is_some() && route.method == "PATCH");
    for route in patches {
        let collection = route.path.trim_end_matches("/{id}");
        let create = ROUTES.iter().find(|other| other.path == collection && other.method == "POST").unwrap();
        let bystander = Exchange::send(send(owner, create, "", &fresh_mark())).await.json();
        let (id, row) = (bystander["id"].as_str().unwrap(), world.a.row_of(route).unwrap());
        let redirected = send(owner, route, row, &fresh_mark()).query(&[("id", id)]);
        let _ = Exchange::send(redirected).await;
        let _ = Exchange::send(with_field(owner, route, row, "id", id)).await;
        assert_eq!(owner.get(&format!("{collection}/{id}")).await.1, bystander, "{}", route.path);
    }
}
