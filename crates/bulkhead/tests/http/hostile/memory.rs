//! What hostile input costs in memory, shown by a process of its own.

use futures_util::{StreamExt, stream};
use serde_json::{Map, Value as Json, json};
use tenancy::testing::TestDb;

use super::{hostile_values, json_routes, post, unreadable};
use crate::support::binary::Running;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD};
use crate::support::world::unused_id;

/// In MiB (API-2).
const MOST: u64 = 50;

#[tokio::test]
async fn api_2_bodies_that_were_made_to_hurt_take_no_memory_for_long() {
    let db = TestDb::new().await;
    let unlimited = [("RATE_LIMIT_LOGIN", "off"), ("RATE_LIMIT_REGISTER", "off"), ("RATE_LIMIT_TOKENS", "off")];
    let server = Running::start(&db, &unlimited).await;
    let caller = Caller::new(&server.url);
    let credentials = json!({"email": "user1@test.com", "password": PASSWORD});
    caller.post("/auth/register", credentials).await.created();

    let id = unused_id().to_string();
    // What is made once, at first use, is no growth.
    for route in json_routes() {
        post(&caller, route, &id, "{}").reply().await;
    }
    let before = server.rss();
    let mut most = before;
    for route in json_routes() {
        let field = openapi_requests::object(route, "x").unwrap().keys().next().cloned().unwrap_or("name".to_owned());
        let hostile = hostile_values().into_iter().chain([json!("x".repeat(1_000_000))]);
        let bodies =
            hostile.map(|value| Json::Object(Map::from_iter([(field.clone(), value)])).to_string().into_bytes());
        let bodies = unreadable().into_iter().map(|(_, body)| body).chain(bodies);
        let mut answers = stream::iter(bodies).map(|body| post(&caller, route, &id, body).reply()).buffer_unordered(8);
        while let Some(answer) = answers.next().await {
            assert!(answer.status < 500, "{answer}");
        }
        most = most.max(server.rss());
    }
    println!("{before} MiB before, at most {most} MiB");
    assert!(most - before < MOST, "{before} MiB became {most}");
}
