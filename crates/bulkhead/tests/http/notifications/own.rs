use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use super::{converse, told, unread, write};
use crate::events::Follower;
use crate::support::reply::Ask;
use crate::support::server::Caller;
use crate::support::team::Team;

/// Ann, who is told of many things, and who tells her.
async fn told_of_followers(team: &Team, count: usize) -> Caller {
    let ann = team.member("ann", Role::Member).await;
    let sql = format!(
        "insert into tenancy.notifications (tenant_id, id, owner_id, kind, resource, row_id, created_at)
         select '{}', gen_random_uuid(), '{}', 'follow', 'follows', gen_random_uuid(), now() - n * interval '1 minute'
         from generate_series(1, {count}) n",
        team.id,
        ann.id()
    );
    team.server.db.superuser(&sql).await;
    ann
}

async fn list(caller: &Caller, query: &str) -> (Vec<Json>, Option<String>) {
    let page = caller.get(&format!("/api/notifications?{query}")).await.ok();
    (page.items().to_vec(), page["next_cursor"].as_str().map(str::to_owned))
}

#[tokio::test]
async fn the_list_begins_with_what_is_unread_newest_first_over_all_pages() {
    let team = Team::new().await;
    let ann = told_of_followers(&team, 12).await;
    let (all, _) = list(&ann, "").await;
    for read in [0, 3, 7] {
        let path = format!("/api/notifications/{}/read", all[read]["id"].as_str().unwrap());
        assert!(ann.post_empty(&path).await.ok()["read_at"].is_string());
    }
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let (items, next) = list(&ann, &format!("limit=5{cursor}")).await;
        paged.extend(items);
        let Some(next) = next else { break };
        cursor = format!("&cursor={next}");
    }
    let is_read: Vec<bool> = paged.iter().map(|item| item["read_at"].is_string()).collect();
    assert_eq!(is_read, [[false; 9].as_slice(), &[true; 3]].concat());
    let ids = |items: &[Json]| items.iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
    let unread: Vec<Json> =
        (0..12).filter(|place| ![0, 3, 7].contains(place)).map(|place| all[place].clone()).collect();
    assert_eq!(ids(&paged[..9]), ids(&unread));
    assert!(paged[9..].iter().all(|item| item["unread_since"].is_null()));
}

#[tokio::test]
async fn what_was_read_later_came_later_in_the_list() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let mut conversations = Vec::new();
    for _ in 0..5 {
        conversations.push(converse(&ann, &[ben.id()]).await);
    }
    ben.post_empty("/api/notifications/read-all").await.ok();
    conversations.reverse();
    assert_eq!(told(&ben).await.into_iter().map(|(_, _, row)| row).collect::<Vec<Uuid>>(), conversations);
}

#[tokio::test]
async fn the_count_stops_at_a_hundred_and_read_all_reads_all() {
    let team = Team::new().await;
    let ann = told_of_followers(&team, 130).await;
    assert_eq!(unread(&ann).await, 100);
    let keyed = || ann.request(Method::POST, "/api/notifications/read-all").header("Idempotency-Key", "all");
    assert_eq!(keyed().reply().await.ok()["read"], 130);
    assert_eq!(unread(&ann).await, 0);
    assert_eq!(keyed().reply().await.ok()["read"], 130, "the first response");
    assert_eq!(ann.post_empty("/api/notifications/read-all").await.ok()["read"], 0);
}

#[tokio::test]
async fn ten_9_notifications_are_their_members_alone() {
    let team = Team::new().await;
    let ann = told_of_followers(&team, 3).await;
    let ben = team.member("ben", Role::Admin).await;
    let viewer = team.member("vic", Role::Viewer).await;
    let path = format!("/api/notifications/{}", list(&ann, "").await.0[0]["id"].as_str().unwrap());
    for other in [&ben, &team.owner] {
        other.get(&path).await.expect(404, "not_found");
        other.delete(&path).await.expect(404, "not_found");
        other.post_empty(&format!("{path}/read")).await.expect(404, "not_found");
        assert_eq!(other.post_empty("/api/notifications/read-all").await.ok()["read"], 0);
        assert_eq!((told(other).await.len(), unread(other).await), (0, json!(0)));
    }
    for act in [format!("{path}/read"), "/api/notifications/read-all".to_owned()] {
        viewer.post_empty(&act).await.expect(403, "role_too_low");
    }
    assert_eq!(unread(&ann).await, 3);
    ann.delete(&path).await.no_content();
    assert_eq!((told(&ann).await.len(), unread(&ann).await), (2, json!(2)));
    for (method, path) in [(Method::POST, "/api/notifications"), (Method::PATCH, &*path)] {
        ann.request(method, path).json(&json!({"kind": "follow"})).reply().await.expect_status(405);
    }
}

#[tokio::test]
async fn a_stream_tells_of_ones_own_notifications_and_of_their_being_read() {
    let team = Team::new().await;
    let ann = team.member("ann", Role::Member).await;
    let ben = team.member("ben", Role::Member).await;
    let (mut of_ben, mut of_owner) = (Follower::open(&ben).await, Follower::open(&team.owner).await);
    let conversation = converse(&ann, &[ben.id()]).await;
    write(&ann, conversation, "Hello").await;
    ben.post(&format!("/api/conversations/{conversation}/read"), json!({"seq": 1})).await.ok();
    let end = ann.post("/api/leads", json!({"name": "End"})).await.created().id();
    let about = |heard: Vec<crate::events::Heard>| {
        let of_notifications = heard.iter().filter(|event| event.short().0 == "notifications");
        of_notifications.map(|event| event.short().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(about(of_ben.until(end).await), ["insert", "insert", "update", "update"]);
    assert_eq!(about(of_owner.until(end).await), [] as [&str; 0]);
}
