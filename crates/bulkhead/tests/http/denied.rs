//! Attempts on another tenant are recorded on every route, and no other requests are.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::json;
use sqlx::Row;
use tenancy::Role;
use uuid::Uuid;
use web::route::Access;
use web::routes::ROUTES;

use crate::support::findings::Findings;
use crate::support::reply::Ask;
use crate::support::server::TestServer;
use crate::support::world::{World, fresh_mark, send, unused_id};

/// A record: route, row, the row's tenant, the actor's tenant, and whether it raised an alert.
type Record = (String, Uuid, Uuid, Option<Uuid>, bool);

/// The records of an actor; waits up to five seconds until there are as many as expected.
async fn records(server: &TestServer, actor: Uuid, expected: usize) -> Vec<Record> {
    let mut superuser = server.db.connect("postgres").await;
    let mut records = Vec::new();
    for _ in 0..50 {
        let rows = sqlx::query(
            "select route, row_id, owner_tenant_id, actor_tenant_id, alert from tenancy.denied_accesses
             where actor_id = $1 order by id",
        )
        .bind(actor)
        .fetch_all(&mut superuser)
        .await
        .expect("the superuser may read");
        let record = |row: &sqlx::postgres::PgRow| (row.get(0), row.get(1), row.get(2), row.get(3), row.get(4));
        records = rows.iter().map(record).collect();
        if records.len() >= expected {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    records
}

#[tokio::test]
async fn ten_7_an_attempt_on_another_tenants_row_is_recorded_on_every_route() {
    let world = World::new().await;
    let attacker = world.b.person(Role::Owner);
    let mut tried = BTreeSet::new();
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| route.resource.is_some() && route.path.contains('{')) {
        let row = world.a.row_of(route);
        // Catalogue rows belong to no tenant.
        let Some(row) = row else { continue };
        let seen = send(&attacker.caller, route, row, &fresh_mark()).reply().await;
        findings.require(seen.status == 404, || format!("{} {}", route.method, route.path));
        tried.insert(route.operation.to_owned());
        // A control: a request for an id that no row has isn't recorded.
        send(&attacker.caller, route, &unused_id().to_string(), &fresh_mark()).reply().await;
        if tried.len() % 10 == 0 {
            // Of one actor only so many wait.
            records(&world.server, attacker.id, tried.len()).await;
        }
    }
    let records = records(&world.server, attacker.id, tried.len()).await;
    assert_eq!(records.iter().map(|record| record.0.clone()).collect::<BTreeSet<_>>(), tried);
    assert_eq!(records.len(), tried.len());
    for (number, (route, row, owner_tenant, actor_tenant, alert)) in records.iter().enumerate() {
        findings.require(
            world.a.rows.iter().any(|(_, own)| own.rsplit('/').next() == Some(row.to_string().as_str())),
            || format!("{route}: another row"),
        );
        findings.require((*owner_tenant, *actor_tenant) == (world.a.id, Some(world.b.id)), || {
            format!("{route}: another tenant")
        });
        findings.require(*alert == (number >= 2), || format!("{route}: alert {alert}"));
    }
    findings.report();
}

#[tokio::test]
async fn ten_7_an_attempt_on_another_tenant_itself_is_recorded_on_every_route() {
    let world = World::new().await;
    let attacker = world.b.person(Role::Viewer);
    let mut tried = 0;
    let mut findings = Findings::default();
    for route in ROUTES.iter().filter(|route| matches!(route.access, Access::Member(_))) {
        let own = world.b.row_of(route).unwrap_or("x");
        for tenant in [&world.a.slug, &world.a.id.to_string()] {
            let caller = attacker.caller.in_tenant(tenant);
            let seen = send(&caller, route, own, &fresh_mark()).reply().await;
            findings.require(seen.status == 404, || format!("{} {}", route.method, route.path));
            tried += 1;
        }
        let nowhere = attacker.caller.in_tenant("nowhere-at-all");
        send(&nowhere, route, own, &fresh_mark()).reply().await;
        if tried % 20 == 0 {
            // Of one actor only so many wait.
            records(&world.server, attacker.id, tried).await;
        }
    }
    let records = records(&world.server, attacker.id, tried).await;
    assert_eq!(records.len(), tried);
    assert!(records.iter().all(|record| record.1 == world.a.id && record.2 == world.a.id), "{records:?}");
    findings.report();
}

/// The value of a metric.
async fn metric(url: &str, line: &str) -> u64 {
    let text = reqwest::get(url).await.expect("metrics are served").text().await.expect("they are text");
    let value = text.lines().find_map(|found| found.strip_prefix(line));
    value.unwrap_or_else(|| panic!("no {line} in {text}")).trim().parse().expect("a whole number")
}

#[tokio::test]
async fn aud_5_a_flood_of_misses_is_counted_in_a_metric_and_displaces_no_other_actors() {
    const DROPPED: &str = r#"bulkhead_evidence_dropped_total{queue="denied_accesses"}"#;
    let port =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let address = format!("127.0.0.1:{port}");
    let server = TestServer::start_with(&[("METRICS_ADDR", &address)]).await;
    let metrics = format!("http://{address}/metrics");
    let lead = server.user("owner@example.com").await.post("/api/leads", json!({"name": "Ada"})).await;
    let lead = format!("/api/leads/{}", lead.id());
    let (flood, quiet) = (server.user("flood@example.com").await, server.user("quiet@example.com").await);
    let quiet_id = quiet.id();
    assert_eq!(metric(&metrics, DROPPED).await, 0);

    // Nothing can be recorded, so that the flood's misses wait.
    let mut superuser = server.db.connect("postgres").await;
    sqlx::query("begin").execute(&mut superuser).await.expect("a transaction begins");
    sqlx::query("lock table tenancy.denied_accesses").execute(&mut superuser).await.expect("it locks");
    for _ in 0..80 {
        flood.get(&lead).await.expect_status(404);
    }
    assert!(metric(&metrics, DROPPED).await > 0);
    sqlx::query("rollback").execute(&mut superuser).await.expect("the transaction ends");
    for _ in 0..10 {
        quiet.get(&lead).await.expect_status(404);
    }
    assert_eq!(records(&server, quiet_id, 10).await.len(), 10);
}
