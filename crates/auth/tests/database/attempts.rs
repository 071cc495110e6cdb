use auth::LoginError;
use base::Clock;
use futures_util::future::join_all;
use time::Duration;

use crate::world::{PASSWORD, World, address, client, client_at};

fn is_blocked(result: &Result<auth::SignedIn, LoginError>) -> bool {
    matches!(result, Err(LoginError::Blocked { .. }))
}

fn is_refused(result: &Result<auth::SignedIn, LoginError>) -> bool {
    matches!(result, Err(LoginError::Refused))
}

async fn fail(world: &World, email: &str, times: usize) {
    for _ in 0..times {
        let guess = world.login(email, "a wrong guess").await;
        assert!(is_refused(&guess), "{guess:?}");
        world.advance(Duration::MILLISECOND);
    }
}

#[tokio::test]
async fn log_2_the_eleventh_guess_in_a_quarter_of_an_hour_is_not_compared() {
    let world = World::new().await;
    world.register("user1@test.com").await;
    fail(&world, "user1@test.com", 10).await;
    let Err(LoginError::Blocked { retry_after }) = world.login("user1@test.com", PASSWORD).await else {
        panic!("the right password was let in while blocked");
    };
    assert!(retry_after.as_secs() > 890 && retry_after.as_secs() <= 900, "{retry_after:?}");
    // Trying on doesn't make it longer, and it holds for every client.
    assert!(is_blocked(&world.login_from(&client_at("198.51.100.9"), "user1@test.com", PASSWORD, None).await));
    world.advance(Duration::minutes(14));
    assert!(is_blocked(&world.login("user1@test.com", PASSWORD).await));
    world.advance(Duration::minutes(1));
    assert!(world.login("user1@test.com", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn log_2_parallel_guesses_do_not_outrun_the_count() {
    let mut world = World::new().await;
    world.auth.clock = Clock::system();
    world.register("user1@test.com").await;
    let guesses = join_all((0..60u8).map(|at| {
        let world = &world;
        let client = client_at(&format!("198.51.100.{}", at % 50));
        async move { world.login_from(&client, "user1@test.com", "a wrong guess", None).await }
    }))
    .await;
    assert_eq!(guesses.iter().filter(|guess| is_refused(guess)).count(), 10);
    assert_eq!(guesses.iter().filter(|guess| is_blocked(guess)).count(), 50);
    let events = world.event_kinds().await;
    assert_eq!(events.iter().filter(|kind| *kind == "authn_login_fail").count(), 10);
    assert_eq!(events.iter().filter(|kind| *kind == "authn_login_lock").count(), 1);
}

#[tokio::test]
async fn log_2_a_hundred_failures_in_a_row_end_it_however_slow() {
    let mut world = World::new().await;
    world.auth.attempt_limits.per_account_in_a_row = 12;
    world.register("user1@test.com").await;
    for _ in 0..12 {
        fail(&world, "user1@test.com", 1).await;
        world.advance(Duration::hours(1));
    }
    assert!(is_blocked(&world.login("user1@test.com", PASSWORD).await));
    world.advance(Duration::days(30));
    assert!(is_blocked(&world.login("user1@test.com", PASSWORD).await));
    auth::attempts::clear_failures(&world.auth.pool, &address("user1@test.com")).await.unwrap();
    assert!(world.login("user1@test.com", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn log_2_a_success_ends_the_row_but_gives_no_guesses_back() {
    let world = World::new().await;
    world.register("user1@test.com").await;
    fail(&world, "user1@test.com", 9).await;
    assert!(world.login("user1@test.com", PASSWORD).await.is_ok());
    world.advance(Duration::SECOND);
    fail(&world, "user1@test.com", 1).await;
    assert!(is_blocked(&world.login("user1@test.com", "a wrong guess").await));
}

#[tokio::test]
async fn log_1_an_address_without_a_user_is_blocked_alike() {
    let world = World::new().await;
    fail(&world, "unknown@test.com", 10).await;
    assert!(is_blocked(&world.login("unknown@test.com", PASSWORD).await));
}

#[tokio::test]
async fn log_2_a_client_is_limited_whatever_the_accounts() {
    let mut world = World::new().await;
    world.auth.attempt_limits.per_client = 20;
    world.register("user1@test.com").await;
    for at in 0..20 {
        fail(&world, &format!("user{at}@example.com"), 1).await;
    }
    assert!(is_blocked(&world.login("user1@test.com", PASSWORD).await));
    // What a blocked client tries isn't held against the account.
    let elsewhere = client_at("198.51.100.9");
    for _ in 0..15 {
        assert!(is_blocked(&world.login("user1@test.com", "a wrong guess").await));
    }
    assert!(world.login_from(&elsewhere, "user1@test.com", PASSWORD, None).await.is_ok());
}

#[tokio::test]
async fn log_3_the_owners_device_gets_in_while_a_stranger_guesses() {
    let world = World::new().await;
    let device = world.register("user1@test.com").await.device.unwrap();
    fail(&world, "user1@test.com", 10).await;
    assert!(is_blocked(&world.login("user1@test.com", PASSWORD).await));
    let owner = world.login_from(&client(), "user1@test.com", PASSWORD, Some(device.clone())).await.unwrap();
    assert!(owner.device.is_none());
    // Its own guesses are limited as well, and those of another user's device are no better than a stranger's.
    world.advance(Duration::SECOND);
    for _ in 0..10 {
        assert!(is_refused(
            &world.login_from(&client(), "user1@test.com", "a wrong guess", Some(device.clone())).await
        ));
        world.advance(Duration::MILLISECOND);
    }
    assert!(is_blocked(&world.login_from(&client(), "user1@test.com", PASSWORD, Some(device)).await));
    let foreign = world.register("user2@test.com").await.device;
    assert!(is_blocked(&world.login_from(&client(), "user1@test.com", PASSWORD, foreign).await));
}

#[tokio::test]
async fn log_3_parallel_valid_logins_of_one_account_all_succeed() {
    let world = World::new().await;
    world.register("user1@test.com").await;
    let all = join_all((0..20).map(|_| world.login("user1@test.com", PASSWORD))).await;
    assert!(all.iter().all(Result::is_ok), "{:?}", all.iter().filter_map(|one| one.as_ref().err()).collect::<Vec<_>>());
}

#[tokio::test]
async fn counts_are_forgotten_after_ninety_days() {
    let world = World::new().await;
    fail(&world, "unknown@test.com", 1).await;
    world.advance(Duration::days(89));
    assert_eq!(auth::attempts::sweep(&world.auth.pool, world.auth.clock.now()).await.unwrap(), 0);
    world.advance(Duration::days(2));
    assert_eq!(auth::attempts::sweep(&world.auth.pool, world.auth.clock.now()).await.unwrap(), 2);
}
