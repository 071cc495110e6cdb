//! Calls of attempts that count as over, and that ring all the same.

use base::{Clock, Random};
use serde_json::json;
use uuid::Uuid;

use crate::support::carrier::{CONTACT, Line, NUMBER, of_call};
use crate::support::reply::Reply;

/// An attempt of a scheduled call of the phone's, in this state.
async fn attempt(line: &Line, state: &str, scheduled: &str) -> Uuid {
    let call = json!({"phone_id": line.phone, "to": CONTACT, "scheduled_at": "2036-01-31T09:30:00Z"});
    let call = line.team.owner.post("/api/scheduled-calls", call).await.created().id();
    let sql = format!(
        "update app.scheduled_calls set status = '{scheduled}' where id = '{call}';
         update app.attempts set state = '{state}', ended_at = now() where scheduled_call_id = '{call}'"
    );
    line.team.server.db.superuser(&sql).await;
    let mut superuser = line.team.server.db.connect("postgres").await;
    let id = sqlx::query_scalar("select id from app.attempts where scheduled_call_id = $1").bind(call);
    id.fetch_one(&mut superuser).await.expect("it has an attempt")
}

async fn answered(line: &Line, attempt: Uuid, sid: &str) -> Reply {
    let fields = of_call(&[
        ("CallSid", sid),
        ("CallStatus", "in-progress"),
        ("Direction", "outbound-api"),
        ("From", NUMBER),
        ("To", CONTACT),
    ]);
    line.post(&format!("voice?attempt={attempt}"), &fields).await.ok()
}

#[tokio::test]
async fn fact_28_a_call_of_an_attempt_that_was_cancelled_missed_or_given_up_is_hung_up() {
    let line = Line::new().await;
    line.agent(json!({"direction": "outgoing"})).await;
    for (state, scheduled) in
        [("cancelled", "cancelled"), ("missed", "failed"), ("unknown", "failed"), ("refused", "failed")]
    {
        let attempt = attempt(&line, state, scheduled).await;
        let document = answered(&line, attempt, &format!("CA{state}")).await;
        assert!(document.body.contains("<Response><Hangup/></Response>"), "{state}: {document}");
    }
    assert!(line.calls().await.is_empty());
    let listed = line.team.owner.get("/api/scheduled-calls?status=running").await.ok();
    assert!(listed.items().is_empty(), "none goes on: {listed}");
}

#[tokio::test]
async fn fact_28_a_call_that_the_carrier_has_cancelled_is_hung_up_and_one_that_is_cancelling_is_not_cut() {
    let line = Line::new().await;
    line.agent(json!({"direction": "outgoing"})).await;
    for (status, is_cut) in [("canceled", true), ("ringing", false)] {
        let attempt = attempt(&line, "accepted", "running").await;
        let sid = format!("CA{status}");
        let (tenant, owner, phone) = (line.team.id, line.team.owner.id(), line.phone);
        let sql = format!(
            "insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, carrier_sid,
               ended_at) values ('{tenant}', '{attempt}', '{owner}', '{phone}', 'outgoing', '{NUMBER}', '{CONTACT}',
               '{status}', '{sid}', case when {is_cut} then now() end);
             update app.scheduled_calls set cancelling = true where status = 'running';
             update app.attempts set cancel_due_at = now() + interval '1 hour', carrier_sid = '{sid}' where id = '{attempt}'"
        );
        line.team.server.db.superuser(&sql).await;
        let document = answered(&line, attempt, &sid).await;
        assert_eq!(document.body.contains("<Response><Hangup/></Response>"), is_cut, "{document}");
        line.team.server.db.superuser("update app.scheduled_calls set status = 'failed' where cancelling").await;
    }
    let listed = line.team.owner.get("/api/scheduled-calls?status=running").await.ok();
    assert_eq!((listed.items().len(), &listed.items()[0]["cancelling"]), (1, &json!(false)), "{listed}");
}

/// The attempt of the one recipient of a campaign that calls, which is in this state, as is the campaign.
async fn attempt_of_campaign(line: &Line, state: &str) -> Uuid {
    let owner = &line.team.owner;
    owner.post("/api/contacts", json!({"name": "Grace", "phone": CONTACT})).await.created();
    let campaign = json!({"name": state, "channel": "voice", "phone_id": line.phone, "body": "Hello"});
    let campaign = owner.post("/api/campaigns", campaign).await.created().id();
    owner.post_empty(&format!("/api/campaigns/{campaign}/start")).await.ok();
    let attempt = Random::system().uuid_v7(Clock::system().now());
    let sql = format!(
        "insert into app.attempts (tenant_id, id, phone_id, kind, recipient_id, state, due_at, expires_at, ended_at)
         select tenant_id, '{attempt}', '{}', 'call', id, '{state}', now(), now(), now()
         from app.campaign_recipients where campaign_id = '{campaign}'",
        line.phone
    );
    line.team.server.db.superuser(&sql).await;
    owner.post_empty(&format!("/api/campaigns/{campaign}/cancel")).await.ok();
    attempt
}

#[tokio::test]
async fn fact_28_a_call_of_a_cancelled_campaign_is_hung_up_where_its_attempt_or_the_call_itself_was_cancelled() {
    let line = Line::new().await;
    line.agent(json!({"direction": "outgoing"})).await;
    let withdrawn = attempt_of_campaign(&line, "cancelled").await;
    let document = answered(&line, withdrawn, "CAwithdrawn").await;
    assert!(document.body.contains("<Response><Hangup/></Response>"), "{document}");
    assert!(line.calls().await.is_empty());

    let placed = attempt_of_campaign(&line, "accepted").await;
    let (tenant, owner, phone) = (line.team.id, line.team.owner.id(), line.phone);
    let sql = format!(
        "insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, carrier_sid)
         values ('{tenant}', '{placed}', '{owner}', '{phone}', 'outgoing', '{NUMBER}', '{CONTACT}', 'ringing', 'CAplaced');
         update app.attempts set cancel_due_at = now() + interval '1 hour', carrier_sid = 'CAplaced'
         where id = '{placed}'"
    );
    line.team.server.db.superuser(&sql).await;
    let cancelled = of_call(&[
        ("CallSid", "CAplaced"),
        ("CallStatus", "canceled"),
        ("Direction", "outbound-api"),
        ("From", NUMBER),
        ("To", CONTACT),
    ]);
    line.post(&format!("status?attempt={placed}"), &cancelled).await.expect_status(204);
    let document = answered(&line, placed, "CAplaced").await;
    assert!(document.body.contains("<Response><Hangup/></Response>"), "{document}");
    assert_eq!(line.calls().await[0]["status"], "canceled");
}
