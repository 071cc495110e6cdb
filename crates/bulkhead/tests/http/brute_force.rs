//! Guessing passwords, and signing up, many at a time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use base::Clock;
use serde_json::json;
use tenancy::testing::TestDb;
use time::macros::datetime;

use crate::support::db_snapshot;
use crate::support::reply::Reply;
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::state;

async fn login(caller: &Caller, email: &str, password: &str) -> Reply {
    let body = json!({"email": email, "password": password});
    caller.post("/auth/login", &body).await
}

/// How many passwords were compared and found wrong.
async fn compared(server: &TestServer) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    let count = sqlx::query_scalar("select count(*) from auth.events where kind = 'authn_login_fail'");
    count.fetch_one(&mut superuser).await.unwrap()
}

#[tokio::test]
async fn log_1_answers_tell_neither_who_exists_nor_who_is_disabled() {
    let server = TestServer::start().await;
    server.user("known@test.com").await;
    state::disable_user(&server.db, server.user("disabled@test.com").await.id()).await;
    let kinds = [("known@test.com", "a wrong guess"), ("unknown@test.com", PASSWORD), ("disabled@test.com", PASSWORD)];
    let caller = server.anonymous();
    let mut answers = Vec::new();
    for round in 0..20 {
        if round % 9 == 0 {
            server.clock.advance(Duration::from_secs(901));
        }
        for (email, password) in kinds {
            answers.push(login(&caller, email, password).await);
        }
    }
    assert_eq!(answers[0].status, 401);
    assert!(answers.iter().all(|answer| *answer == answers[0]));
}

#[tokio::test]
async fn log_2_a_client_is_limited_as_configured_whatever_the_accounts() {
    let server = TestServer::start_with(&[("LOGIN_FAILURES_PER_CLIENT", "10")]).await;
    let caller = server.anonymous();
    for number in 0..10 {
        assert_eq!(login(&caller, &format!("unknown{number}@test.com"), "a wrong guess").await.status, 401);
    }
    assert_eq!(login(&caller, "unknown10@test.com", "a wrong guess").await.status, 429);
    assert_eq!(compared(&server).await, 10);
}

#[tokio::test]
async fn log_2_no_disguise_of_an_address_gets_guesses_of_its_own() {
    let server = TestServer::start().await;
    server.user("victim@test.com").await;
    let disguises = [
        "victim@test.com",
        " VICTIM@test.com",
        "Victim@TEST.com ",
        "victim@Test.Com",
        "\u{ff56}ictim@test.com",
        "victim@test\u{3002}com",
    ];
    let mut compared = 0;
    for round in 0..24 {
        let seen = login(&server.anonymous(), disguises[round % disguises.len()], "a wrong guess").await;
        assert!(matches!(seen.status, 401 | 422 | 429), "{seen:?}");
        compared += u32::from(seen.status == 401);
    }
    assert!(compared <= 10, "{compared} guesses were compared");
}

#[tokio::test]
async fn log_6_a_new_installation_has_no_users_and_no_tenants() {
    let (db, clock) = (TestDb::new().await, Clock::manual(datetime!(2026-03-01 12:00 UTC)));
    let url = TestServer::start_node(&db, clock, &[]).await;
    let dump = db_snapshot::dump(&db).await;
    for (table, rows) in dump {
        // The classes of tables, the key pairs for signing tokens and pushes, the runs of periodic tasks and how far the log was
        // read for webhooks are no user's credentials.
        let own = [
            "tenancy.classes",
            "auth.signing_keys",
            "jobs.periodic_runs",
            "tenancy.webhook_position",
            "tenancy.push_key",
        ];
        let own = own.contains(&table.as_str());
        assert!(rows.is_empty() || own, "{table} begins with {rows:?}");
    }
    for (email, password) in
        [("admin@example.com", "admin"), ("admin@bulkhead.test", "password"), ("root@localhost.localdomain", "root")]
    {
        assert_eq!(login(&Caller::new(&url), email, password).await.status, 401);
    }
}

#[tokio::test]
async fn reg_4_common_short_and_contextual_passwords_are_refused_and_long_ones_whole() {
    let server = TestServer::start().await;
    let register = async |password: &str| {
        let body = json!({"email": "margaret.hamilton@test.com", "password": password, "name": "Margaret"});
        server.anonymous().post("/auth/register", &body).await
    };
    for refused in [
        "password",
        "12345678",
        "qwertyuiop",
        "iloveyou1",
        "Passw0rd",
        "short1!",
        "",
        "margaret.hamilton",
        &"x".repeat(129),
    ] {
        let seen = register(refused).await;
        assert_eq!(seen.status, 422, "{refused}");
        let error = &seen.json()["errors"][0];
        assert_eq!(error["field"], "password", "{refused}");
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
    // No composition rules, and no truncation.
    let long = "a lower case pass phrase ".repeat(5) + "abc";
    assert_eq!(long.len(), 128);
    assert_eq!(register(&long).await.status, 201);
    assert_eq!(login(&server.anonymous(), "margaret.hamilton@test.com", &long[..127]).await.status, 401);
    assert_eq!(login(&server.anonymous(), "margaret.hamilton@test.com", &long).await.status, 200);
}
