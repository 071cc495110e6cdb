//! Campaigns: what each channel needs, and until when they change.

use serde_json::{Value as Json, json};

use crate::support::server::TestServer;

#[tokio::test]
async fn each_channel_asks_for_what_it_needs() {
    let server = TestServer::start().await;
    let (user, stranger) = (server.user("user1@test.com").await, server.user("user2@test.com").await);
    let phone = user.post("/api/phones", json!({"number": "+14155550101"})).await.created().id();
    let foreign = stranger.post("/api/phones", json!({"number": "+14155550101"})).await.created().id();
    let draft = |more: Json| {
        let mut campaign = json!({"name": "Open day", "body": "Come and see us"});
        campaign.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        user.post("/api/campaigns", campaign)
    };
    for (wrong, field) in [
        (json!({}), "channel"),
        (json!({"channel": "email"}), "subject"),
        (json!({"channel": "sms"}), "phone_id"),
        (json!({"channel": "voice"}), "phone_id"),
        (json!({"channel": "sms", "phone_id": foreign}), "phone_id"),
        (json!({"channel": "sms", "phone_id": phone, "body": "x".repeat(1_601)}), "body"),
        (json!({"channel": "sms", "phone_id": phone, "rate": 0}), "rate"),
        (json!({"channel": "sms", "phone_id": phone, "rate": 6_001}), "rate"),
        (json!({"channel": "sms", "phone_id": phone, "status": "running"}), "status"),
    ] {
        draft(wrong).await.field(field);
    }
    for (good, rate) in [
        (json!({"channel": "email", "subject": "You are invited", "body": "x".repeat(1_601)}), Json::Null),
        (json!({"channel": "sms", "phone_id": phone, "body": "x".repeat(1_600), "rate": 6_000}), json!(6_000)),
        (json!({"channel": "voice", "phone_id": phone, "audience": ["navy"]}), Json::Null),
    ] {
        let made = draft(good).await.created();
        assert_eq!((&made["status"], &made["rate"]), (&json!("draft"), &rate), "{made}");
    }
    // A change is looked at together with what the campaign is already.
    let sms = draft(json!({"channel": "sms", "phone_id": phone})).await.created();
    let path = format!("/api/campaigns/{}", sms.id());
    user.patch(&path, json!({"channel": "email"})).await.field("subject");
    user.patch(&path, json!({"body": "x".repeat(1_601)})).await.field("body");
    user.patch(&path, json!({"phone_id": null})).await.field("phone_id");
}

#[tokio::test]
async fn a_campaign_changes_while_it_is_a_draft() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let campaign = json!({"name": "Open day", "channel": "email", "subject": "You are invited", "body": "Come"});
    let path = format!("/api/campaigns/{}", user.post("/api/campaigns", campaign).await.created().id());
    user.patch(&path, json!({"body": "Come and see us"})).await.ok();
    server.db.superuser("update app.campaigns set status = 'running'").await;
    user.patch(&path, json!({"body": "Stay away"})).await.expect(409, "invalid_state");
    assert_eq!(user.get(&path).await["body"], "Come and see us");
}
