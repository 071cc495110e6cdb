use std::time::Duration;

use super::peer::{Peer, Reaction};
use super::*;

fn refusal(code: u32) -> String {
    format!(r#"{{"code": {code}, "message": "The number +14155550101 is …", "status": 400}}"#)
}

async fn verdict(status: u16, body: &str) -> CarrierError {
    let peer = Peer::responding(status, body).await;
    peer.carrier.create_call(&account(), &new_call()).await.unwrap_err()
}

#[tokio::test]
async fn fact_30_codes_of_a_recipient_end_the_recipient() {
    for code in [21211, 21214, 21217, 21610, 21612, 21614] {
        let error = verdict(400, &refusal(code)).await;
        assert_eq!((error.verdict, error.code, error.status), (Verdict::Recipient, Some(code), Some(400)));
        assert!(!error.to_string().contains("+1415"), "{error}");
    }
    assert_eq!(verdict(400, &refusal(21617)).await.verdict, Verdict::Recipient, "an unknown code");
}

#[tokio::test]
async fn fact_30_codes_of_sender_and_account_stop_the_phone() {
    for (status, code) in [(401, 20003), (403, 20403), (400, 21210), (400, 21212), (400, 21606)] {
        assert_eq!(verdict(status, &refusal(code)).await.verdict, Verdict::Sender, "{code}");
    }
    for status in [401, 403, 404] {
        assert_eq!(verdict(status, "<html>").await.verdict, Verdict::Sender, "{status}");
    }
}

#[tokio::test]
async fn fact_33_a_full_queue_makes_the_phone_wait() {
    for code in [21611, 22005] {
        assert_eq!(verdict(400, &refusal(code)).await.verdict, Verdict::Sender, "{code}");
    }
}

#[tokio::test]
async fn fact_26_too_many_requests_are_repeated() {
    assert_eq!(verdict(429, "").await.verdict, Verdict::Later);
    assert_eq!(verdict(429, &refusal(20429)).await.verdict, Verdict::Later);
    assert_eq!(verdict(403, &refusal(20429)).await.verdict, Verdict::Later);
    let waiting = Reaction::RespondWith(429, "retry-after: 7", refusal(20429));
    let error = Peer::start(vec![waiting]).await.carrier.create_call(&account(), &new_call()).await.unwrap_err();
    assert_eq!(error.retry_after, Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn fact_26_a_connection_that_is_never_made_is_repeated() {
    let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", socket.local_addr().unwrap()).parse().unwrap();
    drop(socket);
    let error = Carrier::new(&base).unwrap().create_call(&account(), &new_call()).await.unwrap_err();
    assert_eq!((error.verdict, error.status), (Verdict::Later, None));
}

#[tokio::test]
async fn fact_26_what_may_have_arrived_is_in_doubt() {
    for (status, body) in
        [(500, ""), (502, "<html>"), (503, ""), (504, ""), (201, ""), (200, "[]"), (302, ""), (408, "")]
    {
        assert_eq!(verdict(status, body).await.verdict, Verdict::InDoubt, "{status} {body}");
    }
    assert_eq!(verdict(500, &refusal(20429)).await.verdict, Verdict::InDoubt);
    assert_eq!(verdict(201, &format!(r#"{{"sid": "{}"}}"#, "C".repeat(2_000_000))).await.verdict, Verdict::InDoubt);
    for reaction in [Reaction::Close, Reaction::Hang, Reaction::HangInBody] {
        let peer = Peer::start(vec![reaction]).await;
        let error = peer.carrier.create_call(&account(), &new_call()).await.unwrap_err();
        assert_eq!((error.verdict, error.status), (Verdict::InDoubt, None));
        assert_eq!(peer.requests().len(), 1, "nothing is repeated by itself");
    }
}

#[tokio::test]
async fn fact_26_no_redirect_is_followed() {
    let elsewhere = Reaction::RespondWith(307, "location: /2010-04-01/elsewhere", String::new());
    let peer = Peer::start(vec![elsewhere]).await;
    assert_eq!(peer.carrier.create_call(&account(), &new_call()).await.unwrap_err().verdict, Verdict::InDoubt);
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn an_account_that_is_no_segment_of_a_path_sends_nothing() {
    let peer = Peer::responding(200, "{}").await;
    for sid in ["", "AC1/../AC2", "AC1?x", "AC 1"] {
        let account = Account { sid: sid.to_owned(), ..account() };
        let error = peer.carrier.create_call(&account, &new_call()).await.unwrap_err();
        assert_eq!(error.verdict, Verdict::Sender);
    }
    assert!(peer.carrier.fetch_call(&account(), "../Messages").await.is_err());
    assert_eq!(peer.requests(), Vec::<String>::new());
}
