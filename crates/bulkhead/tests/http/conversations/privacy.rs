use reqwest::Method;
use serde_json::json;
use web::route::Access;
use web::routes::ROUTES;

use super::{Chat, ids, send, text};
use crate::support::api_keys;
use crate::support::openapi_requests;
use crate::support::reply::Ask;
use crate::support::server::Caller;
use crate::support::world::unused_id;

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

/// Asks for each route of the conversation, and as a control for those of one that doesn't exist.
async fn sees_nothing(chat: &Chat, caller: &Caller, message: &str, participant: &str, who: &str) {
    let nothing = format!("/api/conversations/{}", unused_id());
    let (conversation, control) = (last(&chat.path), last(&nothing));
    for (method, path, body) in [
        (Method::GET, String::new(), None),
        (Method::PATCH, String::new(), Some(json!({"title": "mine"}))),
        (Method::DELETE, String::new(), None),
        (Method::POST, "/restore".to_owned(), None),
        (Method::POST, "/read".to_owned(), Some(json!({"seq": 0}))),
        (Method::POST, "/typing".to_owned(), None),
        (Method::GET, "/messages".to_owned(), None),
        (Method::GET, "/messages?after_seq=0".to_owned(), None),
        (Method::GET, format!("/messages/{message}"), None),
        (Method::DELETE, format!("/messages/{message}"), None),
        (Method::POST, "/messages".to_owned(), Some(json!({"body": "hi", "client_id": unused_id()}))),
        (Method::GET, "/participants".to_owned(), None),
        (Method::GET, format!("/participants/{participant}"), None),
        (Method::POST, "/participants".to_owned(), Some(json!({"user_id": chat.cleo.id()}))),
        (Method::DELETE, format!("/participants/{participant}"), None),
    ] {
        let ask = async |to: &str| {
            let request = caller.request(method.clone(), &format!("{to}{path}"));
            let request = if let Some(body) = &body { request.json(body) } else { request };
            request.reply().await
        };
        let seen = ask(&chat.path).await.about(&conversation);
        let control = ask(&nothing).await.about(&control);
        assert_eq!(seen.status, 404, "{who}: {method} {path}: {seen:?}");
        assert_eq!(seen, control, "{who}: {method} {path}");
    }
    assert_eq!(ids(caller, "/api/conversations").await, Vec::<String>::new(), "{who}");
    assert_eq!(ids(caller, "/api/conversations?deleted=true").await, Vec::<String>::new(), "{who}");
}

#[tokio::test]
async fn ten_1_live_b_3_a_conversation_is_nothing_to_who_takes_no_part() {
    let chat = Chat::new().await;
    let sent = send(&chat.ann, &chat.messages(), "between us").await;
    let message = text(&sent["id"]).to_owned();
    let participant = last(&chat.participant(chat.ben.id()).await);
    let before = [chat.ann.get(&chat.messages()).await, chat.ann.get(&chat.participants()).await];
    sees_nothing(&chat, &chat.team.owner, &message, &participant, "the tenant's owner").await;
    sees_nothing(&chat, &chat.cleo, &message, &participant, "an admin").await;
    assert_eq!([chat.ann.get(&chat.messages()).await, chat.ann.get(&chat.participants()).await], before);

    chat.ben.get(&format!("{}/{message}", chat.messages())).await.ok();
    let own = chat.participant(chat.ben.id()).await;
    chat.ben.delete(&own).await.no_content();
    sees_nothing(&chat, &chat.ben, &message, &participant, "a former participant").await;
}

#[tokio::test]
async fn ten_1_a_child_of_another_parent_is_nothing_under_this_one() {
    let chat = Chat::new().await;
    let sent = send(&chat.ann, &chat.messages(), "here").await;
    let other = chat.ann.post("/api/conversations", json!({"participants": [chat.ben.id()]})).await;
    let other = format!("/api/conversations/{}", text(&other["id"]));
    for path in [format!("{other}/messages/{}", text(&sent["id"])), format!("{other}/messages/{}", unused_id())] {
        chat.ann.get(&path).await.expect_status(404);
    }
    let row = chat.participant(chat.ben.id()).await;
    let foreign = format!("{other}/participants/{}", row.rsplit('/').next().unwrap());
    chat.ann.delete(&foreign).await.expect_status(404);
    chat.ben.get(&chat.path).await.ok();
    assert_eq!(ids(&chat.ann, &format!("{other}/messages")).await, Vec::<String>::new());
}

#[tokio::test]
async fn ten_9_the_audit_log_holds_no_word_of_a_conversation() {
    let chat = Chat::new().await;
    send(&chat.ann, &chat.messages(), "CANARY words").await;
    chat.ann.post(&chat.participants(), json!({"user_id": chat.cleo.id()})).await;
    for caller in [&chat.team.owner, &chat.cleo] {
        for query in ["", "&table=conversations", "&table=conversation_messages", "&table=conversation_participants"] {
            let log = caller.get(&format!("/api/audit-log?limit=100{query}")).await.ok();
            // Cleo reads what she herself was told: that she was added to a conversation.
            let lines: Vec<_> = log.items().iter().filter(|line| line["table"] != "notifications").collect();
            let lines = format!("{lines:?}");
            for word in ["CANARY", "Launch", "conversation"] {
                assert!(!lines.contains(word), "{word} in {lines}");
            }
        }
    }
    let lines = "select count(*) from tenancy.changes where table_name like 'conversation%' and audience is not null";
    let mut superuser = chat.team.server.db.connect("postgres").await;
    let lines: i64 = sqlx::query_scalar(lines).fetch_one(&mut superuser).await.unwrap();
    assert!(lines >= 6, "every act is in the log: {lines}");
}

#[tokio::test]
async fn ten_9_no_answer_to_who_takes_no_part_holds_a_word_of_a_conversation() {
    let chat = Chat::new().await;
    let mut words = Vec::new();
    for number in 0..20 {
        let sent = send(&chat.ann, &chat.messages(), &format!("CANARY-{number}")).await;
        words.extend([format!("canary-{number}"), text(&sent["id"]).to_owned(), text(&sent["client_id"]).to_owned()]);
    }
    words.push("launch".to_owned());
    let conversation = last(&chat.path);
    let readers = [
        ("the tenant's owner", chat.team.owner.clone()),
        ("an admin", chat.cleo.clone()),
        ("a key of the owner's", api_keys::program(&chat.team.owner, &["*:read"]).await),
    ];
    for (who, caller) in &readers {
        for route in ROUTES.iter().filter(|route| route.method == "GET" && matches!(route.access, Access::Member(_))) {
            for query in
                ["", "?limit=100", "?deleted=true", "?after_seq=0", "?q=canary", "?table=conversation_messages"]
            {
                let path = openapi_requests::path(route, &format!("{conversation}/{}", words[1]));
                let seen = caller.get(&format!("{path}{query}")).await;
                let learned = format!("{:?} {}", seen.headers, seen.body).to_lowercase();
                let hits: Vec<_> =
                    words.iter().filter(|word| learned.contains(*word) && !path.contains(*word)).collect();
                assert!(hits.is_empty(), "{who}: {path}{query}: {hits:?} in {seen:?}");
            }
        }
    }
    assert_eq!(ids(&chat.ben, &format!("{}?limit=100", chat.messages())).await.len(), 20);
}

#[tokio::test]
async fn ten_6_no_conversation_is_entered_for_the_next_request_of_the_connection() {
    let chat = Chat::new().await;
    send(&chat.ann, &chat.messages(), "between us").await;
    let path = chat.path.clone();
    for _ in 0..40 {
        let (one, two) = tokio::join!(chat.ann.get(&path), chat.cleo.get(&path));
        assert_eq!((one.status, two.status), (200, 404));
        let (one, two) = tokio::join!(chat.ann.get("/api/conversations"), chat.cleo.get("/api/conversations"));
        assert_eq!(one.items().len(), 1);
        assert_eq!(two["items"], json!([]));
    }
}
