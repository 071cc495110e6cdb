//! The chat endpoint that a tenant names: who sets it, where it may be, and what becomes of its key.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;
use tokio::net::TcpListener;
use web::routes::ROUTES;

use crate::support::db_snapshot;
use crate::support::name_server::NameServer;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};
use crate::support::team::Team;

const PATH: &str = "/api/tenant/chat-endpoint";
/// An address, so that no name is looked up. Nothing is sent there.
const URL: &str = "https://93.184.216.34/v1";
const ELSEWHERE: &str = "https://93.184.216.35/v1";

fn endpoint(more: Json) -> Json {
    let mut endpoint = json!({"url": URL, "model": "boats-1"});
    let Json::Object(more) = more else { panic!("{more} is no object") };
    endpoint.as_object_mut().expect("an object").extend(more);
    endpoint
}

async fn put(caller: &Caller, more: Json) -> Reply {
    caller.put(PATH, endpoint(more)).await
}

#[tokio::test]
async fn an_endpoint_is_set_shown_changed_and_removed() {
    let owner = Team::new().await.owner;
    owner.get(PATH).await.expect(404, "not_found");
    owner.delete(PATH).await.expect(404, "not_found");
    let made = put(&owner, json!({})).await.created();
    assert_eq!((&made["url"], &made["model"], &made["has_api_key"]), (&json!(URL), &json!("boats-1"), &json!(false)));
    assert_eq!((&made["version"], made.header("etag")), (&json!(1), Some("\"1\"")));
    assert_eq!(owner.get(PATH).await.ok().json(), made.json());
    owner.request(Method::GET, PATH).header("If-None-Match", "\"1\"").reply().await.expect_status(304);

    let change = |method: Method, version: &str| owner.request(method, PATH).header("If-Match", version.to_owned());
    let body = endpoint(json!({"model": "boats-2"}));
    change(Method::PUT, "\"9\"").json(&body).reply().await.expect(412, "version_mismatch");
    let changed = change(Method::PUT, "\"1\"").json(&body).reply().await.ok();
    assert_eq!((&changed["model"], &changed["version"]), (&json!("boats-2"), &json!(2)));
    change(Method::DELETE, "\"1\"").reply().await.expect(412, "version_mismatch");
    change(Method::DELETE, "\"2\"").reply().await.no_content();
    owner.get(PATH).await.expect(404, "not_found");
    change(Method::PUT, "\"2\"").json(&body).reply().await.expect(412, "version_mismatch");
    put(&owner, json!({})).await.created();
}

#[tokio::test]
async fn what_is_wrong_with_an_endpoint_is_named_by_its_field() {
    let owner = Team::new().await.owner;
    put(&owner, json!({"url": "llm"})).await.field_is("url", "url");
    put(&owner, json!({"url": "https://user:pass@93.184.216.34/v1"})).await.field_is("url", "url");
    put(&owner, json!({"url": "https://93.184.216.34/v1#x"})).await.field_is("url", "url");
    put(&owner, json!({"url": null})).await.field_is("url", "type");
    put(&owner, json!({"model": ""})).await.field_is("model", "length");
    put(&owner, json!({"model": "a\nb"})).await.field_is("model", "characters");
    put(&owner, json!({"api_key": "a b"})).await.field_is("api_key", "characters");
    put(&owner, json!({"api_key": ""})).await.field_is("api_key", "length");
    put(&owner, json!({"tenant_id": "x"})).await.field_is("tenant_id", "unknown");
    let all = put(&owner, json!({"url": "llm", "model": "", "api_key": "ä"})).await.expect(422, "invalid");
    assert_eq!(all["errors"].as_array().map(Vec::len), Some(3), "{all}");
    owner.get(PATH).await.expect(404, "not_found");
}

#[tokio::test]
async fn rol_1_admins_alone_see_and_set_it_and_for_no_other_a_name_is_looked_up() {
    let names = NameServer::leading_to(&["93.184.216.34"]).await;
    let address = names.address.to_string();
    let team = TestServer::start_with(&[("OUTGOING_NAME_SERVERS", &address)]).await.tenant("acme").await;
    let by_name = endpoint(json!({"url": "https://llm.example.com/v1"}));
    for role in [Role::Member, Role::Viewer] {
        let caller = team.member(role.as_str(), role).await;
        caller.put(PATH, by_name.clone()).await.expect(403, "role_too_low");
        caller.get(PATH).await.expect(403, "role_too_low");
        caller.delete(PATH).await.expect(403, "role_too_low");
    }
    let stranger = team.server.user("stranger@test.com").await.in_tenant("acme");
    stranger.put(PATH, by_name.clone()).await.expect(404, "not_found");
    assert_eq!(names.queries(), 0);
    let admin = team.member("admin", Role::Admin).await;
    admin.put(PATH, by_name).await.created();
    assert!(names.queries() > 0);
    admin.delete(PATH).await.no_content();
}

#[tokio::test]
async fn fact_17_wh_3_a_url_that_leads_inside_is_refused_when_it_is_saved() {
    let inside = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let port = inside.local_addr().expect("it has an address").port();
    let names = NameServer::leading_to(&[]).await;
    let (server, ports) = (names.address.to_string(), port.to_string());
    let variables = [("OUTGOING_NAME_SERVERS", server.as_str()), ("OUTGOING_PORTS", &ports)];
    let owner = TestServer::start_with(&variables).await.tenant("acme").await.owner;
    for host in [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "①②⑦.⓪.⓪.①",
        "0.0.0.0",
        "localhost.",
        "x.localhost",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[::ffff:0:7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "[fec0::1]",
        "[fd00:ec2::254]",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "metadata.google.internal",
    ] {
        put(&owner, json!({"url": format!("http://{host}:{port}/v1")})).await.field_is("url", "not_public");
    }
    put(&owner, json!({"url": "https://ok.example@10.0.0.1/v1"})).await.field_is("url", "url");
    for closed in [22, 5432, 6379] {
        put(&owner, json!({"url": format!("https://93.184.216.34:{closed}/v1")})).await.field_is("url", "port");
    }
    let by_name = format!("http://llm.example.com:{port}/v1");
    put(&owner, json!({"url": by_name})).await.field_is("url", "unresolved");
    for addresses in [&["127.0.0.1"][..], &["93.184.216.34", "10.0.0.1"], &["10.0.0.1", "93.184.216.34"]] {
        names.lead_to(addresses);
        put(&owner, json!({"url": by_name})).await.field_is("url", "not_public");
    }
    owner.get(PATH).await.expect(404, "not_found");
    let connection = tokio::time::timeout(Duration::from_millis(100), inside.accept()).await;
    assert!(connection.is_err(), "something was sent inside: {connection:?}");
}

#[tokio::test]
async fn fact_17_a_key_goes_to_no_other_url_than_the_one_it_was_saved_with() {
    let owner = Team::new().await.owner;
    let has_key = |reply: Reply| reply["has_api_key"].as_bool().expect("it says whether there is a key");
    assert!(has_key(put(&owner, json!({"api_key": "key-1"})).await.created()));
    // The same URL in another form is the same.
    assert!(has_key(put(&owner, json!({"url": "HTTPS://93.184.216.34:443/v1", "model": "boats-2"})).await.ok()));
    for url in [ELSEWHERE, "https://93.184.216.34/v2", "https://93.184.216.34:8443/v1", "https://93.184.216.34/v1?x"] {
        put(&owner, json!({"url": url})).await.field_is("api_key", "required");
    }
    let kept = owner.get(PATH).await.ok();
    assert_eq!((&kept["url"], &kept["model"]), (&json!(URL), &json!("boats-2")));
    assert!(has_key(put(&owner, json!({"url": ELSEWHERE, "api_key": "key-2"})).await.ok()));
    assert!(!has_key(put(&owner, json!({"url": URL, "api_key": null})).await.ok()));
    assert!(!has_key(put(&owner, json!({"url": ELSEWHERE})).await.ok()), "without a key the URL changes freely");
    // What was removed takes its key along.
    put(&owner, json!({"api_key": "key-3"})).await.ok();
    owner.delete(PATH).await.no_content();
    assert!(!has_key(put(&owner, json!({})).await.created()));
}

#[tokio::test]
async fn fact_17_a_key_is_in_no_answer_no_log_line_no_export_and_no_row() {
    let team = Team::new().await;
    let owner = &team.owner;
    let mut answers = vec![put(owner, json!({"api_key": "CANARY-key-1"})).await.created()];
    answers.push(put(owner, json!({"api_key": "CANARY-key-2"})).await.ok());
    answers.push(put(owner, json!({"url": "https://10.0.0.1/v1", "api_key": "CANARY-key-3"})).await.field("url"));
    answers.push(put(owner, json!({"model": "", "api_key": "CANARY key 4"})).await.field("model"));
    for path in [PATH, "/api/tenant", "/api/settings", "/openapi.json"] {
        answers.push(owner.get(path).await.ok());
    }
    let exports = ROUTES.iter().filter(|route| route.path.ends_with("/export") && !route.path.contains('{'));
    for export in exports.filter(|route| route.path.starts_with("/api/")) {
        answers.push(owner.get(export.path).await.ok());
    }
    let dump = async || {
        for (table, rows) in db_snapshot::dump(&team.server.db).await {
            // Postgres writes bytes as hexadecimal digits.
            let hex = hex::encode("CANARY");
            let told: Vec<_> = rows.iter().filter(|row| row.contains("CANARY") || row.contains(&hex)).collect();
            assert!(told.is_empty(), "{table}: {told:?}");
        }
    };
    dump().await;
    let log = owner.get("/api/audit-log?table=chat_endpoints&limit=100").await.ok();
    let replaced =
        log.items().iter().find(|line| line["operation"] == "update").cloned().expect("the log has the change");
    assert_eq!(replaced["fields"]["api_key"], json!(["[redacted]", "[redacted]"]), "{replaced}");
    owner.delete(PATH).await.no_content();
    answers.push(owner.get("/api/audit-log?limit=100").await.ok());
    for answer in answers {
        assert!(!answer.body.contains("CANARY"), "{answer}");
    }
    dump().await;
    let mut superuser = team.server.db.connect("postgres").await;
    let left: i64 = sqlx::query_scalar("select count(*) from app.chat_endpoints where api_key is not null")
        .fetch_one(&mut superuser)
        .await
        .expect("the superuser may read");
    assert_eq!(left, 0, "a removed endpoint keeps no key");
}
