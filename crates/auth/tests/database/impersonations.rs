use auth::impersonations::{self, BeginError};
use auth::{CredentialError, SessionToken, StoreError, sessions};
use time::Duration;

use crate::acts::impersonation;
use crate::world::World;

fn has_ended<T: std::fmt::Debug>(result: &Result<T, StoreError>) -> bool {
    matches!(result, Err(StoreError::Credential(CredentialError::Ended)))
}

impl World {
    /// Has a platform admin act as a user, whose own session this answers beside the impersonation's.
    async fn impersonate(&self, email: &str) -> (SessionToken, SessionToken) {
        let user = self.register(email).await;
        let (own, admin) = (self.session(&user).await, self.platform_session().await);
        let new = impersonation(&self.auth, user.user.id);
        let acting = impersonations::begin(&self.auth, &self.platform_claim(&admin), &new).await.unwrap();
        assert!(self.load(&admin).await.is_none(), "the admin's own session is set aside");
        (own, acting)
    }
}

#[tokio::test]
async fn ses_9_an_impersonation_is_given_up_once_and_while_it_is_live() {
    let world = World::new().await;
    let (_, acting) = world.impersonate("user1@test.com").await;
    let back = impersonations::give_up(&world.auth, &world.claim(&acting)).await.unwrap();
    assert!(world.load(&back).await.is_some_and(|session| session.second_factor));
    assert!(has_ended(&impersonations::give_up(&world.auth, &world.claim(&acting)).await));

    let (own, acting) = world.impersonate("user2@test.com").await;
    sessions::end_all(&world.auth, &world.claim(&own)).await.unwrap();
    assert!(has_ended(&impersonations::give_up(&world.auth, &world.claim(&acting)).await));

    let (_, acting) = world.impersonate("user3@test.com").await;
    world.advance(impersonations::LIFETIME);
    let before = world.everything().await;
    assert!(has_ended(&impersonations::give_up(&world.auth, &world.claim(&acting)).await));
    assert!(has_ended(&impersonations::sign_out(&world.auth, &world.claim(&acting)).await));
    assert_eq!(world.everything().await, before);
    assert_eq!(impersonations::sweep(&world.auth).await.unwrap(), 1);
}

#[tokio::test]
async fn ses_9_a_session_that_no_cookie_opens_cannot_be_set_aside() {
    let world = World::new().await;
    let user = world.register("user1@test.com").await.user.id;
    let admin = world.platform_session().await;
    let pair = auth::tokens::issue_for_session(&world.auth, &world.claim(&admin), None).await.unwrap();
    let claim = auth::Claim::new(pair.proof, world.platform_claim(&admin).demands(), crate::world::client(), None);
    let refused = impersonations::begin(&world.auth, &claim, &impersonation(&world.auth, user)).await;
    assert!(matches!(refused, Err(BeginError::Session)), "{refused:?}");
}

#[tokio::test]
async fn acting_as_a_user_keeps_the_admins_session_in_use() {
    let world = World::new().await;
    let (_, acting) = world.impersonate("user1@test.com").await;
    world.advance(Duration::minutes(5));
    sessions::touch_proved(&world.auth.pool, &world.proof(&acting)).await.unwrap();
    let back = impersonations::give_up(&world.auth, &world.claim(&acting)).await.unwrap();
    assert_eq!(world.load(&back).await.unwrap().last_seen_at, world.auth.clock.now());
}
