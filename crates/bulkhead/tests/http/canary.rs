//! A crawl of everything that one tenant can read, in search of the other's words.

use serde_json::Value as Json;
use tenancy::Role;
use web::routes::ROUTES;

use crate::support::findings::Findings;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::world::{World, send};

#[tokio::test]
async fn ten_3_no_answer_to_one_tenant_holds_a_word_of_another() {
    let world = World::new().await;
    let owner = &world.a.person(Role::Owner).caller;
    let mut crawled = 0;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let mut requests = vec![send(owner, route, "x", "x"), send(&world.server.anonymous(), route, "x", "x")];
        requests.extend(world.a.row_of(route).map(|row| send(owner, route, row, "x")));
        requests.extend(world.b.row_of(route).map(|row| send(owner, route, row, "x")));
        requests.push(send(owner, route, "canary-b", "x"));
        for tenant in [world.b.id.to_string(), world.b.slug.clone()] {
            requests.push(send(&owner.in_tenant(&tenant), route, world.b.row_of(route).unwrap_or("x"), "x"));
        }
        for (name, schema) in openapi_requests::query(route) {
            for value in values(&schema) {
                requests.push(send(owner, route, "x", "x").query(&[(&name, &value)]));
            }
        }
        requests.push(send(owner, route, "x", "x").header("Accept", "text/csv"));
        requests.push(send(owner, route, "x", "x").header("Accept", "application/x-ndjson"));
        for request in requests {
            let asked =
                request.try_clone().and_then(|request| request.build().ok()).expect("a request").url().to_string();
            let seen = request.reply().await;
            crawled += 1;
            findings.require(seen.status < 500, || format!("{asked}: {seen:?}"));
            let learned = format!("{:?} {}", seen.headers, seen.body).to_lowercase();
            // What was asked may be quoted.
            findings.require(!learned.contains("canary-b") || asked.to_lowercase().contains("canary-b"), || {
                format!("{asked}: {seen:?}")
            });
        }
    }
    // The crawl would see it: its own canary is everywhere.
    assert!(owner.get("/api/leads").await.body.contains("CANARY-A"));
    println!("{crawled} answers crawled");
    findings.report();
}

/// What may stand for a parameter: everything it is described to take, and the other tenant's words.
fn values(schema: &Json) -> Vec<String> {
    let mut values: Vec<String> = ["CANARY-B", "CANARY-B name", "canary", "c", "0"].map(str::to_owned).into();
    values.extend(schema["enum"].as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned));
    values.extend(["1", "100", "true", "false"].map(str::to_owned));
    values
}
