//! Calls of campaigns that are cancelled: what isn't answered yet is cancelled at the carrier.

use domain::calls::progress::Status;
use providers::simulator::Faults;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::cancelling::{ringing, tell};
use crate::support::{Stage, Tenant};

/// A campaign that calls so many people, whose phones ring as far as the phone's rate permits. One more waits for the morning,
/// so that the campaign runs.
async fn ring(stage: &Stage, tenant: &Tenant, people: u32) -> Uuid {
    tenant.contacts(stage, people + 1).await;
    let campaign = tenant.started(json!({"channel": "voice", "body": "Hello {{name}}"})).await;
    let sql = format!(
        "update app.campaign_recipients set not_before = now() + interval '8 hours'
         where address = (select max(address) from app.campaign_recipients) and campaign_id = '{campaign}'"
    );
    stage.db.superuser(&sql).await;
    let node = stage.node();
    node.plan_campaigns().await.unwrap();
    node.run_due().await.unwrap();
    campaign
}

/// The carrier's ids of the calls, the oldest first.
async fn sids(tenant: &Tenant, stage: &Stage) -> Vec<String> {
    let calls = tenant.rows(stage, "app.calls").await;
    calls.iter().map(|call| call["carrier_sid"].as_str().unwrap().to_owned()).collect()
}

/// Status, code and whether it has an end, of each recipient.
async fn recipients(tenant: &Tenant, stage: &Stage) -> Vec<(Json, Json, bool)> {
    let rows = tenant.rows(stage, "app.campaign_recipients").await;
    rows.iter().map(|row| (row["status"].clone(), row["error_code"].clone(), row["ended_at"].is_string())).collect()
}

async fn count_wishes(stage: &Stage) -> i64 {
    let sql = "select count(*) from app.attempts where cancel_due_at is not null";
    sqlx::query_scalar(sql).fetch_one(&mut stage.superuser().await).await.unwrap()
}

#[tokio::test]
async fn fact_28_the_calls_of_a_cancelled_campaign_that_ring_are_cancelled_at_the_carrier() {
    let stage = ringing().await;
    let (tenant, other) = (Tenant::at_rate(&stage, "acme", 1).await, Tenant::new(&stage, "globex").await);
    let scheduled = other.schedule("+14155550177").await;
    let of_other = ring(&stage, &other, 2).await;
    let campaign = ring(&stage, &tenant, 6).await;
    assert_eq!(stage.node().plan_campaigns().await.unwrap(), 2);
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 1, "sending": 2, "sent": 4})).await;

    tenant.act(campaign, "cancel").await.unwrap();
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 3, "sent": 4})).await;
    assert!(stage.calls().await.iter().all(|call| call.ended_at.is_none()), "an act sends nothing by itself");
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 4);
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 7})).await;
    assert_eq!(recipients(&tenant, &stage).await, vec![(json!("cancelled"), Json::Null, true); 7]);
    let rows = tenant.rows(&stage, "app.calls").await;
    let is_cancelled = |row: &Json| row["status"] == "canceled" && row["ended_at"].is_string();
    assert!(rows.len() == 4 && rows.iter().all(is_cancelled), "{rows:?}");
    for sid in sids(&tenant, &stage).await {
        assert_eq!(stage.operator.find_call(&sid).await.unwrap().status, "canceled");
        tell(&stage, &tenant, &sid, Status::Canceled).await;
    }
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 7})).await;

    assert_eq!((stage.node().cancel_calls().await.unwrap(), count_wishes(&stage).await), (0, 0));
    other.expect_state(&stage, of_other, "running", json!({"pending": 1, "sent": 2})).await;
    assert_eq!(other.find(&domain::scheduled_calls::SCHEDULED_CALLS, scheduled).await["cancelling"], false);
    for sid in sids(&other, &stage).await {
        assert_eq!(stage.operator.find_call(&sid).await.unwrap().ended_at, None, "another tenant's goes on");
    }
}

#[tokio::test]
async fn fact_28_a_call_of_a_cancelled_campaign_that_is_answered_goes_on() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let campaign = ring(&stage, &tenant, 4).await;
    let [known, told, asked, busy] = sids(&tenant, &stage).await.try_into().unwrap();
    tell(&stage, &tenant, &known, Status::InProgress).await;
    tenant.act(campaign, "cancel").await.unwrap();
    assert_eq!(count_wishes(&stage).await, 3, "one is known to be answered");
    // Answered after the client's act, and the callback comes first.
    tell(&stage, &tenant, &told, Status::InProgress).await;
    // Over by itself, likewise.
    tell(&stage, &tenant, &busy, Status::Busy).await;
    assert_eq!(count_wishes(&stage).await, 1);
    // The callback is lost, and the carrier says so when it is asked.
    stage.answer(&asked).await;
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 1);
    assert_eq!(count_wishes(&stage).await, 0);
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 1, "failed": 1, "sent": 3})).await;
    for sid in [known, told, asked] {
        assert_eq!(stage.operator.find_call(&sid).await.unwrap().ended_at, None, "it goes on");
        tell(&stage, &tenant, &sid, Status::Completed).await;
    }
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 1, "failed": 1, "delivered": 3})).await;
    let failed = (json!("failed"), json!("busy"), true);
    assert!(recipients(&tenant, &stage).await.contains(&failed));
}

#[tokio::test]
async fn fact_28_a_call_of_a_running_campaign_that_is_cancelled_at_the_carriers_console_has_failed() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let campaign = ring(&stage, &tenant, 1).await;
    tell(&stage, &tenant, &sids(&tenant, &stage).await[0], Status::Canceled).await;
    assert!(recipients(&tenant, &stage).await.contains(&(json!("failed"), json!("canceled"), true)));
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 1, "failed": 1})).await;
}

#[tokio::test]
async fn fact_28_a_lost_answer_and_a_lost_callback_leave_no_call_of_a_cancelled_campaign() {
    let all = [
        Faults { too_many_requests: 1_000, ..Faults::default() },
        Faults { error_before_accepting: 1_000, ..Faults::default() },
        Faults { error_after_accepting: 1_000, ..Faults::default() },
        Faults { close_after_accepting: 1_000, ..Faults::default() },
    ];
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let campaign = ring(&stage, &tenant, 3).await;
    tenant.act(campaign, "cancel").await.unwrap();
    let node = stage.node();
    for faults in all {
        stage.break_things(faults).await;
        assert_eq!(node.cancel_calls().await.unwrap(), 0, "{faults:?}");
        tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 1, "sent": 3})).await;
        stage.let_pass("20 seconds").await;
    }
    // The carrier has cancelled the calls, and no callback tells of it: none comes in these tests.
    assert!(stage.calls().await.iter().all(|call| call.status == "canceled"));
    stage.break_things(Faults::default()).await;
    assert_eq!(node.cancel_calls().await.unwrap(), 3);
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 4})).await;
    assert_eq!(count_wishes(&stage).await, 0);
}

#[tokio::test]
async fn fact_28_a_call_that_was_on_its_way_when_its_campaign_was_cancelled_is_cancelled_as_well() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 2).await;
    let campaign = tenant.started(json!({"channel": "voice"})).await;
    let node = stage.node();
    node.run_due().await.unwrap();
    node.plan_campaigns().await.unwrap();
    // The answers to both requests are lost.
    stage.break_things(Faults { close_after_accepting: 1_000, ..Faults::default() }).await;
    node.run_due().await.unwrap();
    stage.break_things(Faults::default()).await;
    tenant.expect_state(&stage, campaign, "running", json!({"in_doubt": 2})).await;
    tenant.act(campaign, "cancel").await.unwrap();
    tenant.expect_state(&stage, campaign, "cancelled", json!({"in_doubt": 2})).await;
    assert_eq!(node.cancel_calls().await.unwrap(), 0, "it isn't known whether there is a call");
    node.settle().await.unwrap();
    tenant.expect_state(&stage, campaign, "cancelled", json!({"sent": 2})).await;
    assert_eq!(node.cancel_calls().await.unwrap(), 2);
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 2})).await;

    // The carrier's answer comes while the client cancels.
    let campaign = tenant.started(json!({"channel": "voice"})).await;
    node.plan_campaigns().await.unwrap();
    stage.db.superuser(&format!("update app.campaigns set status = 'cancelled' where id = '{campaign}'")).await;
    node.run_due().await.unwrap();
    tenant.expect_state(&stage, campaign, "cancelled", json!({"sent": 2})).await;
    assert_eq!(node.cancel_calls().await.unwrap(), 2);
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 2})).await;
    assert!(stage.calls().await.iter().all(|call| call.status == "canceled"));
}

#[tokio::test]
async fn fact_28_a_pause_cancels_no_call_and_a_cancelled_campaign_does_also_while_it_was_paused() {
    let stage = ringing().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let campaign = ring(&stage, &tenant, 2).await;
    tenant.act(campaign, "pause").await.unwrap();
    assert_eq!((stage.node().cancel_calls().await.unwrap(), count_wishes(&stage).await), (0, 0));
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 1, "sent": 2})).await;
    tenant.act(campaign, "cancel").await.unwrap();
    assert_eq!(stage.node().cancel_calls().await.unwrap(), 2);
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 3})).await;
}
