//! What browsers report of the pages that they show: errors of scripts, and what a content security policy refused. Each is a
//! line of the log and counts in the metrics. Any client may send any text, so a line is short and of visible characters.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::http::header::CONTENT_TYPE;
use base::{is_invisible, json};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value as Json;

use crate::edge::limit::Limit;
use crate::error::Error;
use crate::metrics::ReportKind;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// Bytes of a body.
pub const LARGEST: usize = 4 << 10;

/// What a policy refused is often told in one request many times.
const MOST: usize = 10;

/// The line of the table about reports.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "operations",
            (Method::POST, "/reports"),
            "report",
            "Takes a browser's report of a script's error, or of what a content security policy refused; at most 4 KiB",
            Success::NOTHING,
            handler!(report),
        )
        .open("a page may fail before its user has signed in")
        .body(Body::Report(Schema::of::<ScriptError>()))
        .limit(Limit::Reports),
    ]
}

/// An error of a script. Longer texts are cut.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ScriptError {
    #[schemars(example = &"TypeError")]
    name: String,
    #[schemars(example = &"x is undefined")]
    message: Option<String>,
    stack: Option<String>,
    /// The version of the page's files
    build: Option<String>,
    /// The pattern of the page's path, without ids
    #[schemars(example = &"/t/:slug/leads/:id")]
    route: Option<String>,
    /// The request that the error came of
    request_id: Option<String>,
}

async fn report(request: Rc<Request>) -> Response {
    let metrics = &request.state.shared.metrics;
    let content_type = request.http.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        log_error(&request.body()?);
        metrics.count_report(ReportKind::Script);
    } else {
        let sent = json::parse(&request.body).map_err(|_| Error::bad_request("The body isn't JSON."))?;
        let refused = violations(essence, &sent).ok_or_else(|| Error::bad_request("The body holds no report."))?;
        for refused in refused {
            log_violation(refused);
            metrics.count_report(ReportKind::Policy);
        }
    }
    Ok(HttpResponse::NoContent().finish())
}

fn log_error(error: &ScriptError) {
    let text = |text: &Option<String>, most| text.as_deref().map(|text| line(text, most));
    tracing::warn!(
        target: "bulkhead::report",
        name = line(&error.name, 100),
        said = text(&error.message, 500),
        stack = text(&error.stack, 2000),
        build = text(&error.build, 100),
        route = text(&error.route, 200),
        about_request = text(&error.request_id, 36),
        "a browser reports an error of a script"
    );
}

fn log_violation(refused: &Json) {
    let text = |names: &[&str]| names.iter().find_map(|name| refused[*name].as_str()).unwrap_or_default();
    tracing::warn!(
        target: "bulkhead::report",
        directive = line(text(&["effectiveDirective", "effective-directive", "violated-directive"]), 100),
        blocked = line(place(text(&["blockedURL", "blocked-uri"])), 200),
        page = line(place(text(&["documentURL", "document-uri"])), 200),
        source = line(place(text(&["sourceFile", "source-file"])), 200),
        "a browser reports what a content security policy refused"
    );
}

/// What was refused: by the Reporting API (a list of reports), or by CSP 2's `report-uri` (one). `None` where the body is
/// no such thing.
fn violations<'r>(essence: &str, sent: &'r Json) -> Option<Vec<&'r Json>> {
    if !essence.eq_ignore_ascii_case("application/reports+json") {
        return sent.get("csp-report").filter(|refused| refused.is_object()).map(|refused| vec![refused]);
    }
    let told = sent.as_array()?.iter().filter(|report| report["type"] == "csp-violation").map(|report| &report["body"]);
    Some(told.filter(|refused| refused.is_object()).take(MOST).collect())
}

/// A URL up to where values begin.
fn place(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
}

/// The text in one line of at most `most` characters, a space for each run of invisible ones.
fn line(text: &str, most: usize) -> String {
    let words = text.split(is_invisible).filter(|part| !part.is_empty());
    words.collect::<Vec<_>>().join(" ").chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn log_text_is_one_line_of_bounded_length() {
        assert_eq!(line("a\r\n2026-01-01 WARN b\u{1b}[31m\u{202e}c", 100), "a 2026-01-01 WARN b [31m c");
        assert_eq!(line(&"ä".repeat(300), 200).chars().count(), 200);
        assert_eq!(line("\n\n", 10), "");
    }

    #[test]
    fn violations_are_found_in_both_forms_and_without_what_stands_behind_the_path() {
        let (one, list) = ("application/csp-report", "application/reports+json");
        let old = json!({"csp-report": {"blocked-uri": "https://evil.example/x?token=abc"}});
        assert_eq!(violations(one, &old).map(|refused| refused.len()), Some(1));
        let new =
            json!([{"type": "csp-violation", "body": {"blockedURL": "inline"}}, {"type": "crash", "body": {}}, 7]);
        let found = violations(list, &new).unwrap();
        assert_eq!(found.iter().map(|refused| refused["blockedURL"].as_str()).collect::<Vec<_>>(), [Some("inline")]);
        assert_eq!(violations(list, &json!([[]])), Some(Vec::new()));
        for none in [json!(null), json!({}), json!([[]]), json!({"csp-report": "x"})] {
            assert_eq!(violations(one, &none), None, "{none}");
        }
        assert_eq!(violations(list, &old), None);
        assert_eq!(place("https://evil.example/x?token=abc#d"), "https://evil.example/x");
    }
}
