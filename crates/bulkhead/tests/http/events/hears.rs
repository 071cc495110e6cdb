use reqwest::Method;
use serde_json::json;
use tenancy::Role;

use super::{Follower, Heard, lead};
use crate::support::reply::Ask;
use crate::support::server::{COURSE, Caller};
use crate::support::team::Team;

#[tokio::test]
async fn live_a_5_ten_9_each_hears_of_the_rows_that_they_may_read() {
    let team = Team::new().await;
    let other = team.server.tenant("other").await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Viewer).await;
    let mut of_owner = Follower::open(&team.owner).await;
    let mut of_ann = Follower::open(&ann).await;
    let mut of_ben = Follower::open(&ben).await;
    let mut of_stranger = Follower::open(&other.owner).await;

    let shared = lead(&ann).await;
    let path = format!("/api/leads/{shared}");
    ann.patch(&path, json!({"status": "won"})).await.ok();
    ann.delete(&path).await.no_content();
    ann.post_empty(&format!("{path}/restore")).await.ok();
    let item = json!({"item_type": "course", "item_id": COURSE});
    ann.post("/api/favourites", item).await.created();
    let conversation = ann.post("/api/conversations", json!({"participants": [ben.id()]})).await.created().id();
    let message = json!({"body": "Hello", "client_id": shared});
    ann.post(&format!("/api/conversations/{conversation}/messages"), message).await.created();
    // What members have no route for is told to none.
    team.owner.post("/api/api-keys", json!({"name": "a key", "scopes": ["*:read"]})).await.created();
    let last = lead(&ann).await;

    let leads = [("leads", "insert"), ("leads", "update"), ("leads", "delete"), ("leads", "restore")];
    let heard = of_owner.until(last).await;
    assert_eq!(heard.iter().map(Heard::short).collect::<Vec<_>>(), leads);
    assert!(heard.iter().all(|event| event.kind == "change" && event.id() == Some(shared)));
    assert_eq!(heard.iter().map(|event| event.data["version"].as_i64()).collect::<Vec<_>>(), [1, 2, 3, 4].map(Some));

    let heard = of_ben.until(last).await;
    let is_of_chat = |event: &&Heard| !["leads", "notifications"].contains(&event.short().0);
    let chat: Vec<_> = heard.iter().filter(is_of_chat).collect();
    assert!(chat.iter().all(|event| event.data["conversation_id"] == json!(conversation)), "{chat:?}");
    let told: Vec<_> = chat.iter().map(|event| event.short()).collect();
    for expected in
        [("conversations", "insert"), ("conversation-participants", "insert"), ("conversation-messages", "insert")]
    {
        assert!(told.contains(&expected), "{expected:?} {told:?}");
    }
    let heard = of_ann.until(last).await;
    let own = heard.iter().filter(|event| event.data["resource"] == "favourites");
    assert_eq!(own.map(|event| event.data["operation"].clone()).collect::<Vec<_>>(), ["insert"]);

    let marker = lead(&other.owner).await;
    assert!(of_stranger.until(marker).await.is_empty());
}

#[tokio::test]
async fn csrf_1_api_7_members_open_a_few_streams_each_from_own_pages() {
    let team = Team::new_with(&[("EVENT_STREAMS_PER_USER", "2"), ("EVENT_STREAMS_PER_TENANT", "3")]).await;
    let ann = team.member("ann", Role::Viewer).await;
    team.server.anonymous().get("/api/events").await.expect(401, "unauthenticated");
    team.server.anonymous().in_tenant("acme").get("/api/events").await.expect(401, "unauthenticated");
    let other = team.server.tenant("other").await;
    other.owner.in_tenant("acme").get("/api/events").await.expect(404, "not_found");
    for site in ["cross-site", "same-site"] {
        let foreign = ann.request(Method::GET, "/api/events").header("Sec-Fetch-Site", site).reply().await;
        foreign.expect(403, "cross_origin");
    }
    let key = team.owner.post("/api/api-keys", json!({"name": "a key", "scopes": ["*:read"]})).await.created();
    team.owner.bearing(key.text("key")).get("/api/events").await.expect_status(403);

    // Browsers name the tenant in the URL.
    let mut first = Follower::open_at(&ann.at_home(), "/api/events?tenant=acme", None).await;
    let made = lead(&team.owner).await;
    first.until(made).await;
    let second = Follower::open(&ann).await;
    let stream =
        |caller: &Caller| caller.request(Method::GET, "/api/events").header("Accept", "text/event-stream").reply();
    stream(&ann).await.expect(429, "too_many_requests");
    let third = Follower::open(&team.owner).await;
    let ben = team.member("ben", Role::Member).await;
    stream(&ben).await.expect(429, "too_many_requests");
    // What isn't a stream takes no place.
    ben.get("/api/events").await.ok();
    drop(third);
    team.remove(&ann).await;
    for ended in [first, second] {
        assert_eq!(ended.end().await.1, "credential");
    }
    Follower::open(&ben).await;
}
