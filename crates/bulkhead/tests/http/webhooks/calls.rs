//! Calls that come in.

use serde_json::json;

use crate::support::carrier::{CALL_SID, CONTACT, Line, NUMBER, ORIGIN, of_call};
use crate::support::reply::Reply;

/// The texts of the document's `<Say>` elements.
fn said(document: &Reply) -> Vec<&str> {
    let rest = document.body.split("<Say").skip(1).filter_map(|say| say.split_once('>'));
    rest.filter_map(|(_, text)| text.split("</Say>").next()).collect()
}

fn hangs_up(document: &Reply) -> bool {
    document.body.contains("<Hangup/>") && !document.body.contains("<Gather")
}

#[tokio::test]
async fn a_call_that_comes_in_is_greeted_by_the_active_agent() {
    let line = Line::new().await;
    let prompt = json!({"name": "Front desk", "body": "Sell boats."});
    let prompt = line.team.owner.post("/api/prompts", prompt).await.created().id();
    let agent = line.agent(json!({"prompt_id": prompt, "voice": "Polly.Amy", "language": "en-GB"})).await;
    let document = line.voice(None, &[]).await.ok();
    assert_eq!(said(&document), ["Good morning"]);
    assert!(document.body.contains(r#"<Say voice="Polly.Amy" language="en-GB">"#), "{document}");
    let next = format!("{ORIGIN}{}", line.target("voice?turn=2"));
    assert!(document.body.contains(&format!(r#"<Gather input="speech dtmf" method="POST" action="{next}""#)));
    assert!(document.body.contains(&format!(r#"<Redirect method="POST">{next}</Redirect>"#)), "{document}");

    let calls = line.calls().await;
    let [call] = calls.as_slice() else { panic!("{calls:?}") };
    for (field, value) in [
        ("phone_id", json!(line.phone)),
        ("agent_id", json!(agent)),
        ("direction", json!("incoming")),
        ("from", json!(CONTACT)),
        ("to", json!(NUMBER)),
        ("status", json!("ringing")),
        ("carrier_sid", json!(CALL_SID)),
        ("ended_at", json!(null)),
        ("simulated", json!(false)),
    ] {
        assert_eq!(call[field], value, "{field}: {call}");
    }
    assert!(call["answered_at"].is_string(), "{call}");
    // The log says that the carrier did it, in this request, and has no number.
    let log = line.team.owner.get("/api/audit-log?table=calls").await.ok();
    assert_eq!((&log.items()[0]["job"], log.items().len()), (&json!("carrier_webhook"), 1), "{log}");
    assert_eq!(log.items()[0]["request_id"], json!(document.request_id));
    assert!(!log.body.contains(CONTACT), "{log}");
}

#[tokio::test]
async fn fact_15_a_call_without_an_active_agent_or_of_a_suspended_tenant_is_rejected_first_of_all() {
    let line = Line::new().await;
    let mut number = 0;
    let mut reject = async |reason: &str| {
        number += 1;
        let sid = format!("CA{number}");
        let document = line.voice(None, &[("CallSid", &sid)]).await.ok();
        assert!(document.body.contains("<Response><Reject/></Response>"), "{document}");
        // A status that comes later takes nothing back.
        line.call_status(&sid, "no-answer", &[("CallDuration", "0")]).await.no_content();
        line.team.resume().await;
        line.team.reopen().await;
        let calls = line.calls().await;
        let call = calls.iter().find(|call| call["carrier_sid"] == sid.as_str()).expect("the call is there");
        let seen = (&call["status"], &call["error_code"], &call["duration_seconds"], &call["answered_at"]);
        assert_eq!(seen, (&json!("no-answer"), &json!(reason), &json!(null), &json!(null)), "{call}");
        assert!(call["ended_at"].is_string(), "{call}");
        assert!(
            line.team
                .owner
                .get(&format!("/api/calls/{}/turns", call["id"].as_str().unwrap_or_default()))
                .await
                .ok()
                .items()
                .is_empty()
        );
    };
    reject("no_agent").await;
    line.agent(json!({"direction": "outgoing"})).await;
    reject("no_agent").await;
    let agent = line.agent(json!({})).await;
    line.team.suspend().await;
    reject("tenant_suspended").await;
    line.team.close(1).await;
    reject("tenant_suspended").await;
    line.team.owner.delete(&format!("/api/agents/{agent}")).await.no_content();
    reject("no_agent").await;
}

#[tokio::test]
async fn a_call_goes_on_by_turns_and_its_transcript_is_there() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.voice(None, &[]).await.ok();
    let in_progress = ("CallStatus", "in-progress");
    let document = line.voice(Some(2), &[in_progress, ("SpeechResult", "I'd like a demo")]).await.ok();
    assert!(said(&document)[0].contains("a demo") && document.body.contains("turn=3"), "{document}");
    let document = line.voice(Some(3), &[in_progress, ("Digits", "1")]).await.ok();
    assert!(said(&document)[0].contains("You said: 1."), "{document}");
    let document = line.voice(Some(4), &[in_progress]).await.ok();
    assert!(said(&document)[0].contains("didn't hear") && document.body.contains("turn=5"), "{document}");
    let document = line.voice(Some(5), &[in_progress, ("SpeechResult", "Goodbye")]).await.ok();
    assert!(hangs_up(&document), "{document}");

    let calls = line.calls().await;
    assert_eq!((calls.len(), &calls[0]["status"]), (1, &json!("in-progress")));
    let path = format!("/api/calls/{}/turns", calls[0]["id"].as_str().unwrap_or_default());
    let turns = line.team.owner.get(&path).await.ok();
    let heard: Vec<_> = turns.items().iter().map(|turn| (turn["number"].as_i64(), turn["heard"].as_str())).collect();
    let numbered = [None, Some("I'd like a demo"), Some("1"), None, Some("Goodbye")];
    assert_eq!(heard, numbered.into_iter().zip(1..).map(|(heard, n)| (Some(n), heard)).collect::<Vec<_>>());
    assert!(turns.items().iter().all(|turn| turn["said"].is_string()), "{turns}");
}

#[tokio::test]
async fn fact_16_three_silences_end_a_call_and_a_word_begins_the_count_anew() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.voice(None, &[]).await.ok();
    for (turn, speech) in [(2, ""), (3, ""), (4, "hello"), (5, ""), (6, "")] {
        let document = line.voice(Some(turn), &[("SpeechResult", speech)]).await.ok();
        assert!(!hangs_up(&document), "{turn}: {document}");
    }
    let document = line.voice(Some(7), &[]).await.ok();
    assert!(hangs_up(&document) && said(&document)[0].contains("Goodbye"), "{document}");

    let sid = ("CallSid", "CA2");
    line.voice(None, &[sid]).await.ok();
    let silent = [line.voice(Some(2), &[sid]).await, line.voice(Some(3), &[sid]).await];
    assert!(silent.iter().all(|document| !hangs_up(document)), "{silent:?}");
    assert!(hangs_up(&line.voice(Some(4), &[sid]).await.ok()), "the greeting is no silence");
}

#[tokio::test]
async fn fact_16_thirty_turns_end_a_call() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.voice(None, &[]).await.ok();
    for turn in 2..=30 {
        let document = line.voice(Some(turn), &[("SpeechResult", "and another thing")]).await.ok();
        assert!(!hangs_up(&document), "{turn}: {document}");
    }
    let document = line.voice(Some(31), &[("SpeechResult", "and another thing")]).await.ok();
    assert!(hangs_up(&document) && said(&document)[0].contains("Goodbye"), "{document}");
}

#[tokio::test]
async fn fact_13_and_14_what_is_said_adds_no_element_and_fits() {
    let line = Line::new().await;
    let greeting = format!("<Hangup/>&\"']]> 👋 {}", "שלום. ".repeat(300));
    line.agent(json!({"greeting": greeting})).await;
    let hostile = "</Say><Dial>+19005550100</Dial><Say>]]>\u{0}\u{fffe}&amp;";
    let (first, second) = (line.voice(None, &[]).await, line.voice(Some(2), &[("SpeechResult", hostile)]).await);
    for document in [first.ok(), second.ok()] {
        assert_eq!(document.body.matches("<Say").count(), 1, "{document}");
        assert!(!document.body.contains("<Dial") && !document.body.contains("<Hangup"), "{document}");
        assert!(!document.body.contains(['\0', '\u{fffe}']) && document.body.len() < 64_000, "{document}");
    }
}

#[tokio::test]
async fn a_call_that_is_over_or_unknown_is_ended_without_a_reply() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    let end = "<Response><Hangup/></Response>";
    for document in [
        line.voice(Some(2), &[("SpeechResult", "hello")]).await,
        line.post("voice", &of_call(&[("Direction", "outbound-api"), ("From", NUMBER), ("To", CONTACT)])).await,
    ] {
        assert!(document.clone().ok().body.contains(end), "{document}");
    }
    line.voice(None, &[("CallSid", "CA2")]).await.ok();
    let over = [("CallSid", "CA2"), ("CallStatus", "completed"), ("SpeechResult", "hello")];
    let document = line.voice(Some(2), &over).await.ok();
    assert!(document.body.contains(end), "{document}");
    assert_eq!(line.calls().await.len(), 1);
}

#[tokio::test]
async fn fact_28_a_call_of_an_attempt_that_is_not_there_is_ended() {
    let line = Line::new().await;
    line.agent(json!({"direction": "outgoing"})).await;
    let outgoing = [("Direction", "outbound-api"), ("From", NUMBER), ("To", CONTACT), ("CallStatus", "in-progress")];
    for attempt in ["0197a3c2-7d50-7000-8000-000000000001", "x", ""] {
        let fields = of_call(&[&outgoing[..], &[("CallSid", &format!("CA{attempt}"))]].concat());
        let document = line.post(&format!("voice?attempt={attempt}"), &fields).await.ok();
        assert!(document.body.contains("<Response><Hangup/></Response>"), "{document}");
    }
    assert!(line.calls().await.is_empty());
}

#[tokio::test]
async fn a_call_ends_politely_where_its_tenant_is_suspended_meanwhile() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.voice(None, &[]).await.ok();
    line.team.suspend().await;
    let document = line.voice(Some(2), &[("SpeechResult", "hello")]).await.ok();
    assert!(hangs_up(&document) && said(&document).len() == 1, "{document}");
}
