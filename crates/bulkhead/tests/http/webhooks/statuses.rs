//! Statuses of calls and messages.

use serde_json::{Value as Json, json};

use crate::support::carrier::{Line, NUMBER, of_call, of_sent};
use crate::support::reply::Ask;

/// The callbacks of a call that was answered, in their order.
const CALLBACKS: [(&str, &[(&str, &str)]); 4] = [
    ("initiated", &[("SequenceNumber", "0"), ("Timestamp", "Tue, 01 Dec 2026 09:30:00 +0000")]),
    ("ringing", &[("SequenceNumber", "1"), ("Timestamp", "Tue, 01 Dec 2026 09:30:02 +0000")]),
    ("in-progress", &[("SequenceNumber", "2"), ("Timestamp", "Tue, 01 Dec 2026 09:30:07 +0000")]),
    (
        "completed",
        &[
            ("SequenceNumber", "3"),
            ("Timestamp", "Tue, 01 Dec 2026 09:30:49 +0000"),
            ("CallDuration", "42"),
            ("Duration", "1"),
        ],
    ),
];

/// All orders of so many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    let insert = |order: &Vec<usize>, at: usize| [&order[..at], &[count - 1], &order[at..]].concat();
    shorter.iter().flat_map(|order| (0..count).map(move |at| insert(order, at))).collect()
}

/// What is known of a call, but for what tells calls apart.
fn known(call: &Json) -> Json {
    let mut call = call.clone();
    for own in ["id", "carrier_sid", "created_at", "updated_at", "version"] {
        call.as_object_mut().expect("an object").remove(own);
    }
    call
}

/// Makes a call of the phone's that goes out, with this SID.
async fn outgoing(line: &Line, sid: &str) {
    let (tenant, owner, phone) = (line.team.id, line.team.owner.id(), line.phone);
    let row = format!(
        "insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, carrier_sid)
         values ('{tenant}', gen_random_uuid(), '{owner}', '{phone}', 'outgoing', '{NUMBER}', '+14155550100', 'queued', '{sid}')"
    );
    line.team.server.db.superuser(&row).await;
}

async fn call(line: &Line, sid: &str) -> Json {
    let calls = line.team.owner.get("/api/calls?limit=100").await.ok();
    calls.items().iter().find(|call| call["carrier_sid"] == sid).cloned().expect("the call is there")
}

#[tokio::test]
async fn fact_20_every_order_and_duplication_of_callbacks_gives_the_same_row() {
    let line = Line::new().await;
    let mut rows = Vec::new();
    for (number, order) in orders(CALLBACKS.len()).into_iter().enumerate() {
        let sid = format!("CA{number:032}");
        outgoing(&line, &sid).await;
        // Each comes again once all have come, in the other order.
        for index in order.iter().chain(order.iter().rev()) {
            let (status, more) = CALLBACKS[*index];
            let out = [&[("Direction", "outbound-api"), ("From", NUMBER), ("To", "+14155550100")], more].concat();
            line.call_status(&sid, status, &out).await.no_content();
        }
        rows.push(known(&call(&line, &sid).await));
    }
    assert_eq!(rows.len(), 24);
    for row in &rows {
        assert_eq!(row, &rows[0]);
    }
    for (field, value) in [
        ("status", json!("completed")),
        ("duration_seconds", json!(42)),
        ("answered_at", json!("2026-12-01T09:30:07.000000Z")),
        ("ended_at", json!("2026-12-01T09:30:49.000000Z")),
    ] {
        assert_eq!(rows[0][field], value, "{field}: {}", rows[0]);
    }
}

#[tokio::test]
async fn fact_19_an_unknown_status_is_kept_as_an_event_and_changes_nothing() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.voice(None, &[("CallSid", "CA1")]).await.ok();
    let before = call(&line, "CA1").await;
    line.call_status("CA1", "on-hold", &[]).await.no_content();
    line.post("status", &of_call(&[("CallSid", "CA1"), ("CallStatus", ""), ("RecordingStatus", "completed")]))
        .await
        .no_content();
    line.post("status", &of_sent("SM1", "teleported", &[])).await.no_content();
    assert_eq!(call(&line, "CA1").await, before);
    let waiting = [("voice", true), ("status", false), ("status", false), ("status", false)];
    assert_eq!(line.events().await, waiting.map(|(kind, applied)| (kind.to_owned(), applied)));
}

#[tokio::test]
async fn fact_21_seconds_are_those_of_the_conversation_and_unanswered_calls_have_none() {
    let line = Line::new().await;
    for (number, status) in ["busy", "no-answer", "failed", "canceled", "completed"].into_iter().enumerate() {
        let sid = format!("CA{number}");
        outgoing(&line, &sid).await;
        let out = [("Direction", "outbound-api"), ("From", NUMBER), ("To", "+14155550100")];
        let seconds = if status == "completed" { "61" } else { "0" };
        let more = [&out[..], &[("CallDuration", seconds), ("Duration", "2"), ("ErrorCode", "13224")]].concat();
        line.call_status(&sid, status, &more).await.no_content();
        let call = call(&line, &sid).await;
        let expected = if status == "completed" { json!(61) } else { json!(null) };
        assert_eq!((&call["status"], &call["duration_seconds"]), (&json!(status), &expected), "{call}");
        assert_eq!(call["error_code"], json!("13224"));
    }
}

#[tokio::test]
async fn fact_22_a_status_that_comes_before_its_call_waits_and_is_taken_over() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.call_status("CA1", "completed", &[("CallDuration", "7")]).await.no_content();
    line.call_status("CA1", "in-progress", &[]).await.no_content();
    line.call_status("CA2", "ringing", &[]).await.no_content();
    assert!(line.calls().await.is_empty());
    line.voice(None, &[("CallSid", "CA1")]).await.ok();
    let call = call(&line, "CA1").await;
    assert_eq!((&call["status"], &call["duration_seconds"]), (&json!("completed"), &json!(7)), "{call}");
    let mut events = line.events().await;
    events.sort();
    let expected = [("status", false), ("status", true), ("status", true), ("voice", true)];
    assert_eq!(events, expected.map(|(kind, applied)| (kind.to_owned(), applied)));
    // The late first request moves nothing backwards.
    line.call_status("CA1", "ringing", &[]).await.no_content();
    assert_eq!(line.calls().await[0]["status"], "completed");
}

#[tokio::test]
async fn fact_22_of_a_call_and_its_status_at_once_neither_misses_the_other() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    for number in 0..30 {
        let sid = format!("CA{number}");
        let (begun, ended) = ([("CallSid", sid.as_str())], [("CallDuration", "1")]);
        let (document, status, other) = tokio::join!(
            line.voice(None, &begun),
            line.call_status(&sid, "completed", &ended),
            line.call_status(&sid, "in-progress", &[]),
        );
        assert_eq!((document.status, status.status, other.status), (200, 204, 204), "{document}");
        let call = call(&line, &sid).await;
        assert_eq!((&call["status"], &call["duration_seconds"]), (&json!("completed"), &json!(1)), "{call}");
    }
    assert!(line.events().await.iter().all(|(_, applied)| *applied));
}

#[tokio::test]
async fn the_change_log_has_the_beginning_and_the_end_of_a_call() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.voice(None, &[("CallSid", "CA1")]).await.ok();
    for status in ["in-progress", "completed", "busy"] {
        line.call_status("CA1", status, &[]).await.no_content();
    }
    let log = line.team.owner.get("/api/audit-log?table=calls").await.ok();
    let operations: Vec<_> = log.items().iter().map(|entry| entry["operation"].as_str()).collect();
    assert_eq!(operations, [Some("update"), Some("insert")], "{log}");
    assert_eq!(log.items()[0]["fields"]["status"], json!(["in-progress", "completed"]));
}

#[tokio::test]
async fn events_are_deleted_after_thirty_days() {
    let line = Line::new().await;
    line.call_status("CA1", "ringing", &[]).await.no_content();
    line.call_status("CA2", "ringing", &[]).await.no_content();
    let old = "update app.carrier_events set received_at = now() - interval '31 days' where carrier_sid = 'CA1'";
    line.team.server.db.superuser(old).await;
    let platform = line.team.server.db.db(2);
    assert_eq!(domain::sweep::carrier_events(&platform).await.expect("they can be deleted"), 1);
    assert_eq!(domain::sweep::carrier_events(&platform).await.expect("they can be deleted"), 0);
    assert_eq!(line.events().await.len(), 1);
    // What is gone counts as new, and has no effect on what is there.
    let again = line.signed(&line.target("status"), &of_call(&[("CallSid", "CA2"), ("CallStatus", "ringing")]));
    again.reply().await.no_content();
    assert_eq!(line.events().await.len(), 1);
}
