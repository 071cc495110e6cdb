use auth::{DisplayName, LoginError, NewSession, sessions, users};

use crate::world::{PASSWORD, World, address, client};

#[tokio::test]
async fn a_user_is_found_and_renamed() {
    let world = World::new().await;
    let user = world.register("user1@test.com").await.user;
    assert_eq!(users::find(&world.auth, user.id).await.unwrap().as_ref(), Some(&user));
    let name = DisplayName::parse("Ann Example").unwrap();
    let token = world.session(&world.login("user1@test.com", PASSWORD).await.unwrap()).await;
    let renamed = users::rename(&world.auth, &world.claim(&token), &name).await.unwrap();
    assert_eq!(renamed.name, name);
    let found = users::find_by_email(&world.auth, &address("USER1@test.com")).await.unwrap();
    assert_eq!(found, Some(renamed));
    let kinds = world.event_kinds().await;
    assert_eq!(kinds.iter().filter(|kind| *kind == "user_updated").count(), 1, "{kinds:?}");
}

#[tokio::test]
async fn log_6_disabling_a_user_ends_everything_at_once() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let token = world.session(&signed_in).await;
    assert!(world.disable(signed_in.user.id).await);
    assert!(!world.disable(signed_in.user.id).await);
    assert!(world.load(&token).await.is_none());
    assert!(matches!(world.login("user1@test.com", PASSWORD).await, Err(LoginError::Refused)));
    assert!(sessions::create(&world.auth, NewSession::new(&signed_in, None, &client())).await.is_err());
    assert_eq!(users::find(&world.auth, signed_in.user.id).await.unwrap(), None);
    // Enabled again by hand, the old session is still over.
    world.db.superuser("update auth.users set disabled_at = null").await;
    assert!(world.load(&token).await.is_none());
}
