use serde_json::json;
use tenancy::Role;

use super::Follower;
use crate::support::platform::{PlatformAdmin, impersonate};
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;
use crate::support::wait::until;

/// Whether a member sees another one present among their contacts.
async fn sees_present(caller: &Caller, other: &Caller) -> bool {
    let page = caller.get("/api/chat-contacts?limit=100").await.ok();
    let contact = page.items().iter().find(|contact| contact["user_id"] == json!(other.id()));
    contact.expect("the other is a contact")["present"].as_bool().expect("a boolean")
}

#[tokio::test]
async fn ten_1_a_member_is_present_in_the_tenant_whose_events_they_follow_and_in_no_other() {
    let team = Team::new().await;
    let other_team = team.server.tenant("other").await;
    let other_node = TestServer::start_node(&team.server.db, team.server.clock.clone(), &[]).await;
    let [ann, ben] = [team.member("ann", Role::Member).await, team.member("ben", Role::Viewer).await];
    other_team.set_role(&ann, Role::Member).await;
    assert!(!sees_present(&team.owner, &ann).await);

    let elsewhere = Follower::open(&ann.in_tenant("other").at(&other_node)).await;
    until("ann is present where she follows events", async || sees_present(&other_team.owner, &ann).await).await;
    assert!(!sees_present(&team.owner, &ann).await, "who works in another tenant isn't present in this one");
    assert!(!sees_present(&ann, &ben).await);

    let here = Follower::open(&ann.at(&other_node)).await;
    until("ann is present in both tenants", async || sees_present(&ben, &ann).await).await;
    assert!(sees_present(&other_team.owner, &ann).await);
    drop((elsewhere, here));
    assert!(sees_present(&ben, &ann).await, "who has just left is present for some minutes more");
}

#[tokio::test]
async fn a_member_is_present_for_five_minutes_after_their_last_stream() {
    let team = Team::new().await;
    let ben = team.member("ben", Role::Member).await;
    for (minutes, is_present) in [(0, true), (5, true), (7, false)] {
        let row = format!(
            "insert into tenancy.presence (tenant_id, user_id, seen_at)
             values ('{}', '{}', now() - interval '{minutes} minutes')
             on conflict (tenant_id, user_id) do update set seen_at = excluded.seen_at",
            team.id,
            ben.id()
        );
        team.server.db.superuser(&row).await;
        assert_eq!(sees_present(&team.owner, &ben).await, is_present, "{minutes}");
    }
}

#[tokio::test]
async fn an_impersonation_makes_no_member_present() {
    let team = Team::new().await;
    let [ann, mia] = [team.member("ann", Role::Member).await, team.member("mia", Role::Member).await];
    let admin = PlatformAdmin::appoint(&team.server).await;
    impersonate(&admin.person.caller, mia.id(), "acme", false).await.created();
    let as_mia = Follower::open(&admin.person.caller).await;
    // The streams that are open are noted together.
    let of_ann = Follower::open(&ann).await;
    until("ann is present", async || sees_present(&team.owner, &ann).await).await;
    assert!(!sees_present(&team.owner, &mia).await);
    let of_mia = Follower::open(&mia).await;
    until("mia is present by herself", async || sees_present(&team.owner, &mia).await).await;
    drop((as_mia, of_ann, of_mia));
}
