//! What a browser's console asks of the server beside the data: who may administer, and what a sign-in page may offer.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use serde_json::json;

use crate::support::server::{PASSWORD, TestServer};
use crate::support::state;

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
