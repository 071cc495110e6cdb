use serde_json::json;

use super::{Chat, ids, send, text};

#[tokio::test]
async fn a_conversation_in_the_trash_takes_its_messages_and_participants_along() {
    let chat = Chat::new().await;
    let sent = send(&chat.ann, &chat.messages(), "hello").await;
    let message = format!("{}/{}", chat.messages(), text(&sent["id"]));
    chat.ben.delete(&chat.path).await.expect(403, "not_yours");
    chat.ann.delete(&chat.path).await.no_content();

    for path in [chat.path.clone(), chat.messages(), message.clone(), chat.participants()] {
        chat.ann.get(&path).await.expect_status(404);
    }
    send(&chat.ann, &chat.messages(), "anyone?").await.expect_status(404);
    let body = json!({"user_id": chat.cleo.id()});
    chat.ann.post(&chat.participants(), body).await.expect_status(404);
    assert_eq!(ids(&chat.ben, "/api/conversations").await, Vec::<String>::new());
    assert_eq!(ids(&chat.ben, "/api/conversations?deleted=true").await.len(), 1);

    chat.ben.post(&format!("{}/restore", chat.path), json!({})).await.expect_status(403);
    chat.ann.post(&format!("{}/restore", chat.path), json!({})).await.ok();
    chat.ben.get(&message).await.ok();
    assert_eq!(send(&chat.ben, &chat.messages(), "back").await["seq"], 2);
}
