//! Phones: their numbers, their rates, their secrets, and who may write them.

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;

use crate::support::api_keys;
use crate::support::db_snapshot;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;

const SID: &str = "AC00000000000000000000000000000001";
const OTHER_SID: &str = "AC00000000000000000000000000000002";

fn at_twilio(number: &str, token: &str) -> Json {
    json!({"number": number, "provider": "twilio", "account_sid": SID, "auth_token": token})
}

async fn register(caller: &Caller, phone: Json) -> (Reply, String) {
    let made = caller.post("/api/phones", phone).await.created();
    let path = format!("/api/phones/{}", made.id());
    (made, path)
}

#[tokio::test]
async fn a_number_is_registered_once_in_a_tenant_and_by_another_tenant_as_well() {
    let server = TestServer::start().await;
    let (user, other) = (server.user("user1@test.com").await, server.user("user2@test.com").await);
    let phone = json!({"number": "+14155550101"});
    let (made, path) = register(&user, phone.clone()).await;
    user.post("/api/phones", phone.clone()).await.expect(409, "number_taken");
    let (_, others) = register(&other, phone.clone()).await;
    user.get(&others).await.expect_status(404);
    // In the trash it takes no number, and comes back only where the number is free.
    user.delete(&path).await.no_content();
    let (again, _) = register(&user, phone).await;
    assert_ne!(again.id(), made.id());
    user.post_empty(&format!("{path}/restore")).await.expect(409, "number_taken");
    for number in ["4155550101", "+0155", "+1 415 555 0101", "tel:+14155550101"] {
        user.post("/api/phones", json!({"number": number})).await.field("number");
    }
}

#[tokio::test]
async fn a_phone_at_twilio_needs_its_account_and_a_simulated_one_does_not() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (simulated, path) = register(&user, json!({"number": "+14155550101"})).await;
    let rates = |phone: &Reply| (phone["calls_per_second"].clone(), phone["segments_per_second"].clone());
    assert_eq!((&simulated["provider"], rates(&simulated)), (&json!("simulated"), (json!(50), json!(50))));
    assert_eq!((&simulated["receiving"], &simulated["blocked_reason"]), (&Json::Null, &Json::Null));

    let phone = at_twilio("+14155550102", "t0ken");
    for field in ["account_sid", "auth_token"] {
        for value in [Json::Null, json!("")] {
            let mut without = phone.clone();
            without[field] = value;
            user.post("/api/phones", without).await.field(field);
        }
    }
    let (made, _) = register(&user, phone).await;
    assert_eq!(rates(&made), (json!(1), json!(1)));
    let slower = json!({"number": "+14155550103", "calls_per_second": 5, "segments_per_second": null});
    assert_eq!(rates(&register(&user, slower).await.0), (json!(5), json!(50)));
    for rate in [0, 1_001] {
        user.patch(&path, json!({"calls_per_second": rate})).await.field("calls_per_second");
    }
    // One that becomes Twilio's needs them as well, and keeps its rates.
    user.patch(&path, json!({"provider": "twilio"})).await.expect_status(422);
    let changes = json!({"provider": "twilio", "account_sid": SID, "auth_token": "t0ken"});
    assert_eq!(rates(&user.patch(&path, changes).await.ok()), (json!(50), json!(50)));
    for sid in ["AC1", "../../Calls", "CA00000000000000000000000000000001"] {
        user.patch(&path, json!({"account_sid": sid, "auth_token": "t0ken"})).await.field("account_sid");
    }
}

#[tokio::test]
async fn fact_38_another_account_is_refused_without_its_token() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (_, path) = register(&user, at_twilio("+14155550101", "t0ken")).await;
    for changes in [json!({"account_sid": OTHER_SID}), json!({"account_sid": OTHER_SID, "label": "Desk"})] {
        let refused = user.patch(&path, changes).await.field("auth_token");
        assert_eq!(refused["errors"][0]["code"], "required", "{refused}");
    }
    let mut whole = at_twilio("+14155550101", "t0ken");
    whole["account_sid"] = json!(OTHER_SID);
    whole.as_object_mut().expect("an object").remove("auth_token");
    user.put(&path, whole).await.field("auth_token");
    assert_eq!(user.get(&path).await["account_sid"], SID);
    // The same account is no other, and a label needs no token.
    user.patch(&path, json!({"account_sid": SID, "label": "Desk"})).await.ok();
    let changed = user.patch(&path, json!({"account_sid": OTHER_SID, "auth_token": "t0ken-2"})).await.ok();
    assert_eq!(changed["account_sid"], OTHER_SID);
}

#[tokio::test]
async fn fact_38_a_token_is_in_no_answer_no_log_line_and_no_row() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let mut answers = Vec::new();
    let request = user.request(Method::POST, "/api/phones").header("Idempotency-Key", "k1");
    let made = request.json(&at_twilio("+14155550101", "CANARY-token-1")).reply().await.created();
    let path = format!("/api/phones/{}", made.id());
    answers.push(made);
    answers.push(user.patch(&path, json!({"auth_token": "CANARY-token-2"})).await.ok());
    answers.push(user.put(&path, at_twilio("+14155550101", "CANARY-token-3")).await.ok());
    answers.push(user.post("/api/phones", at_twilio("+14155550101", "CANARY-token-4")).await.expect_status(409));
    answers.push(user.patch(&path, json!({"auth_token": "CANARY".repeat(90)})).await.field("auth_token"));
    user.delete(&path).await.no_content();
    answers.push(user.get("/api/phones?deleted=true").await.ok());
    answers.push(user.post_empty(&format!("{path}/restore")).await.ok());
    for read in [&path, "/api/phones", "/openapi.json"] {
        answers.push(user.get(read).await.ok());
    }
    for answer in &answers {
        assert!(!answer.json().to_string().contains("\"previous_auth_token\""), "{answer}");
    }
    answers.push(user.get("/api/audit-log?limit=100").await.ok());
    for query in ["auth_token=CANARY-token-3", "sort=auth_token", "previous_auth_token=x"] {
        answers.push(user.get(&format!("/api/phones?{query}")).await.expect_status(422));
    }
    user.get("/api/phones/export").await.expect_status(404);
    for answer in answers {
        assert!(!answer.body.contains("CANARY"), "{answer}");
    }
    for (table, rows) in db_snapshot::dump(&server.db).await {
        // Postgres writes bytes as hexadecimal digits.
        let hex = hex::encode("CANARY");
        let told: Vec<_> = rows.iter().filter(|row| row.contains("CANARY") || row.contains(&hex)).collect();
        assert!(told.is_empty(), "{table}: {told:?}");
    }
    let log = user.get("/api/audit-log?table=phones&limit=100").await.ok();
    let replaced = log.items().iter().find(|line| line["fields"]["previous_auth_token"].is_array()).cloned();
    let replaced = replaced.expect("the log says that a token was replaced");
    assert_eq!(replaced["fields"]["auth_token"], json!(["[redacted]", "[redacted]"]), "{replaced}");
}

#[tokio::test]
async fn a_phone_says_which_urls_to_enter_at_the_carrier() {
    let server = TestServer::start_with(&[("PUBLIC_URL", "http://app.example.com:8080/somewhere")]).await;
    let user = server.verified_user("user1@test.com").await;
    let (made, path) = register(&user, json!({"number": "+14155550101"})).await;
    let url = |what: &str| format!("http://app.example.com:8080/webhooks/twilio/{}/{what}", made.id());
    let urls = json!({"voice": url("voice"), "sms": url("sms"), "status": url("status")});
    let listed = user.get("/api/phones").await.ok();
    let changed = user.patch(&path, json!({"label": "Desk"})).await.ok();
    for phone in [made.json(), &listed["items"][0], changed.json(), user.get(&path).await.json()] {
        assert_eq!(phone["webhook_urls"], urls, "{phone}");
    }
    for field in ["webhook_urls", "receiving", "webhook_differences", "blocked_reason"] {
        let refused = user.patch(&path, json!({field: null})).await.field(field);
        assert_eq!(refused["errors"][0]["code"], "read_only", "{refused}");
    }
    for field in ["previous_auth_token", "auth_token_replaced_at"] {
        let refused = user.patch(&path, json!({field: null})).await.field(field);
        assert_eq!(refused["errors"][0]["code"], "unknown", "{refused}");
    }
    // A program that writes and may not read learns no more than before.
    let writer = api_keys::program(&user, &["phones:write"]).await;
    let made = writer.post("/api/phones", json!({"number": "+14155550102"})).await.created();
    assert_eq!(made.json().as_object().expect("an object").len(), 2, "{made}");
}

#[tokio::test]
async fn phones_are_read_by_all_members_and_written_by_admins() {
    let team = Team::new().await;
    let (admin, member) = (team.member("ann", Role::Admin).await, team.member("mia", Role::Member).await);
    let (_, path) = register(&admin, json!({"number": "+14155550101"})).await;
    member.get(&path).await.ok();
    member.post("/api/phones", json!({"number": "+14155550102"})).await.expect(403, "role_too_low");
    member.patch(&path, json!({"label": "Mine"})).await.expect(403, "role_too_low");
    member.put(&path, json!({"number": "+14155550101"})).await.expect(403, "role_too_low");
    member.delete(&path).await.expect(403, "role_too_low");
    admin.delete(&path).await.no_content();
    member.post_empty(&format!("{path}/restore")).await.expect(403, "role_too_low");
    admin.post_empty(&format!("{path}/restore")).await.ok();
}
