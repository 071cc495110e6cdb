//! The browsers of a user.

use base::Clock;
use reqwest::Method;
use tenancy::Role;

use super::service::Browser;
use super::{PATH, Pushing};
use crate::support::api_keys;
use crate::support::db_snapshot;
use crate::support::reply::Ask;
use crate::support::server::TestServer;
use crate::support::team::Team;

#[tokio::test]
async fn b_12_the_keys_of_a_browser_are_in_no_answer_and_in_no_row_as_they_came() {
    let pushing = Pushing::new().await;
    let owner = pushing.owner();
    let browser = Browser::new();
    let body = browser.body(&pushing.service.endpoint("/secret"));
    let request = owner.request(Method::POST, PATH).header("Idempotency-Key", "browser-1");
    let made = request.json(&body).reply().await.created();
    pushing.notify(owner).await;
    pushing.service.wait_for("/secret", 1).await;
    let log = "/api/audit-log?table=push_subscriptions&limit=100";
    let mut answers = vec![made];
    for path in [PATH, log, "/openapi.json"] {
        answers.push(owner.get(path).await.ok());
    }
    let line = &answers[2].items()[0];
    assert_eq!((&line["fields"]["p256dh"], &line["fields"]["auth"]), (&"[redacted]".into(), &"[redacted]".into()));
    let secrets = [browser.p256dh(), browser.auth()];
    for answer in &answers {
        assert!(secrets.iter().all(|secret| !answer.body.contains(secret)), "{answer}");
    }
    for (table, rows) in db_snapshot::dump(&pushing.team.server.db).await {
        let text = rows.join("\n");
        for secret in &secrets {
            // Postgres writes bytes as hexadecimal digits.
            assert!(!text.contains(secret) && !text.contains(&hex::encode(secret)), "{table} holds {secret}");
        }
    }
}

#[tokio::test]
async fn a_user_sees_and_ends_their_own_browsers_alone() {
    let pushing = Pushing::new().await;
    let ann = pushing.team.member("ann", Role::Member).await;
    let (_, made) = pushing.browser(&ann, "/ann").await;
    let path = format!("{PATH}/{}", made.id());
    assert_eq!(ann.get(&path).await.ok().text("endpoint"), pushing.service.endpoint("/ann"));
    assert!(pushing.owner().get(PATH).await.ok().items().is_empty());
    pushing.owner().get(&path).await.expect(404, "not_found");
    pushing.owner().delete(&path).await.expect(404, "not_found");
    ann.delete(&path).await.no_content();
    assert!(ann.get(PATH).await.ok().items().is_empty());
}

#[tokio::test]
async fn no_program_and_no_viewer_subscribes_a_browser() {
    let team = Team::new().await;
    let body = Browser::new().body("https://fcm.googleapis.com/x");
    let program = api_keys::program(&team.owner, &["*:write"]).await;
    program.post(PATH, &body).await.expect_status(403);
    let viewer = team.member("vic", Role::Viewer).await;
    viewer.post(PATH, &body).await.expect_status(403);
    assert!(team.owner.get(PATH).await.ok().items().is_empty());
}

#[tokio::test]
async fn a_user_has_twenty_browsers_at_most() {
    let team = Team::new().await;
    let subscribe = async |number: usize| {
        team.owner.post(PATH, Browser::new().body(&format!("https://fcm.googleapis.com/{number}"))).await
    };
    for number in 1..=20 {
        subscribe(number).await.created();
    }
    subscribe(21).await.expect(409, "subscription_limit");
    subscribe(20).await.created();
    assert_eq!(team.owner.get(&format!("{PATH}?limit=100")).await.items().len(), 20);
}

#[tokio::test]
async fn b_8_all_nodes_of_an_installation_have_one_key_and_each_installation_its_own() {
    let team = Team::new().await;
    let other = Team::new().await;
    let server = &team.server;
    let start = || TestServer::start_node(&server.db, Clock::manual(server.clock.now()), &[]);
    let (second, third) = tokio::join!(start(), start());
    let key = async |team: &Team, url: &str| {
        team.owner.at(url).get(&format!("{PATH}/key")).await.ok().text("public_key").to_owned()
    };
    let first = key(&team, &server.url).await;
    assert_eq!((key(&team, &second).await, key(&team, &third).await), (first.clone(), first.clone()));
    assert_ne!(key(&other, &other.server.url).await, first);
}
