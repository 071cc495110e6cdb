//! What a server asks Twilio about a phone's number, and what the phone then says.

use std::sync::Arc;
use std::time::Duration;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use parking_lot::Mutex;
use serde_json::{Value as Json, json};

use crate::support::carrier::{ACCOUNT, Line, NUMBER, ORIGIN};
use crate::support::server::TestServer;
use crate::support::wait::until;

/// Twilio's API, as far as numbers and applications are listed.
struct Api {
    url: String,
    /// The account's numbers, and its applications.
    has: Arc<Mutex<(Vec<Json>, Vec<Json>)>>,
}

impl Api {
    fn start() -> Self {
        let has = Arc::<Mutex<(Vec<Json>, Vec<Json>)>>::default();
        let own = Arc::clone(&has);
        let factory = move || {
            let has = Arc::clone(&own);
            let list = move |request: HttpRequest, path: web::Path<(String, String)>| {
                let (account, path) = path.into_inner();
                let (numbers, applications) = has.lock().clone();
                let authorized = account == ACCOUNT && request.headers().contains_key("authorization");
                async move {
                    match path.as_str() {
                        "IncomingPhoneNumbers.json" if authorized => {
                            HttpResponse::Ok().json(json!({"incoming_phone_numbers": numbers, "next_page_uri": null}))
                        }
                        "Applications.json" if authorized => {
                            HttpResponse::Ok().json(json!({"applications": applications, "next_page_uri": null}))
                        }
                        _ => HttpResponse::NotFound().json(json!({"code": 20404})),
                    }
                }
            };
            App::new().route("/2010-04-01/Accounts/{account}/{path:.*}", web::get().to(list))
        };
        let server = HttpServer::new(factory).workers(1).disable_signals().bind("127.0.0.1:0").expect("a port is free");
        let url = format!("http://{}", server.addrs()[0]);
        tokio::spawn(server.run());
        Self { url, has }
    }
}

/// Has a node look at the phone's number, as it does each day; gives the phone as its members see it then.
async fn audited(line: &Line, api: &Api, has: (Vec<Json>, Vec<Json>)) -> (Json, Json) {
    *api.has.lock() = has;
    let server = &line.team.server;
    server.db.superuser("update app.number_audits set due_at = now() - interval '1 second'").await;
    // The next run of the task is a node's that starts later.
    server.clock.advance(Duration::from_mins(1));
    let variables = [("PUBLIC_URL", ORIGIN), ("TWILIO_API_URL", api.url.as_str())];
    let _node = TestServer::start_node(&server.db, server.clock.clone(), &variables).await;
    let mut superuser = server.db.connect("postgres").await;
    until("the number is looked at", async || {
        let looked = "select count(*) from app.number_audits where due_at > now()";
        sqlx::query_scalar::<_, i64>(looked).fetch_one(&mut superuser).await.expect("the superuser may read") == 1
    })
    .await;
    let phone = line.team.owner.get(&format!("/api/phones/{}", line.phone)).await.ok();
    (phone["receiving"].clone(), phone["webhook_differences"].clone())
}

#[tokio::test]
async fn a_phone_at_twilio_says_whether_its_number_or_its_application_leads_here() {
    let api = Api::start();
    let line = Line::with(&[("TWILIO_API_URL", &api.url)]).await;
    let url = |what: &str| format!("{ORIGIN}{}", line.target(what));
    let urls = json!({"voice_url": url("voice"), "voice_method": "POST", "sms_url": url("sms"), "sms_method": "POST",
        "status_callback": url("status"), "status_callback_method": "POST"});
    let with = |base: &Json, more: Json| {
        let mut all = base.clone();
        all.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        all
    };
    let number = with(&urls, json!({"sid": "PN1", "phone_number": NUMBER}));
    let other = json!({"sid": "PN2", "phone_number": "+14155550199"});

    let seen = audited(&line, &api, (vec![other.clone(), number.clone()], vec![])).await;
    assert_eq!(seen, (json!(true), json!([])));
    let seen = audited(&line, &api, (vec![with(&number, json!({"voice_method": "GET"}))], vec![])).await;
    assert_eq!(seen, (json!(false), json!(["voice_method"])));
    let seen = audited(&line, &api, (vec![other], vec![])).await;
    assert_eq!(seen, (json!(false), json!(["number"])), "the account has another number");

    // The application's URLs count, whatever the number's are.
    let of_application = with(&number, json!({"voice_application_sid": "AP1"}));
    let application = with(&urls, json!({"sid": "AP1"}));
    let elsewhere = with(&urls, json!({"sid": "AP1", "voice_url": "https://other.example/voice"}));
    let seen = audited(&line, &api, (vec![of_application.clone()], vec![elsewhere])).await;
    assert_eq!(seen, (json!(false), json!(["voice_url"])));
    let stray = with(&of_application, json!({"voice_url": "https://other.example/voice"}));
    let seen = audited(&line, &api, (vec![stray], vec![application])).await;
    assert_eq!(seen, (json!(true), json!([])));
    let seen = audited(&line, &api, (vec![of_application], vec![])).await;
    assert_eq!(seen, (json!(false), json!(["voice_url", "status_url"])), "there is no such application");

    let log = line.team.owner.get("/api/audit-log?table=phones&limit=100").await.ok();
    let looks: Vec<_> = log.items().iter().filter(|entry| entry["job"] == "carrier_poll").collect();
    assert_eq!(looks.len(), 6, "a look that finds the same is no line: {log}");
    assert!(!log.body.contains("other.example"), "{log}");
}
