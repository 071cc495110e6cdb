//! Images from an OpenAI-compatible endpoint.

use std::time::{Duration, Instant};

use base::{Clock, Random};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use providers::{
    DirectClient, EncodedImage, ImageEndpoint, ImageError, ImageGenerations, ImageGenerator, ImagePrompt, ImageQuality,
    ImageStyle, ProceduralImages, Redacted,
};
use serde_json::{Value, json};

use crate::receiver::{Receiver, Serving};
use crate::{LATE, url};

const PROMPT: ImagePrompt<'_> =
    ImagePrompt { text: "A boat", style: ImageStyle::Sketch, quality: ImageQuality::Low, seed: 7, reference: None };

fn generations(receiver: &Receiver, model: &str, time_limit: Duration) -> ImageGenerations {
    let endpoint = ImageEndpoint {
        base: url(&format!("http://{}/v1/", receiver.address)),
        key: Some(Redacted::new("sk-test")),
        model: model.to_owned(),
        time_limit,
    };
    assert!(!format!("{endpoint:?}").contains("sk-test"));
    let source = (Clock::system(), Random::seeded(1));
    ImageGenerations::new(&endpoint, DirectClient::new().unwrap(), source).unwrap()
}

async fn ask(serving: Serving, model: &str, prompt: &ImagePrompt<'_>) -> (Result<EncodedImage, ImageError>, Receiver) {
    let receiver = Receiver::start(serving).await;
    let answer = generations(&receiver, model, ImageEndpoint::TIME_LIMIT).generate(prompt).await;
    (answer, receiver)
}

async fn drawn() -> EncodedImage {
    ProceduralImages.generate(&PROMPT).await.unwrap()
}

fn generated(datum: &Value) -> Serving {
    let body = json!({"created": 1, "data": [datum]});
    Serving::status("200 OK", "content-type: application/json\r\n", &body.to_string())
}

async fn image() -> Serving {
    generated(&json!({"b64_json": STANDARD.encode(drawn().await.bytes)}))
}

#[tokio::test]
async fn an_image_is_asked_for_with_the_key_the_style_in_words_and_the_quality() {
    let (answer, receiver) = ask(image().await, "gpt-image-1", &PROMPT).await;
    let (answer, drawn) = (answer.unwrap(), drawn().await);
    assert_eq!((answer.media_type, answer.width), ("image/png", drawn.width));
    let request = &receiver.requests()[0];
    assert!(request.starts_with("POST /v1/images/generations HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: Bearer sk-test\r\n"), "{request}");
    let body: Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!((&body["model"], &body["quality"], &body["n"]), (&json!("gpt-image-1"), &json!("low"), &json!(1)));
    let prompt = body["prompt"].as_str().unwrap();
    assert!(prompt.starts_with("A boat") && prompt.contains("sketch"), "{prompt}");
    assert_eq!(body.get("response_format"), None, "models of this name refuse it");
}

#[tokio::test]
async fn each_model_is_asked_in_the_words_that_it_knows() {
    for (model, quality, format) in [
        ("dall-e-3", "standard", Some("b64_json")),
        ("flux", "low", Some("b64_json")),
        ("gpt-image-1-mini", "low", None),
        ("openai/gpt-image-1", "low", None),
    ] {
        let (answer, receiver) = ask(image().await, model, &PROMPT).await;
        answer.unwrap();
        let request = &receiver.requests()[0];
        let body: Value = serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap();
        assert_eq!((body["quality"].as_str(), body["response_format"].as_str()), (Some(quality), format), "{model}");
    }
}

#[tokio::test]
async fn an_image_to_start_from_goes_along_as_a_file_of_a_form() {
    let reference = drawn().await;
    let prompt = ImagePrompt { reference: Some(&reference.bytes), ..PROMPT };
    let (answer, receiver) = ask(image().await, "flux", &prompt).await;
    answer.unwrap();
    let request = &receiver.requests()[0];
    assert!(request.starts_with("POST /v1/images/edits HTTP/1.1\r\n"), "{request}");
    let boundary = request.split_once("boundary=").unwrap().1.split("\r\n").next().unwrap();
    let body = request.split_once("\r\n\r\n").unwrap().1;
    let parts: Vec<_> = body.split(&format!("--{boundary}")).collect();
    assert_eq!((parts.first(), parts.last()), (Some(&""), Some(&"--\r\n")));
    let part = |name: &str| parts.iter().find(|part| part.contains(&format!("name=\"{name}\""))).unwrap().to_string();
    assert!(part("prompt").contains("A boat") && part("model").ends_with("\r\n\r\nflux\r\n"));
    let image = part("image");
    assert!(image.contains("filename=\"reference.png\"\r\nContent-Type: image/png\r\n\r\n"), "{image}");
}

#[tokio::test]
async fn an_answer_without_an_image_is_unreadable_and_its_url_is_not_asked_for() {
    let elsewhere = Receiver::start(image().await).await;
    let there = format!("http://{}/image.png", elsewhere.address);
    for serving in [
        generated(&json!({"url": there})),
        generated(&json!({"b64_json": "no base64!"})),
        generated(&json!({"b64_json": STANDARD.encode("<svg/>")})),
        Serving::status("200 OK", "", "not JSON"),
        Serving::status("200 OK", "", r#"{"data": []}"#),
    ] {
        let (answer, _) = ask(serving, "flux", &PROMPT).await;
        let error = answer.unwrap_err();
        assert!(matches!(error, ImageError::Unreadable) && error.is_lasting(), "{error:?}");
    }
    assert_eq!(elsewhere.requests().len(), 0);
}

#[tokio::test]
async fn a_status_says_whether_another_try_may_help_and_when() {
    let minute = Some(Duration::from_mins(1));
    for (status, headers, code, is_lasting, wait) in [
        ("400 Bad Request", "", "refused", true, None),
        ("422 Unprocessable Entity", "", "refused", true, None),
        ("401 Unauthorized", "", "unavailable", true, None),
        ("404 Not Found", "", "unavailable", true, None),
        ("301 Moved Permanently", "location: http://127.0.0.1:9/\r\n", "unavailable", true, None),
        ("429 Too Many Requests", "retry-after: 60\r\n", "unavailable", false, minute),
        ("503 Service Unavailable", "retry-after: 60\r\n", "unavailable", false, minute),
        ("500 Internal Server Error", "", "unavailable", false, None),
    ] {
        let (answer, _) = ask(Serving::status(status, headers, "{}"), "flux", &PROMPT).await;
        let error = answer.unwrap_err();
        let found = (error.code(), error.is_lasting(), error.retry_after());
        assert_eq!(found, (code, is_lasting, wait), "{status}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("sk-test"));
    }
}

#[tokio::test]
async fn an_endpoint_that_is_away_or_too_slow_is_asked_again_later() {
    let receiver = Receiver::start(Serving::Silence).await;
    let started = Instant::now();
    let short = Duration::from_millis(600);
    let slow = generations(&receiver, "flux", short).generate(&PROMPT).await.unwrap_err();
    assert!(matches!(slow, ImageError::TooSlow) && !slow.is_lasting(), "{slow:?}");
    assert!(started.elapsed() < short + LATE);
    let gone = generations(&receiver, "flux", short);
    drop(receiver);
    let away = gone.generate(&PROMPT).await.unwrap_err();
    assert!(!away.is_lasting() && away.code() == "unavailable", "{away:?}");
}

#[tokio::test]
async fn a_response_without_an_end_is_not_read_to_it() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x1_0000));
    let (answer, _) = ask(Serving::Flood(head, chunk), "flux", &PROMPT).await;
    let error = answer.unwrap_err();
    assert!(matches!(error, ImageError::TooLong), "{error:?}");
}
