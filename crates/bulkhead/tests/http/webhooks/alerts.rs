//! What an operator learns of, and what no log has.

use std::sync::Arc;

use base::Clock;
use tenancy::testing::TestDb;

use crate::support::binary::Running;
use crate::support::carrier::{CONTACT, Line, NUMBER, ORIGIN, TOKEN, of_call};
use crate::support::reply::Ask;
use crate::support::server::TestServer;

#[tokio::test]
async fn fact_5_and_7_an_operator_is_alerted_of_signed_requests_about_others_and_of_ids_of_two_phones() {
    let db = Arc::new(TestDb::new().await);
    let running = Running::start(&db, &[("PUBLIC_URL", ORIGIN), ("LOG", "trace"), ("ACCESS_LOG", "all")]).await;
    let server = TestServer { url: running.url.clone(), db, clock: Clock::system() };
    let line = Line::of("acme", &server, TOKEN).await;
    let alerts = || -> Vec<String> {
        let lines = running.lines();
        for line in &lines {
            // Numbers without their sign, as in a URL.
            for secret in [TOKEN, &NUMBER[1..], &CONTACT[1..], "unmistakable"] {
                assert!(!line.contains(secret), "{line}");
            }
        }
        lines.into_iter().filter(|line| line.contains("bulkhead::alert")).collect()
    };
    line.voice(None, &[("SpeechResult", "unmistakable")]).await.ok();
    line.sms("SM1", "unmistakable").await.ok();
    line.unsigned(&line.target("voice"), &of_call(&[])).reply().await.expect_status(403);
    assert_eq!(alerts(), Vec::<String>::new(), "any client can send what isn't signed");

    line.voice(None, &[("AccountSid", "AC2")]).await.expect_status(403);
    line.voice(None, &[("To", "+14155550199")]).await.expect_status(403);
    let seen = alerts();
    assert!(seen.len() == 2 && seen.iter().all(|alert| alert.contains("foreign_webhook")), "{seen:?}");
    assert!(seen.iter().all(|alert| alert.contains(&line.phone.to_string())), "{seen:?}");

    let home = line.team.owner.at_home().get("/api/tenant").await.ok().id();
    let twin = format!(
        "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
         values ('{home}', '{}', '{}', '+14155550109', 1, 1)",
        line.phone,
        line.team.owner.id()
    );
    line.team.server.db.superuser(&twin).await;
    line.voice(None, &[]).await.expect_status(403);
    let seen = alerts();
    assert!(seen.len() == 1 && seen[0].contains("ambiguous_phone"), "{seen:?}");
}
