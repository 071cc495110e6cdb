//! Conversations: who sees them, how messages are numbered, and what becomes of them in the trash.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod numbers;
mod privacy;
mod trash;

use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::members::Team;
use crate::server::Caller;
use crate::world::unused_id;

/// A team with Ann and Ben, who are in a conversation, and Cleo, who isn't.
struct Chat {
    team: Team,
    ann: Caller,
    ben: Caller,
    ben_id: Uuid,
    cleo: Caller,
    cleo_id: Uuid,
    /// The conversation's path.
    path: String,
}

impl Chat {
    async fn new() -> Self {
        let team = Team::new().await;
        let (ann, _) = team.join("ann", Role::Member).await;
        let (ben, ben_id) = team.join("ben", Role::Member).await;
        let (cleo, cleo_id) = team.join("cleo", Role::Admin).await;
        let (status, made) = ann.post("/api/conversations", json!({"participants": [ben_id], "title": "Launch"})).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let path = format!("/api/conversations/{}", text(&made["id"]));
        Self { team, ann, ben, ben_id, cleo, cleo_id, path }
    }

    fn messages(&self) -> String {
        format!("{}/messages", self.path)
    }

    fn participants(&self) -> String {
        format!("{}/participants", self.path)
    }

    /// The path of a participant's row.
    async fn participant(&self, user: Uuid) -> String {
        let (_, page) = self.ann.get(&self.participants()).await;
        let row = page["items"].as_array().unwrap().iter().find(|row| row["user_id"] == json!(user));
        format!("{}/{}", self.participants(), text(&row.expect("the user takes part")["id"]))
    }
}

fn text(json: &Json) -> &str {
    json.as_str().expect("a text")
}

async fn send(caller: &Caller, messages: &str, body: &str) -> (StatusCode, Json) {
    caller.post(messages, json!({"body": body, "client_id": unused_id()})).await
}

async fn ids(caller: &Caller, path: &str) -> Vec<String> {
    let (status, page) = caller.get(path).await;
    assert_eq!(status, StatusCode::OK, "{path}: {page}");
    page["items"].as_array().unwrap().iter().map(|item| text(&item["id"]).to_owned()).collect()
}

#[tokio::test]
async fn a_conversation_is_made_with_members_of_the_tenant_and_its_creator() {
    let chat = Chat::new().await;
    let (_, page) = chat.ann.get(&chat.participants()).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 2, "{page}");
    for caller in [&chat.ann, &chat.ben] {
        assert_eq!(ids(caller, "/api/conversations").await.len(), 1);
        let (status, found) = caller.get(&chat.path).await;
        assert_eq!((status, &found["title"], &found["last_seq"]), (StatusCode::OK, &json!("Launch"), &json!(0)));
    }

    let stranger = chat.team.server.user("stranger@other.example.com").await;
    let stranger = stranger.get("/auth/me").await.1["user"]["id"].clone();
    for outside in [stranger, json!(unused_id())] {
        let (status, problem) = chat.ann.post("/api/conversations", json!({"participants": [outside]})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(
            problem["errors"],
            json!([{"field": "participants", "code": "reference", "message": "must be ids of members of the tenant"}])
        );
        let (status, problem) = chat.ann.post(&chat.participants(), json!({"user_id": outside})).await;
        assert_eq!((status, &problem["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("user_id")));
    }
    let (_, problem) = chat.ann.post("/api/conversations", json!({"title": "x"})).await;
    assert_eq!(
        (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
        (&json!("participants"), &json!("required"))
    );
    let (status, problem) = chat.ann.send(Method::PATCH, &chat.path, Some(&json!({"participants": []}))).await;
    assert_eq!((status, &problem["errors"][0]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("read_only")));
    assert_eq!(ids(&chat.ann, "/api/conversations").await.len(), 1, "a refused conversation leaves nothing");
}

#[tokio::test]
async fn participants_add_members_leave_and_remove_those_they_added() {
    let chat = Chat::new().await;
    let (status, added) = chat.ben.post(&chat.participants(), json!({"user_id": chat.cleo_id})).await;
    assert_eq!(status, StatusCode::CREATED, "{added}");
    assert_eq!(chat.cleo.get(&chat.path).await.0, StatusCode::OK);
    let (status, again) = chat.ann.post(&chat.participants(), json!({"user_id": chat.cleo_id})).await;
    assert_eq!((status, &again["id"]), (StatusCode::OK, &added["id"]));

    // Ben added Cleo, and Ann added Ben.
    let (ben, cleo) = (chat.participant(chat.ben_id).await, chat.participant(chat.cleo_id).await);
    let delete = async |caller: &Caller, path: &str| caller.send(Method::DELETE, path, None).await;
    for (caller, path) in [(&chat.ann, &cleo), (&chat.cleo, &ben)] {
        let (status, problem) = delete(caller, path).await;
        assert_eq!((status, &problem["code"]), (StatusCode::FORBIDDEN, &json!("not_yours")), "{problem}");
    }
    assert_eq!(delete(&chat.cleo, &cleo).await.0, StatusCode::NO_CONTENT, "who leaves is gone");
    assert_eq!(chat.cleo.get(&chat.path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(delete(&chat.ann, &cleo).await.0, StatusCode::NOT_FOUND, "and left once");

    // A former participant who is added again takes part again.
    let (status, _) = chat.ann.post(&chat.participants(), json!({"user_id": chat.cleo_id})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(chat.cleo.get(&chat.path).await.0, StatusCode::OK);
    assert_eq!(delete(&chat.ann, &ben).await.0, StatusCode::NO_CONTENT, "who added a participant removes them");
    assert_eq!(chat.ben.get(&chat.path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(send(&chat.ben, &chat.messages(), "still here?").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_leaves_the_tenant_leaves_its_conversations() {
    let chat = Chat::new().await;
    assert_eq!(
        chat.team.owner.send(Method::DELETE, &format!("/api/members/{}", chat.ben_id), None).await.0,
        StatusCode::NO_CONTENT
    );
    let row = format!("('{}', '{}', 'member')", chat.team.id, chat.ben_id);
    let again = format!("insert into tenancy.memberships (tenant_id, user_id, role) values {row}");
    chat.team.server.db.superuser(&again).await;
    assert_eq!(chat.ben.get(&chat.path).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ids(&chat.ben, "/api/conversations").await, Vec::<String>::new());
    assert_eq!(ids(&chat.ann, &chat.participants()).await.len(), 1);
}

#[tokio::test]
async fn a_created_child_is_where_its_location_says() {
    let chat = Chat::new().await;
    let body = json!({"body": "hello", "client_id": unused_id()});
    let answer = chat.ann.request(Method::POST, &chat.messages()).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let made: Json = answer.json().await.unwrap();
    assert_eq!(location, format!("{}/{}", chat.messages(), text(&made["id"])));
    let (status, found) = chat.ben.get(&location).await;
    assert_eq!((status, found), (StatusCode::OK, made));
}
