use super::peer::{Peer, Reaction};
use super::*;

const RECORDING: &str = "RE00000000000000000000000000000001";

async fn wav(status: u16, header: &'static str, body: &str) -> Peer {
    Peer::start(vec![Reaction::RespondWith(status, header, body.to_owned())]).await
}

async fn open(peer: &Peer, range: Option<ByteRange>) -> Result<OpenedRecording, CarrierError> {
    peer.carrier.open_recording(&account(), RECORDING, range).await
}

/// The part and the bytes of what is heard.
async fn hear(peer: &Peer, range: Option<ByteRange>) -> (Option<Part>, String) {
    let OpenedRecording::Audio(mut audio) = open(peer, range).await.unwrap() else { panic!("nothing is heard") };
    let mut heard = Vec::new();
    while let Some(bytes) = audio.next_chunk().await.unwrap() {
        heard.extend(bytes);
    }
    assert_eq!(audio.length, Some(heard.len() as u64));
    (audio.part, String::from_utf8(heard).unwrap())
}

#[tokio::test]
async fn fact_12_a_recording_is_fetched_by_its_sid_with_the_accounts_token() {
    let peer = wav(200, "content-type: audio/x-wav", "RIFF0123456789").await;
    assert_eq!(hear(&peer, None).await, (None, "RIFF0123456789".to_owned()));
    let request = &peer.requests()[0];
    let line = format!("GET /2010-04-01/Accounts/{SID}/Recordings/{RECORDING}.wav HTTP/1.1\r\n");
    assert!(request.starts_with(&line) && request.contains("authorization: Basic ") && !request.contains("range:"));
    for sid in ["https://evil.example/a", "../Calls", "RE1.json?x=", ""] {
        assert!(peer.carrier.open_recording(&account(), sid, None).await.is_err(), "{sid}");
    }
    assert_eq!(peer.requests().len(), 1);
}

#[tokio::test]
async fn a_range_is_the_carriers_part_or_cut_out_of_the_whole() {
    let range = Some(ByteRange::Between(4, 6));
    let part = Some(Part { first: 4, last: 6, total: 14 });
    let parts = wav(206, "content-type: audio/wav\r\ncontent-range: bytes 4-6/14", "012").await;
    assert_eq!(hear(&parts, range).await, (part, "012".to_owned()));
    assert!(parts.requests()[0].contains("\r\nrange: bytes=4-6\r\n"));
    let whole = wav(200, "content-type: audio/wav", "RIFF0123456789").await;
    assert_eq!(hear(&whole, range).await, (part, "012".to_owned()));
    assert_eq!(hear(&whole, Some(ByteRange::Last(2))).await.1, "89");
    assert!(matches!(open(&whole, Some(ByteRange::From(14))).await, Ok(OpenedRecording::BeyondEnd)));
}

#[tokio::test]
async fn what_the_carrier_has_no_more_is_missing_and_what_is_no_sound_is_an_error() {
    for status in [404, 410] {
        let peer = Peer::responding(status, r#"{"code": 20404}"#).await;
        assert!(matches!(open(&peer, None).await, Ok(OpenedRecording::Missing)), "{status}");
    }
    let peer = Peer::responding(416, "").await;
    assert!(matches!(open(&peer, Some(ByteRange::From(9))).await, Ok(OpenedRecording::BeyondEnd)));
    for (status, header) in [
        (200, "content-type: text/html"),
        (200, "x-nothing: 1"),
        (206, "content-type: audio/wav"),
        (302, "location: https://evil.example/"),
        (500, "content-type: audio/wav"),
    ] {
        let peer = wav(status, header, "<script>").await;
        let error = open(&peer, Some(ByteRange::From(0))).await.unwrap_err();
        assert_eq!(error.verdict, Verdict::InDoubt, "{status} {header}");
        assert_eq!(peer.requests().len(), 1, "no redirect is followed");
    }
    assert_eq!(open(&Peer::responding(401, "").await, None).await.unwrap_err().status, Some(401));
}
