//! What becomes of a message that its receiver doesn't take, and of a webhook that takes none.

use serde_json::{Value as Json, json};
use sqlx::Row;
use tenancy::Role;

use super::{Told, Webhook, lead, webhook};
use crate::support::receiver::{Answer, ids};
use crate::support::{mailbox, state};

impl Told {
    /// The seconds from the last attempt of the only delivery to the next one.
    async fn wait(&self) -> f64 {
        let mut superuser = self.team.server.db.connect("postgres").await;
        let sql = "select extract(epoch from next_attempt_at - updated_at)::float8 from tenancy.webhook_deliveries";
        sqlx::query(sql).fetch_one(&mut superuser).await.unwrap().get(0)
    }

    /// The lines of the audit log that say that a webhook was disabled, and by what.
    async fn disabled_lines(&self) -> Vec<Json> {
        let log = self.owner().get("/api/audit-log?table=webhooks&limit=100").await.ok();
        log.items().iter().filter(|line| line["fields"]["status"] == json!(["active", "disabled"])).cloned().collect()
    }

    async fn assert_disabled(&self, webhook: &Webhook, reason: &str) {
        let seen = self.seen(webhook).await;
        assert_eq!((seen.text("status"), seen.text("disabled_reason")), ("disabled", reason));
        let lines = self.disabled_lines().await;
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert_eq!(lines[0]["fields"]["disabled_reason"], json!([null, reason]), "{lines:?}");
        assert_eq!(
            (&lines[0]["job"], &lines[0]["row_id"]),
            (&json!("deliver_webhooks"), &json!(webhook.id)),
            "{lines:?}"
        );
    }
}

#[tokio::test]
async fn c_9_a_receiver_that_is_gone_disables_its_webhook_at_once() {
    let told = Told::new().await;
    let webhook = told.webhook("/gone", &["lead.created"], json!({})).await;
    let other = told.webhook("/there", &["lead.created"], json!({})).await;
    told.receiver.answer(|message| Answer::Status(if message.path == "/gone" { 410 } else { 200 }));
    lead(told.owner(), "Ada").await;
    told.wait_for_rows("status = 'failed'", 1).await;
    told.assert_disabled(&webhook, "gone").await;
    let log = told.deliveries(&webhook).await;
    assert_eq!(
        (&log[0]["status"], &log[0]["response_status"], &log[0]["attempts"]),
        (&json!("failed"), &json!(410), &json!(1))
    );
    assert!(log[0]["error"].as_str().unwrap().contains("gone") && log[0]["ended_at"].is_string(), "{log:?}");

    // It is told nothing more, and the other one is.
    lead(told.owner(), "Bob").await;
    told.receiver.wait_for_path("/there", 2).await;
    told.wait_for_rows("status = 'pending' and attempts = 0", 1).await;
    assert_eq!(told.receiver.came_to("/gone").len(), 1);
    assert_eq!(told.seen(&other).await["status"], "active");
}

#[tokio::test]
async fn c_10_the_maker_of_a_disabled_webhook_is_told_by_mail_unless_they_are_no_admin_any_more() {
    let told = Told::new().await;
    let server = &told.team.server;
    told.receiver.answer_status(410);
    let mut expected = 0;
    for (path, role) in [("/one", Role::Owner), ("/two", Role::Member)] {
        let maker = server.verified_user(&format!("{role}@maker.example.com")).await;
        state::set_role(&server.db, told.team.id, maker.id(), Role::Admin).await;
        let maker_here = maker.in_tenant(told.team.id);
        webhook(&maker_here, &told.receiver.url(path), &["lead.created"], json!({})).await;
        state::set_role(&server.db, told.team.id, maker.id(), role).await;
        lead(told.owner(), "Ada").await;
        expected += 1;
        told.wait_for_rows("status = 'failed'", expected).await;
        let letters = mailbox::letters_to(server, &format!("{role}@maker.example.com")).await;
        let about: Vec<_> = letters.iter().filter(|letter| letter["subject"] == "A webhook was disabled").collect();
        if role == Role::Owner {
            assert_eq!(about.len(), 1, "{letters:?}");
            let text = about[0]["text"].as_str().unwrap();
            // Without full stops, so that no mail program makes a link of it.
            assert!(text.contains("127 0 0 1") && text.contains("it is gone"), "{text}");
        } else {
            assert!(about.is_empty(), "{about:?}");
        }
    }
}

#[tokio::test]
async fn c_9_a_receiver_that_asks_for_ten_minutes_gets_them_and_a_success_ends_the_delivery() {
    let told = Told::new().await;
    let webhook = told.webhook_of_all().await;
    told.receiver.answer(|_| Answer::RetryAfter(600));
    lead(told.owner(), "Ada").await;
    told.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    let wait = told.wait().await;
    assert!((599.0..601.0).contains(&wait), "{wait}");
    assert_eq!(told.deliveries(&webhook).await[0]["response_status"], 429);
    assert_eq!(told.seen(&webhook).await["status"], "active");

    // A success ends it.
    told.receiver.answer_status(204);
    told.make_due().await;
    told.wait_for_rows("status = 'delivered'", 1).await;
    let log = told.deliveries(&webhook).await;
    assert_eq!(
        (&log[0]["response_status"], &log[0]["error"], &log[0]["attempts"]),
        (&json!(204), &Json::Null, &json!(2))
    );
    assert_eq!(ids(&told.receiver.wait_for(2).await).len(), 1);
}

#[tokio::test]
async fn c_9_a_delivery_waits_by_the_schedule_and_fails_after_the_tenth_attempt() {
    let told = Told::new().await;
    let webhook = told.webhook_of_all().await;
    told.receiver.answer_status(500);
    lead(told.owner(), "Ada").await;
    let (minute, hour) = (60.0, 3_600.0);
    let waits =
        [5.0, 5.0 * minute, 30.0 * minute, 2.0 * hour, 5.0 * hour, 10.0 * hour, 14.0 * hour, 20.0 * hour, 24.0 * hour];
    for (attempts, expected) in (1..).zip(waits) {
        told.wait_for_rows(&format!("status = 'pending' and attempts = {attempts}"), 1).await;
        let wait = told.wait().await;
        assert!((0.8 * expected - 0.1..=1.2 * expected + 0.1).contains(&wait), "{attempts}: {wait}");
        told.make_due().await;
    }
    told.wait_for_rows("status = 'failed' and attempts = 10 and ended_at is not null", 1).await;
    let came = told.receiver.wait_for(10).await;
    assert_eq!(ids(&came).len(), 1);
    assert!(came.iter().all(|message| message.body == came[0].body));
    let log = told.deliveries(&webhook).await;
    assert_eq!((&log[0]["response_status"], &log[0]["error"]), (&json!(500), &json!("the receiver responded 500")));
    assert_eq!(told.seen(&webhook).await["status"], "active");
}

#[tokio::test]
async fn c_10_five_days_of_failure_disable_a_webhook_and_resume_delivers_what_was_missed() {
    let told = Told::new().await;
    let webhook = told.webhook_of_all().await;
    told.receiver.answer_status(500);
    let first = lead(told.owner(), "Ada").await;
    told.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    let back = async |hours: u32| {
        told.superuser(&format!(
            "update tenancy.webhook_deliveries set first_attempted_at = statement_timestamp() - interval '{hours} hours';
             update app.webhooks set failures_count_from = statement_timestamp() - interval '10 days'"
        ))
        .await;
        told.make_due().await;
    };
    back(5 * 24 - 1).await;
    told.wait_for_rows("status = 'pending' and attempts = 2", 1).await;
    assert_eq!(told.seen(&webhook).await["status"], "active");
    back(5 * 24 + 1).await;
    told.wait_for_rows("status = 'pending' and attempts = 3", 1).await;
    told.assert_disabled(&webhook, "failing").await;

    let second = lead(told.owner(), "Bob").await;
    told.wait_for_rows("status = 'pending'", 2).await;
    told.make_due().await;
    told.receiver.answer_status(200);
    let resumed = told.owner().post_empty(&format!("{}/resume", webhook.path)).await.ok();
    assert_eq!((&resumed["status"], &resumed["disabled_reason"]), (&json!("active"), &Json::Null));
    told.wait_for_rows("status = 'delivered' and attempts = 1", 2).await;
    let came = told.receiver.wait_for(5).await;
    assert_eq!(ids(&came).len(), 2);
    assert!(
        came[..4].iter().any(|message| message.row() == first) && came.iter().any(|message| message.row() == second)
    );
    assert_eq!(told.disabled_lines().await.len(), 1);
}

#[tokio::test]
async fn c_10_a_success_within_five_days_keeps_a_webhook_that_fails_otherwise() {
    let told = Told::new().await;
    let webhook = told.webhook_of_all().await;
    lead(told.owner(), "Ada").await;
    told.wait_for_rows("status = 'delivered'", 1).await;
    told.receiver.answer_status(500);
    lead(told.owner(), "Bob").await;
    told.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    let back = async |of: &str, what: &str| {
        told.superuser(&format!(
            "update tenancy.webhook_deliveries set {what} = statement_timestamp() - interval '6 days' where status = '{of}'"
        ))
        .await;
    };
    told.superuser("update app.webhooks set failures_count_from = statement_timestamp() - interval '10 days'").await;
    back("pending", "first_attempted_at").await;
    told.make_due().await;
    told.wait_for_rows("status = 'pending' and attempts = 2", 1).await;
    assert_eq!(told.seen(&webhook).await["status"], "active");
    back("delivered", "ended_at").await;
    told.make_due().await;
    told.wait_for_rows("status = 'pending' and attempts = 3", 1).await;
    assert_eq!(told.seen(&webhook).await["status"], "disabled");
}

#[tokio::test]
async fn a_webhook_whose_secret_cant_be_read_is_tried_by_the_schedule_and_sent_nothing() {
    let told = Told::new().await;
    let webhook = told.webhook_of_all().await;
    told.superuser("update app.webhooks set secret = decode('00', 'hex')").await;
    lead(told.owner(), "Ada").await;
    told.wait_for_rows("status = 'pending' and attempts = 1", 1).await;
    let log = told.deliveries(&webhook).await;
    assert_eq!(log[0]["error"], "what is stored of the webhook can't be read", "{log:?}");
    let wait = told.wait().await;
    assert!((3.9..6.1).contains(&wait), "{wait}");
    assert!(told.receiver.came().is_empty());
}
