use auth::RegisterError;
use futures_util::future::join_all;
use sqlx::Row;

use crate::world::{PASSWORD, World, client, new_user};

#[tokio::test]
async fn reg_5_parallel_registrations_in_disguise_make_one_user() {
    let world = World::new().await;
    let spellings =
        ["user1@test.com", "USER1@Test.com", " user1@test.com ", "user1@ｔｅｓｔ.com", "Use\u{72}1@test。com"];
    let made = join_all((0..20).map(|at| {
        let world = &world;
        async move { auth::register(&world.auth, new_user(spellings[at % 5]), &client()).await }
    }))
    .await;
    assert_eq!(made.iter().filter(|one| one.is_ok()).count(), 1);
    assert!(made.iter().all(|one| matches!(one, Ok(_) | Err(RegisterError::EmailTaken))));
    let mut db = world.db.connect("postgres").await;
    let row = sqlx::query("select count(*), min(email) from auth.users").fetch_one(&mut db).await.unwrap();
    assert_eq!((row.get::<i64, _>(0), row.get::<String, _>(1)), (1, "user1@test.com".to_owned()));
    assert_eq!(world.event_kinds().await, ["authn_token_created", "user_created"]);
}

#[tokio::test]
async fn log_6_there_are_no_users_to_begin_with() {
    let world = World::new().await;
    let mut db = world.db.connect("postgres").await;
    let users: i64 = sqlx::query_scalar("select count(*) from auth.users").fetch_one(&mut db).await.unwrap();
    assert_eq!(users, 0);
}

#[tokio::test]
async fn aud_3_no_secret_is_in_the_database() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let token = world.session(&signed_in).await.into_string();
    let _ = world.login("user1@test.com", "a wrong guess").await;
    let mut db = world.db.connect("postgres").await;
    for table in ["users", "sessions", "attempts", "events"] {
        let rows: Vec<String> = match table {
            "users" => sqlx::query_scalar("select to_jsonb(t)::text from auth.users t").fetch_all(&mut db).await,
            "sessions" => sqlx::query_scalar("select to_jsonb(t)::text from auth.sessions t").fetch_all(&mut db).await,
            "attempts" => sqlx::query_scalar("select to_jsonb(t)::text from auth.attempts t").fetch_all(&mut db).await,
            _ => sqlx::query_scalar("select to_jsonb(t)::text from auth.events t").fetch_all(&mut db).await,
        }
        .unwrap();
        assert!(!rows.is_empty(), "{table}");
        for row in rows {
            assert!(
                !row.contains(PASSWORD) && !row.contains("a wrong guess") && !row.contains(&token),
                "{table}: {row}"
            );
            assert!(table == "users" || !row.contains("user1@test.com"), "{table}: {row}");
        }
    }
}

#[tokio::test]
async fn aud_2_the_server_cannot_alter_the_log() {
    let world = World::new().await;
    world.register("user1@test.com").await;
    let mut db = world.db.connect("bulkhead_auth").await;
    for statement in ["update auth.events set kind = 'x'", "delete from auth.events", "truncate auth.events"] {
        let error = sqlx::raw_sql(statement).execute(&mut db).await.unwrap_err();
        assert_eq!(error.as_database_error().unwrap().code().unwrap(), "42501", "{statement}");
    }
}

#[tokio::test]
async fn aud_2_an_act_that_cannot_be_logged_does_not_happen() {
    let world = World::new().await;
    let signed_in = world.register("user1@test.com").await;
    let token = world.session(&signed_in).await;
    let platform = world.platform_session().await;
    world.db.superuser("revoke insert on auth.events from bulkhead_auth").await;
    assert!(auth::register(&world.auth, new_user("user2@test.com"), &client()).await.is_err());
    assert!(world.login("user1@test.com", PASSWORD).await.is_err());
    assert!(auth::sessions::end_all(&world.auth, &world.claim(&token)).await.is_err());
    assert!(auth::users::disable(&world.auth, &world.platform_claim(&platform), signed_in.user.id).await.is_err());
    assert!(world.load(&token).await.is_some());
    let mut db = world.db.connect("postgres").await;
    let users: i64 = sqlx::query_scalar("select count(*) from auth.users").fetch_one(&mut db).await.unwrap();
    assert_eq!(users, 2, "the user and the platform admin");
}
