//! How a webhook is made, changed and removed, by admins alone.

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::Role;

use super::{PATH, URL, body, webhook};
use crate::support::api_keys;
use crate::support::reply::Ask;
use crate::support::team::Team;

#[tokio::test]
async fn a_webhook_is_made_changed_paused_and_resumed() {
    let owner = Team::new().await.owner;
    let made = owner.post(PATH, body(URL, &["lead.created"], json!({}))).await.created();
    let path = format!("{PATH}/{}", made.id());
    assert_eq!(made.header("location"), Some(path.as_str()));
    for (field, value) in [
        ("url", json!(URL)),
        ("events", json!(["lead.created"])),
        ("payload", json!("thin")),
        ("ordered", json!(false)),
        ("status", json!("active")),
        ("disabled_reason", Json::Null),
        ("version", json!(1)),
    ] {
        assert_eq!(made[field], value, "{field}");
    }
    assert!(made.text("secret").starts_with("whsec_") && made.text("public_key").starts_with("whpk_"), "{made}");

    let seen = owner.get(&path).await.ok();
    assert_eq!(seen.header("etag"), Some("\"1\""));
    let change = |version: &str, body: Json| {
        owner.request(Method::PATCH, &path).header("If-Match", version.to_owned()).json(&body).reply()
    };
    change("\"9\"", json!({"payload": "full"})).await.expect(412, "version_mismatch");
    let changed = change("\"1\"", json!({"payload": "full", "events": ["*"], "ordered": true})).await.ok();
    assert_eq!(
        (&changed["payload"], &changed["events"], &changed["ordered"]),
        (&json!("full"), &json!(["*"]), &json!(true))
    );
    assert_eq!((&changed["version"], &changed["public_key"]), (&json!(2), &seen["public_key"]));
    assert_eq!(changed.header("etag"), Some("\"2\""));

    let verb = async |verb: &str| owner.post_empty(&format!("{path}/{verb}")).await;
    verb("resume").await.expect(409, "invalid_state");
    assert_eq!(verb("pause").await.ok()["status"], "paused");
    verb("pause").await.expect(409, "invalid_state");
    assert_eq!(verb("resume").await.ok()["status"], "active");
    verb("disable").await.expect_status(404);
    assert_eq!(owner.get(&format!("{PATH}?status=active")).await.items().len(), 1);
    assert!(owner.get(&format!("{PATH}?status=paused")).await.items().is_empty());
}

#[tokio::test]
async fn a_webhook_leaves_and_comes_back_as_it_was() {
    let owner = Team::new().await.owner;
    let made = webhook(&owner, URL, &["lead.created"], json!({})).await;
    let before = owner.get(&made.path).await.ok();
    let delete =
        |version: &str| owner.request(Method::DELETE, &made.path).header("If-Match", version.to_owned()).reply();
    delete("\"7\"").await.expect(412, "version_mismatch");
    delete("\"1\"").await.no_content();
    for path in [made.path.clone(), format!("{}/deliveries", made.path)] {
        owner.get(&path).await.expect(404, "not_found");
    }
    owner.patch(&made.path, json!({"payload": "full"})).await.expect(404, "not_found");
    for verb in ["pause", "resume", "rotate-secret", "test"] {
        owner.post_empty(&format!("{}/{verb}", made.path)).await.expect(404, "not_found");
    }
    let since = json!({"since": "2026-01-01T00:00:00Z"});
    owner.post(&format!("{}/replay", made.path), since).await.expect(404, "not_found");
    assert!(owner.get(PATH).await.items().is_empty());
    assert_eq!(owner.get(&format!("{PATH}?deleted=true")).await.items().len(), 1);

    owner.post_empty(&format!("{}/restore", made.path)).await.ok();
    let after = owner.get(&made.path).await.ok();
    for field in ["url", "events", "status", "public_key"] {
        assert_eq!(after[field], before[field], "{field}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_webhook_is_named_by_its_field() {
    let owner = Team::new().await.owner;
    let made = webhook(&owner, URL, &["lead.created"], json!({})).await;
    for (field, code, value) in [
        ("url", "url", json!("hooks")),
        ("url", "url", json!("https://user:pass@93.184.216.34/hooks")),
        ("url", "port", json!("https://93.184.216.34:5432/hooks")),
        ("events", "required", json!([])),
        ("events", "choice", json!(["lead.created", "lead.gone"])),
        ("events", "choice", json!(["lead"])),
        // What some members alone may read.
        ("events", "choice", json!(["application.created"])),
        ("events", "choice", json!(["conversation-message.created"])),
        ("events", "choice", json!(["webhook.updated"])),
        ("events", "type", json!("lead.created")),
        ("payload", "choice", json!("fat")),
        ("ordered", "type", json!("yes")),
        ("status", "read_only", json!("disabled")),
        ("disabled_reason", "read_only", json!("gone")),
        ("public_key", "read_only", json!("whpk_")),
        ("secret", "unknown", json!("whsec_")),
        ("signing_key", "unknown", json!("whsk_")),
        ("failures_count_from", "unknown", json!("2026-01-01T00:00:00Z")),
    ] {
        owner.post(PATH, body(URL, &["*"], json!({field: value}))).await.field_is(field, code);
        owner.patch(&made.path, json!({field: value})).await.field_is(field, code);
    }
    owner.post(PATH, json!({"url": URL})).await.field_is("events", "required");
    owner.post(PATH, json!({"events": ["*"]})).await.field_is("url", "required");
    assert_eq!(owner.get(PATH).await.items().len(), 1);

    let replay = async |body: Json| owner.post(&format!("{}/replay", made.path), body).await;
    let (early, late) = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z");
    replay(json!({"since": "yesterday"})).await.field_is("since", "date_time");
    replay(json!({"since": early, "until": "today"})).await.field_is("until", "date_time");
    replay(json!({"since": late, "until": early})).await.field_is("until", "range");
    replay(json!({"since": late, "until": late})).await.field_is("until", "range");
    replay(json!({"since": early, "status": "delivered"})).await.field_is("status", "choice");
    replay(json!({"until": late})).await.field("since");
}

#[tokio::test]
async fn rol_1_admins_alone_see_webhooks_and_act_on_them() {
    let team = Team::new().await;
    let made = webhook(&team.owner, URL, &["lead.created"], json!({})).await;
    let deliveries = format!("{}/deliveries", made.path);
    let one = format!("{deliveries}/{}", made.id);
    let [pause, resume, restore, rotate, test, replay] =
        ["pause", "resume", "restore", "rotate-secret", "test", "replay"].map(|verb| format!("{}/{verb}", made.path));
    let new = body(URL, &["*"], json!({}));
    let since = json!({"since": "2026-01-01T00:00:00Z"});
    let change = json!({"payload": "full"});
    let all: [(Method, &str, Option<&Json>); 13] = [
        (Method::GET, PATH, None),
        (Method::POST, PATH, Some(&new)),
        (Method::GET, &made.path, None),
        (Method::PATCH, &made.path, Some(&change)),
        (Method::DELETE, &made.path, None),
        (Method::GET, &deliveries, None),
        (Method::GET, &one, None),
        (Method::POST, &pause, None),
        (Method::POST, &resume, None),
        (Method::POST, &restore, None),
        (Method::POST, &rotate, None),
        (Method::POST, &test, None),
        (Method::POST, &replay, Some(&since)),
    ];
    let stranger = team.server.tenant("other").await.owner.in_tenant("acme");
    let before = team.owner.get(&made.path).await.ok();
    for role in [Role::Viewer, Role::Member] {
        let caller = team.member(role.as_str(), role).await;
        for (method, path, body) in &all {
            caller.send(method.clone(), path, *body).await.expect(403, "role_too_low");
            stranger.send(method.clone(), path, *body).await.expect(404, "not_found");
            team.server
                .anonymous()
                .in_tenant("acme")
                .send(method.clone(), path, *body)
                .await
                .expect(401, "unauthenticated");
        }
    }
    assert_eq!(team.owner.get(&made.path).await, before);
    assert_eq!(team.owner.get(PATH).await.items().len(), 1);

    let admin = team.member("admin", Role::Admin).await;
    admin.get(&made.path).await.ok();
    admin.post_empty(&pause).await.ok();
    // Where a tenant's data goes is decided by people.
    let program = api_keys::program(&admin, &["*:read", "*:write"]).await;
    program.get(&made.path).await.ok();
    program.post(PATH, &new).await.expect_status(403);
    program.patch(&made.path, &change).await.expect_status(403);
    program.post_empty(&rotate).await.expect_status(403);
    program.post_empty(&test).await.accepted();
}
