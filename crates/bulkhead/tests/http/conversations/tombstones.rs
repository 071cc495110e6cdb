use reqwest::Method;
use serde_json::json;

use super::{Chat, send, text};
use crate::support::reply::Ask;
use crate::support::world::unused_id;

#[tokio::test]
async fn a_deleted_message_leaves_its_number_and_no_word() {
    let chat = Chat::new().await;
    let body = json!({"body": "CANARY words", "client_id": unused_id()});
    let sent = chat.ann.post(&chat.messages(), &body).await.created();
    let message = format!("{}/{}", chat.messages(), text(&sent["id"]));
    let delete = async |caller: &crate::support::server::Caller| caller.delete(&message).await;
    delete(&chat.ben).await.expect(403, "not_yours");
    delete(&chat.cleo).await.expect_status(404);
    chat.ann.request(Method::DELETE, &message).header("If-Match", "\"7\"").reply().await.expect_status(412);
    delete(&chat.ann).await.no_content();
    delete(&chat.ann).await.no_content();
    delete(&chat.ben).await.expect(403, "not_yours");

    send(&chat.ann, &chat.messages(), "next").await.created();
    for caller in [&chat.ann, &chat.ben] {
        let page = caller.get(&format!("{}?after_seq=0", chat.messages())).await.ok();
        let [first, second] = page.items() else { panic!("{page}") };
        assert_eq!((&first["seq"], &second["seq"], &second["body"]), (&json!(1), &json!(2), &json!("next")));
        assert!(first["body"].is_null() && first["deleted_at"].is_string(), "{first}");
        assert_eq!(*caller.get(&message).await.ok().json(), *first);
    }
    assert_eq!(chat.ben.get(&chat.path).await["unread"], 2, "it counts as before");
    for (deleted, seq) in [("true", 1), ("false", 2)] {
        let page = chat.ben.get(&format!("{}?deleted={deleted}", chat.messages())).await.ok();
        assert_eq!(page.items().iter().map(|item| &item["seq"]).collect::<Vec<_>>(), [&json!(seq)]);
    }
    // A device that sends it again doesn't bring it back.
    let again = chat.ann.post(&chat.messages(), &body).await.ok();
    assert_eq!((&again["id"], &again["body"]), (&sent["id"], &json!(null)));

    let words = "select (select count(*) from app.conversation_messages m where m::text like '%CANARY%')
      + (select count(*) from tenancy.changes where fields::text like '%CANARY%')";
    let mut superuser = chat.team.server.db.connect("postgres").await;
    assert_eq!(sqlx::query_scalar::<_, i64>(words).fetch_one(&mut superuser).await.unwrap(), 0);
}
