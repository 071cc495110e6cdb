//! Waiting for what happens in the background.

use std::time::Duration;

use super::server::TestServer;

/// Waits until something holds that background work brings about; fails after ten seconds.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never came to this: {what}");
}

/// Waits until the use of a session is written down, which happens off the request's path.
pub async fn seen_now(server: &TestServer) {
    let now = server.clock.now();
    let mut superuser = server.db.connect("postgres").await;
    until("the use of the session is noted", async || {
        let seen = sqlx::query_scalar("select exists (select from auth.sessions where last_seen_at = $1)").bind(now);
        seen.fetch_one(&mut superuser).await.unwrap()
    })
    .await;
}

/// The middle one.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
