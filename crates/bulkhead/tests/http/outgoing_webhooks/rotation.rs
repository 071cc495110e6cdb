//! What signs while a secret is replaced.

use std::time::Duration;

use providers::{WebhookSecret, WebhookSigners};
use serde_json::json;

use super::{Told, lead};
use crate::support::receiver::Message;

/// The signature that a secret makes of a message. `providers` compares these with what other implementations make.
pub fn signature(secret: &str, message: &Message) -> String {
    let signers = WebhookSigners { secrets: vec![WebhookSecret::parse(secret).unwrap()], keys: Vec::new() };
    let timestamp = message.headers["webhook-timestamp"].parse().unwrap();
    signers.sign(message.id(), timestamp, message.body.as_bytes())
}

#[tokio::test]
async fn wh_4_c_3_what_was_replaced_signs_beside_the_new_one_for_24_hours_and_no_longer() {
    let told = Told::new().await;
    let webhook = told.webhook("/all", &["lead.created"], json!({})).await;
    lead(told.owner(), "Ada").await;
    let before = &told.receiver.wait_for(1).await[0];
    assert_eq!(before.signatures("v1"), [signature(&webhook.secret, before)]);
    assert_eq!(before.signatures("v1a").len(), 1);

    let rotated = told.owner().post_empty(&format!("{}/rotate-secret", webhook.path)).await.ok();
    // The test's server has another time than the database.
    let now = told.team.server.clock.now();
    told.superuser(&format!("update app.webhooks set secret_replaced_at = '{now}'")).await;
    let again = async |count: usize| {
        told.superuser("update tenancy.webhook_deliveries set status = 'pending', attempts = 0").await;
        told.receiver.wait_for(count).await.pop().unwrap()
    };
    let (old, new) = (webhook.secret.as_str(), rotated.text("secret"));
    for (count, passed) in [(2, Duration::ZERO), (3, Duration::from_mins(24 * 60 - 1))] {
        told.team.server.clock.advance(passed);
        let message = again(count).await;
        assert_eq!(message.signatures("v1"), [signature(new, &message), signature(old, &message)], "after {passed:?}");
        assert_eq!(message.signatures("v1a").len(), 2);
        assert_eq!((message.id(), &message.body), (before.id(), &before.body));
        told.wait_for_rows("status = 'delivered'", 1).await;
    }
    told.team.server.clock.advance(Duration::from_mins(1));
    let message = again(4).await;
    assert_eq!(message.signatures("v1"), [signature(new, &message)]);
    assert_eq!(message.signatures("v1a").len(), 1);
    assert_eq!(message.headers["webhook-timestamp"], told.team.server.clock.now().unix_timestamp().to_string());
}
