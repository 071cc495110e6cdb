//! A carrier that is away, too busy, or breaks at random.

use std::time::Duration;

use domain::scheduled_calls::SCHEDULED_CALLS;
use providers::simulator::Faults;
use serde_json::json;

use crate::support::{PERSON, Stage, Tenant, run_all};

#[tokio::test]
async fn fact_26_a_429_and_a_connection_that_was_never_made_are_tried_again_until_the_eighth_time() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    let call = tenant.schedule(PERSON).await;
    stage.break_things(Faults { too_many_requests: 1_000, ..Faults::default() }).await;
    node.run_due().await.unwrap();
    let attempt = stage.attempts().await.remove(0);
    assert_eq!((attempt.state.as_str(), attempt.tries, attempt.error_code.as_deref()), ("planned", 1, Some("20429")));
    node.run_due().await.unwrap();
    assert_eq!(stage.attempts().await[0].tries, 1, "it waits for its next try");
    stage.break_things(Faults::default()).await;
    stage.db.superuser("update app.attempts set due_at = now()").await;
    node.run_due().await.unwrap();
    assert_eq!(stage.attempts().await[0].state, "accepted");
    assert_eq!(tenant.find(&SCHEDULED_CALLS, call).await["status"], "running");

    // Nothing listens there.
    let away = stage.node_towards(&"http://127.0.0.1:9".parse().unwrap());
    let call = tenant.schedule(PERSON).await;
    for tries in 1..=8 {
        away.run_due().await.unwrap();
        assert_eq!(stage.attempts().await[1].tries, tries);
        stage.db.superuser("update app.attempts set due_at = now() where state = 'planned'").await;
    }
    let ended = tenant.find(&SCHEDULED_CALLS, call).await;
    assert_eq!((&ended["status"], &ended["error_code"]), (&json!("failed"), &json!("unreachable")));
    assert_eq!(stage.calls().await.len(), 1);
}

#[tokio::test]
async fn fact_25_with_every_fault_at_random_the_carrier_takes_each_attempt_at_most_once_and_each_ends() {
    let stage = Stage::new().await.with_time_limit(Duration::from_secs(2));
    let tenant = Tenant::new(&stage, "acme").await;
    let nodes = [stage.node(), stage.node()];
    nodes[0].run_due().await.unwrap();
    tenant.schedule_many(&stage, 80).await;
    stage
        .break_things(Faults {
            too_many_requests: 150,
            error_before_accepting: 100,
            error_after_accepting: 100,
            close_after_accepting: 100,
            hang_after_accepting: 20,
            ..Faults::default()
        })
        .await;
    for _ in 0..6 {
        run_all(&nodes).await;
        stage.db.superuser("update app.attempts set due_at = now() where state = 'planned'").await;
    }
    stage.break_things(Faults::default()).await;
    for pass in ["1 second", "2 minutes", "11 minutes"] {
        stage.let_pass(pass).await;
        nodes[0].run_due().await.unwrap();
        nodes[1].settle().await.unwrap();
    }
    let taken = stage.calls().await;
    let mut recipients: Vec<_> = taken.iter().map(|call| call.to.clone()).collect();
    recipients.sort();
    recipients.dedup();
    assert_eq!(recipients.len(), taken.len(), "none twice");
    let attempts = stage.attempts().await;
    let count = |state: &str| attempts.iter().filter(|attempt| attempt.state == state).count();
    assert_eq!(count("accepted"), taken.len(), "the books agree with the carrier's");
    assert_eq!(count("accepted") + count("unknown") + count("refused"), 80, "each has ended");
    assert!(taken.len() > 40 && count("unknown") > 0, "{} {}", taken.len(), count("unknown"));
    let calls = tenant.rows(&stage, "app.calls").await;
    let running = tenant.rows(&stage, "app.scheduled_calls").await;
    let running = running.iter().filter(|call| call["status"] == "running").count();
    assert_eq!((calls.len(), running), (taken.len(), taken.len()));
}
