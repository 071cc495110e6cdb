//! What browsers report of the pages that they show.

use reqwest::Method;
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;

use crate::support::binary::Running;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};

const PATH: &str = "/reports";

async fn report(caller: &Caller, content_type: &str, body: String) -> Reply {
    caller.request(Method::POST, PATH).header("Content-Type", content_type).body(body).reply().await
}

fn of_error(message: &str) -> Json {
    json!({"name": "TypeError", "message": message, "stack": "at save\n  at click", "build": "a1b2", "route": "/t/:slug"})
}

#[tokio::test]
async fn reports_of_browsers_are_lines_of_the_log_and_counted() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let db = TestDb::new().await;
    let server = Running::start(&db, &[("METRICS_ADDR", &free), ("NO_COLOR", "1"), ("SIMULATOR_ADDR", "off")]).await;
    let caller = Caller::new(&server.url);
    let hostile = format!("x is\r\nundefined\u{1b}[31m\u{202e}{}", "y".repeat(1000));
    report(&caller, "application/json", of_error(&hostile).to_string()).await.no_content();
    let old =
        json!({"csp-report": {"violated-directive": "img-src", "blocked-uri": "https://evil.example/a?token=secret"}});
    report(&caller, "application/csp-report", old.to_string()).await.no_content();
    let body = json!({"effectiveDirective": "script-src-elem", "blockedURL": "inline", "documentURL": "https://a.test/b#secret"});
    let new = vec![json!({"type": "csp-violation", "body": body}); 2];
    report(&caller, "application/reports+json; charset=utf-8", json!(new).to_string()).await.no_content();

    let lines: Vec<_> = server.lines().into_iter().filter(|line| line.contains("bulkhead::report")).collect();
    assert_eq!(lines.len(), 4, "{lines:#?}");
    for part in
        ["a browser reports an error of a script", "TypeError", "x is undefined [31m yyy", "at save at click", "a1b2"]
    {
        assert!(lines[0].contains(part), "{part} in {lines:#?}");
    }
    assert!(!lines[0].contains(&"y".repeat(500)), "{lines:#?}");
    let all = lines.concat();
    assert!(
        all.contains("https://evil.example/a") && all.contains("script-src-elem") && all.contains("img-src"),
        "{lines:#?}"
    );
    assert!(!all.contains("secret") && !all.contains(['\u{1b}', '\u{202e}', '\r']), "{lines:#?}");

    let metrics = reqwest::get(format!("http://{free}/metrics")).await.unwrap().text().await.unwrap();
    for count in [r#"{kind="script"} 1"#, r#"{kind="policy"} 3"#] {
        assert!(metrics.contains(&format!("bulkhead_browser_reports_total{count}")), "{metrics}");
    }
}

#[tokio::test]
async fn reports_are_small_and_of_a_known_form() {
    let server = TestServer::start().await;
    let caller = server.anonymous();
    let of_length = |length: usize| {
        let empty = json!({"name": ""}).to_string().len();
        json!({"name": "x".repeat(length - empty)}).to_string()
    };
    report(&caller, "application/json", of_length(4096)).await.no_content();
    for (content_type, holds_none) in
        [("application/csp-report", "[]"), ("application/csp-report", "{}"), ("application/reports+json", "{}")]
    {
        report(&caller, content_type, holds_none.to_owned()).await.expect_status(400);
    }
    for content_type in ["application/json", "application/csp-report", "application/reports+json"] {
        report(&caller, content_type, of_length(4097)).await.expect_status(413);
        report(&caller, content_type, "{".to_owned()).await.expect_status(400);
    }
    for wrong in [json!([]), json!({}), json!({"name": 1}), json!({"name": "x", "value": "y"})] {
        report(&caller, "application/json", wrong.to_string()).await.expect_status(422);
    }
    report(&caller, "text/plain", of_error("x").to_string()).await.expect_status(415);
}
