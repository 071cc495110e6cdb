//! Calls and what belongs to them: read by members, written by the server's own work.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::support::db_snapshot;
use crate::support::reply::Reply;
use crate::support::team::Team;
use crate::support::telephony::{CALL, PHONE, call, phone};

/// A team with a phone and a call, whose numbers and words have this mark.
async fn team_with_call(mark: &str) -> Team {
    let team = Team::new().await;
    let rows = phone(team.id, team.owner.id()) + &call(team.id, CALL, team.owner.id(), mark);
    team.server.db.superuser(&rows).await;
    team
}

/// The lines of the change log about a row, the newest first.
async fn log(team: &Team, table: &str) -> Vec<Json> {
    let log = team.owner.get(&format!("/api/audit-log?table={table}&limit=100")).await.ok();
    log.items().to_vec()
}

fn ids(page: &Reply) -> Vec<&str> {
    page.items().iter().map(|item| item["id"].as_str().unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_call_and_its_transcript_are_read_and_not_written() {
    let team = team_with_call("+14155550100").await;
    let path = format!("/api/calls/{CALL}");
    let found = team.owner.get(&path).await.ok();
    for (field, value) in [
        ("phone_id", json!(PHONE)),
        ("agent_id", json!(null)),
        ("direction", json!("incoming")),
        ("from", json!("+14155550100")),
        ("to", json!("+15005550006")),
        ("status", json!("queued")),
        ("carrier_sid", json!(null)),
        ("duration_seconds", json!(null)),
        ("answered_at", json!(null)),
        ("ended_at", json!(null)),
        ("simulated", json!(false)),
    ] {
        assert_eq!(found[field], value, "{field}: {found}");
    }
    let more = format!(
        "insert into app.call_turns (tenant_id, id, owner_id, call_id, number, heard, said)
         values ('{0}', '{PHONE}', '{1}', '{CALL}', 2, null, 'Goodbye')",
        team.id,
        team.owner.id()
    );
    team.server.db.superuser(&more).await;
    let turns = team.owner.get(&format!("{path}/turns")).await.ok();
    let said: Vec<_> = turns.items().iter().map(|turn| (&turn["number"], &turn["heard"], &turn["said"])).collect();
    let (first, second) = (json!("+14155550100 heard"), json!("+14155550100 said"));
    assert_eq!(said, [(&json!(1), &first, &second), (&json!(2), &json!(null), &json!("Goodbye"))]);
    let rest = team.owner.get(&format!("{path}/turns?after_number=1")).await.ok();
    assert_eq!(rest.items().len(), 1, "{rest}");

    team.owner.post("/api/calls", json!({})).await.expect_status(405);
    team.owner.patch(&path, json!({"status": "failed"})).await.expect_status(405);
    team.owner.delete(&path).await.expect_status(405);
    team.owner.post(&format!("{path}/turns"), json!({})).await.expect_status(405);
    let stranger = team.server.user("user2@test.com").await;
    for path in [path.clone(), format!("{path}/turns")] {
        stranger.get(&path).await.expect_status(404);
    }
}

#[tokio::test]
async fn calls_are_listed_by_phone_and_by_status() {
    let team = team_with_call("+14155550100").await;
    let other = Uuid::from_u128(7);
    let rows = format!(
        "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
         values ('{0}', '{other}', '{1}', '+15005550007', 50, 50);
         insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status)
         values ('{0}', '{other}', '{1}', '{other}', 'outgoing', '+15005550007', '+14155550100', 'no-answer')",
        team.id,
        team.owner.id()
    );
    team.server.db.superuser(&rows).await;
    let (call, other) = (CALL.to_string(), other.to_string());
    for (query, expected) in [
        (String::new(), vec![other.as_str(), &call]),
        (format!("phone_id={other}"), vec![&other]),
        (format!("phone_id={PHONE}"), vec![&call]),
        ("status=no-answer".to_owned(), vec![&other]),
        (format!("status=no-answer&phone_id={PHONE}"), vec![]),
    ] {
        let listed = team.owner.get(&format!("/api/calls?{query}")).await.ok();
        assert_eq!(ids(&listed), expected, "{query}");
    }
    team.owner.get("/api/calls?status=answered").await.field("status");
}

#[tokio::test]
async fn fact_38_the_change_log_has_a_call_without_its_numbers_and_words() {
    let team = team_with_call("CANARY").await;
    let of_call = log(&team, "calls").await;
    assert_eq!(
        (&of_call[0]["fields"]["from"], &of_call[0]["fields"]["to"]),
        (&json!("[redacted]"), &json!("[redacted]"))
    );
    let of_turn = log(&team, "call_turns").await;
    let words = (&of_turn[0]["fields"]["heard"], &of_turn[0]["fields"]["said"]);
    assert_eq!(words, (&json!("[redacted]"), &json!("[redacted]")));
    team.server.db.superuser("update app.call_turns set heard = 'CANARY again'").await;
    let rows = db_snapshot::dump(&team.server.db).await;
    // The code is no personal content, and says here that the log would be found out.
    let told: Vec<_> = rows["tenancy.changes"].iter().filter(|line| line.contains("CANARY")).collect();
    assert!(told.len() == 1 && told[0].contains("error_code"), "{told:?}");
    assert!(!told[0].contains("+15005550006"), "{told:?}");
}

#[tokio::test]
async fn the_change_log_has_the_beginning_and_the_end_of_a_call_alone() {
    let team = team_with_call("+14155550100").await;
    for change in [
        "status = 'initiated', carrier_sid = 'CA1'",
        "status = 'ringing'",
        "status = 'in-progress', answered_at = now()",
        "status = 'completed', ended_at = now(), duration_seconds = 7",
        "error_code = null",
    ] {
        team.server.db.superuser(&format!("update app.calls set {change}")).await;
    }
    let lines = log(&team, "calls").await;
    let operations: Vec<_> = lines.iter().map(|line| line["operation"].as_str().unwrap_or_default()).collect();
    assert_eq!(operations, ["update", "insert"], "{lines:?}");
    assert_eq!(lines[0]["fields"]["status"], json!(["in-progress", "completed"]));
    assert_eq!(team.owner.get(&format!("/api/calls/{CALL}")).await["version"], 6);
    team.server.db.superuser("update app.calls set deleted_at = now()").await;
    assert_eq!(log(&team, "calls").await.len(), 3);
}

#[tokio::test]
async fn a_note_and_a_recording_name_a_call_of_the_tenant() {
    let team = team_with_call("+14155550100").await;
    let stranger = team.server.user("user2@test.com").await;
    for (path, body) in [
        ("/api/call-notes", json!({"body": "Asks for an offer", "call_id": CALL})),
        ("/api/recordings", json!({"call_id": CALL, "duration_seconds": 42})),
    ] {
        let made = team.owner.post(path, body.clone()).await.created();
        assert_eq!(made["call_id"], json!(CALL), "{made}");
        let listed = team.owner.get(&format!("{path}?call_id={CALL}")).await.ok();
        assert_eq!(listed["items"], json!([made.json()]));
        let refused = stranger.post(path, body).await.field("call_id");
        assert_eq!(refused["errors"][0]["code"], "reference", "{refused}");
    }
    let recording = json!({"call_id": CALL, "url": "https://example.com/a"});
    let refused = team.owner.post("/api/recordings", recording).await.field("url");
    assert_eq!(refused["errors"][0]["code"], "read_only", "{refused}");
}
