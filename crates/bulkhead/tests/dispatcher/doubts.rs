//! What is in doubt, and how that ends.

use std::time::Duration;

use domain::attempts::{self, Acceptance};
use domain::calls::progress::{Report, Status};
use domain::calls::told;
use domain::messages::MESSAGES;
use domain::scheduled_calls::SCHEDULED_CALLS;
use providers::simulator::Faults;
use serde_json::json;
use time::OffsetDateTime;

use crate::claims::{claim, entering};
use crate::support::{PERSON, Stage, Tenant};

#[tokio::test]
async fn fact_26_a_5xx_a_lost_connection_and_a_hang_after_accepting_are_doubts_that_the_carriers_list_settles() {
    let after_accepting = [
        Faults { error_after_accepting: 1_000, ..Faults::default() },
        Faults { close_after_accepting: 1_000, ..Faults::default() },
        Faults { hang_after_accepting: 1_000, ..Faults::default() },
    ];
    for faults in after_accepting {
        let stage = Stage::new().await.with_time_limit(Duration::from_secs(2));
        let tenant = Tenant::new(&stage, "acme").await;
        let (call, message) = (tenant.schedule(PERSON).await, tenant.send(PERSON, "Hello").await.unwrap().id);
        let node = stage.node();
        stage.break_things(faults).await;
        for _ in 0..2 {
            node.run_due().await.unwrap();
        }
        let states: Vec<_> = stage.attempts().await.into_iter().map(|attempt| attempt.state).collect();
        assert_eq!(states, ["in_doubt", "in_doubt"], "{faults:?}");
        assert_eq!((stage.calls().await.len(), stage.messages().await.len()), (1, 1), "{faults:?}");
        stage.break_things(Faults::default()).await;
        node.settle().await.unwrap();
        let settled = tenant.find(&SCHEDULED_CALLS, call).await;
        assert_eq!((&settled["status"], &settled["in_doubt"]), (&json!("running"), &json!(false)), "{faults:?}");
        let sid = stage.calls().await[0].sid.clone();
        assert_eq!(tenant.rows(&stage, "app.calls").await[0]["carrier_sid"], json!(sid));
        assert_eq!(tenant.find(&MESSAGES, message).await["carrier_sid"], json!(stage.messages().await[0].sid));
        node.run_due().await.unwrap();
        assert_eq!((stage.calls().await.len(), stage.messages().await.len()), (1, 1), "{faults:?}");
    }
}

#[tokio::test]
async fn fact_27_what_the_carrier_never_shows_has_failed_after_ten_minutes_and_is_not_dialled_again() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let call = tenant.schedule(PERSON).await;
    let node = stage.node();
    stage.break_things(Faults { error_before_accepting: 1_000, ..Faults::default() }).await;
    node.run_due().await.unwrap();
    stage.break_things(Faults::default()).await;
    stage.let_pass("9 minutes").await;
    node.settle().await.unwrap();
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["in_doubt"], json!(true));
    stage.let_pass("70 seconds").await;
    node.settle().await.unwrap();
    let given_up = tenant.find(&SCHEDULED_CALLS, call).await;
    assert_eq!((&given_up["status"], &given_up["error_code"]), (&json!("failed"), &json!("unknown")));
    assert_eq!(given_up["in_doubt"], json!(false));
    node.run_due().await.unwrap();
    assert_eq!(stage.calls().await.len(), 0);
}

#[tokio::test]
async fn fact_27_two_doubts_about_one_recipient_get_a_call_each() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    for _ in 0..2 {
        tenant.schedule(PERSON).await;
    }
    let node = stage.node();
    stage.break_things(Faults { error_after_accepting: 1_000, ..Faults::default() }).await;
    node.run_due().await.unwrap();
    stage.break_things(Faults::default()).await;
    node.settle().await.unwrap();
    let mut found: Vec<_> = stage.attempts().await.into_iter().filter_map(|attempt| attempt.carrier_sid).collect();
    let mut taken: Vec<_> = stage.calls().await.into_iter().map(|call| call.sid).collect();
    found.sort();
    taken.sort();
    assert_eq!((found.len(), found), (2, taken));
}

#[tokio::test]
async fn fact_22_a_callback_that_names_the_attempt_settles_it_before_the_response_does() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let other = Tenant::new(&stage, "beta").await;
    let call = tenant.schedule(PERSON).await;
    let claimed = claim(&stage, &tenant).await.unwrap();
    let found = async |of: &Tenant, sid: &str| {
        let mut tx = stage.jobs().begin(&entering(of)).await.unwrap().unwrap();
        let accepted = Acceptance { sid, status: "ringing", segments: None };
        let found = attempts::found(&mut tx, of.phone, claimed.attempt_id, accepted).await.unwrap();
        tx.commit().await.unwrap();
        found
    };
    assert!(!found(&other, "CA7").await, "another tenant's attempt is none");
    assert!(found(&tenant, "CA7").await);
    assert!(found(&tenant, "CA7").await, "again, and nothing changes");
    assert!(!found(&tenant, "CA8").await, "an attempt is one call's");
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "running");
    let calls = tenant.rows(&stage, "app.calls").await;
    assert_eq!((calls.len(), &calls[0]["carrier_sid"], &calls[0]["status"]), (1, &json!("CA7"), &json!("ringing")));
    assert_eq!(calls[0]["id"], json!(claimed.attempt_id));
    let mut tx = stage.jobs().begin(&entering(&tenant)).await.unwrap().unwrap();
    let at = OffsetDateTime::now_utc();
    let busy = Report { status: Status::Busy, at: None, received_at: at, duration_seconds: None, error_code: None };
    assert!(told::report(&mut tx, tenant.phone, "CA7", &busy).await.unwrap().is_some());
    tx.commit().await.unwrap();
    let ended = tenant.find(&SCHEDULED_CALLS, call).await;
    assert_eq!((&ended["status"], &ended["error_code"]), (&json!("failed"), &json!("busy")));
}
