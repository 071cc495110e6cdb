//! Acts that lock the same rows, and the act that the database gives up for the other.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use serde_json::json;

use crate::support::mailbox;
use crate::support::reply::Reply;
use crate::support::server::{Caller, TestServer};
use crate::support::wait::until;

const ANN: &str = "ann@test.com";

async fn give(caller: &Caller, device: &str, code: &str) -> Reply {
    caller.post("/auth/otp/verify", json!({"contact": ANN, "device_id": device, "code": code})).await
}

/// A code that was sent, and another one.
async fn codes(server: &TestServer, caller: &Caller, device: &str) -> (String, String) {
    caller.post("/auth/otp/request", json!({"contact": ANN, "device_id": device})).await.accepted();
    until("the code is sent", async || !mailbox::all(&server.url).await.is_empty()).await;
    let right = mailbox::all(&server.url).await[0]["code"].as_str().unwrap().to_owned();
    let wrong = format!("{:06}", (right.parse::<u32>().unwrap() + 1) % 1_000_000);
    (right, wrong)
}

async fn number(server: &TestServer, sql: &'static str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query_scalar(sql).fetch_one(&mut superuser).await.unwrap()
}

/// Waits until so many sessions wait for a lock in this database.
async fn until_waiting(server: &TestServer, sessions: i64) {
    let waiting =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    until("the sessions wait for locks", async || number(server, waiting).await == sessions).await;
}

#[tokio::test]
async fn a_right_code_and_a_wrong_one_at_once_are_no_deadlock() {
    let server = TestServer::start().await;
    let (owner, guesser) = (server.anonymous(), server.anonymous());
    let (right, wrong) = codes(&server, &owner, "laptop").await;
    // Holds the session that uses the code up, once it has locked the code's row, for as long as the test likes.
    server
        .db
        .superuser(
            "create function public.hold() returns trigger language plpgsql security definer as $$
               begin perform pg_advisory_xact_lock(1); return old; end $$;
             create trigger hold before delete on auth.codes for each row execute function public.hold()",
        )
        .await;
    let mut holder = server.db.connect("postgres").await;
    sqlx::query("select pg_advisory_lock(1)").execute(&mut holder).await.unwrap();
    let owners = tokio::spawn(async move { give(&owner, "laptop", &right).await });
    until_waiting(&server, 1).await;
    let guessers = tokio::spawn(async move { give(&guesser, "elsewhere", &wrong).await });
    until_waiting(&server, 2).await;
    sqlx::query("select pg_advisory_unlock(1)").execute(&mut holder).await.unwrap();
    let (owners, guessers) = (owners.await.unwrap(), guessers.await.unwrap());
    assert_eq!((owners.status, guessers.status), (201, 401), "{owners} {guessers}");
    let deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
    assert_eq!(number(&server, deadlocks).await, 0);
}

#[tokio::test]
async fn a_unit_of_work_that_the_database_gave_up_runs_three_times_at_most() {
    for (class, given_up, expected) in [("40P01", 2, 201), ("40001", 2, 201), ("40P01", 3, 503)] {
        let server = TestServer::start().await;
        let owner = server.anonymous();
        let (right, _) = codes(&server, &owner, "laptop").await;
        // A sequence keeps its count when what it counted is rolled back.
        let sql = format!(
            "create sequence public.tries;
             create function public.give_up() returns trigger language plpgsql security definer as $$
               begin
                 if nextval('public.tries') <= {given_up} then raise exception 'given up' using errcode = '{class}'; end if;
                 return old;
               end $$;
             create trigger give_up before delete on auth.codes for each row execute function public.give_up()"
        );
        server.db.superuser(&sql).await;
        let answer = give(&owner, "laptop", &right).await;
        assert_eq!(answer.status, expected, "{class} {given_up} times: {answer}");
        assert_eq!(number(&server, "select last_value from public.tries").await, 3);
        assert_eq!(number(&server, "select count(*) from auth.users").await, i64::from(expected == 201));
    }
}
