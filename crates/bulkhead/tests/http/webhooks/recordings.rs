//! Recordings of calls, as the carrier tells of them.

use providers::twilio::Parameters;
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::support::carrier::{ACCOUNT, CALL_SID, CONTACT, Line, MESSAGE_SID, NUMBER, ORIGIN};

const SID: &str = "RE00000000000000000000000000000001";

/// The fields of Twilio's status of a recording, which has no numbers.
fn of_recording(more: &[(&str, &str)]) -> Parameters {
    let usual = [
        ("AccountSid", ACCOUNT),
        ("CallSid", CALL_SID),
        ("RecordingDuration", "42"),
        ("RecordingSid", SID),
        ("RecordingSource", "StartCallRecordingTwiML"),
        ("RecordingStatus", "completed"),
        ("RecordingUrl", "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0"),
    ];
    let usual = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    Parameters::new(usual.chain(more.iter().copied()))
}

async fn recordings(line: &Line) -> Vec<Json> {
    line.team.owner.get("/api/recordings").await.ok().items().to_vec()
}

#[tokio::test]
async fn a_call_of_an_agent_that_records_says_so_first_and_is_recorded_from_then_on() {
    let line = Line::new().await;
    line.agent(json!({"records": true})).await;
    let begun = line.voice(None, &[]).await;
    let places: Vec<_> = ["<Say>This call is recorded.</Say>", "<Start><Recording ", "<Gather ", "Good morning"]
        .iter()
        .map(|part| begun.body.find(part))
        .collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} {begun:?}");
    assert_eq!(begun.body.matches("<Recording ").count(), 1);
    let later = line.voice(Some(2), &[("SpeechResult", "I'd like a demo")]).await;
    assert!(!later.body.contains("<Recording ") && !later.body.contains("is recorded"), "{later:?}");
    let call = &line.calls().await[0];
    let turns = format!("/api/calls/{}/turns", call["id"].as_str().unwrap_or_default());
    let turns = line.team.owner.get(&turns).await.ok();
    assert_eq!(turns.items()[0]["said"], "This call is recorded. Good morning");
}

#[tokio::test]
async fn a_call_of_another_agent_is_not_recorded() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    let begun = line.voice(None, &[]).await;
    assert!(!begun.body.contains("Recording") && !begun.body.contains("recorded"), "{begun:?}");
}

#[tokio::test]
async fn a_recording_is_there_once_however_often_it_is_told_of() {
    let line = Line::new().await;
    line.agent(json!({"records": true})).await;
    line.voice(None, &[]).await;
    for status in ["in-progress", "absent"] {
        assert_eq!(line.post("status", &of_recording(&[("RecordingStatus", status)])).await.status, 204);
    }
    assert_eq!(recordings(&line).await.len(), 0, "there is nothing to hear");
    for more in [&[][..], &[], &[("RecordingChannels", "1")]] {
        assert_eq!(line.post("status", &of_recording(more)).await.status, 204);
    }
    let found = recordings(&line).await;
    assert_eq!(found.len(), 1, "{found:?}");
    let call = &line.calls().await[0];
    let audio = format!("{ORIGIN}/api/recordings/{}/audio", found[0]["id"].as_str().unwrap_or_default());
    assert_eq!(
        (&found[0]["call_id"], &found[0]["duration_seconds"], &found[0]["carrier_sid"], &found[0]["url"]),
        (&call["id"], &json!(42), &json!(SID), &json!(audio))
    );
    assert_eq!(call["status"], "ringing", "the status of a recording is none of its call");
    line.post("status", &of_recording(&[("RecordingSid", "RE00000000000000000000000000000002")])).await;
    assert_eq!(recordings(&line).await.len(), 2);
}

#[tokio::test]
async fn fact_5_the_status_of_a_recording_is_about_the_phones_own_account_and_number() {
    let line = Line::new().await;
    line.agent(json!({"records": true})).await;
    line.voice(None, &[]).await;
    for foreign in
        [("AccountSid", "AC00000000000000000000000000000009"), ("To", "+14155550199"), ("From", "+14155550199")]
    {
        let refused = line.post("status", &of_recording(&[foreign])).await;
        assert_eq!(refused.status, 403, "{refused:?}");
    }
    for several in [[("From", NUMBER), ("From", "+14155550199")], [("To", ""), ("From", "")]] {
        let refused = line.post("status", &of_recording(&several)).await;
        assert_eq!(refused.status, 403, "a number that isn't clear is none: {refused:?}");
    }
    // Without a recording a status names the number.
    let nameless = Parameters::new([("AccountSid", ACCOUNT), ("CallSid", CALL_SID), ("CallStatus", "completed")]);
    assert_eq!(line.post("status", &nameless).await.status, 403);
    assert_eq!(recordings(&line).await.len(), 0);
    assert_eq!(line.post("status", &of_recording(&[("From", NUMBER)])).await.status, 204);
    assert_eq!(recordings(&line).await.len(), 1);
}

#[tokio::test]
async fn fact_5_nothing_but_the_status_of_a_recording_of_a_call_may_leave_the_number_out() {
    let line = Line::new().await;
    line.agent(json!({"records": true})).await;
    line.message_agent(json!({})).await;
    for route in ["voice", "voice?turn=2", "sms"] {
        let message = [("MessageSid", MESSAGE_SID), ("Body", "Hello"), ("SmsStatus", "received")];
        let more = if route == "sms" { &message[..] } else { &[("CallStatus", "ringing")] };
        assert_eq!(line.post(route, &of_recording(more)).await.status, 403, "{route}");
    }
    line.sms("SM1", "Hello").await.ok();
    let before = line.messages().await;
    for name in ["MessageSid", "SmsSid"] {
        let of_message = [(name, "SM1"), ("MessageStatus", "failed"), ("ErrorCode", "30006")];
        assert_eq!(line.post("status", &of_recording(&of_message)).await.status, 403, "{name}");
        let fields = [&[("AccountSid", ACCOUNT), ("RecordingSid", SID)][..], &of_message].concat();
        assert_eq!(line.post("status", &Parameters::new(fields)).await.status, 403, "{name}");
    }
    let of_no_call =
        Parameters::new([("AccountSid", ACCOUNT), ("RecordingSid", SID), ("RecordingStatus", "completed")]);
    assert_eq!(line.post("status", &of_no_call).await.status, 403);
    assert_eq!((line.messages().await, line.calls().await.len(), recordings(&line).await.len()), (before, 0, 0));
    assert!(line.events().await.iter().all(|(kind, _)| kind == "sms"), "none of them is kept");
}

#[tokio::test]
async fn fact_5_the_status_of_a_recording_neither_settles_a_doubt_nor_changes_a_call() {
    let line = Line::new().await;
    line.agent(json!({"direction": "outgoing", "name": "Bob"})).await;
    line.agent(json!({"records": true})).await;
    let call = json!({"phone_id": line.phone, "to": CONTACT, "scheduled_at": "2036-01-31T09:30:00Z"});
    let call = line.team.owner.post("/api/scheduled-calls", call).await.created().id();
    let sql = format!(
        "update app.scheduled_calls set status = 'running', in_doubt = true where id = '{call}';
         update app.attempts set state = 'in_doubt', requested_at = now(), sought_until = now() + interval '9 minutes'
         where scheduled_call_id = '{call}'"
    );
    line.team.server.db.superuser(&sql).await;
    let mut superuser = line.team.server.db.connect("postgres").await;
    let attempt = "select id from app.attempts where scheduled_call_id = $1";
    let attempt: Uuid = sqlx::query_scalar(attempt).bind(call).fetch_one(&mut superuser).await.expect("an attempt");
    let told = of_recording(&[("CallStatus", "failed")]);
    assert_eq!(line.post(&format!("status?attempt={attempt}"), &told).await.status, 204);
    let doubted = line.team.owner.get(&format!("/api/scheduled-calls/{call}")).await.ok();
    assert_eq!((&doubted["status"], &doubted["in_doubt"]), (&json!("running"), &json!(true)), "{doubted}");
    assert_eq!(line.calls().await.len(), 0);

    // The call comes later, and takes over what was told of it: not by a request that named no number.
    line.voice(None, &[]).await.ok();
    let call = &line.calls().await[0];
    assert_eq!((&call["status"], &call["carrier_sid"]), (&json!("ringing"), &json!(CALL_SID)), "{call}");
}

#[tokio::test]
async fn fact_6_another_tenants_recording_of_a_call_adds_nothing_to_it() {
    let line = Line::new().await;
    line.agent(json!({"records": true})).await;
    line.voice(None, &[]).await;
    let other = Line::of("globex", &line.team.server, "another-token-of-globex-012345678").await;
    assert_eq!(other.post("status", &of_recording(&[])).await.status, 204);
    assert_eq!((recordings(&line).await.len(), recordings(&other).await.len()), (0, 0));
}
