//! What is left of attempts that ended long ago.

use domain::scheduled_calls::SCHEDULED_CALLS;
use domain::{attempts, sweep};

use crate::support::{PERSON, Stage, Tenant};

/// The ids and states of the attempts of all tenants.
async fn kept(stage: &Stage) -> Vec<String> {
    let mut states: Vec<_> = stage.attempts().await.into_iter().map(|attempt| attempt.state).collect();
    states.sort();
    states
}

#[tokio::test]
async fn attempts_are_deleted_thirty_days_after_their_end_and_what_came_of_them_stays() {
    let stage = Stage::new().await;
    let (acme, beta) = (Tenant::new(&stage, "acme").await, Tenant::new(&stage, "beta").await);
    let (placed, cancelled) = (acme.schedule(PERSON).await, beta.schedule(PERSON).await);
    beta.cancel(cancelled).await.unwrap();
    stage.node().run_due().await.unwrap();
    let waiting = beta.schedule_in(PERSON, 600).await;
    assert_eq!(kept(&stage).await, ["accepted", "cancelled", "planned"]);
    let platform = stage.db.db(2);
    assert_eq!(sweep::attempts(&platform).await.unwrap(), 0);
    let age = |interval: &str| {
        format!(
            "update app.attempts set ended_at = ended_at - interval '{interval}', created_at = created_at - interval '40 days'"
        )
    };
    stage.db.superuser(&age("29 days")).await;
    assert_eq!(sweep::attempts(&platform).await.unwrap(), 0, "they may be wanted to see what happened");
    stage.db.superuser(&age("2 days")).await;
    assert_eq!(sweep::attempts(&platform).await.unwrap(), 2);
    assert_eq!(kept(&stage).await, ["planned"], "one that hasn't ended stays, however old it is");
    assert_eq!(sweep::attempts(&platform).await.unwrap(), 0);
    assert_eq!(acme.find(&SCHEDULED_CALLS, placed).await["status"], "running");
    assert_eq!(acme.rows(&stage, "app.calls").await.len(), 1);
    for (call, status) in [(cancelled, "cancelled"), (waiting, "pending")] {
        assert_eq!(beta.find(&SCHEDULED_CALLS, call).await["status"], status);
    }
}

#[tokio::test]
async fn a_call_whose_attempt_is_gone_is_no_others_and_ends_by_its_callback() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let call = tenant.schedule(PERSON).await;
    stage.node().run_due().await.unwrap();
    let sid = stage.attempts().await[0].carrier_sid.clone().unwrap();
    let other = tenant.schedule("+14155550102").await;
    let claimed = crate::claims::claim(&stage, &tenant).await.unwrap();
    stage.db.superuser("update app.attempts set ended_at = now() - interval '31 days' where state = 'accepted'").await;
    assert_eq!(sweep::attempts(&stage.db.db(2)).await.unwrap(), 1);
    let mut tx = stage.jobs().begin(&crate::claims::entering(&tenant)).await.unwrap().unwrap();
    let taken = attempts::Acceptance { sid: &sid, status: "queued", segments: None };
    let found = attempts::found(&mut tx, tenant.phone, claimed.attempt_id, taken).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!found, "the carrier's id is still the call's");
    assert_eq!(tenant.find(&SCHEDULED_CALLS, other).await["status"], "pending");
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "running");
}
