use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use tenancy::Role;

use super::{Chat, text};
use crate::support::server::Caller;

/// The pages of two contacts, joined.
async fn contacts(caller: &Caller) -> Vec<Json> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = caller.get(&format!("/api/chat-contacts?limit=2{cursor}")).await.ok();
        seen.extend(page.items().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => {
                assert_eq!(page.items().len(), 2, "a page before the last is full: {page}");
                cursor = format!("&cursor={next}");
            }
            None => return seen,
        }
    }
}

#[tokio::test]
async fn a_member_writes_to_each_other_member_of_the_tenant_and_to_no_one_else() {
    let chat = Chat::new().await;
    let viewer = chat.team.member("vic", Role::Viewer).await;
    chat.team.server.user("stranger@other.example.com").await;
    let members = [&chat.team.owner, &chat.ann, &chat.ben, &chat.cleo, &viewer];
    // Each stands at another place among the ids, and is missing there.
    for caller in members {
        let seen = contacts(caller).await;
        let ids: BTreeSet<&str> = seen.iter().map(|contact| text(&contact["user_id"])).collect();
        let others: Vec<String> =
            members.iter().map(|other| other.id()).filter(|id| *id != caller.id()).map(|id| id.to_string()).collect();
        assert_eq!((seen.len(), ids), (4, others.iter().map(String::as_str).collect()));
        assert!(seen.iter().all(|contact| contact.as_object().unwrap().len() == 3 && contact["name"].is_string()));
    }
    chat.team.owner.delete(&format!("/api/members/{}", chat.ben.id())).await.no_content();
    assert!(contacts(&chat.ann).await.iter().all(|contact| contact["user_id"] != json!(chat.ben.id())));
    chat.ben.get("/api/chat-contacts").await.expect_status(404);
}
