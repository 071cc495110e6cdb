use std::time::Duration as StdDuration;

use auth::{CredentialError, SessionToken, StoreError, sessions};
use time::Duration;

use crate::world::{World, client};

#[tokio::test]
async fn a_session_knows_its_user() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let session = world.load(&world.session(&signed_in).await).await.unwrap();
    assert_eq!((session.user_id, &session.email), (signed_in.user.id, &signed_in.user.email));
    assert_eq!((session.name, session.registered_at), (signed_in.user.name, signed_in.user.created_at));
    assert_eq!(session.device_name.as_deref(), Some("laptop"));
    assert_eq!(session.created_at, world.auth.clock.now());
}

#[tokio::test]
async fn ses_4_an_invented_token_opens_nothing() {
    let world = World::new().await;
    world.session(&world.register("user1@test.com").await).await;
    let invented = SessionToken::parse(&world.auth.random.token()).unwrap();
    assert!(world.load(&invented).await.is_none());
}

#[tokio::test]
async fn ses_5_a_session_that_was_ended_stays_ended() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let token = world.session(&signed_in).await;
    sessions::sign_out(&world.auth, &world.claim(&token)).await.unwrap();
    let again = sessions::sign_out(&world.auth, &world.claim(&token)).await;
    assert!(matches!(again, Err(StoreError::Credential(CredentialError::Ended))));
    world.advance(Duration::minutes(2));
    sessions::touch_proved(&world.auth.pool, &world.proof(&token)).await.unwrap();
    assert!(world.load(&token).await.is_none());
    assert_eq!(world.event_kinds().await.iter().filter(|kind| *kind == "session_ended").count(), 1);
}

#[tokio::test]
async fn ses_6_idle_and_absolute_limits_are_checked_at_read() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let (idle, kept) = (world.session(&signed_in).await, world.session(&signed_in).await);
    for _ in 0..30 {
        world.advance(Duration::hours(24) - Duration::SECOND);
        let session = world.load(&kept).await.expect("a session in use stays until its absolute limit");
        assert!(sessions::is_touch_due(session.last_seen_at, world.auth.clock.now()));
        sessions::touch_proved(&world.auth.pool, &world.proof(&kept)).await.unwrap();
    }
    assert!(world.load(&idle).await.is_none());
    world.advance(Duration::seconds(29));
    assert!(world.load(&kept).await.is_some());
    world.advance(Duration::SECOND);
    assert!(world.load(&kept).await.is_none());
    let listed = sessions::list(&world.auth, &world.claim(&kept)).await;
    assert!(matches!(listed, Err(StoreError::Credential(CredentialError::Ended))));
    let swept = sessions::sweep(&world.auth.pool, &world.auth.session_limits, world.auth.clock.now()).await.unwrap();
    assert_eq!(swept, 2);
}

#[tokio::test]
async fn ses_6_an_idle_session_ends_at_its_limit() {
    let world = World::new().await;
    let token = world.session(&world.register("user1@test.com").await).await;
    world.advance(Duration::hours(24) - Duration::SECOND);
    assert!(world.load(&token).await.is_some());
    world.advance(Duration::SECOND);
    assert!(world.load(&token).await.is_none());
}

#[tokio::test]
async fn last_seen_is_written_at_most_once_a_minute() {
    let world = World::new().await;
    let token = world.session(&world.register("user1@test.com").await).await;
    let session = world.load(&token).await.unwrap();
    world.advance(Duration::seconds(59));
    assert!(!sessions::is_touch_due(session.last_seen_at, world.auth.clock.now()));
    sessions::touch_proved(&world.auth.pool, &world.proof(&token)).await.unwrap();
    assert_eq!(world.load(&token).await.unwrap().last_seen_at, session.last_seen_at);
    world.auth.clock.advance(StdDuration::from_secs(1));
    assert!(sessions::is_touch_due(session.last_seen_at, world.auth.clock.now()));
    sessions::touch_proved(&world.auth.pool, &world.proof(&token)).await.unwrap();
    assert_eq!(world.load(&token).await.unwrap().last_seen_at, world.auth.clock.now());
}

#[tokio::test]
async fn ses_7_a_user_lists_and_ends_own_sessions_only() {
    let world = World::new().await;
    let (ann, bob) = (world.register("ann@test.com").await, world.register("bob@test.com").await);
    let tokens = [world.session(&ann).await, world.session(&ann).await, world.session(&bob).await];
    let of_ann = sessions::list(&world.auth, &world.claim(&tokens[0])).await.unwrap();
    assert_eq!(of_ann.len(), 2);
    assert_eq!(of_ann[0].user_agent.as_deref(), Some("curl/8"));
    assert_eq!(of_ann[0].address.unwrap().to_string(), "192.0.2.1");
    assert!(!sessions::end(&world.auth, &world.claim(&tokens[2]), of_ann[0].id).await.unwrap());
    assert_eq!(sessions::end_all(&world.auth, &world.claim(&tokens[0])).await.unwrap(), 2);
    assert!(world.load(&tokens[0]).await.is_none() && world.load(&tokens[1]).await.is_none());
    assert!(world.load(&tokens[2]).await.is_some());
}

#[tokio::test]
async fn texts_that_the_client_chose_are_cut_and_cleaned() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let noisy = auth::Client { user_agent: Some("\0ü\n".repeat(1_000)), ..client() };
    let new = auth::NewSession::new(&signed_in, Some(&"\u{1b}x\0".repeat(1_000)), &noisy);
    let token = sessions::create(&world.auth, new).await.unwrap().token;
    let listed = sessions::list(&world.auth, &world.claim(&token)).await.unwrap();
    assert_eq!(listed[0].user_agent.as_deref(), Some("ü".repeat(500).as_str()));
    assert_eq!(listed[0].device_name.as_deref(), Some("x".repeat(100).as_str()));
}
