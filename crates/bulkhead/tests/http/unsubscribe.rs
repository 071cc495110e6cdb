//! The link of a campaign's e-mail.

use reqwest::Method;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;
use crate::support::wait::until;
use crate::support::{db_snapshot, mailbox};

/// A tenant whose campaign has been sent to this address, and the path of the link in that e-mail.
async fn mailed(server: &TestServer, slug: &str, address: &str) -> (Team, String) {
    let team = server.tenant(slug).await;
    team.owner.post("/api/contacts", json!({"name": "Ada", "email": address})).await.created();
    let campaign = json!({"name": "News", "channel": "email", "subject": slug, "body": "Dear {{name}}"});
    let id = team.owner.post("/api/campaigns", campaign).await.created().id();
    team.owner.post_empty(&format!("/api/campaigns/{id}/start")).await.ok();
    until("the campaign is completed", async || {
        team.owner.get(&format!("/api/campaigns/{id}")).await.ok()["status"] == "completed"
    })
    .await;
    let letters = mailbox::all(&server.url).await;
    let is_ours = |letter: &&Json| letter["to"] == address && letter["subject"] == slug;
    let letter = letters.iter().find(is_ours).expect("the e-mail was sent");
    let link = letter["link"].as_str().expect("it has a link");
    let path = link.find("/unsubscribe/").map(|at| link[at..].to_owned());
    (team, path.expect("it leads to unsubscribing"))
}

/// As a mail provider asks, for whom the reader has pressed its own button (RFC 8058, 3.2).
async fn one_click(server: &TestServer, path: &str) -> Reply {
    let request = server.anonymous().request(Method::POST, path);
    request.header("Content-Type", "application/x-www-form-urlencoded").body("List-Unsubscribe=One-Click").reply().await
}

async fn suppressed(caller: &Caller) -> Vec<Json> {
    caller.get("/api/suppressions").await.ok().items().to_vec()
}

#[tokio::test]
async fn fact_37_one_request_without_a_sign_in_unsubscribes_and_reading_the_page_changes_nothing() {
    let server = TestServer::start().await;
    let (team, path) = mailed(&server, "acme", "ada@example.com").await;
    let before = db_snapshot::of_all(&server.db).await;
    for method in [Method::GET, Method::HEAD] {
        let page = server.anonymous().request(method, &path).reply().await;
        assert_eq!(page.status, 200, "{page:?}");
    }
    let page = server.anonymous().get(&path).await;
    assert!(page.body.contains("ada@example.com") && page.body.contains("<form method=post>"), "{page:?}");
    assert_eq!(page.headers["content-security-policy"].len(), 1);
    assert!(page.headers["content-security-policy"][0].contains("form-action 'self'"));
    assert!(page.headers["cache-control"][0].contains("no-store"), "{page:?}");
    assert_eq!(db_snapshot::of_all(&server.db).await, before);

    for _ in 0..2 {
        let done = one_click(&server, &path).await;
        assert_eq!(done.status, 200, "no redirect either: {done:?}");
        assert!(done.body.contains("ada@example.com gets no more e-mails from "), "{done:?}");
    }
    let rows = suppressed(&team.owner).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((&rows[0]["address"], &rows[0]["phone_id"]), (&json!("ada@example.com"), &Json::Null));
    assert_eq!(rows[0]["reason"], "Unsubscribed by e-mail");
    // The log says by what it was done, and not to whom.
    let log = team.owner.get("/api/audit-log").await.ok();
    let entry = log.items().iter().find(|entry| entry["table"] == "suppressions").expect("it is logged");
    assert!(entry["job"] == "unsubscribe" && !entry.to_string().contains("ada@"), "{entry}");
    // One that an admin lifted is there again by the next request.
    team.owner.delete(&format!("/api/suppressions/{}", rows[0]["id"].as_str().unwrap())).await;
    assert!(suppressed(&team.owner).await.is_empty());
    assert_eq!(one_click(&server, &path).await.status, 200);
    assert_eq!(suppressed(&team.owner).await.len(), 1);
}

#[tokio::test]
async fn fact_37_a_link_works_whatever_has_become_of_the_campaign_and_for_a_suspended_tenant() {
    let server = TestServer::start().await;
    let (team, path) = mailed(&server, "acme", "ada@example.com").await;
    server.db.superuser("delete from app.campaigns").await;
    server.db.superuser("update tenancy.tenants set row_quota = 1").await;
    team.suspend().await;
    assert_eq!(one_click(&server, &path).await.status, 200);
    team.resume().await;
    assert_eq!(suppressed(&team.owner).await.len(), 1);
}

#[tokio::test]
async fn ten_1_a_link_unsubscribes_from_its_own_tenant_and_no_other_text_is_a_link() {
    let server = TestServer::start().await;
    let (acme, path) = mailed(&server, "acme", "ada@example.com").await;
    let (other, path_of_other) = mailed(&server, "other", "ada@example.com").await;
    assert_ne!(path, path_of_other);
    let before = db_snapshot::of_all(&server.db).await;
    let token = path.strip_prefix("/unsubscribe/").unwrap();
    let mut altered = token.to_owned().into_bytes();
    altered[40] = if altered[40] == b'A' { b'B' } else { b'A' };
    let altered = String::from_utf8(altered).unwrap();
    for wrong in [&altered, &token[1..], &token[..token.len() - 1], &Uuid::nil().to_string(), "%00", "x"] {
        let path = format!("/unsubscribe/{wrong}");
        server.anonymous().get(&path).await.expect(404, "not_found");
        one_click(&server, &path).await.expect(404, "not_found");
    }
    // Nor does a page of another origin unsubscribe, and a session changes nothing.
    let foreign = server.anonymous().request(Method::POST, &path).header("Origin", "https://evil.test").reply().await;
    foreign.expect(403, "cross_origin");
    assert_eq!(db_snapshot::of_all(&server.db).await, before);
    assert_eq!(other.owner.post_empty(&path).await.status, 200);
    assert_eq!((suppressed(&acme.owner).await.len(), suppressed(&other.owner).await.len()), (1, 0));
}
