//! What no callback ended.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{App, HttpResponse, HttpServer, web};
use parking_lot::Mutex;
use serde_json::{Value as Json, json};

use crate::support::carrier::{ACCOUNT, CONTACT, Line, NUMBER, ORIGIN};
use crate::support::server::TestServer;
use crate::support::wait::until;

/// Twilio's API, as far as calls and messages are fetched. It knows those that are listed here.
struct Api {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

fn known(path: &str) -> Option<Json> {
    let both = json!({"from": NUMBER, "to": CONTACT, "body": "Hello"});
    let (sid, more) = match path {
        "Calls/CAcompleted.json" => (
            "CAcompleted",
            json!({"status": "completed", "direction": "outbound-api", "duration": "61",
                "start_time": "Tue, 01 Dec 2026 09:30:07 +0000", "end_time": "Tue, 01 Dec 2026 09:31:08 +0000"}),
        ),
        "Calls/CAbusy.json" => ("CAbusy", json!({"status": "busy", "direction": "outbound-api", "duration": "0"})),
        "Calls/CAlong.json" => ("CAlong", json!({"status": "in-progress", "direction": "outbound-api"})),
        "Messages/SMfailed.json" => (
            "SMfailed",
            json!({"status": "undelivered", "direction": "outbound-api", "num_segments": "2", "error_code": 30003}),
        ),
        _ => return None,
    };
    let mut known = both;
    known["sid"] = json!(sid);
    known.as_object_mut()?.extend(more.as_object()?.clone());
    Some(known)
}

impl Api {
    fn start() -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let own = Arc::clone(&asked);
        let factory = move || {
            let asked = Arc::clone(&own);
            let fetch = move |path: web::Path<(String, String)>| {
                let (account, path) = path.into_inner();
                let answer = known(&path).filter(|_| account == ACCOUNT);
                // What its number is set to is asked as well, and no matter of this test.
                if path.starts_with("Calls/") || path.starts_with("Messages/") {
                    asked.lock().push(path);
                }
                async move {
                    match answer {
                        Some(answer) => HttpResponse::Ok().json(answer),
                        None => HttpResponse::NotFound().json(json!({"code": 20404, "status": 404})),
                    }
                }
            };
            App::new().route("/2010-04-01/Accounts/{account}/{path:.*}", web::get().to(fetch))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { url, asked }
    }
}

#[tokio::test]
async fn fact_24_what_no_callback_ended_is_looked_up_by_its_sid() {
    let api = Api::start();
    let variables = [("PUBLIC_URL", ORIGIN), ("TWILIO_API_URL", api.url.as_str())];
    let line = Line::with(&variables).await;
    let (tenant, owner, phone) = (line.team.id, line.team.owner.id(), line.phone);
    let call = |sid: &str, status: &str, hours: u32| {
        format!(
            "insert into app.calls (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", status, carrier_sid,
               created_at) values ('{tenant}', gen_random_uuid(), '{owner}', '{phone}', 'outgoing', '{NUMBER}',
               '{CONTACT}', '{status}', '{sid}', now() - interval '{hours} hours');"
        )
    };
    let message = |sid: &str, hours: u32| {
        format!(
            "insert into app.messages (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", body, status,
               carrier_sid, created_at) values ('{tenant}', gen_random_uuid(), '{owner}', '{phone}', 'outgoing',
               '{NUMBER}', '{CONTACT}', 'Hello', 'sent', '{sid}', now() - interval '{hours} hours');"
        )
    };
    let rows = [
        call("CAcompleted", "ringing", 5),
        call("CAbusy", "queued", 5),
        call("CAlong", "in-progress", 5),
        call("CAlost", "queued", 5),
        call("CAyoung", "in-progress", 4),
        call("CAold", "in-progress", 49),
        message("SMfailed", 12),
        message("SMlost", 12),
        message("SMyoung", 10),
    ];
    line.team.server.db.superuser(&rows.concat()).await;
    // The next run of the task is a node's that starts later.
    line.team.server.clock.advance(Duration::from_mins(11));
    let _node = TestServer::start_node(&line.team.server.db, line.team.server.clock.clone(), &variables).await;
    until("the carrier was asked about all that is overdue", async || api.asked.lock().len() >= 6).await;
    until("the last message is settled", async || {
        line.messages().await.iter().all(|message| message["carrier_sid"] == "SMyoung" || message["status"] != "sent")
    })
    .await;

    let mut asked = api.asked.lock().clone();
    asked.sort();
    // The first node may have begun before the second.
    asked.dedup();
    let overdue = ["CAbusy", "CAcompleted", "CAlong", "CAlost"].map(|sid| format!("Calls/{sid}.json"));
    let overdue = overdue.into_iter().chain(["SMfailed", "SMlost"].map(|sid| format!("Messages/{sid}.json")));
    assert_eq!(asked, overdue.collect::<Vec<_>>());
    let calls = line.calls().await;
    for (sid, status, seconds, code) in [
        ("CAcompleted", "completed", json!(61), json!(null)),
        ("CAbusy", "busy", json!(null), json!(null)),
        ("CAlong", "in-progress", json!(null), json!(null)),
        ("CAlost", "failed", json!(null), json!("unknown")),
        ("CAyoung", "in-progress", json!(null), json!(null)),
        ("CAold", "in-progress", json!(null), json!(null)),
    ] {
        let call = calls.iter().find(|call| call["carrier_sid"] == sid).expect("the call is there");
        assert_eq!(
            (&call["status"], &call["duration_seconds"], &call["error_code"]),
            (&json!(status), &seconds, &code)
        );
    }
    let completed = calls.iter().find(|call| call["carrier_sid"] == "CAcompleted").expect("the call is there");
    assert_eq!(completed["answered_at"], json!("2026-12-01T09:30:07.000000Z"));
    assert_eq!(completed["ended_at"], json!("2026-12-01T09:31:08.000000Z"));
    let messages = line.messages().await;
    let failed = messages.iter().find(|message| message["carrier_sid"] == "SMfailed").expect("the message is there");
    let seen = (&failed["status"], &failed["segments"], &failed["error_code"]);
    assert_eq!(seen, (&json!("undelivered"), &json!(2), &json!("30003")));
    let log = line.team.owner.get("/api/audit-log?table=calls&limit=100").await.ok();
    let ends = log.items().iter().filter(|entry| entry["job"] == "carrier_poll").count();
    assert_eq!(ends, 3, "{log}");
}
