//! What the time of a refusal tells: of a sign-in (LOG-1), and of another tenant's id (TEN-1).

use std::time::{Duration, Instant};

use serde_json::json;

use crate::server::{Caller, PASSWORD, TestServer};

const ROUNDS: usize = 200;
/// An account blocks its guesser at ten failures in a quarter of an hour, and its address at a hundred in a row.
const ROUNDS_BETWEEN_WAITS: usize = 9;
const ROUNDS_OF_AN_ACCOUNT: usize = 70;
/// How much longer one kind may take than another, by their medians.
const BOUND: f64 = 1.1;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn log_1_a_wrong_password_an_unknown_address_and_a_disabled_user_take_alike_long() {
    let server = TestServer::start().await;
    let mut ratios = Vec::new();
    for series in ["a", "b"] {
        let medians = medians(&server, series).await;
        println!(
            "wrong password {:?}, unknown address {:?}, disabled user {:?} (medians)",
            medians[0], medians[1], medians[2]
        );
        ratios.push(ratio(&medians));
        if ratios.iter().any(|ratio| *ratio <= BOUND) {
            return;
        }
    }
    panic!("twice, the slowest kind took longer than the fastest: {ratios:.3?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_1_an_id_of_another_tenant_and_an_id_of_nothing_take_alike_long() {
    let server = TestServer::start().await;
    let random = base::Random::system();
    let (owner, stranger) = (server.user("owner@test.com").await, server.user("stranger@test.com").await);
    let lead = owner.post("/api/leads", json!({"name": "Ada Lovelace"})).await.created();
    let foreign = lead.id();
    let mut ratios = Vec::new();
    for _ in 0..2 {
        let mut times = [const { Vec::new() }; 2];
        for round in 0..ROUNDS {
            for turn in 0..2 {
                let kind = (round + turn) % 2;
                let id = if kind == 0 { foreign.to_string() } else { random.uuid_v7(server.clock.now()).to_string() };
                let begun = Instant::now();
                let answer = stranger.get(&format!("/api/leads/{id}")).await;
                times[kind].push(begun.elapsed());
                assert_eq!(answer.status, 404, "{answer}");
            }
        }
        let medians = times.map(median);
        println!("another tenant's id {:?}, an id of nothing {:?} (medians)", medians[0], medians[1]);
        ratios.push(ratio(&medians));
        if ratios.iter().any(|ratio| *ratio <= BOUND) {
            return;
        }
    }
    panic!("twice, one id took longer than the other: {ratios:.3?}");
}

/// The median of each kind over interleaved rounds, by accounts of the series' own.
async fn medians(server: &TestServer, series: &str) -> [Duration; 3] {
    for number in 0..=ROUNDS / ROUNDS_OF_AN_ACCOUNT {
        server.user(&format!("known-{series}{number}@test.com")).await;
        server.user(&format!("disabled-{series}{number}@test.com")).await;
    }
    server.db.superuser("update auth.users set disabled_at = now() where email like 'disabled%'").await;
    let caller = server.anonymous();
    let kinds = [("known", "a wrong guess"), ("unknown", PASSWORD), ("disabled", PASSWORD)];
    let mut times = [const { Vec::new() }; 3];
    for round in 0..ROUNDS {
        if round % ROUNDS_BETWEEN_WAITS == 0 {
            server.clock.advance(Duration::from_secs(901));
        }
        // Each kind is first, second and third equally often.
        for turn in 0..kinds.len() {
            let kind = (round + turn) % kinds.len();
            let (name, password) = kinds[kind];
            times[kind].push(
                refused(&caller, &format!("{name}-{series}{}@test.com", round / ROUNDS_OF_AN_ACCOUNT), password).await,
            );
        }
    }
    times.map(median)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The slowest by the fastest.
fn ratio(medians: &[Duration]) -> f64 {
    medians.iter().max().unwrap().as_secs_f64() / medians.iter().min().unwrap().as_secs_f64()
}

async fn refused(caller: &Caller, email: &str, password: &str) -> Duration {
    let begun = Instant::now();
    let answer = caller.post("/auth/login", json!({"email": email, "password": password})).await;
    let took = begun.elapsed();
    assert_eq!(answer.status, 401, "{answer}");
    took
}
