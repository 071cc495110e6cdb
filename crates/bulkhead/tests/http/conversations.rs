//! Conversations: who sees them, how messages are numbered, and what becomes of them in the trash.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod contacts;
mod numbers;
mod offline;
mod privacy;
mod reading;
mod tombstones;
mod trash;

use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use crate::support::reply::Reply;
use crate::support::server::Caller;
use crate::support::team::Team;
use crate::support::world::unused_id;

/// A team with Ann and Ben, who are in a conversation, and Cleo, who isn't.
struct Chat {
    team: Team,
    ann: Caller,
    ben: Caller,
    cleo: Caller,
    /// The conversation's path.
    path: String,
}

impl Chat {
    async fn new() -> Self {
        let team = Team::new().await;
        let ann = team.member("ann", Role::Member).await;
        let ben = team.member("ben", Role::Member).await;
        let cleo = team.member("cleo", Role::Admin).await;
        let made =
            ann.post("/api/conversations", json!({"participants": [ben.id()], "title": "Launch"})).await.created();
        let path = format!("/api/conversations/{}", made.id());
        Self { team, ann, ben, cleo, path }
    }

    fn messages(&self) -> String {
        format!("{}/messages", self.path)
    }

    fn participants(&self) -> String {
        format!("{}/participants", self.path)
    }

    /// The path of a participant's row.
    async fn participant(&self, user: Uuid) -> String {
        let page = self.ann.get(&self.participants()).await.ok();
        let row = page.items().iter().find(|row| row["user_id"] == json!(user));
        format!("{}/{}", self.participants(), text(&row.expect("the user takes part")["id"]))
    }
}

fn text(json: &Json) -> &str {
    json.as_str().expect("a text")
}

async fn send(caller: &Caller, messages: &str, body: &str) -> Reply {
    caller.post(messages, json!({"body": body, "client_id": unused_id()})).await
}

async fn ids(caller: &Caller, path: &str) -> Vec<String> {
    let page = caller.get(path).await.ok();
    page.items().iter().map(|item| text(&item["id"]).to_owned()).collect()
}

#[tokio::test]
async fn a_conversation_is_made_with_members_of_the_tenant_and_its_creator() {
    let chat = Chat::new().await;
    let page = chat.ann.get(&chat.participants()).await.ok();
    assert_eq!(page.items().len(), 2, "{page}");
    for caller in [&chat.ann, &chat.ben] {
        assert_eq!(ids(caller, "/api/conversations").await.len(), 1);
        let found = caller.get(&chat.path).await.ok();
        assert_eq!((&found["title"], &found["last_seq"]), (&json!("Launch"), &json!(0)), "{found}");
    }

    let stranger = chat.team.server.user("stranger@other.example.com").await;
    for outside in [stranger.id(), unused_id()] {
        let problem = chat.ann.post("/api/conversations", json!({"participants": [outside]})).await.expect_status(422);
        assert_eq!(
            problem["errors"],
            json!([{"field": "participants", "code": "reference", "message": "must be ids of members of the tenant"}])
        );
        chat.ann.post(&chat.participants(), json!({"user_id": outside})).await.field("user_id");
    }
    chat.ann.post("/api/conversations", json!({"title": "x"})).await.field_is("participants", "required");
    let problem = chat.ann.patch(&chat.path, json!({"participants": []})).await.expect_status(422);
    assert_eq!(problem["errors"][0]["code"], "read_only", "{problem}");
    assert_eq!(ids(&chat.ann, "/api/conversations").await.len(), 1, "a refused conversation leaves nothing");
}

#[tokio::test]
async fn participants_add_members_leave_and_remove_those_they_added() {
    let chat = Chat::new().await;
    let added = chat.ben.post(&chat.participants(), json!({"user_id": chat.cleo.id()})).await.created();
    chat.cleo.get(&chat.path).await.ok();
    let again = chat.ann.post(&chat.participants(), json!({"user_id": chat.cleo.id()})).await.ok();
    assert_eq!(again["id"], added["id"], "{again}");

    // Ben added Cleo, and Ann added Ben.
    let (ben, cleo) = (chat.participant(chat.ben.id()).await, chat.participant(chat.cleo.id()).await);
    let delete = async |caller: &Caller, path: &str| caller.delete(path).await;
    for (caller, path) in [(&chat.ann, &cleo), (&chat.cleo, &ben)] {
        delete(caller, path).await.expect(403, "not_yours");
    }
    assert_eq!(delete(&chat.cleo, &cleo).await.status, 204, "who leaves is gone");
    chat.cleo.get(&chat.path).await.expect_status(404);
    assert_eq!(delete(&chat.ann, &cleo).await.status, 404, "and left once");

    // A former participant who is added again takes part again.
    chat.ann.post(&chat.participants(), json!({"user_id": chat.cleo.id()})).await.ok();
    chat.cleo.get(&chat.path).await.ok();
    assert_eq!(delete(&chat.ann, &ben).await.status, 204, "who added a participant removes them");
    chat.ben.get(&chat.path).await.expect_status(404);
    send(&chat.ben, &chat.messages(), "still here?").await.expect_status(404);
}

#[tokio::test]
async fn who_leaves_the_tenant_leaves_its_conversations() {
    let chat = Chat::new().await;
    chat.team.owner.delete(&format!("/api/members/{}", chat.ben.id())).await.no_content();
    chat.team.set_role(&chat.ben, Role::Member).await;
    chat.ben.get(&chat.path).await.expect_status(404);
    assert_eq!(ids(&chat.ben, "/api/conversations").await, Vec::<String>::new());
    assert_eq!(ids(&chat.ann, &chat.participants()).await.len(), 1);
}

#[tokio::test]
async fn a_created_child_is_where_its_location_says() {
    let chat = Chat::new().await;
    let body = json!({"body": "hello", "client_id": unused_id()});
    let answer = chat.ann.post(&chat.messages(), &body).await.created();
    let location = answer.header("location").unwrap().to_owned();
    assert_eq!(location, format!("{}/{}", chat.messages(), answer.id()));
    let found = chat.ben.get(&location).await.ok();
    assert_eq!(found.json(), answer.json());
}
