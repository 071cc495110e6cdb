//! What a request costs Postgres.

use reqwest::StatusCode;
use serde_json::json;
use tenancy::testing::TestDb;

use crate::server::{PASSWORD, TestServer};
use crate::sql_proxy::Wire;

const BACKGROUND: [&str; 4] = ["jobs.claim(", "jobs.end_run(", "jobs.end_lost_runs(", "jobs.oldest_due("];

#[tokio::test]
async fn a_sign_in_by_password_is_six_statements_at_most() {
    let db = TestDb::new().await;
    let wire = Wire::to(&db);
    let urls = ["auth", "app", "platform"].map(|role| wire.url(&format!("bulkhead_{role}")));
    let variables = [
        ("DATABASE_MODE", "direct"),
        ("DATABASE_URL_AUTH", urls[0].as_str()),
        ("DATABASE_URL_APP", &urls[1]),
        ("DATABASE_URL_PLATFORM", &urls[2]),
    ];
    let server = TestServer::start_over(db, &variables).await;
    server.user("ann@test.com").await;
    // From a new device to a confirmed address, so that there is a letter to write.
    server.db.superuser("update auth.users set email_verified_at = created_at").await;
    let body = json!({"email": "ann@test.com", "password": PASSWORD});
    let mut fewest: Option<Vec<String>> = None;
    for _ in 0..10 {
        let caller = server.anonymous();
        wire.statements();
        let status = caller.post("/auth/login", body.clone()).await.0;
        let mut statements = wire.statements();
        // The letter wakes the worker.
        statements.retain(|sql| !BACKGROUND.iter().any(|function| sql.contains(function)));
        assert_eq!(status, StatusCode::OK);
        // Each of them has the same: what comes on top is of the tasks in the background.
        if fewest.as_ref().is_none_or(|fewest| statements.len() < fewest.len()) {
            fewest = Some(statements);
        }
    }
    let statements = fewest.unwrap_or_default();
    for sql in &statements {
        println!("{}", sql.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    assert!((1..=6).contains(&statements.len()), "{} statements", statements.len());
    let letters = statements.iter().filter(|sql| sql.contains("jobs.enqueue(")).count();
    assert_eq!(letters, 1, "the one that logs the sign-in puts the letter down");
}
