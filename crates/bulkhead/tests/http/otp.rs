//! Codes by mail and text message.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use crate::support::db_snapshot;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::mailbox::{self, confirmed_user, invitation};
use crate::support::reply::{Reply, uuid};
use crate::support::server::{Caller, PASSWORD, TestServer};
use crate::support::state;
use crate::support::wait::{median, until};

const ANN: &str = "ann@test.com";
const PHONE: &str = "+14155552671";

async fn ask(caller: &Caller, contact: &str, device: &str) -> Reply {
    caller.post("/auth/otp/request", json!({"contact": contact, "device_id": device})).await
}

async fn give(caller: &Caller, contact: &str, device: &str, code: &str) -> Reply {
    caller.post("/auth/otp/verify", json!({"contact": contact, "device_id": device, "code": code})).await
}

/// The codes that were sent to a contact, newest first.
async fn codes_to(server: &TestServer, contact: &str) -> Vec<String> {
    let letters = mailbox::all(&server.url).await.into_iter().filter(|letter| letter["to"] == contact);
    letters.filter_map(|letter| Some(letter["code"].as_str()?.to_owned())).collect()
}

/// Asks for a code and reads it where it was sent.
async fn code(server: &TestServer, caller: &Caller, contact: &str, device: &str) -> String {
    let before = codes_to(server, contact).await.len();
    ask(caller, contact, device).await.accepted();
    until("the code is sent", async || codes_to(server, contact).await.len() > before).await;
    codes_to(server, contact).await.swap_remove(0)
}

/// Another code than this.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

async fn number(server: &TestServer, sql: &'static str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query_scalar(sql).fetch_one(&mut superuser).await.unwrap()
}

/// How many codes were compared and found wrong.
async fn compared(server: &TestServer) -> i64 {
    number(server, "select count(*) from auth.events where kind = 'authn_login_fail'").await
}

#[tokio::test]
async fn a_code_registers_a_new_contact_and_signs_in_a_known_one() {
    let server = TestServer::start().await;
    for (contact, field) in [(ANN, "email"), (PHONE, "phone")] {
        let (first, second) = (server.anonymous(), server.anonymous());
        let sent = code(&server, &first, contact, "phone").await;
        let me = give(&first, contact, "phone", &sent).await.created();
        assert_eq!(me["user"][field], contact, "{me}");
        first.get("/api/leads").await.ok();
        server.clock.advance(Duration::from_mins(1));
        let sent = code(&server, &second, contact, "laptop").await;
        let again = give(&second, contact, "laptop", &sent).await.ok();
        assert_eq!(again["user"]["id"], me["user"]["id"], "{again}");
        assert_eq!(again["user"]["email_verified"], json!(field == "email"));
    }
}

#[tokio::test]
async fn otp_1_three_wrong_codes_pause_the_device_for_five_minutes() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let right = code(&server, &caller, PHONE, "phone").await;
    for remaining in [2, 1, 0] {
        let answer = give(&caller, PHONE, "phone", &wrong(&right)).await.expect_status(401);
        assert_eq!(answer["attempts_remaining"], remaining, "{answer}");
    }
    for path in ["/auth/otp/verify", "/auth/otp/request"] {
        let mut body = json!({"contact": PHONE, "device_id": "phone"});
        if path.ends_with("verify") {
            body["code"] = json!(right);
        }
        let answer = caller.post(path, &body).await;
        assert_eq!(answer.status, 429, "{path}");
        assert_eq!(answer.header("retry-after"), Some("300"));
        assert_eq!((&answer["retry_after"], &answer["blocked_until"]), (&json!(300), &json!("2026-03-01T12:05:00Z")));
    }
    server.clock.advance(Duration::from_secs(301));
    let fresh = code(&server, &caller, PHONE, "phone").await;
    give(&caller, PHONE, "phone", &fresh).await.created();
}

#[tokio::test]
async fn otp_2_a_code_dies_after_three_guesses_from_anywhere() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let right = code(&server, &caller, PHONE, "phone").await;
    for device in ["one", "two", "three"] {
        give(&caller, PHONE, device, &wrong(&right)).await.expect_status(401);
    }
    give(&caller, PHONE, "phone", &right).await.expect_status(401);
}

#[tokio::test]
async fn otp_3_a_new_code_gives_no_guesses_back_on_any_node_or_device() {
    let server = TestServer::start().await;
    let other = Caller::new(&TestServer::start_node(&server.db, server.clock.clone(), &[]).await);
    let caller = server.anonymous();
    let mut refused = 0;
    for round in 0..4 {
        server.clock.advance(Duration::from_secs(61));
        let device = format!("device {round}");
        ask(&caller, PHONE, &device).await;
        for guess in 0..3 {
            let caller = if guess == 1 { &other } else { &caller };
            refused += i64::from(give(caller, PHONE, &device, "000000").await.status == 429);
        }
    }
    assert_eq!((compared(&server).await, refused), (10, 2));
    give(&other, PHONE, "one more", "000000").await.expect_status(429);
    ask(&other, PHONE, "one more").await.expect_status(429);
    server.clock.advance(Duration::from_hours(1));
    ask(&caller, PHONE, "phone").await.accepted();
}

#[tokio::test]
async fn otp_3_a_hundred_wrong_codes_in_a_row_end_it_however_slow() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    for guess in 0..100 {
        server.clock.advance(Duration::from_mins(7));
        give(&caller, PHONE, &format!("device {guess}"), "000000").await.expect_status(401);
    }
    server.clock.advance(Duration::from_hours(48));
    give(&caller, PHONE, "phone", "000000").await.expect_status(429);
    ask(&caller, PHONE, "phone").await.expect_status(429);
}

#[tokio::test]
async fn otp_2_a_stranger_cannot_block_the_owners_known_device() {
    let server = TestServer::start().await;
    let (owner, guesser) = (server.anonymous(), server.anonymous());
    let first = code(&server, &owner, ANN, "laptop").await;
    give(&owner, ANN, "laptop", &first).await.created();
    for guess in 0..12 {
        give(&guesser, ANN, &format!("device {guess}"), "000000").await;
    }
    server.clock.advance(Duration::from_mins(1));
    ask(&guesser, ANN, "device").await.expect_status(429);
    let second = code(&server, &owner, ANN, "laptop").await;
    give(&owner, ANN, "laptop", &second).await.ok();
}

#[tokio::test]
async fn otp_6_a_code_is_bound_to_its_contact_and_device_and_ends_with_the_next() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let first = code(&server, &caller, PHONE, "phone").await;
    give(&caller, PHONE, "laptop", &first).await.expect_status(401);
    give(&caller, "+14155552672", "phone", &first).await.expect_status(401);
    server.clock.advance(Duration::from_secs(61));
    let second = code(&server, &caller, PHONE, "phone").await;
    if first != second {
        give(&caller, PHONE, "phone", &first).await.expect_status(401);
    }
    server.clock.advance(Duration::from_secs(601));
    give(&caller, PHONE, "phone", &second).await.expect_status(401);
    let third = code(&server, &caller, PHONE, "phone").await;
    give(&caller, PHONE, "phone", &third).await.created();
}

#[tokio::test]
async fn otp_7_codes_are_nowhere_in_clear_and_answers_tell_nothing() {
    let server = TestServer::start().await;
    server.user(ANN).await;
    let caller = server.anonymous();
    let mut answers = Vec::new();
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..20 {
        for (known, times) in times.iter_mut().enumerate() {
            let contact = if known == 1 { ANN.to_owned() } else { format!("unknown{round}@test.com") };
            let body = json!({"contact": contact, "device_id": "laptop"});
            let start = Instant::now();
            answers.push(caller.post("/auth/otp/request", &body).await);
            times.push(start.elapsed());
        }
        server.clock.advance(Duration::from_mins(15));
    }
    assert_eq!(answers[0].status, 202);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let medians = times.map(median);
    println!("unknown contact {:?}, known contact {:?} (medians)", medians[0], medians[1]);

    server.clock.advance(Duration::from_hours(1));
    let sent = code(&server, &caller, ANN, "laptop").await;
    for (table, rows) in db_snapshot::dump(&server.db).await {
        for row in rows {
            let fields = [format!(",{sent},"), format!(",{sent})"), format!("\"{sent}\""), hex::encode(&sent)];
            assert!(!fields.iter().any(|field| row.contains(field)), "{table}: {row}");
        }
    }
}

#[tokio::test]
async fn otp_8_messages_are_limited_also_after_a_restart() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let mut sent = 0;
    for minute in 0..59 {
        let node = Caller::new(&server.url);
        for device in ["phone", "laptop"] {
            let answer = ask(&node, PHONE, device).await;
            sent += i32::from(answer.status == 202);
            if answer.status != 202 {
                assert!(answer["retry_after"].as_i64().unwrap() > 0, "{minute}: {answer}");
            }
        }
        server.clock.advance(Duration::from_mins(1));
    }
    assert_eq!(sent, 5);
    let restarted = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    ask(&Caller::new(&restarted), PHONE, "phone").await.expect_status(429);
    server.clock.advance(Duration::from_mins(1));
    ask(&caller, PHONE, "phone").await.accepted();
}

#[tokio::test]
async fn otp_8_one_client_causes_thirty_messages_an_hour_at_most() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    for number in 0..30 {
        ask(&caller, &format!("user{number}@test.com"), "bot").await.accepted();
    }
    ask(&caller, "user30@test.com", "bot").await.expect_status(429);
    server.clock.advance(Duration::from_hours(1));
    ask(&caller, "user30@test.com", "bot").await.accepted();
}

#[tokio::test]
async fn reg_2_who_proves_an_address_ends_what_was_made_with_it_before() {
    let server = TestServer::start().await;
    let squatter = server.user(ANN).await;
    let owner = server.anonymous();
    let sent = code(&server, &owner, ANN, "laptop").await;
    let me = give(&owner, ANN, "laptop", &sent).await.ok();
    assert_eq!(me["user"]["email_verified"], true, "{me}");
    squatter.get("/auth/me").await.expect_status(401);
    squatter.login(ANN, PASSWORD).await.expect_status(401);
    owner.get("/auth/me").await.ok();
}

#[tokio::test]
async fn reg_2_a_proved_number_lets_its_user_act_and_proves_no_address() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let sent = code(&server, &caller, PHONE, "phone").await;
    let me = give(&caller, PHONE, "phone", &sent).await.created();
    let act = async || {
        let invited = caller.post("/api/invitations", json!({"email": "bob@test.com", "role": "viewer"})).await.status;
        (invited, caller.post("/api/api-keys", json!({"name": "Import", "scopes": ["*:read"]})).await.status)
    };
    assert_eq!(act().await, (201, 201));

    let host = confirmed_user(&server, "host@test.com").await;
    host.post("/api/invitations", json!({"email": ANN, "role": "admin"})).await.created();
    let token = invitation(&server, ANN).await;
    let accept = async || caller.post("/auth/invitations/accept", json!({"token": token})).await;
    for address in ["null", "'ann@test.com'"] {
        server.db.superuser(&format!("update auth.users set email = {address} where phone is not null")).await;
        accept().await.expect(403, "email_unverified");
        assert_eq!(act().await, (201, 201));
    }
    state::verify_address(&server.db, uuid(&me["user"]["id"])).await;
    accept().await.ok();
}

#[tokio::test]
async fn a_user_without_a_password_gets_tokens_as_well() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let sent = code(&server, &caller, PHONE, "phone").await;
    give(&caller, PHONE, "phone", &sent).await.created();
    let tokens = caller.post("/auth/token/session", json!({})).await.ok();
    let me = caller.bearing(tokens.text("access_token")).get("/auth/me").await.ok();
    assert_eq!((&me["user"]["phone"], &me["session"]["second_factor"]), (&json!(PHONE), &json!(false)));
}

#[tokio::test]
async fn a_disabled_users_code_is_a_wrong_one() {
    let server = TestServer::start().await;
    state::disable_user(&server.db, server.user(ANN).await.id()).await;
    let caller = server.anonymous();
    let sent = code(&server, &caller, ANN, "laptop").await;
    let answer = give(&caller, ANN, "laptop", &sent).await.expect_status(401);
    assert_eq!(answer["attempts_remaining"], 2, "{answer}");
}

#[tokio::test]
async fn a_wrong_contact_device_or_code_is_named() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let body = json!({"contact": "0301234", "device_id": "", "code": "12345x", "device_name": "x".repeat(101)});
    let answer = caller.post("/auth/otp/verify", body).await.expect_status(422);
    let named: Vec<_> =
        answer["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(named, ["device_id", "contact", "code", "device_name"]);
}
