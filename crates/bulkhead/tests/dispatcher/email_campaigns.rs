//! Campaigns by e-mail, from their start to the mail server.

use domain::contacts::CONTACTS;
use domain::suppressions::SUPPRESSIONS;
use serde_json::{Value as Json, json};
use tenancy::{TenantId, Unsubscription};
use uuid::Uuid;

use crate::support::{MailServer, Stage, Tenant, finish, run_all, secret_box};

impl Tenant {
    /// So many contacts, each with an address of its own, past the API.
    async fn readers(&self, stage: &Stage, count: u32) {
        let sql = format!(
            "insert into app.contacts (tenant_id, id, owner_id, name, email)
             select '{}', gen_random_uuid(), gen_random_uuid(), 'Person ' || n, 'person' || n || '@example.com'
             from generate_series(1, {count}) n",
            self.id
        );
        stage.db.superuser(&sql).await;
    }

    async fn emails(&self, more: Json) -> Uuid {
        let mut campaign =
            json!({"channel": "email", "phone_id": null, "subject": "You are invited", "body": "Come and see us"});
        campaign.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.campaign(campaign).await
    }

    async fn started_emails(&self, more: Json) -> Uuid {
        let id = self.emails(more).await;
        self.act(id, "start").await.unwrap();
        id
    }
}

/// Whose letters the server has accepted, in order.
fn readers(mail: &MailServer) -> Vec<String> {
    let mut readers: Vec<_> = mail.received().into_iter().map(|letter| letter.to).collect();
    readers.sort();
    readers
}

/// The value of a header, unfolded.
fn header(letter: &str, name: &str) -> Option<String> {
    let head = letter.split("\n\n").next()?.replace("\n ", " ");
    head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(|value| value.trim().to_owned()))
}

#[tokio::test]
async fn a_campaign_by_email_reaches_each_address_once_in_the_words_of_the_start() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let ada = tenant.contact(json!({"name": "Ada\nLovelace", "email": "Ada@Example.com"})).await;
    tenant.contact(json!({"name": "Her Brother", "email": "ada@example.com"})).await;
    tenant.contact(json!({"name": "Bob", "email": "bob@example.com", "tags": ["navy"]})).await;
    tenant.contact(json!({"name": "Nobody", "phone": "+14155550101"})).await;
    let texts = json!({"subject": "{{name}}, you are invited", "body": "Dear {{first_name}},\n\ncome & see us."});
    let campaign = tenant.started_emails(texts).await;
    tenant.change(&CONTACTS, ada, json!({"name": "Changed", "email": "changed@example.com"})).await.unwrap();
    finish(&stage).await;
    assert_eq!(readers(&stage.mail), ["ada@example.com", "bob@example.com"]);
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 2})).await;
    let letters = stage.mail.received();
    let letter = &letters.iter().find(|letter| letter.to == "ada@example.com").unwrap().data;
    assert_eq!(header(letter, "Subject").as_deref(), Some("Ada Lovelace, you are invited"));
    assert_eq!(header(letter, "From").as_deref(), Some("acme <no-reply@bulkhead.test>"));
    assert!(letter.contains("Dear Ada") && letter.contains("come &amp; see us."), "{letter}");
    assert!(stage.messages().await.is_empty() && tenant.rows(&stage, "app.messages").await.is_empty());
    finish(&stage).await;
    assert_eq!(stage.mail.received().len(), 2, "neither of them is sent to again");
}

#[tokio::test]
async fn fact_37_each_email_says_how_one_request_unsubscribes_its_reader() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.readers(&stage, 2).await;
    tenant.started_emails(json!({"from_name": "Acme & Söhne"})).await;
    finish(&stage).await;
    let letters = stage.mail.received();
    assert_eq!(letters.len(), 2);
    for letter in letters {
        // RFC 8058, 3.1: both headers, and an https URI.
        assert_eq!(header(&letter.data, "List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
        let link = header(&letter.data, "List-Unsubscribe").unwrap();
        let link = link.strip_prefix('<').and_then(|link| link.strip_suffix('>')).unwrap();
        let token = link.strip_prefix("https://app.example.com/unsubscribe/").unwrap();
        let read = Unsubscription::read(&secret_box(), token).unwrap();
        assert_eq!((read.tenant_id(), read.address()), (TenantId(tenant.id), letter.to.as_str()));
        assert!(!link.contains("person"), "the address isn't in the URL");
        assert!(letter.data.contains("=?utf-8?") && header(&letter.data, "Auto-Submitted").is_none());
    }
}

#[tokio::test]
async fn fact_31_what_an_email_lacks_is_named_before_the_start() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contact(json!({"name": "By phone alone", "phone": "+14155550101"})).await;
    let campaign = tenant.emails(json!({})).await;
    let (field, message) = tenant.refused(campaign, "start").await;
    assert!(field == "audience" && message.contains("e-mail address"), "{message}");
    tenant.readers(&stage, 3).await;
    let campaign = tenant.emails(json!({"subject": "To {{company}}"})).await;
    let (field, message) = tenant.refused(campaign, "start").await;
    assert!(field == "subject" && message.contains("company, which 3 of the contacts lack"), "{message}");
    let campaign = tenant.emails(json!({"subject": "To {{company}}", "body": "Of {{company}}"})).await;
    assert_eq!(tenant.refused(campaign, "start").await.0, "body");
    stage.db.superuser("update app.contacts set company = repeat('x', 200) where email is not null").await;
    let campaign = tenant.emails(json!({"subject": "{{company}}{{company}}{{company}}"})).await;
    assert_eq!(tenant.refused(campaign, "start").await.0, "subject");
    assert!(tenant.rows(&stage, "app.campaign_recipients").await.is_empty());
}

#[tokio::test]
async fn fact_34_a_suppressed_reader_gets_nothing_at_the_start_and_at_dispatch() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.readers(&stage, 4).await;
    tenant.make(&SUPPRESSIONS, json!({"address": "person1@example.com"})).await.unwrap();
    // Suppressed for a phone, which sends no e-mails.
    let of_phone = json!({"address": "person2@example.com", "phone_id": tenant.phone});
    tenant.make(&SUPPRESSIONS, of_phone).await.unwrap();
    let campaign = tenant.started_emails(json!({})).await;
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 3, "suppressed": 1})).await;
    stage.node().plan_campaigns().await.unwrap();
    tenant.make(&SUPPRESSIONS, json!({"address": "person3@example.com"})).await.unwrap();
    finish(&stage).await;
    assert_eq!(readers(&stage.mail), ["person2@example.com", "person4@example.com"]);
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 2, "suppressed": 2})).await;
}

#[tokio::test]
async fn fact_26_an_email_that_may_have_been_accepted_is_never_sent_again() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.readers(&stage, 6).await;
    let campaign = tenant.started_emails(json!({})).await;
    let nodes = [stage.node(), stage.node()];
    nodes[0].plan_campaigns().await.unwrap();
    // One is cut off after the server has it, two are to come again later, one is refused, and one's address is unknown.
    stage.mail.refuse(&["", "451 4.7.1 greylisted", "452 4.2.2 full", "554 5.7.1 spam", "550 5.1.1 no such user"]);
    run_all(&nodes).await;
    stage.let_pass("10 seconds").await;
    run_all(&nodes).await;
    stage.let_pass("10 seconds").await;
    run_all(&nodes).await;
    let (_, counts) = tenant.state(&stage, campaign).await;
    assert_eq!(counts, json!({"sent": 3, "failed": 2, "in_doubt": 1}));
    assert_eq!(stage.mail.received().len(), 3);
    stage.let_pass("11 minutes").await;
    nodes[0].settle().await.unwrap();
    run_all(&nodes).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 3, "failed": 3})).await;
    assert_eq!(stage.mail.received().len(), 3);
    let recipients = tenant.rows(&stage, "app.campaign_recipients").await;
    let mut codes: Vec<_> = recipients.iter().filter_map(|row| row["error_code"].as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["bounced", "refused", "unknown"]);
    // What bounced is suppressed for the tenant's e-mails.
    let suppressions = tenant.rows(&stage, "app.suppressions").await;
    let bounced = recipients.iter().find(|row| row["error_code"] == "bounced").unwrap();
    assert_eq!(suppressions.len(), 1);
    assert_eq!((&suppressions[0]["address"], &suppressions[0]["phone_id"]), (&bounced["address"], &Json::Null));
}

#[tokio::test]
async fn fact_32_emails_wait_with_a_paused_campaign_and_for_a_mail_server() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.readers(&stage, 60).await;
    let campaign = tenant.started_emails(json!({})).await;
    let without = stage.node_with_mail(None);
    assert_eq!(without.plan_campaigns().await.unwrap(), 0, "a node that can send none plans none");
    let node = stage.node();
    assert_eq!(node.plan_campaigns().await.unwrap(), 40, "as many as leave in four seconds");
    without.run_due().await.unwrap();
    tenant.act(campaign, "pause").await.unwrap();
    tenant.expect_state(&stage, campaign, "paused", json!({"pending": 60})).await;
    finish(&stage).await;
    assert!(stage.mail.received().is_empty());
    tenant.act(campaign, "resume").await.unwrap();
    // A server that can't be reached puts nothing in doubt.
    stage.let_pass("10 seconds").await;
    node.plan_campaigns().await.unwrap();
    stage.let_pass("10 seconds").await;
    stage.node_with_mail(Some(([127, 0, 0, 1], 9).into())).run_due().await.unwrap();
    let (_, counts) = tenant.state(&stage, campaign).await;
    assert_eq!((&counts["in_doubt"], &counts["sending"]), (&Json::Null, &json!(40)));
    stage.let_pass("10 seconds").await;
    node.run_due().await.unwrap();
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 60})).await;
    assert_eq!(stage.mail.received().len(), 60);
}

#[tokio::test]
async fn ten_1_emails_of_a_suspended_tenant_wait_and_those_of_another_leave() {
    let stage = Stage::new().await;
    let (tenant, other) = (Tenant::new(&stage, "acme").await, Tenant::new(&stage, "other").await);
    tenant.readers(&stage, 2).await;
    other.contact(json!({"name": "Eve", "email": "eve@example.com"})).await;
    let (campaign, of_other) = (tenant.started_emails(json!({})).await, other.started_emails(json!({})).await);
    stage.node().plan_campaigns().await.unwrap();
    stage.db.superuser(&format!("update tenancy.tenants set suspended_at = now() where id = '{}'", tenant.id)).await;
    finish(&stage).await;
    assert_eq!(readers(&stage.mail), ["eve@example.com"]);
    other.expect_state(&stage, of_other, "completed", json!({"sent": 1})).await;
    stage.db.superuser("update tenancy.tenants set suspended_at = null").await;
    stage.let_pass("16 minutes").await;
    stage.node().settle().await.unwrap();
    tenant.expect_state(&stage, campaign, "running", json!({"pending": 2})).await;
    finish(&stage).await;
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 2})).await;
}
