//! Claims: one holder at a time, and none after a lease is over.

use domain::attempts::{
    self, Acceptance, AttemptOutcome, Claim, ClaimRequest, Claimed, Kind, Next, Queue, Report, Reported, State,
};
use domain::scheduled_calls::SCHEDULED_CALLS;
use std::time::Duration;
use tenancy::{Job, JobRequest, TenantId};
use uuid::Uuid;

use crate::support::{PERSON, Stage, Tenant, run_all};

fn calls_of(tenant: &Tenant) -> Queue {
    Queue { tenant_id: TenantId(tenant.id), phone_id: Some(tenant.phone), kind: Kind::Call }
}

pub fn entering(tenant: &Tenant) -> JobRequest {
    JobRequest { tenant_id: TenantId(tenant.id), job: Job::DISPATCH, acting_for: None, run_id: Uuid::now_v7() }
}

pub async fn next(stage: &Stage, tenant: &Tenant) -> Next {
    let wanted = ClaimRequest { queue: calls_of(tenant), claim: Claim(Uuid::now_v7()), simulates: true };
    attempts::claim(&stage.jobs(), &entering(tenant), wanted).await.unwrap()
}

/// Claims the phone's next call, as a node does that is killed before it sends.
pub async fn claim(stage: &Stage, tenant: &Tenant) -> Option<Claimed> {
    match next(stage, tenant).await {
        Next::Send(claimed) => Some(*claimed),
        Next::Wait(_) | Next::Nothing => None,
    }
}

fn accepted(sid: &str) -> Report<'_> {
    let accepted = Some(Acceptance { sid, status: "queued", segments: None });
    Report { outcome: AttemptOutcome::Accepted, accepted, error_code: None, wait: Duration::ZERO }
}

#[tokio::test]
async fn fact_25_an_attempt_is_one_holders_and_a_lost_lease_is_a_doubt_and_no_second_try() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let call = tenant.schedule(PERSON).await;
    let first = claim(&stage, &tenant).await.unwrap();
    stage.let_pass("10 seconds").await;
    assert!(claim(&stage, &tenant).await.is_none(), "it is claimed");
    let node = stage.node();
    node.settle().await.unwrap();
    assert_eq!(stage.attempts().await[0].state, "dispatching");
    stage.let_pass("50 seconds").await;
    node.settle().await.unwrap();
    assert_eq!(stage.attempts().await[0].state, "in_doubt");
    let doubted = tenant.find(&SCHEDULED_CALLS, call).await;
    assert_eq!((doubted["status"].as_str(), doubted["in_doubt"].as_bool()), (Some("running"), Some(true)));
    node.run_due().await.unwrap();
    assert_eq!(stage.calls().await.len(), 0, "nothing is sent for one in doubt");

    // The holder comes late, and still knows what came of its request.
    let (jobs, of) = (stage.jobs(), entering(&tenant));
    let stranger = Claim(Uuid::now_v7());
    let refused = attempts::report(&jobs, &of, first.attempt_id, stranger, &accepted("CA1")).await.unwrap();
    assert_eq!(refused, Reported::TooLate);
    let stored = attempts::report(&jobs, &of, first.attempt_id, first.claim, &accepted("CA1")).await.unwrap();
    assert_eq!(stored, Reported::Stored { state: State::Accepted, blocks_phone: false });
    let again = attempts::report(&jobs, &of, first.attempt_id, first.claim, &accepted("CA2")).await.unwrap();
    assert_eq!(again, Reported::TooLate);
    let settled = tenant.find(&SCHEDULED_CALLS, call).await;
    assert_eq!((settled["status"].as_str(), settled["in_doubt"].as_bool()), (Some("running"), Some(false)));
    assert_eq!(tenant.rows(&stage, "app.calls").await[0]["carrier_sid"], "CA1");
}

#[tokio::test]
async fn fact_25_nodes_at_once_send_each_attempt_once() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.schedule_many(&stage, 60).await;
    let nodes: Vec<_> = (0..3).map(|_| stage.node()).collect();
    for _ in 0..4 {
        run_all(&nodes).await;
        // Some were told to wait while the nodes registered the phone.
        stage.db.superuser("update app.attempts set due_at = now() where state = 'planned'").await;
    }
    let taken = stage.calls().await;
    let mut recipients: Vec<_> = taken.iter().map(|call| call.to.clone()).collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!((taken.len(), recipients.len()), (60, 60));
    assert!(stage.attempts().await.iter().all(|attempt| attempt.state == "accepted"));
    assert_eq!(tenant.rows(&stage, "app.calls").await.len(), 60);
}

#[tokio::test]
async fn fact_25_a_node_that_is_killed_at_any_step_leaves_no_second_call() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.schedule_many(&stage, 12).await;
    // A dropped future is a killed process: whatever it was at, the rest of it doesn't happen.
    for millis in [0, 1, 2, 3, 5, 8, 12, 20, 35, 60] {
        let node = stage.node();
        let _cut_off = tokio::time::timeout(Duration::from_millis(millis), node.run_due()).await;
    }
    for _ in 0..3 {
        stage.let_pass("61 seconds").await;
        let node = stage.node();
        node.settle().await.unwrap();
        node.run_due().await.unwrap();
    }
    stage.node().settle().await.unwrap();
    let taken = stage.calls().await;
    let mut recipients: Vec<_> = taken.iter().map(|call| call.to.clone()).collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), taken.len(), "none twice");
    for attempt in stage.attempts().await {
        let known = attempt.carrier_sid.as_ref().is_some_and(|sid| taken.iter().any(|call| call.sid == *sid));
        assert!(attempt.state == "accepted" && known || attempt.state == "in_doubt", "{attempt:?}");
    }
}
