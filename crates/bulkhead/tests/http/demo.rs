//! `bulkhead demo`, by the binary itself.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use crate::support::binary::{bulkhead, command};
use crate::support::server::{Caller, TestServer};

/// The lists that have rows for each member. What is private is there for each of them but the viewer.
const LISTS: [&str; 20] = [
    "leads",
    "contacts",
    "call-notes",
    "phones",
    "prompts",
    "agents",
    "message-agents",
    "calls",
    "messages",
    "scheduled-calls",
    "suppressions",
    "campaigns",
    "applications",
    "favourites",
    "conversations",
    "notifications",
    "posts",
    "follows",
    "universities",
    "courses",
];

/// The lists that all users read.
const CATALOGUE: [&str; 2] = ["universities", "courses"];

async fn demo(server: &TestServer) -> String {
    let (said, fine) = command(&server.db, &["demo"], &[("PUBLIC_URL", "http://localhost:4002")]).await;
    assert!(fine, "{said}");
    said
}

fn password(said: &str) -> &str {
    let line = said.lines().find_map(|line| line.strip_prefix("Password ")).unwrap();
    line.split_whitespace().next().unwrap()
}

async fn sign_in(server: &TestServer, email: &str, password: &str) -> Caller {
    let caller = server.anonymous();
    caller.login(email, password).await.ok();
    caller
}

/// The number that a statement finds.
async fn count(server: &TestServer, sql: &'static str) -> i64 {
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query_scalar(sql).fetch_one(&mut superuser).await.unwrap()
}

#[tokio::test]
async fn the_demo_has_rows_in_each_list_for_its_owner_and_members_and_none_for_others() {
    let server = TestServer::start().await;
    let stranger = server.user("eve@test.com").await;
    let said = demo(&server).await;
    assert!(said.starts_with("Northwind Admissions is there, under the slug demo\n"), "{said}");
    assert!(said.contains("\nSign in at  http://localhost:4002/\n") && said.contains("leads"), "{said}");
    for (email, role) in [("nora.winter", "owner"), ("felix.okafor", "admin"), ("mara.lindqvist", "member")] {
        let caller = sign_in(&server, &format!("{email}@example.com"), password(&said)).await;
        let me = caller.get("/auth/me").await.ok();
        assert_eq!(me["user"]["email_verified"], true);
        let tenants = me["memberships"].as_array().unwrap();
        assert_eq!(tenants.len(), 1, "{me}");
        assert_eq!((&tenants[0]["slug"], &tenants[0]["role"]), (&"demo".into(), &role.into()), "{me}");
        assert_eq!(tenants[0]["name"], "Northwind Admissions");
        for list in LISTS {
            let reply = caller.get(&format!("/api/{list}")).await.ok();
            assert!(!reply.items().is_empty(), "{email}: {list}");
        }
    }
    for list in LISTS.iter().filter(|list| !CATALOGUE.contains(list)) {
        let reply = stranger.get(&format!("/api/{list}")).await.ok();
        assert!(reply.items().is_empty(), "a user of another tenant: {reply}");
    }
    stranger.in_tenant("demo").get("/api/leads").await.expect(404, "not_found");

    let viewer = sign_in(&server, "leo.brandt@example.com", password(&said)).await;
    assert_eq!(viewer.get("/api/leads").await.ok().items().len(), 50);
    assert!(viewer.get("/api/applications").await.ok().items().is_empty(), "they are private");
    // Nothing is mailed, and no session of the command is left.
    assert_eq!(
        count(&server, "select count(*) from auth.email_tokens t join auth.users u on u.id = t.user_id where u.email like '%example.com'")
            .await,
        0
    );
    assert_eq!(count(&server, "select count(*) from auth.sessions where device_name = 'bulkhead demo'").await, 0);
}

#[tokio::test]
async fn the_demo_is_of_the_last_weeks_and_what_is_to_come_is_planned() {
    let server = TestServer::start().await;
    demo(&server).await;
    for (what, least, most) in [
        ("select count(*) from app.leads where deleted_at is null", 117, 117),
        ("select count(*) from app.leads where deleted_at is not null", 3, 3),
        ("select count(*) from app.leads where created_at > now() - interval '1 minute'", 0, 0),
        ("select count(*) from app.leads where created_at < now() - interval '47 days'", 0, 0),
        ("select count(*) from (select distinct created_at::date from app.leads) days", 25, 46),
        ("select count(*) from (select distinct status from app.leads) statuses", 5, 5),
        ("select count(*) from (select distinct owner_id from app.leads) owners", 5, 5),
        ("select count(*) from (select distinct status from app.calls) statuses", 4, 5),
        ("select count(*) from app.calls where ended_at is null or ended_at > now() or created_at > ended_at", 0, 0),
        ("select count(*) from app.messages where ended_at is null", 0, 0),
        ("select count(*) from app.scheduled_calls where status = 'pending' and scheduled_at > now()", 10, 10),
        ("select count(*) from app.attempts where scheduled_call_id is not null", 10, 10),
        ("select count(*) from app.campaigns where status = 'scheduled'", 1, 1),
        ("select count(*) from app.campaigns where status = 'draft'", 2, 2),
        ("select count(*) from app.conversation_messages", 19, 19),
        // Each row has its line in the change log, by the member who made it.
        (
            "select count(*) from app.leads l where not exists (select from tenancy.changes c where c.tenant_id = l.tenant_id
               and c.row_id = l.id and c.actor_id = l.owner_id)",
            0,
            0,
        ),
    ] {
        let found = count(&server, what).await;
        assert!((least..=most).contains(&found), "{what}: {found}");
    }
}

#[tokio::test]
async fn a_second_demo_says_that_it_is_there_and_changes_nothing() {
    let server = TestServer::start().await;
    let first = demo(&server).await;
    let log = "select count(*) from tenancy.changes";
    let (changes, events) = (count(&server, log).await, count(&server, "select count(*) from auth.events").await);
    let second = demo(&server).await;
    assert!(
        second.starts_with("Northwind Admissions is there already, under the slug demo; nothing was changed\n"),
        "{second}"
    );
    assert!(second.contains("/dev/mail") && second.contains("nora.winter@example.com"), "{second}");
    assert!(!second.contains(password(&first)));
    assert_eq!(
        (count(&server, log).await, count(&server, "select count(*) from auth.events").await),
        (changes, events)
    );
    sign_in(&server, "mara.lindqvist@example.com", password(&first)).await;
}

#[tokio::test]
async fn a_demo_beside_a_tenant_with_its_slug_or_a_user_with_its_address_takes_the_next() {
    let server = TestServer::start().await;
    let ann = server.user("ann@test.com").await;
    ann.post("/api/tenants", serde_json::json!({"slug": "demo", "name": "Ours"})).await.created();
    server.user("aiko.tanaka+2@example.com").await;
    let said = demo(&server).await;
    assert!(said.starts_with("Northwind Admissions is there, under the slug demo-3\n"), "{said}");
    sign_in(&server, "nora.winter+3@example.com", password(&said)).await.get("/api/leads").await.ok();
    assert!(ann.in_tenant("demo").get("/api/leads").await.ok().items().is_empty(), "the other one stays as it was");
    assert!(demo(&server).await.starts_with("Northwind Admissions is there already, under the slug demo-3"));
}

#[tokio::test]
async fn production_has_no_demo() {
    let server = TestServer::start().await;
    let mut refused = bulkhead(&[
        ("BULKHEAD_ENV", "production"),
        ("PUBLIC_URL", "https://app.example.com"),
        ("SESSION_SECRET", crate::support::server::SECRET),
        ("TRUSTED_PROXIES", "none"),
    ]);
    let urls =
        ["auth", "app", "platform"].map(|role| crate::support::binary::url(&server.db, &format!("bulkhead_{role}")));
    for (name, url) in ["DATABASE_URL_AUTH", "DATABASE_URL_APP", "DATABASE_URL_PLATFORM"].iter().zip(&urls) {
        refused.env(name, url);
    }
    refused.arg("demo");
    let ended = tokio::task::spawn_blocking(move || refused.output()).await.unwrap().unwrap();
    let complaint = String::from_utf8(ended.stderr).unwrap();
    assert!(complaint.contains("demo data are for development"), "{complaint}");
    assert_eq!((ended.status.code(), ended.stdout.as_slice()), (Some(1), &b""[..]));
    assert_eq!(count(&server, "select count(*) from auth.users").await, 0);
}
