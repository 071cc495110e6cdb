//! What was mailed, as the development mailbox shows it.

use serde_json::{Value as Json, json};

use super::server::{Caller, TestServer};
use super::wait::until;

/// What the mailbox of a server shows, newest first.
pub async fn all(url: &str) -> Vec<Json> {
    Caller::new(url).get("/dev/mail.json").await.ok().items().to_vec()
}

/// How many messages wait, and how often they were tried in all.
pub async fn waiting(server: &TestServer) -> (i64, i64) {
    let mut db = server.db.connect("postgres").await;
    let count =
        sqlx::query_as("select count(*), coalesce(sum(attempts), 0)::bigint from jobs.jobs where finished_at is null");
    count.fetch_one(&mut db).await.unwrap()
}

/// The letters to an address, newest first, once nothing waits any more.
pub async fn letters_to(server: &TestServer, to: &str) -> Vec<Json> {
    until("nothing waits", async || waiting(server).await.0 == 0).await;
    all(&server.url).await.into_iter().filter(|letter| letter["to"] == to).collect()
}

/// The token in the newest letter to an address that leads to this page.
pub async fn token_to(server: &TestServer, to: &str, page: &str) -> String {
    let letters = letters_to(server, to).await;
    let mut links = letters.iter().filter_map(|letter| letter["link"].as_str());
    let link = links.find(|link| link.contains(page)).expect("such a letter was sent");
    link.split_once("#token=").unwrap().1.to_owned()
}

/// A new user who has confirmed the address by the link that was mailed, signed in.
pub async fn confirmed_user(server: &TestServer, email: &str) -> Caller {
    let user = server.user(email).await;
    let token = token_to(server, email, "verify-email").await;
    user.post("/auth/email/verify", json!({"token": token})).await.ok();
    user
}

/// The tokens of the invitations that were mailed to an address.
async fn invitations(url: &str, email: &str) -> Vec<String> {
    let letters = all(url).await;
    let letters = letters.iter().filter(|letter| letter["to"] == email);
    let links = letters.filter_map(|letter| letter["link"].as_str()?.split_once("/accept-invitation#token="));
    links.map(|(_, token)| token.to_owned()).collect()
}

/// Waits for the token of the one invitation to an address that isn't among these yet, and puts it there.
pub async fn next_invitation(server: &TestServer, email: &str, seen: &mut Vec<String>) -> String {
    let mut next = None;
    until("an invitation comes", async || {
        next = invitations(&server.url, email).await.into_iter().find(|token| !seen.contains(token));
        next.is_some()
    })
    .await;
    seen.extend(next.clone());
    next.unwrap()
}

/// Waits for the token of the only invitation to an address.
pub async fn invitation(server: &TestServer, email: &str) -> String {
    next_invitation(server, email, &mut Vec::new()).await
}

/// Whether no invitation went to an address, once nothing waits to be sent.
pub async fn has_no_invitation(server: &TestServer, email: &str) -> bool {
    until("nothing waits", async || waiting(server).await.0 == 0).await;
    invitations(&server.url, email).await.is_empty()
}
