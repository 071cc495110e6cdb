//! What webhooks are never told: of other tenants, of what some members alone may read, and secrets.

use serde_json::{Value as Json, json};
use tenancy::Role;

use super::{Told, lead, told, webhook};
use crate::support::server::COURSE;

#[tokio::test]
async fn wh_6_c_12_two_tenants_with_one_url_get_their_own_events_under_their_own_secrets() {
    let acme = Told::new().await;
    let other = acme.team.server.tenant("other").await;
    let url = acme.receiver.url("/shared");
    let full = json!({"payload": "full"});
    let of_acme = webhook(acme.owner(), &url, &["*"], full.clone()).await;
    let of_other = webhook(&other.owner, &url, &["*"], full).await;
    assert_ne!(of_acme.secret, of_other.secret);
    for number in 0..5 {
        lead(acme.owner(), &format!("CANARY-acme-{number}")).await;
        lead(&other.owner, &format!("CANARY-other-{number}")).await;
    }
    let came = acme.receiver.wait_for(10).await;
    for (own, foreign, of) in [("CANARY-acme", "CANARY-other", &of_acme), ("CANARY-other", "CANARY-acme", &of_other)] {
        let signed: Vec<_> = came
            .iter()
            .filter(|message| message.signatures("v1") == [super::rotation::signature(&of.secret, message)])
            .collect();
        assert_eq!(signed.len(), 5, "{own}");
        assert!(
            signed.iter().all(|message| message.body.contains(own) && !message.body.contains(foreign)),
            "{signed:?}"
        );
    }
    acme.wait_for_rows("status = 'delivered'", 10).await;
    assert_eq!(acme.deliveries(&of_acme).await.len(), 5);
    // The other's webhook is nowhere for this one's admins.
    for path in [of_other.path.clone(), format!("{}/deliveries", of_other.path)] {
        acme.owner().get(&path).await.expect(404, "not_found");
    }
    let since = json!({"since": "2026-01-01T00:00:00Z"});
    acme.owner().post(&format!("{}/replay", of_other.path), since).await.expect(404, "not_found");
    acme.owner().post_empty(&format!("{}/test", of_other.path)).await.expect(404, "not_found");
    assert_eq!(acme.receiver.came().len(), 10);
}

#[tokio::test]
async fn wh_6_c_14_what_some_members_alone_may_read_is_told_to_no_webhook() {
    let team = Told::new().await;
    let webhook = team.webhook("/all", &["*"], json!({"payload": "full"})).await;
    let since = team.now().await;
    let owner = team.owner();
    let ann = team.team.member("ann", Role::Member).await;
    let application =
        ann.post("/api/applications", json!({"course_id": COURSE, "note": "CANARY note"})).await.created();
    ann.patch(&format!("/api/applications/{}", application.id()), json!({"note": "CANARY changed"})).await.ok();
    ann.post_empty(&format!("/api/applications/{}/submit", application.id())).await.ok();
    let favourite = json!({"item_type": "course", "item_id": COURSE});
    let favourite = ann.post("/api/favourites", favourite).await.created();
    ann.delete(&format!("/api/favourites/{}", favourite.id())).await.no_content();
    let talk = owner.post("/api/conversations", json!({"participants": [ann.id()]})).await.created().id();
    let message = json!({"body": "CANARY message", "client_id": talk});
    owner.post(&format!("/api/conversations/{talk}/messages"), message).await.created();
    owner.post("/api/api-keys", json!({"name": "CANARY key", "scopes": ["*:read"]})).await.created();
    assert!(owner.put("/api/settings/canary", json!({"value": "CANARY setting"})).await.is_success());
    owner.post("/api/invitations", json!({"email": "canary@example.com", "role": "member"})).await.created();
    let endpoint = json!({"url": "https://93.184.216.34/v1", "model": "CANARY", "api_key": "CANARY"});
    owner.put("/api/tenant/chat-endpoint", endpoint).await.created();
    super::webhook(owner, "https://93.184.216.34/CANARY", &["call.created"], json!({})).await;
    let last = lead(owner, "Ada").await;

    // All of it was in the log before the lead was.
    let came = team.receiver.wait_for(1).await;
    assert_eq!(told(&came), [("lead.created".to_owned(), last)]);
    team.wait_for_rows("status = 'delivered'", 1).await;
    let replay = owner.post(&format!("{}/replay", webhook.path), json!({"since": since})).await.accepted();
    assert_eq!(replay["deliveries"], 1);
    assert_eq!(
        told(&team.receiver.wait_for(2).await),
        [("lead.created".to_owned(), last), ("lead.created".to_owned(), last)]
    );
    assert_eq!(team.count("true").await, 1);
}

#[tokio::test]
async fn c_14_secrets_are_redacted_in_a_full_message_and_a_thin_one_has_no_values() {
    let team = Told::new().await;
    team.webhook("/full", &["phone.created", "phone.updated"], json!({"payload": "full"})).await;
    team.webhook("/thin", &["phone.created", "phone.updated"], json!({})).await;
    let sid = "AC00000000000000000000000000000001";
    let phone = json!({"number": "+14155550101", "label": "VALUE desk", "provider": "twilio", "account_sid": sid,
        "auth_token": "CANARY-token-1"});
    let made = team.owner().post("/api/phones", phone).await.created();
    let path = format!("/api/phones/{}", made.id());
    team.owner().patch(&path, json!({"auth_token": "CANARY-token-2", "label": "VALUE front"})).await.ok();

    let full = team.receiver.wait_for_path("/full", 2).await;
    let values: Vec<Json> = full.iter().map(|message| message.json()["data"]["values"].clone()).collect();
    assert_eq!(
        (&values[0]["auth_token"], &values[0]["label"]),
        (&json!("[redacted]"), &json!("VALUE desk")),
        "{full:?}"
    );
    assert_eq!(values[1]["auth_token"], json!(["[redacted]", "[redacted]"]), "{full:?}");
    assert_eq!(values[1]["label"], json!(["VALUE desk", "VALUE front"]), "{full:?}");
    let thin = team.receiver.wait_for_path("/thin", 2).await;
    for (message, version) in thin.iter().zip(1..) {
        let data = message.json()["data"].clone();
        let mut names: Vec<_> = data.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["changed", "id", "version"], "{message:?}");
        assert_eq!((&data["id"], &data["version"]), (&made["id"], &json!(version)));
        assert!(data["changed"].as_array().unwrap().contains(&json!("label")), "{message:?}");
    }
    let hex = hex::encode("CANARY");
    for message in full.iter().chain(&thin) {
        assert!(!message.body.contains("CANARY") && !message.body.contains(&hex), "{message:?}");
    }
    for message in &thin {
        for value in ["VALUE", "+1415", sid, "[redacted]"] {
            assert!(!message.body.contains(value), "{message:?}");
        }
    }
}
