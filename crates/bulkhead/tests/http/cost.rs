//! What a request costs Postgres.

use serde_json::json;
use tenancy::testing::TestDb;

use crate::support::server::{COURSE, PASSWORD, TestServer};
use crate::support::sql_proxy::Wire;

/// Parts of what the worker of jobs and the periodic tasks execute. On a slow machine these come between any two requests.
const BACKGROUND: [&str; 6] = [
    "jobs.claim(",
    "jobs.end_run(",
    "jobs.end_lost_runs(",
    "jobs.oldest_due(",
    "jobs.record_periodic_run(",
    "delete from auth.attempts where last_at < ",
];

/// A server, and the wire to its database.
async fn start() -> (TestServer, Wire) {
    let db = TestDb::new().await;
    let wire = Wire::to(&db);
    let urls = ["auth", "app", "platform"].map(|role| wire.url(&format!("bulkhead_{role}")));
    let variables = [
        ("DATABASE_MODE", "direct"),
        ("DATABASE_URL_AUTH", urls[0].as_str()),
        ("DATABASE_URL_APP", &urls[1]),
        ("DATABASE_URL_PLATFORM", &urls[2]),
    ];
    (TestServer::start_over(db, &variables).await, wire)
}

#[tokio::test]
async fn a_reference_and_a_step_take_no_statement_of_their_own() {
    let (server, wire) = start().await;
    let user = server.user("ann@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Ada"})).await;
    let note = json!({"body": "Asks for an offer", "lead_id": lead["id"]});
    let application = user.post("/api/applications", json!({"course_id": COURSE})).await.created();
    let submit = format!("/api/applications/{}/submit", application.id());
    for (path, body, expected) in [("/api/call-notes", note, 201), (&submit, json!({}), 200)] {
        wire.statements();
        user.post(path, body).await.expect_status(expected);
        let statements = wire.statements();
        let of_rows: Vec<_> =
            statements.iter().filter(|sql| sql.contains("app.") && !sql.contains("set_config")).collect();
        assert_eq!(of_rows.len(), 1, "{path}: {of_rows:#?}");
    }
}

#[tokio::test]
async fn a_sign_in_by_password_is_six_statements_at_most() {
    let (server, wire) = start().await;
    // From a new device to a verified address, so that there is a letter to write.
    server.verified_user("ann@test.com").await;
    let body = json!({"email": "ann@test.com", "password": PASSWORD});
    let mut fewest: Option<Vec<String>> = None;
    for _ in 0..10 {
        let caller = server.anonymous();
        wire.statements();
        let status = caller.post("/auth/login", body.clone()).await.status;
        let mut statements = wire.statements();
        // The letter wakes the worker.
        statements.retain(|sql| !BACKGROUND.iter().any(|function| sql.contains(function)));
        assert_eq!(status, 200);
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
