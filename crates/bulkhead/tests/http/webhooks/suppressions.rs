//! Words by which a person ends text messages, or wants them again.

use serde_json::json;

use crate::support::carrier::{CONTACT, Line, of_sent};

/// The addresses that get nothing more from the phone.
async fn suppressed(line: &Line) -> Vec<String> {
    let rows = line.team.owner.get("/api/suppressions").await.ok();
    rows.items().iter().map(|row| row["address"].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn fact_34_stop_suppresses_the_sender_for_the_phone_and_is_answered_by_nothing() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    let words = ["STOP", "stopall", "Unsubscribe", " cancel\r\n", "END", "quit", "Revoke", "OPTOUT"];
    for (number, word) in words.into_iter().enumerate() {
        let document = line.sms(&format!("SM{number}"), word).await.ok();
        assert!(!document.body.contains("<Message"), "{word}: {document}");
        assert_eq!(suppressed(&line).await, [CONTACT], "{word}");
        let lifted = ["START", "unstop"][number % 2];
        let document = line.sms(&format!("SMb{number}"), lifted).await.ok();
        assert!(!document.body.contains("<Message"), "{document}");
        assert!(suppressed(&line).await.is_empty(), "{lifted}");
    }
    let rows = line.team.owner.get("/api/suppressions?deleted=true").await.ok();
    assert_eq!(rows.items().len(), 1, "it is one row: {rows}");
    assert_eq!(rows.items()[0]["phone_id"], json!(line.phone));
    // A word within a sentence is none of these.
    let document = line.sms("SM90", "Please stop").await.ok();
    assert!(document.body.contains("<Message") && suppressed(&line).await.is_empty(), "{document}");
}

#[tokio::test]
async fn fact_34_a_contact_who_stopped_gets_no_reply() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    line.sms("SM1", "STOP").await.ok();
    assert!(!line.sms("SM2", "What does it cost?").await.ok().body.contains("<Message"));
    line.sms("SM3", "START").await.ok();
    assert!(line.sms("SM4", "What does it cost?").await.ok().body.contains("<Message"));
    // A suppression of the whole tenant counts as well, and is no contact's to lift.
    let whole = json!({"address": CONTACT, "reason": "Asked by letter"});
    line.team.owner.post("/api/suppressions", whole).await.created();
    line.sms("SM5", "START").await.ok();
    assert!(!line.sms("SM6", "What does it cost?").await.ok().body.contains("<Message"));
}

#[tokio::test]
async fn fact_34_yes_lifts_only_what_stop_made_and_help_is_left_to_the_carrier() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    line.sms("SM1", "STOP").await.ok();
    let document = line.sms("SM2", "Yes").await.ok();
    assert!(!document.body.contains("<Message") && suppressed(&line).await.is_empty(), "{document}");
    // Without that it is a word like any other.
    assert!(line.sms("SM3", "YES").await.ok().body.contains("<Message"));
    let members = json!({"address": CONTACT, "phone_id": line.phone, "reason": "Asked by phone"});
    line.team.owner.post("/api/suppressions", members).await.ok();
    line.sms("SM4", "YES").await.ok();
    assert_eq!(suppressed(&line).await, [CONTACT]);
    for (sid, word) in [("SM5", "HELP"), ("SM6", "info")] {
        assert!(!line.sms(sid, word).await.ok().body.contains("<Message"), "{word}");
    }
    assert_eq!(line.messages().await.iter().filter(|message| message["direction"] == "incoming").count(), 6);
}

#[tokio::test]
async fn fact_34_a_recipient_who_unsubscribed_at_the_carrier_is_suppressed() {
    let line = Line::new().await;
    line.message_agent(json!({})).await;
    line.sms("SM1", "Hello").await.ok();
    let messages = line.messages().await;
    let reply = messages.iter().find(|message| message["direction"] == "outgoing").expect("there is a reply");
    let named = format!("status?reply={}", reply["id"].as_str().unwrap_or_default());
    line.post(&named, &of_sent("SM2", "failed", &[("ErrorCode", "21610")])).await.no_content();
    assert_eq!(suppressed(&line).await, [CONTACT]);
}
