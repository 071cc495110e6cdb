//! Agents: at most one is active on a phone, and what they name is the tenant's own.

use serde_json::{Value as Json, json};

use crate::support::reply::Reply;
use crate::support::server::{Caller, TestServer};

async fn phone(caller: &Caller, number: &str) -> String {
    caller.post("/api/phones", json!({"number": number})).await.created().id().to_string()
}

async fn make(caller: &Caller, things: &str, agent: Json) -> Reply {
    caller.post(&format!("/api/{things}"), agent).await
}

#[tokio::test]
async fn one_agent_is_active_on_a_phone_in_each_direction() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let (first, second) = (phone(&user, "+14155550101").await, phone(&user, "+14155550102").await);
    let agent = |direction: &str, phone: &str, active: bool| json!({"name": "Ada", "direction": direction, "phone_id": phone, "active": active});
    let active = make(&user, "agents", agent("incoming", &first, true)).await.created();
    make(&user, "agents", agent("incoming", &first, true)).await.expect(409, "agent_active");
    let idle = make(&user, "agents", agent("incoming", &first, false)).await.created();
    for (direction, phone) in [("outgoing", &first), ("incoming", &second), ("outgoing", &second)] {
        make(&user, "agents", agent(direction, phone, true)).await.created();
    }
    let (active, idle) = (format!("/api/agents/{}", active.id()), format!("/api/agents/{}", idle.id()));
    user.patch(&idle, json!({"active": true})).await.expect(409, "agent_active");
    user.patch(&active, json!({"active": false})).await.ok();
    user.patch(&idle, json!({"active": true})).await.ok();
    // One in the trash is active no more, and doesn't come back beside another.
    user.delete(&idle).await.no_content();
    user.patch(&active, json!({"active": true})).await.ok();
    user.post_empty(&format!("{idle}/restore")).await.expect(409, "agent_active");
    let listed = user.get(&format!("/api/agents?phone_id={second}")).await.ok();
    assert_eq!(listed.items().len(), 2, "{listed}");
}

#[tokio::test]
async fn one_message_agent_is_active_on_a_phone() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let phones = [phone(&user, "+14155550101").await, phone(&user, "+14155550102").await];
    let agent = |phone: &str, active: bool| json!({"name": "Ada", "phone_id": phone, "active": active});
    for phone in &phones {
        make(&user, "message-agents", agent(phone, true)).await.created();
        make(&user, "message-agents", agent(phone, true)).await.expect(409, "agent_active");
        make(&user, "message-agents", agent(phone, false)).await.created();
    }
}

#[tokio::test]
async fn an_agent_names_a_phone_and_a_prompt_of_its_own_tenant() {
    let server = TestServer::start().await;
    let (user, stranger) = (server.user("user1@test.com").await, server.user("user2@test.com").await);
    let prompt = async |caller: &Caller| {
        let prompt = json!({"name": "Desk", "body": "You answer calls."});
        caller.post("/api/prompts", prompt).await.created().id().to_string()
    };
    let (own, foreign) = (phone(&user, "+14155550101").await, phone(&stranger, "+14155550101").await);
    let (own_prompt, foreign_prompt) = (prompt(&user).await, prompt(&stranger).await);
    for things in ["agents", "message-agents"] {
        let agent = |phone: &str, prompt: &str| {
            let mut agent = json!({"name": "Ada", "phone_id": phone, "prompt_id": prompt});
            if things == "agents" {
                agent["direction"] = json!("incoming");
            }
            agent
        };
        make(&user, things, agent(&foreign, &own_prompt)).await.field("phone_id");
        make(&user, things, agent(&own, &foreign_prompt)).await.field("prompt_id");
        make(&user, things, agent(&own, &own_prompt)).await.created();
        make(&user, things, json!({"name": "Ada", "direction": "incoming"})).await.field("phone_id");
    }
}

#[tokio::test]
async fn a_prompt_names_a_person_by_a_number_and_no_words_without_one() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let prompt = |more: Json| {
        let mut prompt = json!({"name": "Desk", "body": "You answer calls."});
        prompt.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        prompt
    };
    for number in ["911", "sip:ann@example.com", "+1415555019x", "<Sip>+14155550199</Sip>"] {
        make(&user, "prompts", prompt(json!({"transfer_to": number}))).await.field("transfer_to");
    }
    make(&user, "prompts", prompt(json!({"transfer_words": ["person"]}))).await.field_is("transfer_to", "check");
    let made = make(&user, "prompts", prompt(json!({"transfer_to": "+14155550199", "transfer_words": ["person"]})));
    let made = made.await.created();
    assert_eq!((&made["transfer_to"], &made["transfer_words"]), (&json!("+14155550199"), &json!(["person"])));
    let path = format!("/api/prompts/{}", made.id());
    user.patch(&path, json!({"transfer_to": null})).await.field_is("transfer_to", "check");
    user.patch(&path, json!({"transfer_to": null, "transfer_words": []})).await.ok();
}
