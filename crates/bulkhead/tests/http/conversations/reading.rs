use reqwest::Method;
use serde_json::json;

use super::{Chat, send};
use crate::support::reply::Ask;

#[tokio::test]
async fn a_conversation_is_read_up_to_a_message_and_the_others_see_how_far() {
    let chat = Chat::new().await;
    let read = format!("{}/read", chat.path);
    send(&chat.ben, &chat.messages(), "one").await;
    for body in ["two", "three"] {
        send(&chat.ann, &chat.messages(), body).await.created();
    }
    let unread = async || {
        let page = chat.ben.get("/api/conversations").await.ok();
        (page.items()[0]["read_seq"].clone(), page.items()[0]["unread"].clone())
    };
    assert_eq!(unread().await, (json!(1), json!(2)), "a sender has read up to their own message");
    let found = chat.ben.get(&chat.path).await.ok();
    let tag = found.header("etag").unwrap().to_owned();

    let mark = chat.ben.post(&read, json!({"seq": 3})).await.ok();
    assert_eq!(*mark.json(), json!({"read_seq": 3, "unread": 0}));
    assert_eq!(unread().await, (json!(3), json!(0)));
    let again = chat.ben.request(Method::GET, &chat.path).header("If-None-Match", &tag).reply().await.ok();
    assert_eq!(
        (&again["unread"], again.header("etag")),
        (&json!(0), Some(tag.as_str())),
        "the version doesn't follow it"
    );
    let receipts = chat.ann.get(&chat.participants()).await.ok();
    assert!(receipts.items().iter().all(|row| row["read_seq"] == json!(3)), "{receipts}");

    chat.ben.post(&read, json!({"seq": 4})).await.field_is("seq", "range");
    chat.ben.post(&read, json!({"seq": -1})).await.field_is("seq", "range");
    let lower = chat.ben.post(&read, json!({"seq": 1})).await.ok();
    assert_eq!(*lower.json(), json!({"read_seq": 3, "unread": 0}));
}
