//! `bulkhead admin create`, by the binary itself.

use serde_json::json;
use sqlx::Row;

use crate::support::binary::command;
use crate::support::server::{PASSWORD, TestServer};

const PUBLIC_URL: (&str, &str) = ("PUBLIC_URL", "http://localhost:4002");

async fn appoint(server: &TestServer, email: &str) -> String {
    let (said, fine) = command(&server.db, &["admin", "create", email], &[PUBLIC_URL]).await;
    assert!(fine && said.starts_with(&format!("{email} is a platform admin")), "{said}");
    said
}

/// The token of the link that was printed.
fn token(said: &str) -> Option<&str> {
    Some(said.split_once("http://localhost:4002/reset-password#token=")?.1.trim_end())
}

#[tokio::test]
async fn log_6_an_admin_who_is_made_gets_a_link_for_one_password_and_no_default_one() {
    let server = TestServer::start().await;
    let first = appoint(&server, "new@example.com").await;
    let second = appoint(&server, "new@example.com").await;
    let (first, second) = (token(&first).unwrap(), token(&second).unwrap());
    assert_ne!(first, second);
    let mut superuser = server.db.connect("postgres").await;
    let kept = "select (select count(*) from jobs.jobs) as letters, extract(epoch from t.expires_at - t.created_at)::bigint as seconds,
        token_hash = sha256(convert_to($1, 'UTF8')) as is_hash, u.password_hash is null as open
        from auth.email_tokens t join auth.users u on u.id = t.user_id";
    let kept = sqlx::query(kept).bind(second).fetch_one(&mut superuser).await.unwrap();
    let seen: (i64, i64, bool, bool) =
        (kept.get("letters"), kept.get("seconds"), kept.get("is_hash"), kept.get("open"));
    assert_eq!(seen, (0, 1800, true, true), "nothing is mailed, the link lasts half an hour, only a hash is kept");

    let anonymous = server.anonymous();
    let reset = async |token: &str| {
        anonymous.post("/auth/password/reset", json!({"token": token, "new_password": PASSWORD})).await.status
    };
    let login = json!({"email": "new@example.com", "password": PASSWORD});
    anonymous.post("/auth/login", login.clone()).await.expect_status(401);
    assert_eq!(reset(first).await, 422, "the earlier link is void");
    assert_eq!(reset(second).await, 204);
    assert_eq!(reset(second).await, 422, "it works once");
    anonymous.post("/auth/login", login.clone()).await.ok();
    assert_eq!(anonymous.get("/admin/tenants").await["code"], "second_factor_required");

    // A user who has a password keeps it, and gets no link.
    assert_eq!(token(&appoint(&server, "new@example.com").await), None);
    server.user("ann@example.com").await;
    let said = appoint(&server, "ann@example.com").await;
    assert!(token(&said).is_none() && said.contains("this address is not confirmed yet"), "{said}");
    for email in ["new@example.com", "ann@example.com"] {
        let login = json!({"email": email, "password": PASSWORD});
        assert_eq!(anonymous.post("/auth/login", login).await.status, 200, "{email}");
    }
}
