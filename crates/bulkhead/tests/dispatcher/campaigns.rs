//! Campaigns that run, and what they send.

use domain::campaigns::CAMPAIGNS;
use domain::kit::Error;
use domain::phones::PHONES;
use domain::suppressions::SUPPRESSIONS;
use providers::simulator::Faults;
use serde_json::json;

use crate::support::{PERSON, Stage, Tenant, finish, run_all};

#[tokio::test]
async fn fact_32_a_paused_campaign_sends_nothing_and_goes_on_with_the_rest_once() {
    let stage = Stage::new().await;
    let tenant = Tenant::at_rate(&stage, "acme", 5).await;
    tenant.contacts(&stage, 50).await;
    let campaign = tenant.started(json!({})).await;
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 50})).await;
    let nodes = [stage.node(), stage.node()];
    let (first, second) = tokio::join!(nodes[0].plan_campaigns(), nodes[1].plan_campaigns());
    assert_eq!(first.unwrap() + second.unwrap(), 20, "as many as the phone sends in four seconds");
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 30, "sending": 20})).await;
    assert_eq!(nodes[0].plan_campaigns().await.unwrap(), 0, "no more are planned ahead");
    let pausing = async {
        tokio::time::sleep(std::time::Duration::from_millis(700)).await;
        tenant.act(campaign, "pause").await.unwrap();
        stage.messages().await.len()
    };
    let ((), at_pause) = tokio::join!(run_all(&nodes), pausing);
    let sent = stage.messages().await.len();
    assert!(sent <= at_pause + 2 && sent < 20, "what was under way at the pause: {at_pause}, {sent}");
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 50 - sent, "sent": sent})).await;
    finish(&stage).await;
    assert_eq!(stage.messages().await.len(), sent);
    tenant.act(campaign, "resume").await.unwrap();
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 50})).await;
    let mut numbers: Vec<_> = stage.messages().await.into_iter().map(|message| message.to).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!((numbers.len(), stage.messages().await.len()), (50, 50));
    for verb in ["schedule", "start", "pause", "resume", "cancel"] {
        assert!(matches!(tenant.act(campaign, verb).await, Err(Error::InvalidState(_))), "{verb}");
    }
}

#[tokio::test]
async fn fact_32_a_campaign_is_completed_once_nothing_is_in_doubt_and_none_is_sent_to_twice() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 60).await;
    let campaign = tenant.started(json!({})).await;
    let nodes = [stage.node(), stage.node()];
    nodes[0].run_due().await.unwrap();
    stage
        .break_things(Faults {
            too_many_requests: 150,
            error_before_accepting: 100,
            error_after_accepting: 100,
            close_after_accepting: 100,
            ..Faults::default()
        })
        .await;
    for _ in 0..6 {
        nodes[1].plan_campaigns().await.unwrap();
        run_all(&nodes).await;
        stage.db.superuser("update app.attempts set due_at = now() where state = 'planned'").await;
    }
    // A node that died with a request under way.
    stage.break_things(Faults::default()).await;
    let (status, counts) = tenant.state(&stage, campaign).await;
    assert_eq!(status, "running", "{counts}");
    for pass in ["1 second", "2 minutes", "11 minutes"] {
        stage.let_pass(pass).await;
        nodes[0].plan_campaigns().await.unwrap();
        nodes[0].run_due().await.unwrap();
        nodes[1].settle().await.unwrap();
    }
    let (status, counts) = tenant.state(&stage, campaign).await;
    assert_eq!(status, "completed", "{counts}");
    let taken = stage.messages().await;
    assert_eq!(counts["sent"], json!(taken.len()), "the books agree with the carrier's: {counts}");
    let mut numbers: Vec<_> = taken.iter().map(|message| message.to.clone()).collect();
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), taken.len(), "none twice");
    assert!(taken.len() > 30 && counts["failed"].as_i64() > Some(0), "{counts}");
}

#[tokio::test]
async fn fact_29_a_campaign_of_a_restored_backup_sends_nothing_until_an_admin_resumes_it() {
    let stage = Stage::new().await;
    let tenant = Tenant::at_rate(&stage, "acme", 1).await;
    tenant.contacts(&stage, 10).await;
    let campaign = tenant.started(json!({})).await;
    let node = stage.node();
    assert_eq!(node.plan_campaigns().await.unwrap(), 4);
    // As the row is in another database.
    stage.db.superuser("update app.campaigns set log_epoch = 'another'").await;
    assert_eq!(node.plan_campaigns().await.unwrap(), 0);
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 10})).await;
    assert_eq!(tenant.find(&CAMPAIGNS, campaign).await["error_code"], "restored");
    let told = tenant.rows(&stage, "tenancy.notifications").await;
    assert_eq!((told.len(), &told[0]["kind"]), (1, &json!("campaign")), "{told:?}");
    finish(&stage).await;
    assert!(stage.messages().await.is_empty());

    tenant.act(campaign, "resume").await.unwrap();
    assert_eq!(tenant.find(&CAMPAIGNS, campaign).await["error_code"], json!(null));
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 10})).await;
    assert_eq!(stage.messages().await.len(), 10);
}

#[tokio::test]
async fn fact_32_a_cancelled_campaign_sends_nothing_more() {
    let stage = Stage::new().await;
    let tenant = Tenant::at_rate(&stage, "acme", 1).await;
    tenant.contacts(&stage, 10).await;
    let campaign = tenant.started(json!({})).await;
    let node = stage.node();
    assert_eq!(node.plan_campaigns().await.unwrap(), 4);
    tenant.act(campaign, "cancel").await.unwrap();
    tenant.expect_state(&stage, campaign, "cancelled", json!({"cancelled": 10})).await;
    finish(&stage).await;
    assert!(stage.messages().await.is_empty());
    let states: Vec<_> = stage.attempts().await.into_iter().map(|attempt| attempt.state).collect();
    assert_eq!(states, ["cancelled"; 4]);
    // What is under way at the pause, and is to be tried again, waits with the campaign.
    let campaign = tenant.started(json!({})).await;
    assert_eq!(node.plan_campaigns().await.unwrap(), 4);
    stage
        .db
        .superuser(
            "update app.attempts set state = 'dispatching', claim = gen_random_uuid(), lease_until = now(), requested_at = now()
        where state = 'planned'",
        )
        .await;
    tenant.act(campaign, "pause").await.unwrap();
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 6, "sending": 4})).await;
    node.settle().await.unwrap();
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 6, "in_doubt": 4})).await;
    stage.let_pass("11 minutes").await;
    node.settle().await.unwrap();
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 6, "failed": 4})).await;
}

#[tokio::test]
async fn fact_32_a_request_that_is_refused_for_now_while_its_campaign_is_paused_waits_with_it() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 1).await;
    let campaign = tenant.started(json!({})).await;
    let node = stage.node();
    node.run_due().await.unwrap();
    node.plan_campaigns().await.unwrap();
    stage.break_things(Faults { too_many_requests: 1_000, ..Faults::default() }).await;
    // The pause comes while the request is under way.
    stage.db.superuser("update app.campaigns set status = 'paused'").await;
    node.run_due().await.unwrap();
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 1})).await;
    assert_eq!(stage.attempts().await[0].state, "cancelled");
    stage.break_things(Faults::default()).await;
    tenant.act(campaign, "resume").await.unwrap();
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 1})).await;
}

#[tokio::test]
async fn fact_33_a_campaign_sends_at_its_own_rate_where_that_is_lower() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 40).await;
    // One in three seconds.
    let campaign = tenant.started(json!({"rate": 20})).await;
    let nodes = [stage.node(), stage.node()];
    let mut planned = 0;
    for _ in 0..3 {
        planned += nodes[0].plan_campaigns().await.unwrap() + nodes[1].plan_campaigns().await.unwrap();
    }
    assert_eq!(planned, 2, "now, and in three seconds");
    run_all(&nodes).await;
    assert_eq!(stage.messages().await.len(), 1);
    stage.let_pass("3 seconds").await;
    assert_eq!(nodes[0].plan_campaigns().await.unwrap(), 1);
    run_all(&nodes).await;
    assert_eq!(stage.messages().await.len(), 2);
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 37, "sending": 1, "sent": 2})).await;
}

#[tokio::test]
async fn fact_34_a_suppressed_recipient_gets_nothing_at_the_start_and_at_dispatch() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 6).await;
    tenant.make(&SUPPRESSIONS, json!({"address": "+14155561001"})).await.unwrap();
    tenant.make(&SUPPRESSIONS, json!({"address": "+14155561002", "phone_id": tenant.phone})).await.unwrap();
    let other = tenant.register("+14155550188", 10).await;
    tenant.make(&SUPPRESSIONS, json!({"address": "+14155561003", "phone_id": other})).await.unwrap();
    // Twilio's magic number that has unsubscribed.
    tenant.contact(json!({"name": "Gone", "phone": "+15005550004"})).await;
    let campaign = tenant.started(json!({})).await;
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 5, "suppressed": 2})).await;
    let node = stage.node();
    node.plan_campaigns().await.unwrap();
    tenant.make(&SUPPRESSIONS, json!({"address": "+14155561004", "phone_id": tenant.phone})).await.unwrap();
    finish(&stage).await;
    node.run_due().await.unwrap();
    let mut taken: Vec<_> = stage.messages().await.into_iter().map(|message| message.to).collect();
    taken.sort();
    assert_eq!(taken, ["+14155561003", "+14155561005", "+14155561006"]);
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 3, "suppressed": 4})).await;
    let suppressions = tenant.rows(&stage, "app.suppressions").await;
    assert!(suppressions.iter().any(|row| row["address"] == "+15005550004" && row["phone_id"] == json!(tenant.phone)));
    // A campaign of nothing but suppressed recipients has ended with its start.
    stage.db.superuser("update app.contacts set deleted_at = now() where phone <> '+15005550004'").await;
    let campaign = tenant.started(json!({})).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"suppressed": 1})).await;
}

#[tokio::test]
async fn fact_30_a_refused_recipient_ends_alone_and_a_refused_phone_waits_and_loses_none() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 3).await;
    tenant.contact(json!({"name": "Wrong", "phone": "+15005550001"})).await;
    let campaign = tenant.started(json!({})).await;
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 3, "failed": 1})).await;
    let recipients = tenant.rows(&stage, "app.campaign_recipients").await;
    assert_eq!(recipients.iter().find(|row| row["status"] == "failed").unwrap()["error_code"], "21211");

    let campaign = tenant.started(json!({})).await;
    let node = stage.node();
    node.plan_campaigns().await.unwrap();
    stage.db.superuser("update app.phones set account_sid = null").await;
    node.run_due().await.unwrap();
    assert_eq!(tenant.find(&PHONES, tenant.phone).await["blocked_reason"], "account_missing");
    tenant.expect_state(&stage, campaign, "running", json!({"sending": 4})).await;
    assert_eq!(node.plan_campaigns().await.unwrap(), 0);
    // Those that were planned are too late by then, and are planned anew.
    stage.let_pass("16 minutes").await;
    node.settle().await.unwrap();
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 4})).await;
    assert_eq!(node.plan_campaigns().await.unwrap(), 0, "the phone is blocked");
    let account = "AC00000000000000000000000000000001";
    stage.db.superuser(&format!("update app.phones set account_sid = '{account}', blocked_reason = null")).await;
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 3, "failed": 1})).await;
}

#[tokio::test]
async fn a_campaign_by_voice_calls_each_recipient_by_the_phones_outgoing_agent() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contact(json!({"name": "Ada", "phone": PERSON})).await;
    let campaign = tenant.started(json!({"channel": "voice", "body": "Hello {{name}}"})).await;
    finish(&stage).await;
    let taken = stage.calls().await;
    assert_eq!((taken.len(), taken[0].to.as_str()), (1, PERSON));
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 1})).await;
    let (calls, agents) = (tenant.rows(&stage, "app.calls").await, tenant.rows(&stage, "app.agents").await);
    assert_eq!((&calls[0]["carrier_sid"], &calls[0]["agent_id"]), (&json!(taken[0].sid), &agents[0]["id"]));
    assert_eq!((calls.len(), &calls[0]["to"], &calls[0]["direction"]), (1, &json!(PERSON), &json!("outgoing")));
    let speech = tenant.campaign(json!({"channel": "voice", "body": "x".repeat(3_001)})).await;
    assert_eq!(tenant.refused(speech, "start").await.0, "body");
    stage.db.superuser("update app.agents set active = false").await;
    let campaign = tenant.campaign(json!({"channel": "voice"})).await;
    assert_eq!(tenant.refused(campaign, "start").await.0, "phone_id");
}

#[tokio::test]
async fn a_campaign_of_a_suspended_tenant_and_one_in_the_trash_wait() {
    let stage = Stage::new().await;
    let (tenant, other) = (Tenant::new(&stage, "acme").await, Tenant::new(&stage, "other").await);
    for tenant in [&tenant, &other] {
        tenant.contacts(&stage, 3).await;
    }
    let campaign = tenant.started(json!({})).await;
    let of_other = other.started(json!({})).await;
    let node = stage.node();
    stage.db.superuser(&format!("update tenancy.tenants set suspended_at = now() where id = '{}'", tenant.id)).await;
    finish(&stage).await;
    stage.db.superuser("update tenancy.tenants set suspended_at = null").await;
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 3})).await;
    other.expect_state(&stage, of_other, "completed", json!({"sent": 3})).await;
    node.plan_campaigns().await.unwrap();
    stage.db.superuser(&format!("update app.campaigns set deleted_at = now() where id = '{campaign}'")).await;
    finish(&stage).await;
    node.run_due().await.unwrap();
    assert_eq!(stage.messages().await.len(), 3);
    stage.let_pass("16 minutes").await;
    node.settle().await.unwrap();
    stage.db.superuser("update app.campaigns set deleted_at = null").await;
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 3})).await;
    finish(&stage).await;
    assert_eq!(stage.messages().await.len(), 6);
}

#[tokio::test]
async fn fact_35_a_recipient_of_a_phone_at_twilio_is_moved_to_the_morning() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    // At any time it is day in one of these countries, and night in another.
    let people = [("+4930901820", "Europe/Berlin"), ("+81312345678", "Asia/Tokyo"), ("+5112345678", "America/Lima")];
    for (phone, zone) in people {
        tenant.contact(json!({"name": zone, "phone": phone})).await;
    }
    let campaign = tenant.started(json!({})).await;
    stage.db.superuser("update app.phones set provider = 'twilio'").await;
    let planned = stage.node().plan_campaigns().await.unwrap();
    let sql = "select r.status = 'sending', extract(hour from now() at time zone c.name)::integer between 8 and 20,
                 (r.not_before at time zone c.name)::time = '08:00' and r.not_before > now()
               from app.campaign_recipients r join app.contacts c on c.id = r.contact_id";
    let mut superuser = stage.superuser().await;
    let rows: Vec<(bool, bool, bool)> = sqlx::query_as(sql).fetch_all(&mut superuser).await.unwrap();
    for (is_planned, is_day, is_moved) in &rows {
        assert_eq!((is_planned, is_moved), (is_day, &!is_day), "{rows:?}");
    }
    assert!((1..3).contains(&planned) && rows.len() == 3, "{rows:?}");
    // Those that were moved stay so, and the simulated carrier's have no night.
    assert_eq!(stage.node().plan_campaigns().await.unwrap(), 0);
    let (status, counts) = tenant.state(&stage, campaign).await;
    assert_eq!((status.as_str(), &counts["pending"]), ("running", &json!(3 - planned)));
}
