//! From a client's act to the carrier, and to the rows that clients read.

use domain::kit::Error;
use domain::messages::MESSAGES;
use domain::phones::PHONES;
use domain::scheduled_calls::SCHEDULED_CALLS;
use domain::suppressions::SUPPRESSIONS;
use serde_json::json;

use crate::support::{PERSON, Stage, Tenant};

#[tokio::test]
async fn a_scheduled_call_is_placed_at_its_time_once_and_becomes_a_call() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (now, later) = (tenant.schedule(PERSON).await, tenant.schedule_in("+14155550102", 600).await);
    let node = stage.node();
    for _ in 0..3 {
        node.run_due().await.unwrap();
    }
    let taken = stage.calls().await;
    assert_eq!(taken.len(), 1, "{taken:?}");
    assert_eq!((taken[0].to.as_str(), taken[0].from.as_str()), (PERSON, "+14155550100"));
    assert_eq!(tenant.find(&SCHEDULED_CALLS, now).await["status"], "running");
    assert_eq!(tenant.find(&SCHEDULED_CALLS, later).await["status"], "pending");
    let calls = tenant.rows(&stage, "app.calls").await;
    assert_eq!(calls.len(), 1);
    for (field, value) in [
        ("carrier_sid", json!(taken[0].sid)),
        ("direction", json!("outgoing")),
        ("from", json!("+14155550100")),
        ("to", json!(PERSON)),
        ("simulated", json!(true)),
        ("phone_id", json!(tenant.phone)),
    ] {
        assert_eq!(calls[0][field], value, "{field}");
    }
    // A later time is the attempt's as well.
    tenant.change(&SCHEDULED_CALLS, later, json!({"scheduled_at": "2001-01-01T00:00:00Z"})).await.unwrap_err();
    stage.let_pass("10 minutes").await;
    node.run_due().await.unwrap();
    assert_eq!(stage.calls().await.len(), 2);
}

#[tokio::test]
async fn a_message_is_sent_once_and_gets_the_carriers_id() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let made = tenant.send(PERSON, "See you on Friday").await.unwrap();
    let queued = tenant.find(&MESSAGES, made.id).await;
    assert_eq!((&queued["status"], &queued["segments"]), (&json!("queued"), &json!(1)));
    assert_eq!((&queued["direction"], &queued["from"]), (&json!("outgoing"), &json!("+14155550100")));
    stage.node().run_due().await.unwrap();
    let taken = stage.messages().await;
    assert_eq!(taken.len(), 1);
    assert_eq!(tenant.find(&MESSAGES, made.id).await["carrier_sid"], json!(taken[0].sid));
    assert_eq!(stage.attempts().await[0].carrier_sid.as_ref(), Some(&taken[0].sid));
}

#[tokio::test]
async fn fact_36_a_text_of_over_1600_characters_and_an_empty_one_are_refused() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    for body in [String::new(), "a".repeat(1_601)] {
        let refused = tenant.send(PERSON, &body).await.unwrap_err();
        assert!(matches!(&refused, Error::Invalid(errors) if errors[0].field == "body"), "{refused:?}");
    }
    let made = tenant.send(PERSON, &"a".repeat(1_600)).await.unwrap();
    assert_eq!(tenant.find(&MESSAGES, made.id).await["segments"], json!(11));
}

#[tokio::test]
async fn fact_34_a_suppressed_recipient_is_refused_and_one_suppressed_meanwhile_gets_nothing() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let sent = tenant.send(PERSON, "Hello").await.unwrap();
    tenant.make(&SUPPRESSIONS, json!({"address": PERSON, "phone_id": tenant.phone})).await.unwrap();
    let refused = tenant.send(PERSON, "Hello again").await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { code: "suppressed", .. }), "{refused:?}");
    tenant.send("+14155550102", "Hello").await.unwrap();
    stage.node().run_due().await.unwrap();
    let message = tenant.find(&MESSAGES, sent.id).await;
    assert_eq!((&message["status"], &message["error_code"]), (&json!("failed"), &json!("suppressed")));
    assert_eq!(stage.messages().await.len(), 1, "the other recipient's");
}

#[tokio::test]
async fn fact_34_a_recipient_who_has_unsubscribed_at_the_carrier_is_suppressed() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    // Twilio's magic number that has unsubscribed.
    let unsubscribed = "+15005550004";
    let sent = tenant.send(unsubscribed, "Hello").await.unwrap();
    stage.node().run_due().await.unwrap();
    assert_eq!(tenant.find(&MESSAGES, sent.id).await["error_code"], "21610");
    let refused = tenant.send(unsubscribed, "Hello again").await.unwrap_err();
    assert!(matches!(refused, Error::Conflict { code: "suppressed", .. }), "{refused:?}");
    let suppressions = tenant.rows(&stage, "app.suppressions").await;
    assert_eq!((suppressions.len(), &suppressions[0]["phone_id"]), (1, &json!(tenant.phone)));

    // Lifted at an admin's hand, and made again: it says by what.
    stage.db.superuser("update app.suppressions set deleted_at = now(), reason = 'Asked by phone'").await;
    tenant.send(unsubscribed, "Hello once more").await.unwrap();
    stage.node().run_due().await.unwrap();
    let suppressions = tenant.rows(&stage, "app.suppressions").await;
    let again = (&suppressions[0]["deleted_at"], &suppressions[0]["reason"]);
    assert_eq!((suppressions.len(), again), (1, (&json!(null), &json!("Unsubscribed at the carrier"))));
}

#[tokio::test]
async fn fact_28_a_call_that_is_cancelled_before_its_time_is_not_dialled() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (call, other) = (tenant.schedule(PERSON).await, tenant.schedule("+14155550102").await);
    tenant.cancel(call).await.unwrap();
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "cancelled");
    stage.node().run_due().await.unwrap();
    assert_eq!(stage.calls().await.len(), 1);
    assert_eq!(tenant.find(&SCHEDULED_CALLS, other).await["status"], "running");
    let refused = tenant.cancel(call).await.unwrap_err();
    assert!(matches!(refused, Error::InvalidState(_)), "{refused:?}");
    let states: Vec<_> = stage.attempts().await.into_iter().map(|attempt| attempt.state).collect();
    assert_eq!(states, ["cancelled", "accepted"]);
}

#[tokio::test]
async fn fact_28_a_call_that_is_being_placed_is_neither_cancelled_nor_changed() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let call = tenant.schedule(PERSON).await;
    let claimed = crate::claims::claim(&stage, &tenant).await;
    assert!(claimed.is_some());
    let cancelled = tenant.cancel(call).await.unwrap_err();
    let changed = tenant.change(&SCHEDULED_CALLS, call, json!({"to": "+14155550109"})).await.unwrap_err();
    for refused in [cancelled, changed] {
        assert!(matches!(refused, Error::InvalidState(_)), "{refused:?}");
    }
}

#[tokio::test]
async fn fact_30_a_refused_recipient_ends_alone_and_a_refused_account_stops_the_phone_until_it_is_changed() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    // Twilio's magic number that is no number.
    let (wrong, good) = (tenant.schedule("+15005550001").await, tenant.schedule(PERSON).await);
    node.run_due().await.unwrap();
    let call = tenant.find(&SCHEDULED_CALLS, wrong).await;
    assert_eq!((&call["status"], &call["error_code"]), (&json!("failed"), &json!("21217")));
    assert_eq!(tenant.find(&SCHEDULED_CALLS, good).await["status"], "running");

    // Another token than the carrier's.
    let sid = tenant.find(&PHONES, tenant.phone).await["account_sid"].as_str().unwrap().to_owned();
    let account = providers::simulator::operator::NewAccount {
        sid,
        auth_token: "another".to_owned(),
        calls_per_second: 50.0,
        segments_per_second: 50.0,
    };
    stage.operator.put_account(&account).await.unwrap();
    let first = tenant.schedule(PERSON).await;
    node.run_due().await.unwrap();
    assert!(tenant.find(&PHONES, tenant.phone).await["blocked_reason"].is_string());
    let second = tenant.schedule(PERSON).await;
    node.run_due().await.unwrap();
    for call in [first, second] {
        assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "pending");
    }
    assert_eq!(stage.calls().await.len(), 1);

    tenant.change(&PHONES, tenant.phone, json!({"label": "Front desk"})).await.unwrap();
    assert!(tenant.find(&PHONES, tenant.phone).await["blocked_reason"].is_null());
    // A node that hasn't registered the account yet gives the carrier the phone's own token again.
    stage.node().run_due().await.unwrap();
    for call in [first, second] {
        assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "running");
    }
    assert_eq!(stage.calls().await.len(), 3);
}
