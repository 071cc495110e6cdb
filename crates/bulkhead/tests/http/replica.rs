//! Reads that go to a replica, which may be behind: the primary proves the session, and the replica the membership.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::time::Duration;

use serde_json::json;
use sqlx::{Connection, Row};
use tenancy::Role;
use tenancy::testing::TestDb;

use crate::support::held::{Held, Parts};
use crate::support::platform::PlatformAdmin;
use crate::support::reply::{Ask, uuid};
use crate::support::server::{Caller, TestServer};
use crate::support::state;

/// Copies who may sign in, and into which tenants, as a replica would have it that then falls behind.
async fn copy(from: &TestDb, to: &TestDb) {
    let mut source = from.connect("postgres").await;
    for table in ["auth.users", "auth.sessions", "tenancy.tenants", "tenancy.memberships", "tenancy.homes"] {
        let text = format!("select coalesce(json_agg(t), '[]')::text as rows from {table} t");
        #[expect(clippy::disallowed_methods, reason = "the text is the test's own")]
        let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(text)).fetch_one(&mut source).await.unwrap();
        let rows = rows.get::<String, _>(0).replace('\'', "''");
        to.superuser(&format!(
            "set session_replication_role = replica;
             insert into {table} select * from json_populate_recordset(null::{table}, '{rows}')"
        ))
        .await;
    }
}

/// A server whose reads go to a database that has the same users and tenants and no rows.
struct Replicated {
    server: TestServer,
    replica: TestDb,
    /// A user, who has a lead on the primary.
    user: Caller,
    /// Of another session of theirs.
    cookie: String,
    neighbour: Caller,
}

impl Replicated {
    async fn start() -> Self {
        let (primary, replica) = (TestDb::new().await, TestDb::new().await);
        let url = replica.url("bulkhead_app");
        let variables = [("DATABASE_URL_READ", url.as_str()), ("DATABASE_TENANT_CONNECTIONS", "2")];
        let server = TestServer::start_over(primary, &variables).await;
        let (user, neighbour) = (server.user("user1@test.com").await, server.user("user2@test.com").await);
        let cookie = server.sign_in_for_cookie("user1@test.com").await;
        copy(&server.db, &replica).await;
        user.post("/api/leads", json!({"name": "On the primary alone"})).await.created();
        Self { server, replica, user, cookie, neighbour }
    }
}

#[tokio::test]
async fn ses_5_a_replica_that_is_behind_decides_on_no_session() {
    let Replicated { server, user, cookie: ended, replica: _replica, .. } = Replicated::start().await;
    let read = async |cookie: &str| {
        let request = reqwest::Client::new().get(format!("{}/api/leads", server.url)).header("Cookie", cookie);
        request.reply().await.status
    };
    assert_eq!(read(&ended).await, 200);
    let made_since = server.sign_in_for_cookie("user1@test.com").await;
    assert_eq!(read(&made_since).await, 200);
    user.post_empty("/auth/logout-all").await.no_content();
    for cookie in [&ended, &made_since] {
        assert_eq!(read(cookie).await, 401);
    }
}

#[tokio::test]
async fn ses_9_a_session_that_ends_before_the_last_byte_reads_nothing_from_a_replica() {
    let Replicated { server, user, cookie, replica: _replica, .. } = Replicated::start().await;
    let read = |number| {
        let (method, path) = ("GET".to_owned(), "/api/leads".to_owned());
        let body = Some(("application/json", "{}".to_owned()));
        let parts = Parts { method, path, headers: vec![format!("Cookie: {cookie}")], body };
        let url = server.url.clone();
        async move { Held::begin(&url, number, &parts).await }
    };
    assert_eq!(read(1).await.finish().await.status, 200);
    let held = read(2).await;
    // The head is there, and the session was looked up.
    tokio::time::sleep(Duration::from_millis(200)).await;
    user.post_empty("/auth/logout-all").await.no_content();
    assert_eq!(held.finish().await.status, 401);
}

#[tokio::test]
async fn ses_9_an_export_is_read_where_its_session_is_proved() {
    let Replicated { server: _server, user, replica: _replica, .. } = Replicated::start().await;
    assert_eq!(user.get("/api/leads").await["items"], json!([]), "a list comes from the replica");
    let exported = user.get("/api/leads/export").await.ok();
    assert!(exported.body.contains("On the primary alone"), "{exported}");
}

#[tokio::test]
async fn who_is_present_is_read_from_the_primary_since_a_standby_has_no_unlogged_rows() {
    let Replicated { server, user, neighbour, replica: _replica, .. } = Replicated::start().await;
    let tenant = user.get("/api/tenant").await.ok().id();
    state::set_role(&server.db, tenant, neighbour.id(), Role::Member).await;
    let row = format!("insert into tenancy.presence values ('{tenant}', '{}', now())", neighbour.id());
    server.db.superuser(&row).await;
    let page = user.get("/api/chat-contacts").await.ok();
    assert_eq!((page.items().len(), &page.items()[0]["present"]), (1, &json!(true)), "{page}");
}

#[tokio::test]
async fn ten_8_rl_3_reads_from_a_replica_count_for_their_tenant() {
    let Replicated { server, user, neighbour, replica: _replica, .. } = Replicated::start().await;
    let admin = PlatformAdmin::appoint(&server).await;
    let tenant = uuid(&user.get("/api/tenants").await.ok().items()[0]["id"]);
    admin.limit(tenant, json!({"request_quota": 5})).await.ok();
    let mut served = 0;
    for _ in 0..20 {
        let status = user.get("/api/leads").await.status;
        served += u32::from(status == 200);
        assert!(matches!(status, 200 | 429), "{status}");
        neighbour.get("/api/leads").await.ok();
    }
    // The quota of a minute, and the part of it that was refilled meanwhile.
    assert!((5..=8).contains(&served), "{served}");
}

#[tokio::test]
async fn ten_8_a_tenant_whose_reads_from_a_replica_hang_leaves_connections_to_its_neighbour() {
    let Replicated { server: _server, replica, user, neighbour, .. } = Replicated::start().await;
    user.get("/api/leads").await.ok();
    neighbour.get("/api/contacts").await.ok();
    let mut superuser = replica.connect("postgres").await;
    let mut locked = superuser.begin().await.unwrap();
    sqlx::query("lock table app.leads in access exclusive mode").execute(&mut *locked).await.unwrap();
    let reads: Vec<_> = (0..4)
        .map(|_| {
            let user = user.clone();
            tokio::spawn(async move { user.get("/api/leads").await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..5 {
        let read = tokio::time::timeout(Duration::from_secs(1), neighbour.get("/api/contacts"));
        read.await.expect("the neighbour is served meanwhile").ok();
    }
    locked.rollback().await.unwrap();
    for read in reads {
        read.await.unwrap().ok();
    }
}
