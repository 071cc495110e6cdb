//! Text messages that come in, and their replies.

use serde_json::{Value as Json, json};

use crate::support::carrier::{CONTACT, Line, MESSAGE_SID, NUMBER, ORIGIN, of_sent};

const EMPTY: &str = "<Response></Response>";

fn is_empty(body: &str) -> bool {
    body.contains(EMPTY) || body.contains("<Response/>")
}

/// The message with this direction.
fn with_direction<'m>(messages: &'m [Json], direction: &str) -> &'m Json {
    messages.iter().find(|message| message["direction"] == direction).expect("there is one")
}

#[tokio::test]
async fn a_message_is_taken_and_the_active_agent_replies() {
    let line = Line::new().await;
    let silent = line.sms("SM0", "Is anybody there?").await.ok();
    assert!(is_empty(&silent.body), "{silent}");
    let agent = line.message_agent(json!({})).await;
    let document = line.sms(MESSAGE_SID, "What does it cost? <b>&").await.ok();
    assert!(
        document.body.contains("You&apos;d like to know our prices") || document.body.contains("You'd like to know"),
        "{document}"
    );
    let messages = line.messages().await;
    assert_eq!(messages.len(), 3);
    let (taken, reply) = (&messages[1], with_direction(&messages, "outgoing"));
    for (field, value) in [
        ("phone_id", json!(line.phone)),
        ("agent_id", json!(null)),
        ("direction", json!("incoming")),
        ("from", json!(CONTACT)),
        ("to", json!(NUMBER)),
        ("body", json!("What does it cost? <b>&")),
        ("segments", json!(1)),
        ("status", json!("received")),
        ("carrier_sid", json!(MESSAGE_SID)),
    ] {
        assert_eq!(taken[field], value, "{field}: {taken}");
    }
    let seen = (&reply["agent_id"], &reply["from"], &reply["to"], &reply["carrier_sid"], &reply["status"]);
    assert_eq!(seen, (&json!(agent), &json!(NUMBER), &json!(CONTACT), &json!(null), &json!("queued")), "{reply}");
    let callback = format!("{ORIGIN}{}", line.target(&format!("status?reply={}", reply["id"].as_str().unwrap())));
    assert!(document.body.contains(&format!("action=\"{callback}\"")), "{document}");
}

#[tokio::test]
async fn a_reply_gets_its_sid_and_its_status_by_the_callback_that_names_it() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    line.sms("SM1", "Hello").await.ok();
    let reply = with_direction(&line.messages().await, "outgoing")["id"].as_str().unwrap().to_owned();
    // Another phone's and no phone's messages are named in vain.
    line.post("status?reply=0197a3c2-7d50-7000-8000-000000000001", &of_sent("SM7", "sent", &[])).await.no_content();
    let named = format!("status?reply={reply}");
    for status in ["sent", "delivered", "queued"] {
        line.post(&named, &of_sent("SM2", status, &[])).await.no_content();
    }
    line.post(&named, &of_sent("SM3", "failed", &[("ErrorCode", "30003")])).await.no_content();
    let messages = line.messages().await;
    let seen = with_direction(&messages, "outgoing");
    assert_eq!((&seen["carrier_sid"], &seen["status"]), (&json!("SM2"), &json!("delivered")), "{seen}");
    assert_eq!((messages.len(), &seen["error_code"]), (2, &json!(null)));
}

#[tokio::test]
async fn a_suspended_tenant_takes_messages_and_replies_to_none() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    line.team.suspend().await;
    let document = line.sms("SM1", "Hello").await.ok();
    assert!(is_empty(&document.body), "{document}");
    line.sms("SM2", "STOP").await.ok();
    line.team.resume().await;
    assert_eq!(line.messages().await.len(), 2);
    assert_eq!(line.team.owner.get("/api/suppressions").await.ok().items().len(), 1);
}

#[tokio::test]
async fn a_message_without_words_is_taken_and_not_replied_to() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    let document = line.sms("SM1", "  ").await.ok();
    assert!(is_empty(&document.body), "{document}");
    let document = line.sms("SM2", "a\0b").await.ok();
    assert!(document.body.contains("<Message"), "{document}");
    let bodies: Vec<_> = line.messages().await.iter().map(|message| message["body"].clone()).collect();
    assert_eq!((&bodies[2], &bodies[1]), (&json!("  "), &json!("a\u{fffd}b")));
}

#[tokio::test]
async fn two_agents_that_write_to_each_other_end_after_thirty_replies_within_an_hour() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    let mut replied = 0;
    for number in 0..33 {
        let document = line.sms(&format!("SM{number}"), "You said hello. What else?").await.ok();
        replied += usize::from(document.body.contains("<Message"));
    }
    assert_eq!(replied, 30);
    let hour = "update app.messages set created_at = created_at - interval '2 hours'";
    line.team.server.db.superuser(hour).await;
    assert!(line.sms("SM99", "Hello again").await.ok().body.contains("<Message"));
}
