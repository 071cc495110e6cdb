use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{Chat, ids, send, text};

#[tokio::test]
async fn a_conversation_in_the_trash_takes_its_messages_and_participants_along() {
    let chat = Chat::new().await;
    let (_, sent) = send(&chat.ann, &chat.messages(), "hello").await;
    let message = format!("{}/{}", chat.messages(), text(&sent["id"]));
    let (status, problem) = chat.ben.send(Method::DELETE, &chat.path, None).await;
    assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("not_yours")), "{problem}");
    assert_eq!(chat.ann.send(Method::DELETE, &chat.path, None).await.0, StatusCode::NO_CONTENT);

    for path in [chat.path.clone(), chat.messages(), message.clone(), chat.participants()] {
        assert_eq!(chat.ann.get(&path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(send(&chat.ann, &chat.messages(), "anyone?").await.0, StatusCode::NOT_FOUND);
    let body = json!({"user_id": chat.cleo_id});
    assert_eq!(chat.ann.post(&chat.participants(), body).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ids(&chat.ben, "/api/conversations").await, Vec::<String>::new());
    assert_eq!(ids(&chat.ben, "/api/conversations?deleted=true").await.len(), 1);

    assert_eq!(chat.ben.post(&format!("{}/restore", chat.path), json!({})).await.0, StatusCode::FORBIDDEN);
    assert_eq!(chat.ann.post(&format!("{}/restore", chat.path), json!({})).await.0, StatusCode::OK);
    assert_eq!(chat.ben.get(&message).await.0, StatusCode::OK);
    assert_eq!(send(&chat.ben, &chat.messages(), "back").await.1["seq"], 2);
}
