use std::time::Instant;

use futures_util::future::join_all;
use serde_json::{Value as Json, json};
use tenancy::Role;
use uuid::Uuid;

use super::{Follower, Heard, lead, missed};
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;
use crate::support::wait::until;
use crate::support::world::unused_id;

/// Messages of a conversation that is read out of order.
const MESSAGES: i64 = 24;

/// Makes a conversation, and answers its path.
async fn talk(caller: &Caller, others: &[&Caller]) -> String {
    let ids: Vec<_> = others.iter().map(|other| other.id()).collect();
    let made = caller.post("/api/conversations", json!({"participants": ids})).await.created();
    format!("/api/conversations/{}", made.id())
}

async fn send(caller: &Caller, path: &str) {
    let message = json!({"body": "Hello", "client_id": unused_id()});
    caller.post(&format!("{path}/messages"), message).await.created();
}

async fn types(caller: &Caller, path: &str) {
    caller.post_empty(&format!("{path}/typing")).await.no_content();
}

/// The signals among events, by kind and user, each checked to leave the position where it was.
fn signals(heard: &[Heard]) -> Vec<(&str, Json)> {
    let signals = heard.iter().filter(|event| event.kind != "change");
    signals
        .map(|event| {
            assert!(!event.is_placed, "{event:?}");
            (event.kind.as_str(), event.data["user_id"].clone())
        })
        .collect()
}

async fn count(team: &Team, sql: &'static str) -> i64 {
    let mut superuser = team.server.db.connect("postgres").await;
    sqlx::query_scalar(sql).fetch_one(&mut superuser).await.expect("the superuser may read")
}

#[tokio::test]
async fn live_b_6_a_hundred_typing_signals_a_second_leave_no_line_in_the_change_log_and_are_gone_after_five_seconds() {
    let team = Team::new().await;
    let [ann, ben] = [team.member("ann", Role::Member).await, team.member("ben", Role::Member).await];
    let path = talk(&ann, &[&ben]).await;
    let mut of_ben = Follower::open(&ben).await;
    let start = of_ben.position.clone();
    let lines = "select count(*) from tenancy.changes";
    let rows = "select count(*) from tenancy.conversation_signals";
    let before = count(&team, lines).await;
    let begun = Instant::now();
    join_all((0..100).map(|_| types(&ann, &path))).await;
    let seconds = begun.elapsed().as_secs();
    assert_eq!(count(&team, lines).await, before);
    assert!(count(&team, rows).await <= 1, "one row a user, conversation and kind");

    let last = lead(&ann).await;
    let heard = of_ben.until(last).await;
    let typing = signals(&heard);
    assert!((1..=1 + seconds / 3 + 1).contains(&(typing.len() as u64)), "one in three seconds: {typing:?}");
    let id = path.rsplit('/').next();
    assert!(heard.iter().all(|event| event.data == json!({"conversation_id": id, "user_id": ann.id()})), "{heard:?}");
    // Who was away isn't told.
    let told = missed(&ben, &start).await.ok();
    assert_eq!(told["events"].as_array().map(Vec::len), Some(1), "{told}");
    until("signals are gone", async || count(&team, rows).await == 0).await;
    // Later the same user is heard again.
    types(&ann, &path).await;
    let again = of_ben.next().await.expect("the stream goes on");
    assert_eq!((again.kind.as_str(), again.is_placed), ("typing", false));
}

#[tokio::test]
async fn live_b_6_ten_1_a_signal_is_heard_by_those_who_take_part_and_by_no_one_else() {
    let team = Team::new().await;
    let other = team.server.tenant("other").await;
    let other_node = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let [ann, ben] = [team.member("ann", Role::Member).await, team.member("ben", Role::Member).await];
    let [former, vic] = [team.member("dan", Role::Member).await, team.member("vic", Role::Viewer).await];
    let path = talk(&ann, &[&ben, &former, &vic]).await;
    let rows = ann.get(&format!("{path}/participants")).await.ok();
    let of_former = rows.items().iter().find(|row| row["user_id"] == json!(former.id())).expect("dan takes part");
    let leaving = format!("{path}/participants/{}", of_former["id"].as_str().expect("an id"));
    // The user who types is heard of only while they take part.
    former.delete(&leaving).await.no_content();
    send(&ann, &path).await;

    // On two nodes, and with a second device of Ben's.
    let mut hearers = Vec::new();
    for caller in [&ann, &vic, &team.owner, &former] {
        hearers.push(Follower::open(caller).await);
    }
    for caller in [&ben, &ben] {
        hearers.push(Follower::open(&caller.at(&other_node)).await);
    }
    let mut of_other = Follower::open(&other.owner).await;
    types(&ann, &path).await;
    ben.post(&format!("{path}/read"), json!({"seq": 1})).await.ok();
    let (typing, read) = (("typing", json!(ann.id())), ("read", json!(ben.id())));
    let both = [read.clone(), typing.clone()];
    let last = lead(&ann).await;
    let expected: [&[_]; 6] = [&[read], &both, &[], &[], &both, &both];
    for (place, (follower, expected)) in hearers.iter_mut().zip(expected).enumerate() {
        let heard = follower.until(last).await;
        let mut told = signals(&heard);
        told.sort_by_key(|(kind, _)| *kind);
        assert_eq!(told, expected, "hearer {place}");
        assert!(heard.iter().filter(|event| event.kind == "read").all(|event| event.data["read_seq"] == json!(1)));
    }
    let marker = lead(&other.owner).await;
    assert!(of_other.until(marker).await.is_empty());

    // Who takes no part leaves none, and neither does who only reads. That another types at the same moment changes nothing.
    for stranger in [&team.owner, &former] {
        stranger.post_empty(&format!("{path}/typing")).await.expect(404, "not_found");
    }
    other.owner.post_empty(&format!("{path}/typing")).await.expect(404, "not_found");
    vic.post_empty(&format!("{path}/typing")).await.expect(403, "role_too_low");
    let left = count(&team, "select count(*) from tenancy.conversation_signals where kind = 'typing'").await;
    assert!(left <= 1, "that of ann alone, if it isn't gone");
}

#[tokio::test]
async fn live_b_6_a_typing_signal_is_sent_once_under_an_idempotency_key_and_none_in_the_trash() {
    let team = Team::new().await;
    let [ann, ben] = [team.member("ann", Role::Member).await, team.member("ben", Role::Member).await];
    let path = talk(&ann, &[&ben]).await;
    let keyed = async || {
        let request = ann.request(reqwest::Method::POST, &format!("{path}/typing"));
        crate::support::reply::Ask::reply(request.header("Idempotency-Key", "typing-1")).await
    };
    let (first, second) = (keyed().await, keyed().await);
    assert_eq!((first.status, second.status), (204, 204));
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    ann.delete(&path).await.no_content();
    ann.post_empty(&format!("{path}/typing")).await.expect(404, "not_found");
}

#[tokio::test]
async fn live_b_5_marks_that_arrive_out_of_order_over_two_nodes_are_told_in_order_and_unread_is_what_a_count_says() {
    let team = Team::new().await;
    let node = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let [ann, ben] = [team.member("ann", Role::Member).await, team.member("ben", Role::Member).await];
    let path = talk(&ann, &[&ben]).await;
    for _ in 0..MESSAGES {
        send(&ann, &path).await;
    }
    let mut followers = Vec::new();
    for caller in [&ann, &ben, &ann.at(&node), &ben.at(&node)] {
        followers.push(Follower::open(caller).await);
    }
    // Each number up to the last but two once, in another order: 7 and 22 have no common divisor.
    let read = format!("{path}/read");
    let most = MESSAGES - 2;
    let marks: Vec<i64> = (0..most).map(|place| (place * 7 + 3) % most + 1).collect();
    let device = |place: usize| if place.is_multiple_of(2) { ben.clone() } else { ben.at(&node) };
    let told = join_all(marks.iter().enumerate().map(async |(place, seq)| {
        let mark = device(place).post(&read, json!({"seq": seq})).await.ok();
        let (read_seq, unread) = (mark["read_seq"].as_i64(), mark["unread"].as_i64());
        assert!(read_seq >= Some(*seq), "{mark}");
        assert_eq!(unread, read_seq.map(|read_seq| MESSAGES - read_seq), "{mark}");
    }));
    told.await;

    let found = ben.get(&path).await.ok();
    let page = ben.get(&format!("{path}/messages?limit=100")).await.ok();
    let read_seq = found["read_seq"].as_i64();
    let counted = page.items().iter().filter(|message| message["seq"].as_i64() > read_seq).count();
    assert_eq!((read_seq, found["unread"].as_u64()), (Some(most), Some(counted as u64)), "{found}");
    for follower in &mut followers {
        let mut last = 0;
        while last < most {
            let event = follower.next().await.expect("the stream goes on");
            if event.short().0 == "notifications" {
                continue;
            }
            assert_eq!((event.kind.as_str(), &event.data["user_id"]), ("read", &json!(ben.id())), "{event:?}");
            let seq = event.data["read_seq"].as_i64().expect("a number");
            assert!(seq > last, "{seq} after {last}");
            last = seq;
        }
    }
    // A mark that isn't higher, and a message, which its own event tells, leave none.
    ben.post(&read, json!({"seq": 1})).await.ok();
    send(&ben, &path).await;
    let marker: Uuid = lead(&ann).await;
    for follower in &mut followers {
        assert_eq!(signals(&follower.until(marker).await), []);
    }
}
