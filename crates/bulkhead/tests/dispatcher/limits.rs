//! Rates, turns, and what starts nothing.

use std::time::{Duration, Instant};

use domain::attempts::Next;
use domain::scheduled_calls::SCHEDULED_CALLS;
use serde_json::json;

use crate::claims::next;
use crate::support::{PERSON, Stage, Tenant, run_all};

#[tokio::test]
async fn fact_33_a_phones_rate_holds_over_two_nodes_and_segments_count() {
    let stage = Stage::new().await;
    let tenant = Tenant::at_rate(&stage, "acme", 20).await;
    let nodes = [stage.node(), stage.node()];
    nodes[0].run_due().await.unwrap();
    tenant.schedule_many(&stage, 21).await;
    let began = Instant::now();
    run_all(&nodes).await;
    assert!(began.elapsed() >= Duration::from_secs(1), "20 a second take 21 in a second at least");
    assert_eq!(stage.calls().await.len(), 21);

    let ten_segments = "a".repeat(1_530);
    for _ in 0..3 {
        tenant.send(PERSON, &ten_segments).await.unwrap();
    }
    let began = Instant::now();
    run_all(&nodes).await;
    assert!(began.elapsed() >= Duration::from_secs(1), "30 segments at 20 a second leave within a second at least");
    assert_eq!(stage.messages().await.len(), 3);
}

#[tokio::test]
async fn fact_29_a_call_that_is_overdue_by_more_than_a_quarter_of_an_hour_is_missed() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (late, missed) = (tenant.schedule_in(PERSON, 120).await, tenant.schedule(PERSON).await);
    stage.let_pass("15 minutes 1 second").await;
    let node = stage.node();
    node.run_due().await.unwrap();
    node.settle().await.unwrap();
    let call = tenant.find(&SCHEDULED_CALLS, missed).await;
    assert_eq!((&call["status"], &call["error_code"]), (&json!("failed"), &json!("missed")));
    assert_eq!(tenant.find(&SCHEDULED_CALLS, late).await["status"], "running", "13 minutes are not too late");
    assert_eq!(stage.calls().await.len(), 1);
}

#[tokio::test]
async fn nothing_starts_for_a_suspended_closed_or_full_tenant_nor_from_a_phone_in_the_trash() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.schedule(PERSON).await;
    let node = stage.node();
    let id = tenant.id;
    let count = "insert into tenancy.usage (tenant_id, rows)";
    for (begin, end) in [
        (
            format!("update tenancy.tenants set suspended_at = now(), suspended_for = 'unpaid' where id = '{id}'"),
            format!("update tenancy.tenants set suspended_at = null, suspended_for = null where id = '{id}'"),
        ),
        (
            format!("update tenancy.tenants set deleted_at = now() where id = '{id}'"),
            format!("update tenancy.tenants set deleted_at = null where id = '{id}'"),
        ),
        (
            format!("update tenancy.tenants set row_quota = 5 where id = '{id}'; {count} values ('{id}', 5)"),
            format!("update tenancy.tenants set row_quota = null where id = '{id}'"),
        ),
        (
            format!("update app.phones set deleted_at = now() where tenant_id = '{id}'"),
            format!("update app.phones set deleted_at = null where tenant_id = '{id}'"),
        ),
    ] {
        stage.db.superuser(&begin).await;
        node.run_due().await.unwrap();
        assert!(matches!(next(&stage, &tenant).await, Next::Nothing), "{begin}");
        assert_eq!(stage.attempts().await[0].state, "planned", "{begin}");
        stage.db.superuser(&end).await;
    }
    stage.node_without_simulated_carrier().run_due().await.unwrap();
    assert_eq!(stage.attempts().await[0].state, "planned", "there is no such carrier");
    node.run_due().await.unwrap();
    assert_eq!(stage.calls().await.len(), 1);
}

#[tokio::test]
async fn a_tenant_with_many_calls_does_not_starve_another_with_one() {
    let stage = Stage::new().await;
    let (busy, quiet) = (Tenant::at_rate(&stage, "busy", 20).await, Tenant::new(&stage, "quiet").await);
    busy.schedule_many(&stage, 200).await;
    let node = stage.node();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn({
        let node = node.clone();
        async move {
            let stop = async {
                let _ = stopped.await;
            };
            node.run(stop, Duration::from_secs(5)).await;
        }
    });
    tokio::time::sleep(Duration::from_millis(600)).await;
    let call = quiet.schedule(PERSON).await;
    let began = Instant::now();
    while quiet.find(&SCHEDULED_CALLS, call).await["status"] != "running" {
        assert!(began.elapsed() < Duration::from_secs(5), "it waits behind the other tenant's");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let left = stage.attempts().await.iter().filter(|attempt| attempt.state == "planned").count();
    assert!(left > 50, "the other tenant still waits: {left}");
    stop.send(()).unwrap();
    running.await.unwrap();
    assert!(stage.attempts().await.iter().all(|attempt| attempt.state != "dispatching"), "a stop waits for requests");
}
