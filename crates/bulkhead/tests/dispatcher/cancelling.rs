//! Calls that are cancelled at the carrier.

use std::time::Duration;

use base::Clock;
use domain::attempts;
use domain::calls::progress::{Report, Status};
use domain::calls::told;
use domain::kit::Error;
use domain::scheduled_calls::SCHEDULED_CALLS;
use providers::simulator::{Faults, Pace};
use serde_json::{Value as Json, json};
use tenancy::TenantId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::claims::{claim, entering};
use crate::support::{PERSON, Row, Stage, Tenant, run_all};

/// A carrier at which phones ring without end.
pub async fn ringing() -> Stage {
    Stage::at_pace(Pace { ringing: Duration::from_mins(10), ..Pace::FAST }).await
}

/// A call that rings at the carrier, and its id there.
async fn ring(stage: &Stage, tenant: &Tenant) -> (Uuid, String) {
    let call = tenant.schedule(PERSON).await;
    stage.node().run_due().await.unwrap();
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "running");
    (call, stage.attempts().await.pop().and_then(|attempt: Row| attempt.carrier_sid).unwrap())
}

async fn state(tenant: &Tenant, call: Uuid) -> (Json, Json, Json) {
    let call = tenant.find(&SCHEDULED_CALLS, call).await;
    (call["status"].clone(), call["cancelling"].clone(), call["error_code"].clone())
}

/// The carrier tells of the call by a callback.
pub async fn tell(stage: &Stage, tenant: &Tenant, sid: &str, status: Status) {
    let mut tx = stage.jobs().begin(&entering(tenant)).await.unwrap().unwrap();
    let received_at = Clock::system().now();
    let report = Report { status, at: None, received_at, duration_seconds: None, error_code: None };
    assert!(told::report(&mut tx, tenant.phone, sid, &report).await.unwrap().is_some());
    tx.commit().await.unwrap();
}

/// When the carrier is asked next to cancel a call.
async fn next_time(stage: &Stage, sid: &str) -> OffsetDateTime {
    let sql = "select cancel_due_at from app.attempts where carrier_sid = $1";
    sqlx::query_scalar(sql).bind(sid).fetch_one(&mut stage.superuser().await).await.unwrap()
}

async fn is_refused(tenant: &Tenant, call: Uuid) -> bool {
    matches!(tenant.cancel(call).await, Err(Error::InvalidState(_)))
}

#[tokio::test]
async fn fact_28_a_call_that_rings_is_cancelled_at_the_carrier_and_ends_by_its_answer() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (call, sid) = ring(&stage, &tenant).await;
    let other = tenant.schedule("+14155550102").await;
    stage.node().run_due().await.unwrap();

    for _ in 0..2 {
        tenant.cancel(call).await.unwrap();
        assert_eq!(state(&tenant, call).await, (json!("running"), json!(true), Json::Null));
    }
    assert_eq!(stage.operator.find_call(&sid).await.unwrap().ended_at, None, "an act sends nothing by itself");
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 1);
    assert_eq!(state(&tenant, call).await, (json!("cancelled"), json!(false), Json::Null));
    assert_eq!(stage.operator.find_call(&sid).await.unwrap().status, "canceled");
    let row = tenant.rows(&stage, "app.calls").await.into_iter().find(|row| row["carrier_sid"] == json!(sid)).unwrap();
    assert_eq!(
        (&row["status"], row["ended_at"].is_string(), &row["answered_at"]),
        (&json!("canceled"), true, &Json::Null)
    );
    assert!(is_refused(&tenant, call).await, "it is over");

    assert_eq!(stage.node().cancel_calls().await.unwrap(), 0, "nothing more is asked");
    assert_eq!(state(&tenant, other).await, (json!("running"), json!(false), Json::Null));
    tell(&stage, &tenant, &sid, Status::Canceled).await;
    assert_eq!(
        state(&tenant, call).await,
        (json!("cancelled"), json!(false), Json::Null),
        "the callback changes nothing"
    );
}

#[tokio::test]
async fn fact_28_a_call_that_is_answered_is_not_cut_and_goes_on() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (known, sid) = ring(&stage, &tenant).await;
    tell(&stage, &tenant, &sid, Status::InProgress).await;
    assert!(is_refused(&tenant, known).await, "it is known to be answered");

    // Answered after the client's act, and the callback comes first.
    let (told, sid) = ring(&stage, &tenant).await;
    tenant.cancel(told).await.unwrap();
    tell(&stage, &tenant, &sid, Status::InProgress).await;
    assert_eq!(state(&tenant, told).await, (json!("running"), json!(false), Json::Null));
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 0);
    assert_eq!(stage.operator.find_call(&sid).await.unwrap().ended_at, None);

    // The callback is lost, and the carrier says so when it is asked.
    let (asked, sid) = ring(&stage, &tenant).await;
    stage.answer(&sid).await;
    tenant.cancel(asked).await.unwrap();
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 1);
    assert_eq!(state(&tenant, asked).await, (json!("running"), json!(false), Json::Null));
    assert_eq!(stage.operator.find_call(&sid).await.unwrap().ended_at, None, "it goes on");
    assert!(is_refused(&tenant, asked).await, "it is known to be answered");
    tell(&stage, &tenant, &sid, Status::Completed).await;
    assert_eq!(state(&tenant, asked).await, (json!("completed"), json!(false), Json::Null));
}

#[tokio::test]
async fn fact_28_a_call_that_ends_by_itself_first_ends_as_it_did() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (call, sid) = ring(&stage, &tenant).await;
    tenant.cancel(call).await.unwrap();
    tell(&stage, &tenant, &sid, Status::Busy).await;
    assert_eq!(state(&tenant, call).await, (json!("failed"), json!(false), json!("busy")));
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 0);
    // One that is cancelled at the carrier's console is no wish of a client's.
    let (call, sid) = ring(&stage, &tenant).await;
    tell(&stage, &tenant, &sid, Status::Canceled).await;
    assert_eq!(state(&tenant, call).await, (json!("failed"), json!(false), json!("canceled")));
}

#[tokio::test]
async fn fact_28_a_carrier_that_breaks_is_asked_again_until_it_says_what_became_of_the_call() {
    let all = [
        Faults { too_many_requests: 1_000, ..Faults::default() },
        Faults { error_before_accepting: 1_000, ..Faults::default() },
        Faults { error_after_accepting: 1_000, ..Faults::default() },
        Faults { close_after_accepting: 1_000, ..Faults::default() },
        Faults { hang_after_accepting: 1_000, ..Faults::default() },
    ];
    let stage = ringing().await.with_time_limit(Duration::from_secs(2));
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    for faults in all {
        let (call, sid) = ring(&stage, &tenant).await;
        tenant.cancel(call).await.unwrap();
        stage.break_things(faults).await;
        let asked_at: OffsetDateTime =
            sqlx::query_scalar("select now()").fetch_one(&mut stage.superuser().await).await.unwrap();
        assert_eq!(node.cancel_calls().await.unwrap(), 0, "{faults:?}");
        assert_eq!(state(&tenant, call).await, (json!("running"), json!(true), Json::Null), "{faults:?}");
        stage.break_things(Faults::default()).await;
        assert!(next_time(&stage, &sid).await > asked_at, "{faults:?}: it has a next time");
        // So that the time doesn't come by itself on a busy machine.
        stage.let_pass("-1 minute").await;
        assert_eq!(node.cancel_calls().await.unwrap(), 0, "it waits for its next time");
        stage.let_pass("62 seconds").await;
        assert_eq!(node.cancel_calls().await.unwrap(), 1, "{faults:?}");
        assert_eq!(state(&tenant, call).await, (json!("cancelled"), json!(false), Json::Null), "{faults:?}");
        assert_eq!(stage.operator.find_call(&sid).await.unwrap().status, "canceled");
    }
}

#[tokio::test]
async fn fact_28_a_carrier_that_does_not_know_the_call_ends_nothing() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (call, _) = ring(&stage, &tenant).await;
    tenant.cancel(call).await.unwrap();
    stage.db.superuser("update app.attempts set carrier_sid = 'CA0'").await;
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 0);
    assert_eq!(state(&tenant, call).await, (json!("running"), json!(true), Json::Null));
}

#[tokio::test]
async fn fact_28_a_node_that_is_killed_while_it_asks_leaves_the_wish_to_another() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (call, _) = ring(&stage, &tenant).await;
    tenant.cancel(call).await.unwrap();
    let (_, attempt) = attempts::due_cancellations(&stage.db.db(2), 10).await.unwrap()[0];
    let claimed = attempts::claim_cancellation(&stage.jobs(), &entering(&tenant), attempt).await.unwrap();
    assert!(claimed.is_some(), "a node takes it on, and is killed");
    let node = stage.node();
    assert_eq!(node.cancel_calls().await.unwrap(), 0);
    stage.let_pass("31 seconds").await;
    assert_eq!(node.cancel_calls().await.unwrap(), 1);
    assert_eq!(state(&tenant, call).await.0, "cancelled");

    // A dropped future is a killed process: whatever it was at, the rest of it doesn't happen.
    let mut calls = Vec::new();
    for _ in 0..8 {
        let (call, _) = ring(&stage, &tenant).await;
        tenant.cancel(call).await.unwrap();
        calls.push(call);
    }
    for millis in [0, 1, 2, 3, 5, 8, 12, 20] {
        let node = stage.node();
        let _cut_off = tokio::time::timeout(Duration::from_millis(millis), node.cancel_calls()).await;
    }
    stage.let_pass("31 seconds").await;
    stage.node().cancel_calls().await.unwrap();
    for call in calls {
        assert_eq!(state(&tenant, call).await, (json!("cancelled"), json!(false), Json::Null));
    }
    assert!(stage.calls().await.iter().all(|call| call.status == "canceled"));
}

#[tokio::test]
async fn nodes_at_once_ask_for_each_call_of_each_tenant() {
    let stage = ringing().await;
    let mut wanted = Vec::new();
    for slug in ["acme", "beta", "globex"] {
        let tenant = Tenant::new(&stage, slug).await;
        tenant.schedule_many(&stage, 4).await;
        wanted.push(tenant);
    }
    let nodes = [stage.node(), stage.node()];
    run_all(&nodes).await;
    for tenant in &wanted {
        for call in tenant.rows(&stage, "app.scheduled_calls").await {
            tenant.cancel(call["id"].as_str().unwrap().parse().unwrap()).await.unwrap();
        }
    }
    // The first of each tenant come before the second of any.
    let due = attempts::due_cancellations(&stage.db.db(2), 3).await.unwrap();
    let mut tenants: Vec<_> = due.iter().map(|(TenantId(tenant), _)| *tenant).collect();
    tenants.sort();
    tenants.dedup();
    assert_eq!(tenants.len(), 3);
    let (one, two) = tokio::join!(nodes[0].cancel_calls(), nodes[1].cancel_calls());
    assert_eq!(one.unwrap() + two.unwrap(), 12, "each is one node's");
    assert!(stage.calls().await.iter().all(|call| call.status == "canceled"));
}

#[tokio::test]
async fn fact_28_a_call_that_may_not_be_at_the_carrier_is_not_cancelled() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let call = tenant.schedule(PERSON).await;
    assert!(claim(&stage, &tenant).await.is_some());
    assert!(is_refused(&tenant, call).await, "its request may be on its way");
    stage.let_pass("61 seconds").await;
    stage.node().settle().await.unwrap();
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["in_doubt"], true);
    assert!(is_refused(&tenant, call).await, "it is in doubt");
    assert_eq!(state(&tenant, call).await, (json!("running"), json!(false), Json::Null));
}
