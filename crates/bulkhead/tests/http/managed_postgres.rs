//! Postgres as a provider runs it: no superuser, and settings that aren't ours.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::process::Command;

use local_postgres::Server;
use serde_json::{Value as Json, json};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use tenancy::migrate;
use tenancy::testing::TestDb;

use crate::support::binary::{Running, bulkhead};
use crate::support::server::{Caller, PASSWORD, SECRET, TestServer};

/// Names of leads, each with a text that finds it where the locale knows the name's letters.
const NAMES: [(&str, &str); 4] =
    [("Lead X", "LEAD"), ("ΑΛΕΞΑΝΔΡΟΣ", "αλεξανδρος"), ("Ko\u{308}nig", "K\u{f6}nig"), ("Иван", "ИВАН")];

async fn connect(server: &Server, role: &str, database: &str) -> PgConnection {
    let options = PgConnectOptions::new_without_pgpass().socket(server.socket_dir()).port(5432);
    options.username(role).database(database).connect().await.unwrap()
}

async fn ends_well(mut command: Command) -> String {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    assert!(output.status.success(), "{said}");
    said
}

#[tokio::test]
async fn an_administrator_who_is_no_superuser_sets_everything_up() {
    let server = tokio::task::spawn_blocking(|| Server::temporary(&[])).await.unwrap().unwrap();
    let mut superuser = connect(&server, "postgres", "postgres").await;
    superuser.execute("create role administrator login createrole createdb").await.unwrap();
    let mut administrator = connect(&server, "administrator", "postgres").await;
    administrator.execute("create database bulkhead").await.unwrap();
    let mut administrator = connect(&server, "administrator", "bulkhead").await;
    for _ in 0..2 {
        migrate::create_roles(&mut administrator).await.unwrap();
    }
    administrator.close().await.unwrap();

    let folder = server.socket_dir().display().to_string();
    let url = |role: &str| format!("postgres://bulkhead_{role}@localhost:5432/bulkhead?host={folder}");
    let urls = ["auth", "app", "platform", "owner"].map(url);
    let variables = [
        ("SESSION_SECRET", SECRET),
        ("DATABASE_URL_AUTH", urls[0].as_str()),
        ("DATABASE_URL_APP", &urls[1]),
        ("DATABASE_URL_PLATFORM", &urls[2]),
        ("DATABASE_URL_OWNER", &urls[3]),
    ];
    let run = async |argument: &str| {
        let mut command = bulkhead(&variables);
        command.arg(argument);
        ends_well(command).await
    };
    run("migrate").await;
    let said = run("doctor").await;
    assert!(said.ends_with("the database isolates tenants\n"), "{said}");
    let knows_few_letters = std::env::var("TEST_LOCALE").is_ok_and(|locale| locale == "--locale=C");
    assert_eq!(said.contains("has a locale that knows no letters but a to z"), knows_few_letters, "{said}");
    let running = Running::start_at(&variables).await;
    let user = Caller::new(&running.url);
    let body = json!({"email": "user1@test.com", "password": PASSWORD});
    assert_eq!(user.post("/auth/register", body).await.status, 201);
    let mut missed = Vec::new();
    for (name, text) in NAMES {
        assert_eq!(user.post("/api/leads", json!({"name": name})).await.status, 201);
        let page = user.get(&format!("/api/leads?q={text}")).await;
        match page["items"].as_array().unwrap().as_slice() {
            [lead] => assert_eq!(lead["name"], name),
            found => {
                assert_eq!(found, [] as [Json; 0], "{text}");
                missed.push(name);
            }
        }
    }
    let expected: &[&str] = if knows_few_letters { &["ΑΛΕΞΑΝΔΡΟΣ", "Иван"] } else { &[] };
    assert_eq!(missed, expected);
    println!("searches miss {missed:?}");
}

#[tokio::test]
async fn a_role_that_got_an_attribute_loses_it_again() {
    let server = tokio::task::spawn_blocking(|| Server::temporary(&[])).await.unwrap().unwrap();
    let mut superuser = connect(&server, "postgres", "postgres").await;
    migrate::create_roles(&mut superuser).await.unwrap();
    superuser.execute("alter role bulkhead_app superuser bypassrls createdb createrole replication").await.unwrap();
    migrate::create_roles(&mut superuser).await.unwrap();
    let has_any: bool = sqlx::query_scalar(
        "select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication from pg_roles where rolname = 'bulkhead_app'",
    )
    .fetch_one(&mut superuser)
    .await
    .unwrap();
    assert!(!has_any);
}

#[tokio::test]
async fn settings_of_the_database_change_no_answer() {
    let db = TestDb::new().await;
    for setting in [
        "intervalstyle = 'iso_8601'",
        "datestyle = 'SQL, DMY'",
        "timezone = 'Asia/Kathmandu'",
        "search_path = 'pg_catalog'",
        "extra_float_digits = -15",
        "bytea_output = 'escape'",
        "quote_all_identifiers = on",
        "standard_conforming_strings = off",
        "array_nulls = off",
        "transform_null_equals = on",
        "xmloption = 'document'",
        "default_transaction_isolation = 'repeatable read'",
    ] {
        db.superuser(&format!("alter database {} set {setting}", db.name())).await;
    }
    let server = TestServer::start_over(db, &[]).await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Ada \\ 'Lovelace'", "notes": null})).await;
    assert_eq!((lead.status, lead["name"].as_str()), (201, Some("Ada \\ 'Lovelace'")), "{lead}");
    let page = user.get("/api/leads?q=lovelace").await;
    assert_eq!(page["items"], json!([lead.json()]));
    let log = user.get("/api/audit-log?table=leads").await;
    assert_eq!(log["items"][0]["row_id"], lead["id"], "{log}");
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    assert_eq!(user.send(reqwest::Method::DELETE, &path, None).await.status, 204);
}
