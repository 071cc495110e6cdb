//! Whether carriers send the calls and messages of phones' numbers here.

use domain::kit;
use domain::number_audits;
use domain::phones::PHONES;
use providers::simulator::operator::{NewNumber, RemovedNumber};
use serde_json::{Value as Json, json};

use crate::support::{Stage, Tenant};

/// What the phone says of its number.
async fn told(tenant: &Tenant) -> (Json, Json) {
    let phone = tenant.find(&PHONES, tenant.phone).await;
    (phone["receiving"].clone(), phone["webhook_differences"].clone())
}

/// Sets the phone's number at the carrier, past the server.
async fn set(stage: &Stage, tenant: &Tenant, voice: &str, sms: &str, status: &str) {
    let phone = tenant.find(&PHONES, tenant.phone).await;
    let text = |field: &str| phone[field].as_str().unwrap().to_owned();
    let url = |what: &str| format!("https://app.example.com/webhooks/twilio/{}/{what}", tenant.phone);
    let number = NewNumber {
        account_sid: text("account_sid"),
        phone_number: text("number"),
        voice_url: url(voice),
        sms_url: url(sms),
        status_callback: url(status),
    };
    stage.operator.put_number(&number).await.unwrap();
}

/// Lets the time come at which each number is looked at again.
async fn let_time_come(stage: &Stage) {
    stage.db.superuser("update app.number_audits set due_at = now()").await;
}

async fn due(stage: &Stage) -> usize {
    number_audits::due(&stage.db.db(2), 100).await.unwrap().len()
}

#[tokio::test]
async fn a_phone_says_after_it_was_made_and_daily_whether_its_number_leads_here() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    assert_eq!(told(&tenant).await, (Json::Null, json!([])), "nothing is known yet");
    assert_eq!(node.audit_numbers().await.unwrap(), 1);
    assert_eq!(told(&tenant).await, (json!(true), json!([])));
    assert_eq!(node.audit_numbers().await.unwrap(), 0, "it is looked at again tomorrow");

    set(&stage, &tenant, "sms", "sms", "voice").await;
    let_time_come(&stage).await;
    assert_eq!(node.audit_numbers().await.unwrap(), 1);
    assert_eq!(told(&tenant).await, (json!(false), json!(["voice_url", "status_url"])));
    assert_eq!(due(&stage).await, 0, "what the look itself has changed asks for no other");
    let version = tenant.find(&PHONES, tenant.phone).await["version"].clone();
    let_time_come(&stage).await;
    node.audit_numbers().await.unwrap();
    assert_eq!(tenant.find(&PHONES, tenant.phone).await["version"], version, "what is as before changes nothing");

    set(&stage, &tenant, "voice", "sms", "voice").await;
    let_time_come(&stage).await;
    node.audit_numbers().await.unwrap();
    assert_eq!(told(&tenant).await, (json!(true), json!(["status_url"])));
    let times: Vec<bool> = sqlx::query_scalar("select due_at > now() + interval '23 hours' from app.number_audits")
        .fetch_all(&mut stage.superuser().await)
        .await
        .unwrap();
    assert_eq!(times, [true], "one that receives waits for a day");
}

#[tokio::test]
async fn a_number_that_the_account_does_not_have_receives_nothing() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    node.audit_numbers().await.unwrap();
    let account_sid = tenant.find(&PHONES, tenant.phone).await["account_sid"].as_str().unwrap().to_owned();
    let removed = RemovedNumber { account_sid, phone_number: "+14155550100".to_owned() };
    stage.operator.remove_number(&removed).await.unwrap();
    let_time_come(&stage).await;
    node.audit_numbers().await.unwrap();
    assert_eq!(told(&tenant).await, (json!(false), json!(["number"])));
    let times: Vec<bool> = sqlx::query_scalar("select due_at < now() + interval '61 minutes' from app.number_audits")
        .fetch_all(&mut stage.superuser().await)
        .await
        .unwrap();
    assert_eq!(times, [true], "one that doesn't receive is looked at within the hour");
}

#[tokio::test]
async fn a_phone_that_changes_is_looked_at_again_and_another_number_is_unknown_until_then() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    node.audit_numbers().await.unwrap();
    tenant.change(&PHONES, tenant.phone, json!({"label": "Front desk"})).await.unwrap();
    assert_eq!(told(&tenant).await, (json!(true), json!([])), "another label leads to the same number");
    assert_eq!(node.audit_numbers().await.unwrap(), 1);
    tenant.change(&PHONES, tenant.phone, json!({"number": "+14155550109"})).await.unwrap();
    assert_eq!(told(&tenant).await, (Json::Null, json!([])));
    assert_eq!(node.audit_numbers().await.unwrap(), 1);
    assert_eq!(told(&tenant).await, (json!(true), json!([])));
    for field in ["receiving", "webhook_differences"] {
        let body = serde_json::from_value(json!({field: null})).unwrap();
        let refused = kit::parse_merge(&PHONES, body).unwrap_err();
        assert!(format!("{refused:?}").contains("read_only"), "{refused:?}");
    }
    tenant.trash(&PHONES, tenant.phone).await;
    assert_eq!(due(&stage).await, 0, "one in the trash is left alone");
}

#[tokio::test]
async fn a_carrier_that_does_not_say_leaves_what_was_known() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    stage.node().audit_numbers().await.unwrap();
    let_time_come(&stage).await;
    let away = stage.node_towards(&"http://127.0.0.1:9".parse().unwrap());
    assert_eq!(away.audit_numbers().await.unwrap(), 1);
    assert_eq!(told(&tenant).await, (json!(true), json!([])));
    assert_eq!(due(&stage).await, 0, "it is asked again in an hour");
}

#[tokio::test]
async fn a_phone_that_changes_while_the_carrier_is_asked_keeps_nothing_of_the_answer() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let (jobs, entering) = (stage.jobs(), crate::claims::entering(&tenant));
    let before = number_audits::find(&jobs, &entering, tenant.phone).await.unwrap().unwrap();
    tenant.change(&PHONES, tenant.phone, json!({"number": "+14155550109"})).await.unwrap();
    let found = number_audits::Finding { receiving: true, differences: Vec::new() };
    let day = std::time::Duration::from_hours(24);
    number_audits::store(&jobs, &entering, &before, Some(&found), day).await.unwrap();
    assert_eq!(told(&tenant).await, (Json::Null, json!([])));
    assert_eq!(due(&stage).await, 1, "it is looked at again");
}

#[tokio::test]
async fn the_phones_of_a_suspended_tenant_wait_and_each_tenant_has_its_turn() {
    let stage = Stage::new().await;
    let (acme, beta) = (Tenant::new(&stage, "acme").await, Tenant::new(&stage, "beta").await);
    acme.register("+14155550102", 10).await;
    acme.register("+14155550103", 10).await;
    let first = number_audits::due(&stage.db.db(2), 2).await.unwrap();
    let mut tenants: Vec<_> = first.iter().map(|(tenant, _)| tenant.0).collect();
    tenants.sort();
    let mut both = vec![acme.id, beta.id];
    both.sort();
    assert_eq!(tenants, both);
    stage.db.superuser(&format!("update tenancy.tenants set suspended_at = now() where id = '{}'", acme.id)).await;
    assert_eq!(due(&stage).await, 1);
}
