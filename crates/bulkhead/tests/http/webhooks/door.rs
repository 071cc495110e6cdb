//! Who gets in.

use std::time::Duration;

use providers::twilio::Parameters;
use providers::twilio::signature::{Scheme, sign};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::support::carrier::{ACCOUNT, CONTACT, Line, NUMBER, ORIGIN, TOKEN, of_call, of_message, of_sent};
use crate::support::db_snapshot;
use crate::support::reply::{Ask, Reply};

/// One request for each of the phone's routes.
fn requests(line: &Line) -> [(String, Parameters); 3] {
    [
        (line.target("voice"), of_call(&[])),
        (line.target("sms"), of_message("SM1", "Hello")),
        (line.target("status"), of_call(&[("CallStatus", "completed")])),
    ]
}

#[tokio::test]
async fn wh_1_fact_2_a_request_that_the_phones_carrier_did_not_sign_has_no_effect_and_one_response() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    let deleted = json!({"number": "+14155550102", "provider": "twilio", "account_sid": ACCOUNT, "auth_token": TOKEN});
    let deleted = line.team.owner.post("/api/phones", deleted).await.created().id();
    line.team.owner.delete(&format!("/api/phones/{deleted}")).await.no_content();
    let before = db_snapshot::of_all(&line.team.server.db).await;
    let mut refusals: Vec<Reply> = Vec::new();
    for (target, fields) in requests(&line) {
        let right = line.signature(&target, &fields);
        let other_url = line.signature(&format!("{target}/"), &fields);
        let foreign = sign(Scheme::AuthToken, "another-tenant-token", &format!("{ORIGIN}{target}"), &fields);
        for wrong in ["", "=", &right[..right.len() - 4], &other_url, &foreign, &right.to_lowercase()] {
            let request = line.unsigned(&target, &fields).header("X-Twilio-Signature", wrong);
            refusals.push(request.reply().await);
        }
        refusals.push(line.unsigned(&target, &fields).reply().await);
        let doubled = line.signed(&target, &fields).header("X-Twilio-Signature", &right);
        refusals.push(doubled.reply().await);
        for phone in [deleted.to_string(), Uuid::from_u128(9).to_string(), "x".to_owned(), "%00".to_owned()] {
            let target = target.replace(&line.phone.to_string(), &phone);
            refusals.push(line.signed(&target, &fields).reply().await);
        }
    }
    for refusal in refusals {
        let refusal = refusal.expect(403, "not_signed");
        assert_eq!(refusal.header("content-type"), Some("application/problem+json"));
        assert!(!refusal.body.contains("<Response"), "{refusal}");
        let first = line.unsigned(&line.target("voice"), &of_call(&[])).reply().await;
        assert_eq!((&refusal.headers, &refusal.body), (&first.headers, &first.body));
    }
    assert_eq!(db_snapshot::of_all(&line.team.server.db).await, before);
    line.voice(None, &[]).await.ok();
}

#[tokio::test]
async fn wh_2_fact_1_no_header_says_which_url_was_signed() {
    let line = Line::new().await;
    let target = line.target("voice");
    let hosts = ["Host", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Original-URL", "X-Forwarded-Prefix"];
    for (number, header) in hosts.into_iter().enumerate() {
        let fields = of_call(&[("CallSid", &format!("CA{number}"))]);
        let value = if header == "Forwarded" { "host=evil.example;proto=https" } else { "evil.example" };
        line.signed(&target, &fields).header(header, value).reply().await.ok();
        for origin in ["https://evil.example", "http://evil.example", &line.team.server.url] {
            let signature = sign(Scheme::AuthToken, TOKEN, &format!("{origin}{target}"), &fields);
            let request = line.unsigned(&target, &fields).header(header, value);
            request.header("X-Twilio-Signature", signature).reply().await.expect(403, "not_signed");
        }
    }
    // The origin counts with its port and without it, and the query as it came.
    for (signed, sent) in [
        (format!("http://app.example.com{target}?b=2&a=1"), format!("{target}?b=2&a=1")),
        (format!("{ORIGIN}{target}?x=%2f"), format!("{target}?x=%2f")),
    ] {
        let fields = of_call(&[("CallSid", &signed)]);
        let signature = sign(Scheme::AuthToken, TOKEN, &signed, &fields);
        let reply = line.unsigned(&sent, &fields).header("X-Twilio-Signature", signature).reply().await;
        assert_eq!(reply.status, 200, "{reply}");
    }
}

#[tokio::test]
async fn wh_1_fact_3_a_phone_without_a_token_is_closed_and_a_replaced_token_signs_for_a_day() {
    let line = Line::new().await;
    let simulated = json!({"number": "+14155550103"});
    let phone = line.team.owner.post("/api/phones", simulated).await.created().id();
    let without = Line { team: line.team, phone, token: "" };
    let to_it = of_call(&[("To", "+14155550103")]);
    without.signed(&without.target("voice"), &to_it).reply().await.expect(403, "not_signed");

    let line = Line::of("other", &without.team.server, TOKEN).await;
    let path = format!("/api/phones/{}", line.phone);
    line.team.owner.patch(&path, json!({"auth_token": "the-next-token"})).await.ok();
    line.call_status("CA1", "ringing", &[]).await.no_content();
    let next = Line { token: "the-next-token", ..line };
    next.call_status("CA2", "ringing", &[]).await.no_content();
    // Postgres says when it was replaced, and the test's clock is behind.
    next.team.server.clock.advance(Duration::from_hours(24 * 365 * 3));
    let replaced = Line { token: TOKEN, ..next };
    replaced.call_status("CA3", "ringing", &[]).await.expect(403, "not_signed");
    Line { token: "the-next-token", ..replaced }.call_status("CA4", "ringing", &[]).await.no_content();
}

#[tokio::test]
async fn fact_4_a_form_is_signed_with_its_fields_and_another_body_by_its_hash_in_the_url() {
    let line = Line::new().await;
    let fields = of_call(&[]);
    let hash = |body: &str| hex::encode(Sha256::digest(body));
    // A hash in the URL takes no field out of the signature.
    let target = line.target(&format!("voice?bodySHA256={}", hash(&fields.encode())));
    let signature = line.signature(&target, &Parameters::default());
    let request = line.unsigned(&target, &fields).header("X-Twilio-Signature", signature);
    request.reply().await.expect(403, "not_signed");
    line.signed(&target, &fields).reply().await.ok();

    let json = r#"{"AccountSid":"x"}"#;
    let target = line.target(&format!("status?bodySHA256={}", hash(json)));
    let post = async |body: &'static str| {
        let request = line.team.server.anonymous().request(reqwest::Method::POST, &target);
        let request = request.header("Content-Type", "application/json").body(body);
        request.header("X-Twilio-Signature", line.signature(&target, &Parameters::default())).reply().await
    };
    for body in [json, r#"{"AccountSid":"x"} "#] {
        // It is signed, and names no account of the phone's.
        post(body).await.expect(403, "not_signed");
    }
}

#[tokio::test]
async fn fact_5_a_signed_request_about_another_account_or_number_is_refused() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    let other = "+14155550199";
    let of_outgoing = [("Direction", "outbound-api"), ("From", NUMBER), ("To", CONTACT)];
    for (route, fields) in [
        ("voice", of_call(&[("AccountSid", "AC00000000000000000000000000000002")])),
        ("voice", of_call(&[("AccountSid", "")])),
        ("voice", of_call(&[("AccountSid", ACCOUNT), ("AccountSid", "AC2")])),
        ("voice", of_call(&[("To", other)])),
        ("voice", of_call(&[("From", NUMBER), ("To", other)])),
        ("voice", of_call(&[("Direction", "outbound-api")])),
        ("status", of_call(&[("To", other)])),
        ("status", of_call(&[of_outgoing[0], ("From", other), of_outgoing[2]])),
        ("status", of_sent("SM1", "sent", &[("From", other)])),
        ("sms", of_call(&[("MessageSid", "SM1"), ("To", other)])),
    ] {
        line.post(route, &fields).await.expect(403, "not_signed");
    }
    assert_eq!((line.calls().await.len(), line.messages().await.len(), line.events().await.len()), (0, 0, 0));
    line.post("status", &of_call(&of_outgoing)).await.no_content();
}

#[tokio::test]
async fn fact_7_a_phone_whose_id_another_tenant_has_as_well_is_closed() {
    let line = Line::new().await;
    let twin = format!(
        "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
         select home.tenant_id, '{0}', '{1}', '+14155550109', 1, 1
         from tenancy.memberships home where home.user_id = '{1}' and home.tenant_id <> '{2}'",
        line.phone,
        line.team.owner.id(),
        line.team.id
    );
    line.voice(None, &[]).await.ok();
    line.team.server.db.superuser(&twin).await;
    line.voice(None, &[("CallSid", "CA2")]).await.expect(403, "not_signed");
    line.team.server.db.superuser("update app.phones set deleted_at = now() where number = '+14155550109'").await;
    line.voice(None, &[("CallSid", "CA3")]).await.ok();
}

#[tokio::test]
async fn fact_9_and_10_documents_are_xml_a_status_has_no_body_and_nothing_redirects() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    for document in [line.voice(None, &[]).await, line.sms("SM1", "Hello").await, line.voice(Some(2), &[]).await] {
        let document = document.ok();
        assert_eq!(document.header("content-type"), Some("text/xml; charset=utf-8"));
        assert!(document.body.len() < 64_000 && document.body.contains("<Response"), "{document}");
        assert_eq!(document.header("location"), None);
    }
    let status = line.call_status("CA1", "ringing", &[]).await.no_content();
    assert_eq!((status.body.as_str(), status.header("content-type")), ("", None));
    let fields = of_call(&[]);
    for (target, expected) in [
        (line.target("voice/"), 404),
        (line.target(""), 404),
        (line.target("fax"), 404),
        (line.target("VOICE"), 404),
        (line.target("/voice"), 404),
    ] {
        let reply = line.signed(&target, &fields).reply().await;
        assert_eq!(reply.status, expected, "{reply}");
    }
    for method in [reqwest::Method::GET, reqwest::Method::PUT] {
        line.team.server.anonymous().request(method, &line.target("voice")).reply().await.expect_status(405);
    }
}

#[tokio::test]
async fn wh_2_fact_12_no_url_of_a_payload_is_fetched() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.message_agent(json!({})).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let url = format!("http://{}/recording", listener.local_addr().expect("it listens"));
    let urls: Vec<_> =
        ["RecordingUrl", "MediaUrl0", "TranscriptionUrl", "Url"].into_iter().map(|name| (name, url.as_str())).collect();
    line.voice(None, &urls).await.ok();
    line.voice(Some(2), &[&urls[..], &[("SpeechResult", &url)]].concat()).await.ok();
    line.call_status("CA1", "completed", &urls).await.no_content();
    let media: Vec<_> = of_message("SM1", &url).iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let media = Parameters::new(media.into_iter().chain(urls.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))));
    line.post("sms", &media).await.ok();
    let connected = tokio::time::timeout(Duration::from_millis(300), listener.accept()).await;
    assert!(connected.is_err(), "the server connects to a URL of a payload");
}

#[tokio::test]
async fn a_signed_request_that_names_no_call_or_message_is_refused_by_its_form() {
    let line = Line::new().await;
    line.voice(None, &[("CallSid", "")]).await.expect(400, "bad_request");
    line.voice(None, &[("CallSid", "CA1"), ("CallSid", "CA2")]).await.expect(400, "bad_request");
    line.sms("", "Hello").await.expect(400, "bad_request");
    line.post("status", &of_call(&[("CallSid", "")])).await.no_content();
    assert_eq!(line.events().await, [("status".to_owned(), false)]);
}

#[tokio::test]
async fn requests_are_counted_by_what_became_of_them() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("it listens");
    let line = Line::with(&[("METRICS_ADDR", &free.to_string())]).await;
    line.agent(json!({})).await;
    line.voice(None, &[]).await.ok();
    line.voice(None, &[]).await.ok();
    line.voice(None, &[("To", "+14155550199")]).await.expect_status(403);
    line.unsigned(&line.target("sms"), &of_message("SM1", "Hello")).reply().await.expect_status(403);
    line.call_status("CA9", "ringing", &[]).await.no_content();
    line.call_status("CA9", "on-hold", &[]).await.no_content();
    let metrics = reqwest::get(format!("http://{free}/metrics")).await.expect("the metrics are served");
    let metrics = metrics.text().await.expect("they are text");
    for (kind, verdict, count) in [
        ("voice", "applied", 1),
        ("voice", "repeated", 1),
        ("voice", "foreign", 1),
        ("sms", "unsigned", 1),
        ("status", "waiting", 1),
        ("status", "unknown", 1),
        ("status", "applied", 0),
    ] {
        let line = format!("bulkhead_carrier_requests_total{{kind=\"{kind}\",verdict=\"{verdict}\"}} {count}\n");
        assert!(metrics.contains(&line), "{line} not in {metrics}");
    }
}
