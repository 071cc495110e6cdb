//! What becomes of an image that can't be made.

use std::time::Duration;

use serde_json::json;
use tenancy::Role;

use super::peer::{Answer, ImagePeer};
use super::{ask, download, drawn, number, wait_for};
use crate::support::team::Team;
use crate::support::wait::until;

async fn team_of(peer: &ImagePeer) -> Team {
    Team::new_with(&peer.variables()).await
}

/// Lets time pass while the image job waits for its next try, until something holds.
async fn pass_until(team: &Team, what: &str, mut holds: impl AsyncFnMut() -> bool) {
    until(what, async || {
        if number(team, "select count(*) from jobs.jobs where kind = 'generate_image' and state = 'waiting'").await > 0
        {
            team.server.clock.advance(Duration::from_secs(5));
        }
        holds().await
    })
    .await;
}

#[tokio::test]
async fn an_image_that_is_refused_has_failed_and_is_made_when_it_is_tried_again() {
    let peer = ImagePeer::start([Answer::Status(400)]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "Something else").await;
    let failed = wait_for(&team.owner, &path, "failed").await;
    assert_eq!((&failed["error"], &failed["url"]), (&json!("refused"), &json!(null)));
    team.owner.get(&format!("{path}/image")).await.expect(404, "no_image");

    let image = drawn("Something else", None).await;
    peer.answer(Answer::Image(image.bytes.clone()));
    let again = team.owner.post_empty(&format!("{path}/retry")).await.ok();
    assert_eq!((&again["status"], &again["error"]), (&json!("queued"), &json!(null)));
    wait_for(&team.owner, &path, "succeeded").await;
    assert_eq!(download(&team.owner, &path, &[]).await.0, 200);
    team.owner.post_empty(&format!("{path}/retry")).await.expect(409, "invalid_state");
    assert_eq!(peer.asked().len(), 2);
}

#[tokio::test]
async fn only_an_image_that_failed_is_tried_again() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Held(image.bytes.clone())]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "A boat").await;
    wait_for(&team.owner, &path, "running").await;
    team.owner.post_empty(&format!("{path}/retry")).await.expect(409, "invalid_state");
    team.owner.get(&format!("{path}/image")).await.expect(404, "no_image");
    peer.let_go();
    wait_for(&team.owner, &path, "succeeded").await;
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_is_away_is_asked_four_times() {
    let peer = ImagePeer::start([Answer::Status(503)]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "A boat").await;
    pass_until(&team, "it is asked a fourth time", async || peer.asked().len() == 4).await;
    let failed = wait_for(&team.owner, &path, "failed").await;
    assert_eq!(failed["error"], "unavailable");
    assert_eq!(peer.asked().len(), 4);
}

#[tokio::test]
async fn an_endpoint_that_is_back_makes_what_waited() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Status(500), Answer::Image(image.bytes.clone())]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "A boat").await;
    pass_until(&team, "it is asked again", async || peer.asked().len() == 2).await;
    wait_for(&team.owner, &path, "succeeded").await;
}

#[tokio::test]
async fn what_is_no_image_is_not_stored() {
    let peer = ImagePeer::start([Answer::Image("<svg onload=alert(1)>".into())]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "A boat").await;
    let failed = wait_for(&team.owner, &path, "failed").await;
    assert_eq!(failed["error"], "unreadable");
}

#[tokio::test]
async fn a_member_who_may_ask_for_none_any_more_gets_none() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Status(503), Answer::Image(image.bytes.clone())]);
    let team = team_of(&peer).await;
    let ann = team.member("ann", Role::Member).await;
    let path = ask(&ann, "A boat").await;
    until("it was asked once", async || peer.asked().len() == 1).await;
    wait_for(&ann, &path, "queued").await;
    team.set_role(&ann, Role::Viewer).await;
    pass_until(&team, "it has failed", async || ann.get(&path).await.ok()["status"] == "failed").await;
    assert_eq!(ann.get(&path).await.ok()["error"], "not_permitted");
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn an_image_that_is_deleted_while_it_waits_is_not_made() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Status(503), Answer::Image(image.bytes.clone())]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "A boat").await;
    until("it was asked once", async || peer.asked().len() == 1).await;
    wait_for(&team.owner, &path, "queued").await;
    team.owner.delete(&path).await.no_content();
    let over = "select count(*) from jobs.jobs where kind = 'generate_image' and state = 'done'";
    pass_until(&team, "its job is over", async || number(&team, over).await == 1).await;
    let restored = team.owner.post_empty(&format!("{path}/restore")).await.ok();
    assert_eq!((&restored["status"], &restored["error"]), (&json!("failed"), &json!("deleted")));
    team.owner.post_empty(&format!("{path}/retry")).await.ok();
    wait_for(&team.owner, &path, "succeeded").await;
    assert_eq!(peer.asked().len(), 2);
}

#[tokio::test]
async fn the_images_of_a_suspended_tenant_wait_for_its_return() {
    let image = drawn("A boat", None).await;
    let peer = ImagePeer::start([Answer::Status(503), Answer::Image(image.bytes.clone())]);
    let team = team_of(&peer).await;
    let path = ask(&team.owner, "A boat").await;
    until("it was asked once", async || peer.asked().len() == 1).await;
    wait_for(&team.owner, &path, "queued").await;
    team.suspend().await;
    let tries = "select coalesce(max(attempts), 0) from jobs.jobs where kind = 'generate_image'";
    pass_until(&team, "it is looked at again", async || number(&team, tries).await > 1).await;
    assert_eq!(peer.asked().len(), 1);
    team.resume().await;
    team.server.clock.advance(Duration::from_hours(1));
    pass_until(&team, "it is asked again", async || peer.asked().len() == 2).await;
    wait_for(&team.owner, &path, "succeeded").await;
}
