use std::time::Duration;

use base::{Random, SecretBox};
use reqwest::Method;
use serde_json::json;
use tenancy::TenantId;
use tenancy::live::{ClientPosition, Positions};

use super::{Follower, lead, missed};
use crate::support::reply::{Ask, uuid};
use crate::support::server::{PASSWORD, SECRET};
use crate::support::team::Team;
use crate::support::wait::until;

#[tokio::test]
async fn live_a_4_a_client_that_was_away_hears_what_it_missed_once_and_in_order() {
    let team = Team::new().await;
    let owner = &team.owner;
    let follower = Follower::open(owner).await;
    let start = follower.position.clone();
    drop(follower);
    let mut made = Vec::new();
    for _ in 0..3 {
        made.push(lead(owner).await);
    }
    // What came in one transaction comes at once, and each event has a position of its own.
    let file = "name\nAda\nBob\nCleo\n";
    let import = owner.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv").body(file);
    import.reply().await.ok();
    let last = lead(owner).await;

    let mut resumed = Follower::resume(owner, &start).await;
    let heard = resumed.until(last).await;
    let ids: Vec<_> = heard.iter().filter_map(super::Heard::id).collect();
    assert_eq!((heard.len(), &ids[..3]), (6, &made[..]));
    for (place, event) in heard.iter().enumerate() {
        let mut again = Follower::resume(owner, &event.position).await;
        let rest: Vec<_> = again.until(last).await.iter().filter_map(super::Heard::id).collect();
        assert_eq!(rest, ids[place + 1..], "behind event {place}");
    }

    // The same as JSON, for clients that are offline now and then.
    let reply = missed(owner, &start).await.ok();
    let told: Vec<_> = reply["events"].as_array().expect("a list").iter().map(|event| event["id"].clone()).collect();
    assert_eq!((told.len(), &reply["resync"]), (7, &json!(false)));
    assert_eq!(told[..6], ids.iter().map(|id| json!(id)).collect::<Vec<_>>());
    let reply = missed(owner, reply.text("position")).await.ok();
    assert_eq!(reply["events"], json!([]));
    let begun = owner.get("/api/events").await.ok();
    assert_eq!((&begun["events"], &begun["resync"]), (&json!([]), &json!(false)));
}

#[tokio::test]
async fn live_a_4_what_comes_after_a_read_is_heard_from_the_position_of_the_read() {
    let team = Team::new().await;
    let owner = &team.owner;
    until("reads have positions", async || owner.get("/api/leads").await.position.is_some()).await;
    for round in 0..10 {
        let listed = lead(owner).await;
        // The second row is on its way while the list is read: it is in the list, or comes as an event.
        let (page, racing) = tokio::join!(owner.get("/api/leads"), lead(owner));
        let position = page.position.clone().expect("a read has a position");
        let ids: Vec<_> = page.items().iter().map(|lead| uuid(&lead["id"])).collect();
        let after = lead(owner).await;
        let mut expected: Vec<_> = [racing, after].into_iter().filter(|id| !ids.contains(id)).collect();
        let told = missed(owner, &position).await.ok();
        let mut heard: Vec<_> =
            told["events"].as_array().expect("a list").iter().map(|event| uuid(&event["id"])).collect();
        expected.sort_unstable();
        heard.sort_unstable();
        assert!(ids.contains(&listed));
        assert_eq!(heard, expected, "round {round}");
    }
    let path = format!("/api/leads/{}", lead(owner).await);
    let found = owner.get(&path).await;
    let position = found.position.expect("a read has a position");
    assert_eq!(missed(owner, &position).await.ok()["events"], json!([]));
    let written = owner.patch(&path, json!({"status": "won"})).await;
    assert_eq!(written.position, None);
    assert_eq!(owner.get("/auth/me").await.position, None);
}

#[tokio::test]
async fn live_a_8_ten_3_a_position_counts_in_its_tenant_for_a_day() {
    let team = Team::new().await;
    let other = team.server.tenant("other").await;
    let position = Follower::open(&team.owner).await.position;
    for (caller, position) in [
        (&other.owner, position.as_str()),
        (&team.owner, &position[1..]),
        (&team.owner, &position[..position.len() - 5]),
        (&team.owner, "forged"),
    ] {
        missed(caller, position).await.expect(400, "bad_position");
        let stream = caller.request(Method::GET, "/api/events").header("Accept", "text/event-stream");
        stream.header("Last-Event-ID", position).reply().await.expect(400, "bad_position");
    }

    team.server.clock.advance(Duration::from_hours(25));
    let email = "owner@acme.example.com";
    team.owner.at_home().login(email, PASSWORD).await.ok();
    assert_eq!(missed(&team.owner, &position).await.ok()["resync"], true);
    let mut resumed = Follower::resume(&team.owner, &position).await;
    assert_eq!(resumed.next().await.expect("an event").kind, "resync");
    // It goes on from there.
    let made = lead(&team.owner).await;
    assert!(resumed.until(made).await.is_empty());
    let mut again = Follower::resume(&team.owner, &resumed.position).await;
    let made = lead(&team.owner).await;
    assert!(again.until(made).await.is_empty());
}

#[tokio::test]
async fn live_a_8_a_position_of_another_database_begins_anew() {
    let team = Team::new().await;
    let given = Follower::open(&team.owner).await.position;
    let positions = Positions::new(SecretBox::derive(SECRET.as_bytes()), Random::system());
    let tenant = TenantId(team.id);
    let ours = positions.read(tenant, &given).expect("the server gave it");
    // A backup that was restored elsewhere, where transactions have other numbers.
    let theirs = ClientPosition { epoch: ours.epoch.replacen(':', "1:", 1), ..ours.clone() };
    for (position, begins_anew) in [(ours, false), (theirs, true)] {
        let position = positions.write(tenant, &position);
        assert_eq!(missed(&team.owner, &position).await.ok()["resync"], begins_anew);
        let mut follower = Follower::resume(&team.owner, &position).await;
        let made = lead(&team.owner).await;
        let heard = follower.until(made).await;
        assert_eq!(
            heard.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(),
            vec!["resync"; usize::from(begins_anew)]
        );
    }
}
