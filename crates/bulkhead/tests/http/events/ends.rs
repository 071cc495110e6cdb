use serde_json::json;
use tenancy::Role;

use super::{Follower, lead};
use crate::support::server::{Caller, TestServer};
use crate::support::state;
use crate::support::team::{self, Team};

/// What ends the credential or the membership of a member.
#[derive(Clone, Copy, Debug)]
enum Way {
    SignedOutElsewhere,
    NewPassword,
    Disabled,
    Removed,
}

async fn end(team: &Team, member: &Caller, elsewhere: &Caller, way: Way) {
    match way {
        Way::SignedOutElsewhere => elsewhere.post_empty("/auth/logout-all").await.no_content(),
        Way::NewPassword => {
            let change = json!({"current_password": crate::support::server::PASSWORD, "new_password": "sixteen turtles walking"});
            elsewhere.post("/auth/password/change", change).await.expect_status(204)
        }
        Way::Disabled => return state::disable_user(&team.server.db, member.id()).await,
        Way::Removed => team::remove(&team.owner, member.id()).await.no_content(),
    };
}

#[tokio::test]
async fn live_b_6_ses_5_a_stream_whose_session_has_ended_hears_no_signal() {
    let team = Team::new().await;
    let other_node = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let witness = team.member("witness", Role::Member).await;
    for (place, way) in [Way::SignedOutElsewhere, Way::NewPassword, Way::Disabled, Way::Removed].into_iter().enumerate()
    {
        let name = format!("member{place}");
        let member = team.member(&name, Role::Member).await;
        let elsewhere = team.server.anonymous();
        elsewhere.login(&format!("{name}@acme.example.com"), crate::support::server::PASSWORD).await.ok();
        let participants = json!({"participants": [member.id(), witness.id()]});
        let made = team.owner.post("/api/conversations", participants).await.created();
        let mut of_witness = Follower::open(&witness.at(&other_node)).await;
        let follower = Follower::open(&member.at(&other_node)).await;
        end(&team, &member, &elsewhere, way).await;
        team.owner.post_empty(&format!("/api/conversations/{}/typing", made.id())).await.no_content();
        let (heard, reason) = follower.end().await;
        assert_eq!(reason, "credential", "{way:?}");
        assert!(heard.iter().all(|event| event.kind == "change"), "{way:?} {heard:?}");
        while of_witness.next().await.expect("the stream goes on").kind != "typing" {}
    }
}

#[tokio::test]
async fn live_a_7_ses_5_a_stream_on_another_node_ends_and_shows_nothing_that_came_later() {
    let team = Team::new().await;
    let other_node = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let mut of_owner = Follower::open(&team.owner.at(&other_node)).await;
    for (place, way) in [Way::SignedOutElsewhere, Way::NewPassword, Way::Disabled, Way::Removed].into_iter().enumerate()
    {
        let name = format!("member{place}");
        let member = team.member(&name, Role::Member).await;
        let elsewhere = team.server.anonymous();
        elsewhere.login(&format!("{name}@acme.example.com"), crate::support::server::PASSWORD).await.ok();
        let mut follower = Follower::open(&member.at(&other_node)).await;
        let before = lead(&team.owner).await;
        follower.until(before).await;
        end(&team, &member, &elsewhere, way).await;
        let after = lead(&team.owner).await;
        let (heard, reason) = follower.end().await;
        assert_eq!(reason, "credential", "{way:?}");
        assert!(heard.iter().all(|event| event.id() != Some(after)), "{way:?} {heard:?}");
        of_owner.until(after).await;
    }
    let viewer = team.member("viewer", Role::Viewer).await;
    let quiet = Follower::open(&viewer.at(&other_node)).await;
    // Nothing happens that it would hear of.
    team.suspend().await;
    for follower in [quiet, of_owner] {
        assert_eq!(follower.end().await.1, "credential");
    }
}
