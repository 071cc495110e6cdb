//! Where messages to browsers may go.

use serde_json::json;

use super::service::{Browser, PushService};
use super::{PATH, Pushing};
use crate::support::team::Team;

#[tokio::test]
async fn wh_3_b_10_an_endpoint_that_is_at_no_push_service_is_refused() {
    let team = Team::new().await;
    let browser = Browser::new();
    for (endpoint, code) in [
        ("http://fcm.googleapis.com/x", "url"),
        ("https://user:secret@fcm.googleapis.com/x", "url"),
        ("https://fcm.googleapis.com:8443/x", "port"),
        ("https://127.0.0.1/x", "no_push_service"),
        ("https://[::1]/x", "url"),
        ("https://169.254.169.254/x", "no_push_service"),
        ("https://fcm.googleapis.com.evil.example/x", "no_push_service"),
        ("https://evil.example/fcm.googleapis.com", "no_push_service"),
        ("https://93.184.216.34/x", "no_push_service"),
    ] {
        team.owner.post(PATH, browser.body(endpoint)).await.field_is("endpoint", code);
    }
    team.owner.post(PATH, browser.body("https://fcm.googleapis.com/x")).await.created();
    assert_eq!(team.owner.get(PATH).await.items().len(), 1);
}

#[tokio::test]
async fn wh_3_b_10_an_endpoint_that_came_into_the_table_past_the_check_is_not_connected_to() {
    let pushing = Pushing::new().await;
    let inside = PushService::start();
    let (browser, _) = pushing.browser(pushing.owner(), "/there").await;
    for endpoint in [inside.endpoint("/x"), format!("https://{}/x", inside.address)] {
        pushing.superuser(&format!("update app.push_subscriptions set endpoint = '{endpoint}'")).await;
        pushing.notify(pushing.owner()).await;
        pushing.wait_for_deliveries("status = 'pending' and attempts = 1", 1).await;
        assert!(inside.came_to("/x").is_empty());
        // The same row is sent to, once its endpoint is permitted.
        let permitted = pushing.service.endpoint("/there");
        pushing.superuser(&format!("update app.push_subscriptions set endpoint = '{permitted}'")).await;
        let before = pushing.service.came_to("/there").len();
        pushing.make_due().await;
        let came = pushing.service.wait_for("/there", before + 1).await;
        assert!(browser.read(&came[before]).is_some());
        pushing.wait_for_deliveries("status <> 'ended'", 0).await;
    }
}

#[tokio::test]
async fn keys_that_nothing_can_be_encrypted_with_are_refused() {
    let team = Team::new().await;
    let (browser, endpoint) = (Browser::new(), "https://fcm.googleapis.com/x");
    for (field, value) in [("p256dh", "BAAA"), ("p256dh", "no base64!"), ("auth", "AAAA"), ("auth", "=")] {
        let mut body = browser.body(endpoint);
        body[field] = json!(value);
        team.owner.post(PATH, body).await.field_is(field, "key");
    }
}

#[tokio::test]
async fn a_server_that_pushes_nothing_says_so() {
    let team = Team::new_with(&[("PUSH_HOSTS", "off")]).await;
    let body = Browser::new().body("https://fcm.googleapis.com/x");
    team.owner.post(PATH, body).await.expect(503, "push_unavailable");
    team.owner.get(&format!("{PATH}/key")).await.expect(503, "push_unavailable");
    assert!(team.owner.get(PATH).await.ok().items().is_empty());
}
