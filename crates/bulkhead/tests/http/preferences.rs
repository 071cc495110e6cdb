//! What a browser's console asks of the server beside the data: who may administer, what a sign-in page may offer, and what a
//! client remembers for its user.

use serde_json::{Value as Json, json};

use crate::support::platform::{PlatformAdmin, impersonate};
use crate::support::server::{PASSWORD, TestServer};
use crate::support::state;

const PATH: &str = "/auth/preferences";

#[tokio::test]
async fn a_platform_admin_is_shown_as_one_also_before_the_second_factor() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let other = server.user("user2@test.com").await;
    assert_eq!(user.get("/auth/me").await.ok()["platform_admin"], false);
    state::appoint_platform_admin(&server.db, user.id()).await;
    assert_eq!(user.get("/auth/me").await.ok()["platform_admin"], true);
    assert_eq!(user.patch("/auth/me", json!({"name": "Ann"})).await.ok()["platform_admin"], true);
    assert_eq!(server.anonymous().login("user1@test.com", PASSWORD).await.ok()["platform_admin"], true);
    // It opens nothing: that asks for the second factor.
    user.get("/admin/tenants").await.expect(403, "second_factor_required");
    assert_eq!(other.get("/auth/me").await.ok()["platform_admin"], false);
    state::dismiss_platform_admin(&server.db, user.id()).await;
    assert_eq!(user.get("/auth/me").await.ok()["platform_admin"], false);
}

#[tokio::test]
async fn a_sign_in_page_learns_what_it_may_offer() {
    let server = TestServer::start_with(&[("REQUIRE_VERIFIED_EMAIL", "on"), ("PASSWORD_MIN_LENGTH", "12")]).await;
    let seen = server.anonymous().get("/auth/options").await.ok();
    assert_eq!(seen["verified_email_required"], true, "{seen}");
    assert_eq!(seen["registration"]["password_min_length"], 12, "{seen}");
    for shown in ["email", "sms", "development_mailbox"] {
        assert_eq!(seen[shown], true, "{shown} in {seen}");
    }
    let server = TestServer::start_with(&[("PUBLIC_URL", "http://127.0.0.1:4002")]).await;
    let seen = server.anonymous().get("/auth/options").await.ok();
    assert_eq!((&seen["passkeys"], &seen["verified_email_required"]), (&json!(false), &json!(false)), "{seen}");
    let server = TestServer::start_with(&[("PUBLIC_URL", "http://localhost:4002")]).await;
    assert_eq!(server.anonymous().get("/auth/options").await.ok()["passkeys"], true);
}

#[tokio::test]
async fn a_page_that_is_loaded_while_acting_as_a_user_learns_the_same() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let admin = PlatformAdmin::appoint(&server).await.person.caller;
    let before = admin.get("/auth/options").await.ok();
    let tenant = user.get("/api/tenant").await.ok();
    impersonate(&admin, user.id(), tenant["slug"].as_str().unwrap(), false).await.created();
    let acting = admin.get("/auth/options").await.ok();
    assert_eq!((&acting["email"], &acting["passkeys"]), (&before["email"], &before["passkeys"]), "{acting}");
}

#[tokio::test]
async fn preferences_are_kept_for_the_user_on_every_device() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    assert_eq!(*user.get(PATH).await.ok().json(), json!({}));
    let kept = json!({"theme": "dark", "columns": {"leads": ["name", "status"]}, "wide": 1.5, "none": null});
    assert_eq!(*user.put(PATH, &kept).await.ok().json(), kept);
    let phone = server.anonymous();
    phone.login("user1@test.com", PASSWORD).await.ok();
    assert_eq!(*phone.get(PATH).await.ok().json(), kept);
    // The next object takes the whole place of the one before, and is no other user's.
    let other = server.user("user2@test.com").await;
    other.put(PATH, json!({"theme": "light"})).await.ok();
    phone.put(PATH, json!({"dense": true})).await.ok();
    assert_eq!(*user.get(PATH).await.ok().json(), json!({"dense": true}));
    assert_eq!(*other.get(PATH).await.ok().json(), json!({"theme": "light"}));
    server.anonymous().get(PATH).await.expect_status(401);
}

#[tokio::test]
async fn preferences_are_bounded_and_are_an_object_without_nul() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let put = async |body: Json| user.put(PATH, body).await;
    let of_length = |length: usize| json!({"x": "y".repeat(length - r#"{"x":""}"#.len())});
    put(of_length(8192)).await.ok();
    put(of_length(8193)).await.expect_status(422);
    for wrong in [json!([]), json!("dark"), json!({"x": "a\u{0}b"}), json!({"a\u{0}b": 1})] {
        put(wrong).await.expect_status(422);
    }
    assert_eq!(*user.get(PATH).await.ok().json(), of_length(8192));
    // What the database writes in more characters than the client did.
    for dense in [json!({"x": vec![1; 4090]}), json!({"x": vec![1e300; 1100]}), json!({"x": vec![json!({}); 2700]})] {
        assert_eq!(*put(dense.clone()).await.ok().json(), dense);
        assert_eq!(*user.get(PATH).await.ok().json(), dense);
    }
}
