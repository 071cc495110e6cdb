//! How campaigns start, and what is in the way of a start.

use domain::campaigns::CAMPAIGNS;
use domain::contacts::CONTACTS;
use domain::kit::Error;
use serde_json::json;

use crate::support::{Stage, Tenant, finish};

#[tokio::test]
async fn fact_31_two_contacts_with_one_number_get_one_message_and_texts_and_addresses_are_those_of_the_start() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let ada = tenant.contact(json!({"name": "Ada Lovelace", "phone": "+1 (415) 555-0101", "tags": ["navy"]})).await;
    tenant.contact(json!({"name": "Her Brother", "phone": "+14155550101", "tags": ["navy"]})).await;
    tenant.contact(json!({"name": "{{company}}", "phone": "+14155550102", "tags": ["navy", "air"]})).await;
    tenant.contact(json!({"name": "Another", "phone": "+14155550103", "tags": ["army"]})).await;
    tenant.contact(json!({"name": "National", "phone": "415 555 0104", "tags": ["navy"]})).await;
    tenant.contact(json!({"name": "Unknown", "tags": ["navy"]})).await;
    let campaign =
        tenant.started(json!({"audience": ["navy", "space"], "body": "Dear {{first_name}}: {{name}}, come"})).await;
    tenant.change(&CONTACTS, ada, json!({"name": "Changed", "phone": "+14155550199"})).await.unwrap();
    finish(&stage).await;
    let mut taken: Vec<_> = stage.messages().await.into_iter().map(|message| (message.to, message.body)).collect();
    taken.sort();
    let expected =
        [("+14155550101", "Dear Ada: Ada Lovelace, come"), ("+14155550102", "Dear {{company}}: {{company}}, come")];
    assert_eq!(taken, expected.map(|(to, body)| (to.to_owned(), body.to_owned())));
    tenant.expect_state(&stage, campaign, "completed", json!({"sent": 2})).await;
    let messages = tenant.rows(&stage, "app.messages").await;
    assert!(messages.iter().all(|message| message["carrier_sid"].is_string() && message["direction"] == "outgoing"));
    assert_eq!(messages.len(), 2);
    // Neither of them is sent to again.
    finish(&stage).await;
    assert_eq!(stage.messages().await.len(), 2);
}

#[tokio::test]
async fn fact_31_what_is_missing_is_named_before_the_start() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let nothing = tenant.campaign(json!({})).await;
    assert_eq!(tenant.refused(nothing, "start").await.0, "audience");
    for name in ["Ada", "Bob", "Cy", "Dan"] {
        tenant.contact(json!({"name": name, "phone": format!("+1415555010{}", name.len())})).await;
    }
    tenant.contact(json!({"name": "Eve", "phone": "+14155550109", "company": "Compilers Inc"})).await;
    let campaign = tenant.campaign(json!({"body": "Dear {{name}} of {{company}}"})).await;
    let (field, message) = tenant.refused(campaign, "start").await;
    assert_eq!(field, "body");
    assert!(message.contains("company, which 2 of the contacts lack: Ada, Cy"), "{message}");
    tenant.change(&CAMPAIGNS, campaign, json!({"body": format!("{}{{{{name}}}}", "x".repeat(1_590))})).await.unwrap();
    tenant.contact(json!({"name": "A very long name", "phone": "+14155550108"})).await;
    let (field, message) = tenant.refused(campaign, "start").await;
    assert!(field == "body" && message.contains("for 1 of the contacts"), "{message}");
    assert!(tenant.rows(&stage, "app.campaign_recipients").await.is_empty());
    tenant.expect_state(&stage, campaign, "draft", json!({})).await;
}

#[tokio::test]
async fn a_scheduled_campaign_starts_at_its_time_or_says_why_it_did_not() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    tenant.contacts(&stage, 2).await;
    let unscheduled = tenant.campaign(json!({})).await;
    assert_eq!(tenant.refused(unscheduled, "schedule").await.0, "scheduled_at");
    let past = tenant.campaign(json!({"scheduled_at": "2001-01-01T00:00:00Z"})).await;
    assert_eq!(tenant.refused(past, "schedule").await.0, "scheduled_at");
    let mut campaigns = Vec::new();
    for audience in [json!([]), json!([]), json!(["gone"])] {
        // Its audience is looked at when it is scheduled, and again when it starts.
        tenant.contact(json!({"name": "Gone", "phone": "+14155550177", "tags": ["gone"]})).await;
        let campaign = tenant.campaign(json!({"scheduled_at": "2036-01-31T09:30:00Z", "audience": audience})).await;
        tenant.act(campaign, "schedule").await.unwrap();
        campaigns.push(campaign);
    }
    stage.db.superuser("update app.contacts set deleted_at = now() where name = 'Gone'").await;
    let node = stage.node();
    node.plan_campaigns().await.unwrap();
    for campaign in &campaigns {
        tenant.expect_state(&stage, *campaign, "scheduled", json!({})).await;
    }
    let refused = tenant.change(&CAMPAIGNS, campaigns[0], json!({"body": "Else"})).await;
    assert!(matches!(refused, Err(Error::InvalidState(_))), "{refused:?}");
    for (campaign, at) in campaigns.iter().zip(["1 minute", "16 minutes", "1 minute"]) {
        let sql = format!("update app.campaigns set scheduled_at = now() - interval '{at}' where id = '{campaign}'");
        stage.db.superuser(&sql).await;
    }
    finish(&stage).await;
    node.plan_campaigns().await.unwrap();
    finish(&stage).await;
    tenant.expect_state(&stage, campaigns[0], "completed", json!({"sent": 2})).await;
    for (campaign, reason) in [(campaigns[1], "missed"), (campaigns[2], "no_recipients")] {
        tenant.expect_state(&stage, campaign, "failed", json!({})).await;
        assert_eq!(tenant.find(&CAMPAIGNS, campaign).await["error_code"], reason);
    }
    assert_eq!(stage.messages().await.len(), 2);
}

#[tokio::test]
async fn inv_6_campaigns_of_a_tenant_begin_with_10_000_recipients_a_day() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let contacts = "insert into app.contacts (tenant_id, id, owner_id, name, phone, tags)
        select id, gen_random_uuid(), gen_random_uuid(), 'Person ' || n, '+14155' || (100000 + n),
          case when n = 1 then '{first}'::text[] else '{}' end
        from tenancy.tenants, generate_series(1, 10000) n where kind = 'team'";
    stage.db.superuser(contacts).await;
    let campaign = tenant.campaign(json!({"body": "Dear {{name}}, come and see us"})).await;
    // Within the time limits of statements.
    tenant.act(campaign, "start").await.unwrap();
    let found = tenant.find(&CAMPAIGNS, campaign).await;
    assert_eq!((&found["counts"]["total"], &found["counts"]["pending"]), (&json!(10_000), &json!(10_000)));
    let another = tenant.campaign(json!({"audience": ["first"]})).await;
    let refused = tenant.act(another, "start").await;
    assert!(matches!(refused, Err(Error::Tenancy(tenancy::Error::QuotaReached))), "{refused:?}");
    stage.db.superuser("update app.campaigns set started_at = started_at - interval '1 day'").await;
    tenant.act(another, "start").await.unwrap();
}
