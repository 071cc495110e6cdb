//! The binary itself: what it refuses to start with, what it needs under load, and what it writes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::io::Read;
use std::process::Command;
use std::time::{Duration, Instant};

use base::audit_chain::{AuditKey, LinkWriter};
use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::audit::CHANGES;
use tenancy::testing::TestDb;

use crate::support::binary::{Running, bulkhead, command, url};
use crate::support::reply::Ask;
use crate::support::server::{Caller, PASSWORD, SECRET};

/// Runs what must refuse to start; answers what it wrote to its error output.
async fn refusal(mut command: Command) -> String {
    tokio::task::spawn_blocking(move || {
        let start = Instant::now();
        let mut child = command.spawn().unwrap();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > Duration::from_secs(5) {
                child.kill().unwrap();
                child.wait().unwrap();
                panic!("it was still running after five seconds");
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let mut text = String::new();
        child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        assert!(!status.success(), "it ended well: {text}");
        text
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn ops_1_a_configuration_that_is_not_safe_is_refused_by_name() {
    let production = [
        ("BULKHEAD_ENV", "production"),
        ("SESSION_SECRET", SECRET),
        ("PUBLIC_URL", "https://app.example.com"),
        ("DATABASE_URL_AUTH", "postgres://bulkhead_auth@127.0.0.1:1/bulkhead"),
        ("DATABASE_URL_APP", "postgres://bulkhead_app@127.0.0.1:1/bulkhead"),
        ("DATABASE_URL_PLATFORM", "postgres://bulkhead_platform@127.0.0.1:1/bulkhead"),
        ("TRUSTED_PROXIES", "none"),
    ];
    for (name, value) in [
        ("SESSION_SECRET", "short"),
        ("SESSION_SECRET", "change-me-change-me-change-me-change-me"),
        ("SESSION_SECRET", ""),
        ("PUBLIC_URL", "http://app.example.com"),
        ("PUBLIC_URL", ""),
        ("TRUSTED_PROXIES", ""),
        ("TRUSTED_PROXIES", "everyone"),
        ("DATABASE_URL_APP", ""),
        ("DATABASE_URL_APP", "mysql://x"),
        ("RATE_LIMIT_LOGIN", "many"),
        ("BULKHEAD_ENV", "prod"),
    ] {
        let variables: Vec<_> =
            production.into_iter().filter(|(other, _)| *other != name).chain([(name, value)]).collect();
        let said = refusal(bulkhead(&variables)).await;
        let lines: Vec<_> = said.lines().collect();
        assert_eq!(lines.len(), 1, "{name}={value}: {said}");
        assert!(lines[0].contains(name), "{name}={value}: {said}");
        assert!(!name.contains("SECRET") || value.is_empty() || !said.contains(value), "{name}: {said}");
    }
    let said = refusal(bulkhead(&production)).await;
    assert!(said.lines().count() == 1 && said.contains("database"), "{said}");
}

#[tokio::test]
async fn ops_1_a_database_that_would_not_isolate_is_refused() {
    let broken = [
        ("alter table app.leads no force row level security", "app.leads"),
        ("alter table app.leads disable row level security", "app.leads"),
        ("create table app.forgotten (tenant_id uuid, id uuid)", "app.forgotten"),
        ("alter function tenancy.rank(text) volatile", "function tenancy.rank(text)"),
        ("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)", "migration"),
        (
            "update _sqlx_migrations set checksum = '\\x00' where version = (select max(version) from _sqlx_migrations)",
            "migration",
        ),
        (
            "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
             values (29990101000000, 'from the future', now(), true, '\\x00', 0)",
            "migration",
        ),
    ];
    for (fault, named) in broken {
        let db = TestDb::new().await;
        db.superuser(fault).await;
        let said = refused_over(&db, "bulkhead_app").await;
        assert!(said.contains(named), "{fault}: {said}");
    }
    let db = TestDb::new().await;
    assert!(refused_over(&db, "postgres").await.contains("superuser"));
    assert!(!refused_over(&db, "bulkhead_owner").await.is_empty());
    assert!(!refused_over(&db, "bulkhead_auth").await.is_empty());
}

#[tokio::test]
async fn ops_1_the_command_judges_what_its_own_migrations_make() {
    let db = TestDb::new().await;
    assert_eq!(command(&db, &["doctor"], &[]).await, ("the database isolates tenants\n".to_owned(), true));
    db.superuser("grant execute on function lo_create(oid) to bulkhead_app").await;
    let (said, fine) = command(&db, &["doctor"], &[]).await;
    let lines: Vec<_> = said.lines().collect();
    assert!(fine && lines.len() == 2 && lines[1] == "the database isolates tenants", "{said}");
    assert!(lines[0].starts_with("warning: bulkhead_app: may make large objects"), "{said}");
    db.superuser("revoke execute on function lo_create(oid) from bulkhead_app; drop function tenancy.rank(text)").await;
    let (said, fine) = command(&db, &["doctor"], &[]).await;
    assert!(
        !fine && said.lines().count() == 1 && said.starts_with("function tenancy.rank(text): is missing"),
        "{said}"
    );
    db.superuser("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)").await;
    let (said, fine) = command(&db, &["doctor"], &[]).await;
    assert!(!fine && said.lines().count() == 1 && said.contains(" is pending: run `bulkhead migrate`"), "{said}");
}

#[tokio::test]
async fn the_command_warns_where_a_column_holds_other_states_than_its_resource_declares() {
    let db = TestDb::new().await;
    db.superuser(
        "alter table app.applications drop constraint applications_status_known,
           add constraint applications_status_known check (status in ('draft', 'submitted', 'lost'))",
    )
    .await;
    let (said, fine) = command(&db, &["doctor"], &[]).await;
    let expected = "warning: app.applications: column status: its check applications_status_known allows undeclared \
        words (lost) and lacks declared words (withdrawn): replace it by check (status in ('draft', 'submitted', \
        'withdrawn')), or declare its words\nthe database isolates tenants\n";
    assert_eq!((said.as_str(), fine), (expected, true));
}

#[tokio::test]
async fn the_command_warns_of_phones_that_receive_nothing() {
    let db = TestDb::new().await;
    let (tenant, owner) = db.tenant("acme").await;
    let phone = |number: u32, receiving: &str| {
        format!(
            "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second, receiving,
               webhook_differences) values ('{tenant}', gen_random_uuid(), '{owner}', '+1415555{number}', 1, 1, {receiving},
               '{{voice_url,sms_url}}');"
        )
    };
    db.superuser(&[phone(1000, "null"), phone(1001, "true")].concat()).await;
    assert_eq!(command(&db, &["doctor"], &[]).await, ("the database isolates tenants\n".to_owned(), true));
    db.superuser(&phone(1002, "false")).await;
    let (said, fine) = command(&db, &["doctor"], &[]).await;
    let lines: Vec<_> = said.lines().collect();
    assert!(fine && lines.len() == 2 && lines[1] == "the database isolates tenants", "{said}");
    let rest = lines[0].strip_prefix("warning: phone ").and_then(|line| line.split_once(" of tenant "));
    let fault = format!(
        "{tenant}: its carrier sends calls or messages elsewhere (voice_url, sms_url): enter the phone's webhook_urls there"
    );
    assert_eq!(rest.expect("it names the phone").1, fault);
    let many: Vec<_> = (1003..1030).map(|number| phone(number, "false")).collect();
    db.superuser(&many.concat()).await;
    let (said, _) = command(&db, &["doctor"], &[]).await;
    assert!(said.lines().any(|line| line.starts_with("warning: phones: more than twenty receive nothing")), "{said}");
    assert!(!said.contains("+1415555"), "no number: {said}");
}

/// What is said where this role is given for tenant data.
async fn refused_over(db: &TestDb, app: &str) -> String {
    let urls = [url(db, "bulkhead_auth"), url(db, app), url(db, "bulkhead_platform")];
    let variables = [
        ("SESSION_SECRET", SECRET),
        ("DATABASE_URL_AUTH", urls[0].as_str()),
        ("DATABASE_URL_APP", &urls[1]),
        ("DATABASE_URL_PLATFORM", &urls[2]),
    ];
    refusal(bulkhead(&variables)).await
}

#[tokio::test]
async fn log_4_five_hundred_sign_ins_at_once_take_little_memory_while_health_answers() {
    let db = TestDb::new().await;
    let server = Running::start(&db, &[("RATE_LIMIT_LOGIN", "off"), ("RATE_LIMIT_REGISTER", "off")]).await;
    let body = json!({"email": "user1@test.com", "password": PASSWORD});
    Caller::new(&server.url).post("/auth/register", body.clone()).await.created();
    let before = server.rss();

    let client = reqwest::Client::new();
    let login = |body: &Json| client.post(format!("{}/auth/login", server.url)).json(body).reply();
    let logins: Vec<_> = (0..500).map(|_| tokio::spawn(login(&body))).collect();
    let mut waits = Vec::new();
    let mut most = before;
    while logins.iter().any(|login| !login.is_finished()) {
        let start = Instant::now();
        client.get(format!("{}/health", server.url)).reply().await.ok();
        waits.push(start.elapsed());
        most = most.max(server.rss());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut signed_in = 0;
    for login in logins {
        let answer = login.await.unwrap();
        assert!(matches!(answer.status, 200 | 503), "{answer}");
        signed_in += u32::from(answer.status == 200);
    }
    waits.sort_unstable();
    println!(
        "{signed_in} signed in; {before} MiB before, at most {most} MiB; /health p99 {:?} of {}",
        waits[waits.len() * 99 / 100],
        waits.len()
    );
    let threads = std::thread::available_parallelism().unwrap().get().saturating_sub(1).max(1) as u64;
    assert!(most - before <= threads * 19 + 100, "{before} MiB became {most}");

    // What is too long to be a password is refused without a turn.
    let start = Instant::now();
    let too_long = json!({"email": "user1@test.com", "password": "x".repeat(100_000)});
    login(&too_long).await.expect_status(422);
    let too_large = json!({"email": "user1@test.com", "password": "x".repeat(1 << 20)});
    login(&too_large).await.expect_status(413);
    println!("both refused in {:?}", start.elapsed());
}

#[tokio::test]
async fn aud_4_the_log_is_a_line_of_json_an_event_and_holds_no_secret() {
    let db = TestDb::new().await;
    let production = [
        ("BULKHEAD_ENV", "production"),
        ("PUBLIC_URL", "https://bulkhead.test"),
        ("TRUSTED_PROXIES", "none"),
        ("ACCESS_LOG", "all"),
        ("LOG", "trace"),
        ("REQUIRE_VERIFIED_EMAIL", "off"),
    ];
    let server = Running::start(&db, &production).await;
    let secret = "an-unmistakable-secret-8471";
    let caller = Caller::new(&server.url);
    let mut cookies = Vec::new();
    for (path, password) in
        [("/auth/register", secret), ("/auth/login", secret), ("/auth/login", "an-unmistakable-secret-8472")]
    {
        let body = json!({"email": "user1@test.com", "password": password});
        let request = caller.request(Method::POST, path).json(&body).header("User-Agent", "x\t{\"level\":\"ERROR\"}");
        let answer = request.reply().await;
        let lines = answer.headers.get("set-cookie").into_iter().flatten();
        cookies.extend(lines.map(|line| line.split(';').next().unwrap().to_owned()));
    }
    assert_eq!(cookies.len(), 3);
    for cookie in &cookies {
        let request = reqwest::Client::new()
            .get(format!("{}/auth/me?x=%0a%7B%22level%22%3A%22ERROR%22%7D", server.url))
            .header("Cookie", cookie.as_str());
        request.reply().await;
    }
    let _ = caller.get("/%0d%0a%7B%22forged%22:1%7D").await;
    let lines = server.lines();
    let events: Vec<&String> = lines.iter().filter(|line| line.starts_with('{')).collect();
    assert!(events.len() >= 5, "{lines:#?}");
    for line in &lines {
        let is_event = serde_json::from_str::<Json>(line).is_ok_and(|event| event["level"].is_string());
        assert!(is_event || line.starts_with("  "), "{line}");
        assert!(!line.contains("an-unmistakable-secret") && !line.contains("user1@test.com"), "{line}");
        for cookie in &cookies {
            let value = cookie.split_once('=').unwrap().1;
            assert!(!line.contains(&value[value.len() - 43..]), "{line}");
        }
    }
}

#[tokio::test]
async fn aud_4_the_access_line_of_a_read_tells_who_and_where() {
    let db = TestDb::new().await;
    let server = Running::start(&db, &[("ACCESS_LOG", "all")]).await;
    let caller = Caller::new(&server.url);
    let me = caller.post("/auth/register", json!({"email": "user1@test.com", "password": PASSWORD})).await;
    caller.get("/api/leads").await.ok();
    caller.post("/api/leads", json!({"name": "Ada"})).await.created();
    let lines = server.lines();
    for route in ["GET /api/leads", "POST /api/leads"] {
        let line = lines.iter().find(|line| line.contains(&format!("{route}\""))).unwrap();
        for id in [&me["user"]["id"], &me["tenant"]["id"]] {
            assert!(line.contains(id.as_str().unwrap()), "{line}");
        }
    }
}

#[tokio::test]
async fn aud_2_the_command_names_the_row_that_was_altered_and_fails() {
    let db = TestDb::new().await;
    db.tenant("acme").await;
    let platform = db.pool("bulkhead_platform", 1);
    let mut writer = LinkWriter::new(&CHANGES, AuditKey::derive(SECRET.as_bytes()));
    let anchor = loop {
        if let Some(added) = writer.pass(&platform, time::macros::datetime!(2026-03-01 12:00 UTC)).await.unwrap() {
            break added.anchor.to_string();
        }
    };
    let (said, fine) = verify(&db, &["--since", &anchor]).await;
    assert!(fine && said.contains("tenancy.changes: 2 rows under 1 link; 0 more wait for the next"), "{said}");
    assert!(said.contains(&format!("tenancy.changes: the last link is {anchor}")), "{said}");

    db.superuser("update tenancy.changes set actor_id = gen_random_uuid() where id = 2").await;
    let (said, fine) = verify(&db, &[]).await;
    assert!(!fine && said.contains("tenancy.changes: row 2 was altered after link 1 covered it"), "{said}");
    db.superuser("delete from tenancy.chain_links").await;
    let (said, fine) = verify(&db, &["--since", &anchor]).await;
    assert!(!fine && said.contains("tenancy.changes: link 1 differs from the anchor that was given"), "{said}");
    for wrong in [["--since", "x"], ["--until", &anchor]] {
        assert!(!verify(&db, &wrong).await.1, "{wrong:?}");
    }
}

/// What `bulkhead audit verify` says, and whether it ends well.
async fn verify(db: &TestDb, arguments: &[&str]) -> (String, bool) {
    command(db, &[&["audit", "verify"], arguments].concat(), &[]).await
}
