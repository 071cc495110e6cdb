use time::macros::{date, datetime};

use super::peer::{Peer, Reaction};
use super::*;
use crate::twilio::Parameters;

/// As Twilio's documentation shows it, with fields that nothing here reads.
const CALL: &str = r#"{"sid": "CA1", "to": "+14155550101", "from": "+14155550100", "status": "completed",
    "direction": "outbound-api", "date_created": "Tue, 31 Aug 2010 20:36:28 +0000", "start_time": null,
    "end_time": "Tue, 31 Aug 2010 20:36:44 +0000", "duration": "15", "answered_by": null, "price": -0.03}"#;

const MESSAGE: &str = r#"{"sid": "SM1", "to": "+14155550101", "from": "+14155550100", "body": "Hi there",
    "status": "undelivered", "direction": "outbound-api", "num_segments": "2", "error_code": 30003,
    "date_created": "Thu, 24 Aug 2023 05:01:45 +0000", "date_sent": null, "num_media": "0"}"#;

fn form(request: &str) -> Parameters {
    Parameters::parse(request.split_once("\r\n\r\n").unwrap().1.as_bytes()).unwrap()
}

#[tokio::test]
async fn fact_23_a_call_is_created_with_each_event_as_a_parameter_of_its_own() {
    let peer = Peer::responding(201, CALL).await;
    let call = peer.carrier.create_call(&account(), &new_call()).await.unwrap();
    assert_eq!((call.sid.as_str(), call.status.as_str(), call.duration), ("CA1", "completed", Some(15)));
    assert_eq!(call.date_created, Some(datetime!(2010-08-31 20:36:28 UTC)));
    let request = &peer.requests()[0];
    assert!(request.starts_with(&format!("POST /2010-04-01/Accounts/{SID}/Calls.json HTTP/1.1\r\n")), "{request}");
    let credentials =
        "authorization: Basic QUMwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMTphLXRva2VuLW9mLXRoZS10ZXN0\r\n";
    assert!(request.contains(credentials), "{request}");
    assert!(request.contains("content-type: application/x-www-form-urlencoded\r\n") && request.contains("host: 127."));
    let form = form(request);
    let events: Vec<_> = form.all("StatusCallbackEvent").collect();
    assert_eq!(events, ["initiated", "ringing", "answered", "completed"]);
    let expected = new_call();
    for (name, value) in [
        ("To", expected.to.as_str()),
        ("From", &expected.from),
        ("Url", &expected.url),
        ("StatusCallback", &expected.status_callback),
        ("Timeout", "30"),
        ("TimeLimit", "600"),
        ("MachineDetection", "Enable"),
    ] {
        assert_eq!(form.get(name), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_call_whose_times_are_empty_or_strange_is_created_all_the_same() {
    let body = r#"{"sid": "CA1", "to": "+14155550101", "from": "+14155550100", "status": "queued",
        "direction": "outbound-api", "date_created": "yesterday", "start_time": "", "duration": "", "answered_by": ""}"#;
    let peer = Peer::responding(201, body).await;
    let call = peer.carrier.create_call(&account(), &new_call()).await.unwrap();
    assert_eq!((call.sid.as_str(), call.date_created, call.start_time, call.duration), ("CA1", None, None, None));
    assert_eq!((call.end_time, call.answered_by), (None, None));
}

#[tokio::test]
async fn a_message_is_created_with_the_time_it_is_worth_sending() {
    let peer = Peer::responding(201, MESSAGE).await;
    let message = NewSms {
        to: "+14155550101".to_owned(),
        from: "+14155550100".to_owned(),
        body: "Grüße & 👋".to_owned(),
        status_callback: "https://app.example.com/status?attempt=2".to_owned(),
        validity_period: 600,
    };
    let sent = peer.carrier.create_message(&account(), &message).await.unwrap();
    assert_eq!((sent.status.as_str(), sent.num_segments, sent.error_code), ("undelivered", Some(2), Some(30003)));
    let form = form(&peer.requests()[0]);
    assert_eq!((form.get("Body"), form.get("ValidityPeriod")), (Some("Grüße & 👋"), Some("600")));
}

#[tokio::test]
async fn what_the_account_does_not_have_is_none() {
    let peer = Peer::responding(404, r#"{"code": 20404}"#).await;
    assert!(peer.carrier.fetch_call(&account(), "CA1").await.unwrap().is_none());
    assert!(peer.carrier.fetch_message(&account(), "SM1").await.unwrap().is_none());
    assert!(peer.carrier.cancel_call(&account(), "CA1").await.unwrap().is_none());
}

#[tokio::test]
async fn fact_28_a_call_is_cancelled_by_its_status_and_not_where_it_is_answered() {
    let peer = Peer::responding(200, CALL).await;
    assert!(peer.carrier.cancel_call(&account(), "CA1").await.unwrap().is_some());
    assert_eq!(form(&peer.requests()[0]).get("Status"), Some("canceled"));
    let peer = Peer::responding(400, r#"{"code": 21220}"#).await;
    assert!(peer.carrier.cancel_call(&account(), "CA1").await.unwrap().is_none());
}

#[tokio::test]
async fn fact_27_a_list_is_read_page_by_page() {
    let next = format!("/2010-04-01/Accounts/{SID}/Calls.json?PageSize=100&Page=1&PageToken=PA1");
    let first = format!(r#"{{"calls": [{CALL}], "next_page_uri": "{next}"}}"#);
    let last = format!(r#"{{"calls": [{CALL}, {CALL}], "next_page_uri": null}}"#);
    let peer = Peer::start(vec![Reaction::Respond(200, first), Reaction::Respond(200, last)]).await;
    let filter = CallFilter {
        to: Some("+14155550101".to_owned()),
        status: Some("queued".to_owned()),
        started_since: Some(date!(2030 - 03 - 31)),
        ..CallFilter::default()
    };
    assert_eq!(peer.carrier.list_calls(&account(), &filter).await.unwrap().len(), 3);
    let query = "?To=%2B14155550101&Status=queued&StartTime%3E=2030-03-31&PageSize=100 HTTP/1.1";
    let requests = peer.requests();
    assert!(requests[0].contains(query), "{}", requests[0]);
    assert!(requests[1].starts_with(&format!("GET {next} HTTP/1.1")), "{}", requests[1]);
}

#[tokio::test]
async fn a_list_that_leads_elsewhere_or_never_ends_is_no_list() {
    let page = |next: &str| format!(r#"{{"messages": [], "next_page_uri": "{next}"}}"#);
    for next in ["/2010-04-01/Accounts/AC2/Messages.json", "https://evil.example/"] {
        let peer = Peer::responding(200, &page(next)).await;
        assert!(peer.carrier.list_messages(&account(), &MessageFilter::default()).await.is_err());
        assert_eq!(peer.requests().len(), 1);
    }
    let peer = Peer::responding(200, &page(&format!("/2010-04-01/Accounts/{SID}/Messages.json"))).await;
    assert!(peer.carrier.list_messages(&account(), &MessageFilter::default()).await.is_err());
    assert_eq!(peer.requests().len(), 50);
}

#[tokio::test]
async fn numbers_and_applications_tell_where_they_post() {
    let body = r#"{"incoming_phone_numbers": [{"sid": "PN1", "phone_number": "+14155550100",
        "voice_url": "https://app.example.com/voice", "voice_method": "POST", "voice_application_sid": "",
        "sms_url": "", "sms_method": "POST", "sms_application_sid": null,
        "capabilities": {"voice": true, "sms": false, "mms": false, "fax": false}}], "next_page_uri": null}"#;
    let peer = Peer::responding(200, body).await;
    let numbers = peer.carrier.list_numbers(&account(), Some("+14155550100")).await.unwrap();
    let number = &numbers[0];
    assert_eq!(number.webhooks.voice_url.as_deref(), Some("https://app.example.com/voice"));
    assert_eq!((&number.webhooks.sms_url, &number.webhooks.status_callback), (&None, &None));
    assert_eq!((&number.voice_application_sid, &number.trunk_sid), (&None, &None));
    assert_eq!(number.capabilities, Capabilities { voice: true, sms: false });
    assert!(peer.requests()[0].contains("IncomingPhoneNumbers.json?PhoneNumber=%2B14155550100&PageSize=100 "));
    let peer = Peer::responding(200, r#"{"applications": [{"sid": "AP1"}], "next_page_uri": null}"#).await;
    assert_eq!(peer.carrier.list_applications(&account()).await.unwrap()[0].sid, "AP1");
}
