//! Codes by mail and text message.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};

use crate::isolation::median;
use crate::letters::{mailbox, until, verified_user};
use crate::mailbox::token;
use crate::response::Exchange;
use crate::server::{Caller, PASSWORD, TestServer};

const ANN: &str = "ann@test.com";
const PHONE: &str = "+14155552671";

async fn ask(caller: &Caller, contact: &str, device: &str) -> (StatusCode, Json) {
    caller.post("/auth/otp/request", json!({"contact": contact, "device_id": device})).await
}

async fn give(caller: &Caller, contact: &str, device: &str, code: &str) -> (StatusCode, Json) {
    caller.post("/auth/otp/verify", json!({"contact": contact, "device_id": device, "code": code})).await
}

/// The codes that were sent to a contact, newest first.
async fn codes_to(server: &TestServer, contact: &str) -> Vec<String> {
    let letters = mailbox(&server.url).await.into_iter().filter(|letter| letter["to"] == contact);
    letters.filter_map(|letter| Some(letter["code"].as_str()?.to_owned())).collect()
}

/// Asks for a code and reads it where it was sent.
async fn code(server: &TestServer, caller: &Caller, contact: &str, device: &str) -> String {
    let before = codes_to(server, contact).await.len();
    let (status, answer) = ask(caller, contact, device).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{answer}");
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
        let (status, me) = give(&first, contact, "phone", &sent).await;
        assert_eq!((status, &me["user"][field]), (StatusCode::CREATED, &json!(contact)));
        assert_eq!(first.get("/api/leads").await.0, StatusCode::OK);
        server.clock.advance(Duration::from_mins(1));
        let sent = code(&server, &second, contact, "laptop").await;
        let (status, again) = give(&second, contact, "laptop", &sent).await;
        assert_eq!((status, &again["user"]["id"]), (StatusCode::OK, &me["user"]["id"]));
        assert_eq!(again["user"]["email_verified"], json!(field == "email"));
    }
}

#[tokio::test]
async fn otp_1_three_wrong_codes_pause_the_device_for_five_minutes() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let right = code(&server, &caller, PHONE, "phone").await;
    for remaining in [2, 1, 0] {
        let (status, answer) = give(&caller, PHONE, "phone", &wrong(&right)).await;
        assert_eq!((status, &answer["attempts_remaining"]), (StatusCode::UNAUTHORIZED, &json!(remaining)));
    }
    for path in ["/auth/otp/verify", "/auth/otp/request"] {
        let mut body = json!({"contact": PHONE, "device_id": "phone"});
        if path.ends_with("verify") {
            body["code"] = json!(right);
        }
        let answer = caller.request(Method::POST, path).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(answer.headers()["retry-after"], "300");
        let answer: Json = answer.json().await.unwrap();
        assert_eq!((&answer["retry_after"], &answer["blocked_until"]), (&json!(300), &json!("2026-03-01T12:05:00Z")));
    }
    server.clock.advance(Duration::from_secs(301));
    let fresh = code(&server, &caller, PHONE, "phone").await;
    assert_eq!(give(&caller, PHONE, "phone", &fresh).await.0, StatusCode::CREATED);
}

#[tokio::test]
async fn otp_2_a_code_dies_after_three_guesses_from_anywhere() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let right = code(&server, &caller, PHONE, "phone").await;
    for device in ["one", "two", "three"] {
        assert_eq!(give(&caller, PHONE, device, &wrong(&right)).await.0, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(give(&caller, PHONE, "phone", &right).await.0, StatusCode::UNAUTHORIZED);
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
            refused += i64::from(give(caller, PHONE, &device, "000000").await.0 == StatusCode::TOO_MANY_REQUESTS);
        }
    }
    assert_eq!((compared(&server).await, refused), (10, 2));
    assert_eq!(give(&other, PHONE, "one more", "000000").await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&other, PHONE, "one more").await.0, StatusCode::TOO_MANY_REQUESTS);
    server.clock.advance(Duration::from_hours(1));
    assert_eq!(ask(&caller, PHONE, "phone").await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn otp_3_a_hundred_wrong_codes_in_a_row_end_it_however_slow() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    for guess in 0..100 {
        server.clock.advance(Duration::from_mins(7));
        let (status, _) = give(&caller, PHONE, &format!("device {guess}"), "000000").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{guess}");
    }
    server.clock.advance(Duration::from_hours(48));
    assert_eq!(give(&caller, PHONE, "phone", "000000").await.0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&caller, PHONE, "phone").await.0, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn otp_2_a_stranger_cannot_block_the_owners_known_device() {
    let server = TestServer::start().await;
    let (owner, guesser) = (server.anonymous(), server.anonymous());
    let first = code(&server, &owner, ANN, "laptop").await;
    assert_eq!(give(&owner, ANN, "laptop", &first).await.0, StatusCode::CREATED);
    for guess in 0..12 {
        give(&guesser, ANN, &format!("device {guess}"), "000000").await;
    }
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(ask(&guesser, ANN, "device").await.0, StatusCode::TOO_MANY_REQUESTS);
    let second = code(&server, &owner, ANN, "laptop").await;
    assert_eq!(give(&owner, ANN, "laptop", &second).await.0, StatusCode::OK);
}

#[tokio::test]
async fn otp_6_a_code_is_bound_to_its_contact_and_device_and_ends_with_the_next() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let first = code(&server, &caller, PHONE, "phone").await;
    assert_eq!(give(&caller, PHONE, "laptop", &first).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(give(&caller, "+14155552672", "phone", &first).await.0, StatusCode::UNAUTHORIZED);
    server.clock.advance(Duration::from_secs(61));
    let second = code(&server, &caller, PHONE, "phone").await;
    if first != second {
        assert_eq!(give(&caller, PHONE, "phone", &first).await.0, StatusCode::UNAUTHORIZED);
    }
    server.clock.advance(Duration::from_secs(601));
    assert_eq!(give(&caller, PHONE, "phone", &second).await.0, StatusCode::UNAUTHORIZED);
    let third = code(&server, &caller, PHONE, "phone").await;
    assert_eq!(give(&caller, PHONE, "phone", &third).await.0, StatusCode::CREATED);
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
            answers.push(Exchange::send(caller.request(Method::POST, "/auth/otp/request").json(&body)).await);
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
    for (table, rows) in crate::db_snapshot::dump(&server.db).await {
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
            let (status, answer) = ask(&node, PHONE, device).await;
            sent += i32::from(status == StatusCode::ACCEPTED);
            if status != StatusCode::ACCEPTED {
                assert!(answer["retry_after"].as_i64().unwrap() > 0, "{minute}: {answer}");
            }
        }
        server.clock.advance(Duration::from_mins(1));
    }
    assert_eq!(sent, 5);
    let restarted = TestServer::start_node(&server.db, server.clock.clone(), &[]).await;
    assert_eq!(ask(&Caller::new(&restarted), PHONE, "phone").await.0, StatusCode::TOO_MANY_REQUESTS);
    server.clock.advance(Duration::from_mins(1));
    assert_eq!(ask(&caller, PHONE, "phone").await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn otp_8_one_client_causes_thirty_messages_an_hour_at_most() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    for number in 0..30 {
        assert_eq!(ask(&caller, &format!("user{number}@test.com"), "bot").await.0, StatusCode::ACCEPTED);
    }
    assert_eq!(ask(&caller, "user30@test.com", "bot").await.0, StatusCode::TOO_MANY_REQUESTS);
    server.clock.advance(Duration::from_hours(1));
    assert_eq!(ask(&caller, "user30@test.com", "bot").await.0, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn reg_2_who_proves_an_address_ends_what_was_made_with_it_before() {
    let server = TestServer::start().await;
    let squatter = server.user(ANN).await;
    let owner = server.anonymous();
    let sent = code(&server, &owner, ANN, "laptop").await;
    let (status, me) = give(&owner, ANN, "laptop", &sent).await;
    assert_eq!((status, &me["user"]["email_verified"]), (StatusCode::OK, &json!(true)));
    assert_eq!(squatter.get("/auth/me").await.0, StatusCode::UNAUTHORIZED);
    let (status, _) = squatter.post("/auth/login", json!({"email": ANN, "password": PASSWORD})).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
    assert_eq!(owner.get("/auth/me").await.0, StatusCode::OK);
}

#[tokio::test]
async fn reg_2_a_proved_number_lets_its_user_act_and_proves_no_address() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let sent = code(&server, &caller, PHONE, "phone").await;
    assert_eq!(give(&caller, PHONE, "phone", &sent).await.0, StatusCode::CREATED);
    let act = async || {
        let invited = caller.post("/api/invitations", json!({"email": "bob@test.com", "role": "viewer"})).await.0;
        (invited, caller.post("/api/api-keys", json!({"name": "Import", "scopes": ["*:read"]})).await.0)
    };
    assert_eq!(act().await, (StatusCode::CREATED, StatusCode::CREATED));

    let host = verified_user(&server, "host@test.com").await;
    assert_eq!(host.post("/api/invitations", json!({"email": ANN, "role": "admin"})).await.0, StatusCode::CREATED);
    let token = token(&server, ANN).await;
    let accept = async || caller.post("/auth/invitations/accept", json!({"token": token})).await;
    for address in ["null", "'ann@test.com'"] {
        server.db.superuser(&format!("update auth.users set email = {address} where phone is not null")).await;
        let (status, answer) = accept().await;
        assert_eq!((status, &answer["code"]), (StatusCode::FORBIDDEN, &json!("email_unverified")), "{address}");
        assert_eq!(act().await, (StatusCode::CREATED, StatusCode::CREATED));
    }
    server.db.superuser("update auth.users set email_verified_at = created_at where phone is not null").await;
    assert_eq!(accept().await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_user_without_a_password_gets_tokens_as_well() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let sent = code(&server, &caller, PHONE, "phone").await;
    assert_eq!(give(&caller, PHONE, "phone", &sent).await.0, StatusCode::CREATED);
    let (status, tokens) = caller.post("/auth/token/session", json!({})).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    let (_, me) = caller.bearing(tokens["access_token"].as_str().unwrap()).get("/auth/me").await;
    assert_eq!((&me["user"]["phone"], &me["session"]["second_factor"]), (&json!(PHONE), &json!(false)));
}

#[tokio::test]
async fn a_disabled_users_code_is_a_wrong_one() {
    let server = TestServer::start().await;
    server.user(ANN).await;
    server.db.superuser("update auth.users set disabled_at = now()").await;
    let caller = server.anonymous();
    let sent = code(&server, &caller, ANN, "laptop").await;
    let (status, answer) = give(&caller, ANN, "laptop", &sent).await;
    assert_eq!((status, &answer["attempts_remaining"]), (StatusCode::UNAUTHORIZED, &json!(2)));
}

#[tokio::test]
async fn a_wrong_contact_device_or_code_is_named() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let body = json!({"contact": "0301234", "device_id": "", "code": "12345x", "device_name": "x".repeat(101)});
    let (status, answer) = caller.post("/auth/otp/verify", body).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let named: Vec<_> =
        answer["errors"].as_array().unwrap().iter().map(|error| error["field"].as_str().unwrap()).collect();
    assert_eq!(named, ["device_id", "contact", "code", "device_name"]);
}
