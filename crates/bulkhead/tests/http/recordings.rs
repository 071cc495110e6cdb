//! The audio of recordings: who hears it, and what becomes of a carrier that doesn't give it.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value as Json, json};
use tenancy::Role;
use tokio::sync::Semaphore;

use crate::support::api_keys;
use crate::support::carrier::{ACCOUNT, CALL_SID, Line, ORIGIN, TOKEN};
use crate::support::recordings::{Mood, RecordingPeer};
use crate::support::reply::{Ask, Reply};
use crate::support::server::Caller;
use providers::twilio::Parameters;

const SID: &str = "RE00000000000000000000000000000001";
const SOUND: &str = "RIFF 0123456789";

/// A phone whose carrier has the recording of a call.
struct Studio {
    peer: RecordingPeer,
    line: Line,
    recording: Json,
}

impl Studio {
    async fn new(mood: Mood) -> Self {
        Self::with(mood, &[]).await
    }

    async fn with(mood: Mood, variables: &[(&str, &str)]) -> Self {
        let peer = RecordingPeer::start(mood);
        let line = Line::with(&[&[("TWILIO_API_URL", peer.url.as_str())], variables].concat()).await;
        line.agent(json!({"records": true})).await;
        line.voice(None, &[]).await.ok();
        let told = Parameters::new([
            ("AccountSid", ACCOUNT),
            ("CallSid", CALL_SID),
            ("RecordingDuration", "42"),
            ("RecordingSid", SID),
            ("RecordingStatus", "completed"),
            ("RecordingUrl", "http://127.0.0.1:9/elsewhere"),
        ]);
        line.post("status", &told).await.no_content();
        let recording = line.team.owner.get("/api/recordings").await.ok().items()[0].clone();
        Self { peer, line, recording }
    }

    fn path(&self) -> String {
        format!("/api/recordings/{}/audio", self.recording["id"].as_str().expect("it has an id"))
    }

    fn request(&self, caller: &Caller) -> RequestBuilder {
        caller.request(Method::GET, &self.path())
    }

    async fn hear(&self, headers: &[(&str, &str)]) -> Reply {
        let request = self.request(&self.line.team.owner);
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).reply().await
    }
}

#[tokio::test]
async fn fact_12_a_recording_is_heard_at_its_url_and_fetched_from_its_carrier_by_its_sid() {
    let studio = Studio::new(Mood::Sound(SOUND)).await;
    assert_eq!(studio.recording["url"], json!(format!("{ORIGIN}{}", studio.path())));
    let heard = studio.hear(&[]).await.ok();
    assert_eq!(heard.body, SOUND);
    for (name, value) in [
        ("content-type", "audio/wav"),
        ("content-length", "15"),
        ("cache-control", "private, no-store"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("x-tenant", "acme"),
    ] {
        assert_eq!(heard.header(name), Some(value), "{heard}");
    }
    let fetched = studio.peer.fetched();
    let expected = format!("/2010-04-01/Accounts/{ACCOUNT}/Recordings/{SID}.wav");
    assert_eq!((fetched.len(), &fetched[0].path), (1, &expected));
    assert_eq!(fetched[0].authorization, format!("Basic {}", STANDARD.encode(format!("{ACCOUNT}:{TOKEN}"))));
}

#[tokio::test]
async fn a_part_is_heard_whether_the_carrier_gives_parts_or_the_whole() {
    let studio = Studio::new(Mood::Sound(SOUND)).await;
    for mood in [Mood::Part("012", "bytes 5-7/15"), Mood::Sound(SOUND)] {
        studio.peer.change(mood);
        let heard = studio.hear(&[("Range", "bytes=5-7")]).await.expect_status(206);
        assert_eq!((heard.body.as_str(), heard.header("content-range")), ("012", Some("bytes 5-7/15")));
        assert_eq!(heard.header("content-length"), Some("3"));
    }
    assert!(studio.peer.fetched().iter().all(|fetched| fetched.range == "bytes=5-7"));
    studio.hear(&[("Range", "bytes=15-")]).await.expect(416, "range_not_satisfiable");
    studio.peer.change(Mood::Status(416));
    studio.hear(&[("Range", "bytes=15-")]).await.expect(416, "range_not_satisfiable");
    studio.peer.change(Mood::Sound(SOUND));
    for headers in
        [&[("Range", "bytes=0-1,4-5")][..], &[("Range", "rows=0-1")], &[("Range", "bytes=0-1"), ("If-Range", "\"7\"")]]
    {
        assert_eq!(studio.hear(headers).await.ok().body, SOUND, "{headers:?}");
    }
}

#[tokio::test]
async fn a_carrier_that_gives_no_audio_is_told_of_by_what_can_be_done() {
    let studio = Studio::new(Mood::Status(404)).await;
    for status in [404, 410] {
        studio.peer.change(Mood::Status(status));
        studio.hear(&[]).await.expect(410, "recording_gone");
    }
    for status in [401, 403] {
        studio.peer.change(Mood::Status(status));
        studio.hear(&[]).await.expect(502, "carrier_refused");
    }
    for mood in [Mood::Status(500), Mood::Status(429), Mood::Status(302), Mood::Page] {
        studio.peer.change(mood);
        let refused = studio.hear(&[]).await.expect(503, "unavailable");
        assert_eq!(refused.header("retry-after"), Some("5"), "{refused}");
    }
    let nowhere = Studio::new(Mood::Sound(SOUND)).await;
    drop(studio);
    let made = json!({"call_id": nowhere.recording["call_id"], "duration_seconds": 3});
    let made = nowhere.line.team.owner.post("/api/recordings", made).await.created();
    assert_eq!(made["url"], json!(null), "no carrier has it");
    let path = format!("/api/recordings/{}", made.id());
    nowhere.line.team.owner.get(&format!("{path}/audio")).await.expect(404, "no_audio");
    nowhere.line.team.owner.delete(&path).await.no_content();
    nowhere.line.team.owner.get(&format!("{path}/audio")).await.expect(404, "not_found");
    assert_eq!(nowhere.peer.fetched().len(), 0);
}

#[tokio::test]
async fn a_carrier_that_does_not_listen_is_away_and_not_at_fault() {
    let unused = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("it has one");
    let url = format!("http://{unused}");
    let studio = Studio::with(Mood::Sound(SOUND), &[("TWILIO_API_URL", &url)]).await;
    studio.hear(&[]).await.expect(503, "unavailable");
}

#[tokio::test]
async fn audio_is_passed_on_as_it_comes_in_and_no_connection_to_the_database_is_held() {
    let permits = Arc::new(Semaphore::new(0));
    let few = [("DATABASE_TENANT_CONNECTIONS", "1"), ("DATABASE_ACQUIRE_SECONDS", "1")];
    let studio = Studio::with(Mood::Halting(SOUND, Arc::clone(&permits)), &few).await;
    let owner = &studio.line.team.owner;
    let mut under_way = Vec::new();
    for _ in 0..3 {
        let mut response = studio.request(owner).send().await.expect("the server answers");
        let first = response.chunk().await.expect("a part comes").expect("it isn't over");
        assert_eq!(first, &SOUND.as_bytes()[..7]);
        under_way.push(response);
    }
    owner.get("/api/recordings").await.ok();
    permits.add_permits(3);
    for mut response in under_way {
        assert_eq!(response.chunk().await.expect("the rest comes").expect("it isn't over"), &SOUND.as_bytes()[7..]);
        assert!(response.chunk().await.expect("it ends well").is_none());
    }
}

#[tokio::test]
async fn audio_that_breaks_off_does_not_look_whole() {
    let studio = Studio::new(Mood::BreaksOff(SOUND)).await;
    let response = studio.request(&studio.line.team.owner).send().await.expect("the server answers");
    assert_eq!((response.status().as_u16(), response.content_length()), (200, Some(30)));
    let heard = tokio::time::timeout(Duration::from_secs(20), response.bytes()).await.expect("it ends");
    assert!(heard.is_err());
}

#[tokio::test]
async fn ten_1_another_tenants_recording_is_nothing_and_its_carrier_hears_of_no_attempt() {
    let studio = Studio::new(Mood::Sound(SOUND)).await;
    let other = Line::of("globex", &studio.line.team.server, "another-token-of-globex-012345678").await;
    let refused = studio.request(&other.team.owner).reply().await.expect(404, "not_found");
    let unused = "/api/recordings/0197a3c2-7d50-7000-8000-0000000000ff/audio";
    assert_eq!(refused.about(&studio.path()), other.team.owner.get(unused).await.about(unused));
    studio.request(&other.team.owner.in_tenant("acme")).reply().await.expect(404, "not_found");
    studio.request(&studio.line.team.server.anonymous()).reply().await.expect(401, "unauthenticated");
    let owner = &studio.line.team.owner;
    let key = api_keys::program(owner, &["calls:read"]).await;
    studio.request(&key).reply().await.expect(403, "scope_missing");
    assert_eq!(studio.peer.fetched().len(), 0);

    let viewer = studio.line.team.member("vic", Role::Viewer).await;
    let key = api_keys::program(owner, &["recordings:read"]).await;
    for caller in [&viewer, &key] {
        assert_eq!(studio.request(caller).reply().await.ok().body, SOUND);
    }
}
