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
    let seen = alerts();
    assert!(seen.len() == 1 && seen[0].contains("foreign_webhook"), "{seen:?}");
    assert!(seen[0].contains(&line.phone.to_string()) && seen[0].contains(&line.team.id.to_string()), "{seen:?}");

    let home = line.team.owner.at_home().get("/api/tenant").await.ok().id();
    let twin = format!(
        "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
         values ('{home}', '{}', '{}', '+14155550109', 1, 1)",
        line.phone,
        line.team.owner.id()
    );
    line.team.server.db.superuser(&twin).await;
    for _ in 0..3 {
        line.voice(None, &[]).await.expect_status(403);
    }
    let seen = alerts();
    assert!(seen.len() == 1 && seen[0].contains("ambiguous_phone"), "{seen:?}");
}

#[tokio::test]
async fn fact_5_a_flood_of_foreign_webhooks_has_one_alert_about_each_phone_and_leaves_no_rows() {
    let db = Arc::new(TestDb::new().await);
    let running = Running::start(&db, &[("PUBLIC_URL", ORIGIN)]).await;
    let server = TestServer { url: running.url.clone(), db, clock: Clock::system() };
    let line = Line::of("acme", &server, TOKEN).await;
    let other = Line::of("globex", &server, "another-token-of-globex-012345678").await;
    for n in 0..20 {
        // Another request each time, or it would be a repeat; about the account, or about the number.
        let sid = format!("CA{n:032}");
        line.voice(None, &[("AccountSid", "AC2"), ("CallSid", &sid)]).await.expect_status(403);
        line.voice(None, &[("To", "+14155550199"), ("CallSid", &sid)]).await.expect_status(403);
    }
    other.voice(None, &[("AccountSid", "AC2")]).await.expect_status(403);
    let alerts: Vec<_> = running.lines().into_iter().filter(|line| line.contains("bulkhead::alert")).collect();
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    for (alert, line) in alerts.iter().zip([&line, &other]) {
        let phone = line.phone.to_string();
        assert!(alert.contains("foreign_webhook") && alert.contains(&phone), "a flood hides no other's: {alert}");
        assert!(alert.contains("\"requests\":1") || alert.contains("requests=1"), "{alert}");
    }
    let mut superuser = line.team.server.db.connect("postgres").await;
    let rows = "select (select count(*) from app.carrier_events) + (select count(*) from app.calls)
                  + (select count(*) from tenancy.denied_accesses)";
    let rows: i64 = sqlx::query_scalar(rows).fetch_one(&mut superuser).await.expect("the superuser may read");
    assert_eq!(rows, 0);
}
