//! Where the secret of a webhook is.

use reqwest::Method;
use serde_json::json;

use super::{PATH, Told, URL, body, lead};
use crate::support::db_snapshot;
use crate::support::reply::Ask;
use crate::support::team::Team;

#[tokio::test]
async fn wh_4_a_secret_is_shown_once_and_is_nowhere_afterwards() {
    let told = Told::new().await;
    let owner = told.owner();
    let position = owner.get("/api/leads").await.position.unwrap();
    let url = told.receiver.url("/all");
    let key = owner.request(Method::POST, PATH).header("Idempotency-Key", "webhook-1");
    let made = key.json(&body(&url, &["*"], json!({"payload": "full"}))).reply().await.created();
    let path = format!("{PATH}/{}", made.id());
    let rotate = owner.request(Method::POST, &format!("{path}/rotate-secret")).header("Idempotency-Key", "rotation-1");
    let rotated = rotate.reply().await.ok();
    let secrets = [made.text("secret").to_owned(), rotated.text("secret").to_owned()];
    assert_ne!(secrets[0], secrets[1]);

    let mut answers = vec![owner.patch(&path, json!({"ordered": true})).await.ok()];
    answers.push(owner.post_empty(&format!("{path}/test")).await.accepted());
    lead(owner, "Ada").await;
    told.receiver.wait_for(2).await;
    owner.delete(&path).await.no_content();
    answers.push(owner.get(&format!("{PATH}?deleted=true")).await.ok());
    answers.push(owner.post_empty(&format!("{path}/restore")).await.ok());
    let deliveries = format!("{path}/deliveries");
    let events = format!("/api/events?after={position}");
    for read in [&path, PATH, &deliveries, "/api/audit-log?limit=100", "/openapi.json", &events] {
        answers.push(owner.get(read).await.ok());
    }
    let log = owner.get("/api/audit-log?table=webhooks&limit=100").await.ok();
    let created = log.items().iter().find(|line| line["operation"] == "insert").unwrap();
    for field in ["secret", "signing_key"] {
        assert_eq!(created["fields"][field], "[redacted]", "{created}");
    }
    answers.push(log);
    for answer in &answers {
        for field in ["\"secret\":\"whsec", "whsk_", "\"previous_secret\":\"whsec"] {
            assert!(!answer.body.contains(field), "{answer}");
        }
        assert!(secrets.iter().all(|secret| !answer.body.contains(&secret["whsec_".len()..])), "{answer}");
    }
    for message in told.receiver.came() {
        assert!(!message.body.contains("whsec_") && !message.body.contains("whsk_"), "{message:?}");
    }
    for (table, rows) in db_snapshot::dump(&told.team.server.db).await {
        let text = rows.join("\n");
        let bare = secrets.iter().map(|secret| secret["whsec_".len()..].to_owned());
        // Postgres writes bytes as hexadecimal digits.
        let parts =
            bare.flat_map(|secret| [hex::encode(&secret), secret]).chain(["whsk_".to_owned(), hex::encode("whsk_")]);
        for part in parts {
            assert!(!text.contains(&part), "{table} holds {part}");
        }
    }
}

#[tokio::test]
async fn rel_4_what_is_asked_for_twice_by_one_idempotency_key_is_one_webhook_with_one_secret() {
    let owner = Team::new().await.owner;
    let ask = async |url: &str| {
        let request = owner.request(Method::POST, PATH).header("Idempotency-Key", "webhook-1");
        request.json(&body(url, &["*"], json!({}))).reply().await
    };
    let (first, again) = (ask(URL).await.created(), ask(URL).await.created());
    assert_eq!(first.json(), again.json());
    assert!(first.text("secret").starts_with("whsec_"), "{first}");
    ask("https://93.184.216.34/elsewhere").await.expect_status(422);
    assert_eq!(owner.get(PATH).await.items().len(), 1);

    let path = format!("{PATH}/{}/rotate-secret", first.id());
    let rotate = async || owner.request(Method::POST, &path).header("Idempotency-Key", "rotation-1").reply().await.ok();
    let (rotated, again) = (rotate().await, rotate().await);
    assert_eq!(rotated.json(), again.json());
    assert_ne!(rotated.text("secret"), first.text("secret"));
    assert_eq!(rotated["version"], 2);
}
