use serde_json::json;
use tenancy::Role;

use super::Pushing;

#[tokio::test]
async fn an_act_is_pushed_to_the_browsers_of_those_who_are_told_unless_they_do_not_want_it() {
    let pushing = Pushing::new().await;
    let team = &pushing.team;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let (browser, _) = pushing.browser(&ben, "/ben").await;
    pushing.browser(&ann, "/ann").await;
    let follow = ann.post("/api/follows", json!({"user_id": ben.id()})).await.created().id();
    let message = pushing.service.wait_for("/ben", 1).await.remove(0);
    let told = ben.get("/api/notifications").await.ok().items()[0].clone();
    let expected = json!({"kind": "follow", "id": told["id"], "resource": "follows", "row_id": follow});
    assert_eq!(browser.read(&message), Some(expected));

    // What is unread isn't told twice; what isn't wanted isn't pushed, and is a notification all the same.
    ben.post("/api/notification-preferences", json!({"kind": "conversation", "push": false})).await.created();
    let talk = ann.post("/api/conversations", json!({"participants": [ben.id()]})).await.created().id();
    assert_eq!(ben.get("/api/notifications").await.ok().items()[0]["row_id"], json!(talk));
    let text = json!({"body": "Hello", "client_id": talk});
    ann.post(&format!("/api/conversations/{talk}/messages"), text).await.created();
    let messages = pushing.service.wait_for("/ben", 2).await;
    let kinds: Vec<_> = messages.iter().map(|message| browser.read(message).unwrap()["kind"].clone()).collect();
    assert_eq!(kinds, [json!("follow"), json!("message")]);
    pushing.wait_for_deliveries("status = 'ended'", 2).await;
    assert_eq!(pushing.deliveries("true").await, 2, "the sender is told of nothing");
}
