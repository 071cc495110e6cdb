//! Subscriptions that end, with their session, their user or their membership.

use tenancy::Role;
use time::Duration;

use super::{PATH, Pushing};
use crate::support::server::{Caller, TestServer};
use crate::support::state;
use crate::support::wait::until;

impl Pushing {
    /// Subscribes a browser of a new member's, and shows that it is told. Then does something, and shows that it is told
    /// nothing that is notified before or afterwards, while the owner's browser is. At last the row is gone.
    async fn assert_ends(&self, name: &str, act: impl AsyncFnOnce(&Caller)) {
        let member = self.team.member(name, Role::Member).await;
        let path = format!("/{name}");
        self.browser(&member, &path).await;
        self.notify(&member).await;
        self.service.wait_for(&path, 1).await;

        // It is queued, and not due yet.
        self.wait_for_deliveries("status <> 'ended'", 0).await;
        self.later_by("1 hour").await;
        self.notify(&member).await;
        self.later_by("0").await;
        act(&member).await;
        self.make_due().await;
        self.notify(&member).await;
        self.look_twice().await;
        assert_eq!(self.service.came_to(&path).len(), 1, "{name}");
        self.assert_removed(&member).await;
    }

    async fn later_by(&self, interval: &str) {
        self.superuser(&format!(
            "alter table tenancy.push_deliveries alter next_attempt_at set default statement_timestamp() + interval '{interval}'"
        ))
        .await;
    }

    /// Shows that a node looks for what is due, twice.
    async fn look_twice(&self) {
        for _ in 0..2 {
            // Its session may have idled out as the clock moved on.
            self.browser(self.owner(), "/witness").await;
            let before = self.service.came_to("/witness").len();
            self.notify(self.owner()).await;
            self.service.wait_for("/witness", before + 1).await;
        }
    }

    /// Shows that housekeeping removes what the member had, and nothing of the owner's.
    async fn assert_removed(&self, member: &Caller) {
        self.superuser("delete from jobs.periodic_runs").await;
        let server = &self.team.server;
        TestServer::start_node(
            &server.db,
            server.clock.clone(),
            &[("OUTGOING_ALLOW", &self.service.address.to_string())],
        )
        .await;
        let of =
            |user: &Caller| format!("select count(*) from app.push_subscriptions where owner_id = '{}'", user.id());
        until("the subscription is gone", async || self.number(&of(member)).await == 0).await;
        assert_eq!(self.number(&of(self.owner())).await, 1);
        assert_eq!(self.deliveries(&format!("owner_id = '{}'", member.id())).await, 0);
    }
}

#[tokio::test]
async fn b_11_a_browser_is_told_nothing_after_its_user_has_signed_out() {
    let pushing = Pushing::new().await;
    pushing
        .assert_ends("ann", async |ann| {
            ann.post_empty("/auth/logout").await.expect_status(204);
        })
        .await;
}

#[tokio::test]
async fn b_11_a_browser_is_told_nothing_after_its_user_was_disabled() {
    let pushing = Pushing::new().await;
    pushing.assert_ends("ben", async |ben| state::disable_user(&pushing.team.server.db, ben.id()).await).await;
}

#[tokio::test]
async fn b_11_a_browser_is_told_nothing_after_its_user_has_left_the_tenant() {
    let pushing = Pushing::new().await;
    pushing.assert_ends("cleo", async |cleo| pushing.team.remove(cleo).await).await;
}

#[tokio::test]
async fn b_11_a_browser_is_told_nothing_once_its_session_is_over() {
    let pushing = Pushing::new().await;
    pushing
        .assert_ends("dan", async |_| {
            pushing.team.server.clock.advance(Duration::hours(23).unsigned_abs());
            pushing.owner().get("/api/tenant").await.ok();
            crate::support::wait::seen_now(&pushing.team.server).await;
            pushing.team.server.clock.advance(Duration::hours(2).unsigned_abs());
        })
        .await;
}

#[tokio::test]
async fn b_11_a_browser_whose_subscription_was_deleted_is_told_nothing() {
    let pushing = Pushing::new().await;
    pushing
        .assert_ends("eve", async |eve| {
            let subscription = eve.get(PATH).await.ok().items()[0]["id"].as_str().unwrap().to_owned();
            eve.delete(&format!("{PATH}/{subscription}")).await.no_content();
        })
        .await;
}

#[tokio::test]
async fn b_11_the_other_session_of_a_user_who_signs_out_keeps_its_browser() {
    let pushing = Pushing::new().await;
    let ann = pushing.team.member("ann", Role::Member).await;
    let cookie = pushing.team.server.sign_in_for_cookie("ann@acme.example.com").await;
    let other = Caller::with_cookie(&pushing.team.server.url, &cookie).in_tenant("acme");
    pushing.browser(&ann, "/first").await;
    pushing.browser(&other, "/second").await;
    ann.post_empty("/auth/logout").await.expect_status(204);
    pushing.notify(&ann).await;
    pushing.service.wait_for("/second", 1).await;
    pushing.look_twice().await;
    assert!(pushing.service.came_to("/first").is_empty());
}
