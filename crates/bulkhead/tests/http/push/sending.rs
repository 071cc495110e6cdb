//! What reaches a browser, and what becomes of a message that its push service doesn't take.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::{Value as Json, json};

use super::service::{Browser, Pushed};
use super::{PATH, POST, Pushing};
use crate::support::wait::until;

/// The claims of a message's token, which verifies by this key.
fn claims(pushed: &Pushed, public_key: &str) -> Json {
    let authorization = pushed.headers["authorization"].strip_prefix("vapid t=").unwrap();
    let (token, key) = authorization.split_once(", k=").unwrap();
    assert_eq!(key, public_key);
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let signature = Signature::from_slice(&decoded(signature)).unwrap();
    VerifyingKey::from_sec1_bytes(&decoded(key)).unwrap().verify(signed.as_bytes(), &signature).unwrap();
    serde_json::from_slice(&decoded(signed.split_once('.').unwrap().1)).unwrap()
}

#[tokio::test]
async fn b_7_b_8_each_browser_of_a_user_is_told_of_a_notification_encrypted_and_signed_for_it() {
    let pushing = Pushing::new().await;
    let (owner, service) = (pushing.owner(), &pushing.service);
    let (phone, _) = pushing.browser(owner, "/phone").await;
    let (desk, _) = pushing.browser(owner, "/desk").await;
    let id = pushing.notify(owner).await;
    let [on_phone, on_desk] =
        [service.wait_for("/phone", 1).await.remove(0), service.wait_for("/desk", 1).await.remove(0)];
    let told = json!({"kind": "mention", "id": id, "resource": "posts", "row_id": POST});
    assert_eq!((phone.read(&on_phone), desk.read(&on_desk)), (Some(told.clone()), Some(told)));
    assert!(phone.read(&on_desk).is_none() && desk.read(&on_phone).is_none());
    assert_eq!(on_phone.body.len(), on_desk.body.len());
    assert_eq!(
        (on_phone.headers["content-encoding"].as_str(), on_phone.headers["ttl"].as_str()),
        ("aes128gcm", "86400")
    );
    assert_ne!(on_phone.headers["topic"], on_desk.headers["topic"]);

    let key = owner.get(&format!("{PATH}/key")).await.ok();
    let claims = claims(&on_phone, key.text("public_key"));
    assert_eq!(claims["aud"], format!("http://{}", service.address));
    let now = pushing.team.server.clock.now().unix_timestamp();
    assert!((now..=now + 86_400).contains(&claims["exp"].as_i64().unwrap()), "{claims}");
    pushing.wait_for_deliveries("status = 'ended'", 2).await;
}

#[tokio::test]
async fn b_9_a_browser_that_is_gone_is_removed_at_once_and_told_nothing_more() {
    let pushing = Pushing::new().await;
    let owner = pushing.owner();
    for (path, status) in [("/gone", 410), ("/missing", 404)] {
        let (_, made) = pushing.browser(owner, path).await;
        pushing.service.answer(status, None);
        pushing.notify(owner).await;
        until("the subscription is gone", async || pushing.subscriptions().await == 0).await;
        assert_eq!(pushing.deliveries("true").await, 0);
        owner.get(&format!("{PATH}/{}", made.id())).await.expect(404, "not_found");

        pushing.service.answer(201, None);
        let (witness, again) = pushing.browser(owner, "/witness").await;
        let before = pushing.service.came_to("/witness").len();
        pushing.notify(owner).await;
        let came = pushing.service.wait_for("/witness", before + 1).await;
        assert!(witness.read(came.last().unwrap()).is_some());
        assert_eq!(pushing.service.came_to(path).len(), 1);
        owner.delete(&format!("{PATH}/{}", again.id())).await.no_content();
        pushing.superuser("delete from app.push_subscriptions").await;
    }
}

#[tokio::test]
async fn b_9_a_push_service_that_has_too_much_to_do_is_tried_again_when_it_says() {
    let pushing = Pushing::new().await;
    let (browser, _) = pushing.browser(pushing.owner(), "/busy").await;
    for (status, attempts) in [(503, 1), (429, 2)] {
        pushing.service.answer(status, Some(120));
        pushing.make_due().await;
        if attempts == 1 {
            pushing.notify(pushing.owner()).await;
        }
        let waits = format!(
            "status = 'pending' and attempts = {attempts} and claim is null
               and next_attempt_at >= updated_at + interval '120 seconds'
               and next_attempt_at < updated_at + interval '125 seconds'"
        );
        pushing.wait_for_deliveries(&waits, 1).await;
        assert_eq!(pushing.service.came_to("/busy").len(), attempts);
    }
    pushing.service.answer(201, None);
    pushing.make_due().await;
    let came = pushing.service.wait_for("/busy", 3).await;
    assert_eq!(browser.read(&came[0]), browser.read(&came[2]));
    pushing.wait_for_deliveries("status = 'ended'", 1).await;
}

#[tokio::test]
async fn b_9_a_message_that_is_too_large_or_a_day_old_is_given_up() {
    let pushing = Pushing::new().await;
    pushing.browser(pushing.owner(), "/full").await;
    pushing.service.answer(413, None);
    pushing.notify(pushing.owner()).await;
    pushing.wait_for_deliveries("status = 'ended' and attempts = 1", 1).await;

    pushing.service.answer(500, None);
    pushing.superuser("alter table tenancy.push_deliveries alter created_at set default statement_timestamp() - interval '86395 seconds'").await;
    pushing.notify(pushing.owner()).await;
    pushing.wait_for_deliveries("status = 'ended'", 2).await;
    assert_eq!(pushing.service.came_to("/full").len(), 2);
}

#[tokio::test]
async fn a_notification_that_is_queued_twice_reaches_a_browser_once() {
    let pushing = Pushing::new().await;
    let (browser, _) = pushing.browser(pushing.owner(), "/once").await;
    let (tenant, user, id) = (pushing.team.id, pushing.owner().id(), pushing.new_id().await);
    let arguments = format!("'{tenant}', '{user}', '{id}', 'mention', null, null");
    pushing.queue(&arguments).await;
    pushing.queue(&arguments).await;
    pushing.wait_for_deliveries("status = 'ended'", 1).await;
    pushing.queue(&arguments).await;
    let later = pushing.notify(pushing.owner()).await;
    let came = pushing.service.wait_for("/once", 2).await;
    let told: Vec<_> = came.iter().map(|pushed| browser.read(pushed).unwrap()["id"].clone()).collect();
    assert_eq!(told, [json!(id), json!(later)]);
    assert_eq!(browser.read(&came[0]).unwrap(), json!({"kind": "mention", "id": id}));
}

#[tokio::test]
async fn a_browser_that_subscribes_again_is_told_by_its_new_keys() {
    let pushing = Pushing::new().await;
    let (old, first) = pushing.browser(pushing.owner(), "/again").await;
    let (new, second) = pushing.browser(pushing.owner(), "/again").await;
    assert_eq!(first.id(), second.id());
    pushing.notify(pushing.owner()).await;
    let came = pushing.service.wait_for("/again", 1).await;
    assert!(old.read(&came[0]).is_none() && new.read(&came[0]).is_some());
    assert!(Browser::new().read(&came[0]).is_none());
}
