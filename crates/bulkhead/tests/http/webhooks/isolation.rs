//! Nothing that one tenant's carrier signs reaches another tenant.

use serde_json::json;

use crate::support::carrier::{Line, TOKEN, of_call, of_message, of_sent};
use crate::support::db_snapshot;
use crate::support::reply::Ask;

#[tokio::test]
async fn fact_6_a_tenants_signed_request_that_names_anothers_call_changes_nothing_of_it() {
    attack(Line::new().await).await;
}

#[tokio::test]
async fn fact_6_without_the_policies_the_statements_keep_tenants_apart() {
    let line = Line::new().await;
    for table in ["phones", "calls", "call_turns", "messages", "carrier_events", "suppressions", "agents"] {
        line.team.server.db.superuser(&format!("alter table app.{table} disable row level security")).await;
    }
    attack(line).await;
}

/// Has another tenant send what names the first one's call and message.
async fn attack(a: Line) {
    let b = Line::of("other", &a.team.server, "the-token-of-the-other-tenant").await;
    a.agent(json!({})).await;
    a.message_agent(json!({})).await;
    b.agent(json!({})).await;
    a.voice(None, &[("CallSid", "CA1")]).await.ok();
    a.voice(Some(2), &[("CallSid", "CA1"), ("SpeechResult", "hello")]).await.ok();
    a.sms("SM1", "Hello").await.ok();
    let reply = a.messages().await.into_iter().find(|message| message["direction"] == "outgoing").expect("a reply");
    let reply = format!("status?reply={}", reply["id"].as_str().unwrap_or_default());
    a.call_status("CA9", "ringing", &[]).await.no_content();
    let before = db_snapshot::of_tenant(&a.team.server.db, a.team.id).await;

    // By its own phone, with its own signature: of the same number and account, as it happens.
    b.call_status("CA1", "completed", &[("CallDuration", "9")]).await.no_content();
    b.call_status("CA9", "completed", &[]).await.no_content();
    b.voice(Some(3), &[("CallSid", "CA1"), ("SpeechResult", "hello")]).await.ok();
    b.post("status", &of_sent("SM1", "failed", &[])).await.no_content();
    b.post(&reply, &of_sent("SM5", "failed", &[("ErrorCode", "21610")])).await.no_content();
    b.sms("SM1", "STOP").await.ok();
    // By the other's phone, with its own signature.
    for (route, fields) in [
        ("voice", of_call(&[("CallSid", "CA1")])),
        ("sms", of_message("SM1", "STOP")),
        ("status", of_call(&[("CallSid", "CA1"), ("CallStatus", "completed")])),
    ] {
        let target = a.target(route);
        let request = a.unsigned(&target, &fields).header("X-Twilio-Signature", b.signature(&target, &fields));
        request.reply().await.expect(403, "not_signed");
    }
    assert_eq!(db_snapshot::of_tenant(&a.team.server.db, a.team.id).await, before);
    assert!(b.calls().await.is_empty(), "the other tenant has no such call either");
    // The same SID is another call there.
    b.voice(None, &[("CallSid", "CA1")]).await.ok();
    assert_eq!((a.calls().await.len(), b.calls().await.len()), (1, 1));
    assert_eq!(a.token, TOKEN);
}
