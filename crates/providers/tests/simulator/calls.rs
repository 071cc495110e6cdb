use std::time::Duration;

use base::Clock;
use providers::simulator::{Answers, Handset, Pace, Utterance};
use providers::twilio::carrier::{CallFilter, Verdict};
use providers::twilio::twiml::{Gather, Say, Verb};

use crate::support::{OWN, PERSON, Received, SID, Stage, account, new_call, new_sms, nothing, twiml};

fn say(text: &str) -> Say {
    Say { text: text.to_owned(), ..Say::default() }
}

/// Greets, listens, repeats what it heard, and hangs up on a goodbye.
fn agent(received: &Received) -> (u16, String) {
    let heard = received.get("SpeechResult");
    if heard.contains("goodbye") {
        return twiml(&[Verb::Say(say("Goodbye.")), Verb::Hangup]);
    }
    let prompt = if heard.is_empty() { "Hello.".to_owned() } else { format!("You said {heard}.") };
    let action = format!("/{SID}/voice?turn=1");
    let again = Verb::Redirect(format!("/{SID}/voice?silence=1"));
    twiml(&[Verb::Gather(Gather { action, prompts: vec![say(&prompt)], ..Gather::default() }), again])
}

fn statuses(received: &[Received]) -> Vec<String> {
    received.iter().map(|received| received.get("CallStatus").to_owned()).collect()
}

#[tokio::test]
async fn a_call_that_is_placed_is_talked_through_and_its_statuses_come_signed_and_in_order() {
    let stage = Stage::new(agent).await;
    let says = ["I'd like a demo", "goodbye"].map(|text| Utterance::Say(text.to_owned())).to_vec();
    stage.person(PERSON, Handset { says, ..Handset::default() }).await;
    let call = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    assert_eq!((call.status.as_str(), call.direction.as_str(), call.sid.len()), ("queued", "outbound-api", 34));
    stage.settle().await;

    let callbacks = stage.receiver.at("/status?attempt=1");
    assert_eq!(statuses(&callbacks), ["initiated", "ringing", "in-progress", "completed"]);
    assert_eq!(callbacks.iter().map(|found| found.get("SequenceNumber")).collect::<String>(), "0123");
    let last = callbacks.last().unwrap();
    assert_eq!((last.get("CallDuration"), last.get("Duration"), last.get("CallSid")), ("1", "1", call.sid.as_str()));
    assert!(stage.receiver.received().iter().all(|found| found.is_signed && found.host == "app.example.com"));
    let first = &stage.receiver.at("/voice?attempt=1")[0];
    assert_eq!((first.get("AnsweredBy"), first.get("From"), first.get("To")), ("human", OWN, PERSON));

    let lines = stage.operator.lines(&call.sid).await.unwrap();
    let said: Vec<_> = lines.iter().map(|line| line.said.as_str()).collect();
    assert_eq!(said, ["Hello.", "I'd like a demo", "You said I'd like a demo.", "goodbye", "Goodbye."]);
    let found = stage.carrier.fetch_call(&account(), &call.sid).await.unwrap().unwrap();
    assert_eq!(
        (found.status.as_str(), found.duration, found.answered_by.as_deref()),
        ("completed", Some(1), Some("human"))
    );
}

#[tokio::test]
async fn calls_that_are_not_answered_end_without_a_duration() {
    let stage = Stage::new(agent).await;
    let ends = [(Answers::Busy, "busy"), (Answers::NoAnswer, "no-answer"), (Answers::Failed, "failed")];
    for (number, (answers, status)) in (1..).zip(ends) {
        stage.person(PERSON, Handset { answers, ..Handset::default() }).await;
        let call = stage.carrier.create_call(&account(), &new_call(PERSON, number)).await.unwrap();
        stage.settle().await;
        let callbacks = stage.receiver.at(&format!("/status?attempt={number}"));
        assert_eq!(statuses(&callbacks), ["initiated", "ringing", status]);
        assert_eq!((callbacks[2].get("CallDuration"), callbacks[1].get("CallDuration")), ("0", ""));
        assert_eq!(stage.call(&call.sid).await.duration, None);
        assert_eq!(stage.receiver.at(&format!("/voice?attempt={number}")).len(), 0);
    }
}

#[tokio::test]
async fn a_machine_is_told_from_a_person() {
    let stage = Stage::new(nothing).await;
    stage.person(PERSON, Handset { answers: Answers::Machine, ..Handset::default() }).await;
    stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.settle().await;
    assert_eq!(stage.receiver.at("/voice?attempt=1")[0].get("AnsweredBy"), "machine_start");
}

#[tokio::test]
async fn fact_28_a_call_is_cancelled_until_it_is_answered() {
    let pace = Pace { ringing: Duration::from_mins(10), ..Pace::FAST };
    let stage = Stage::with(pace, Clock::system(), agent).await;
    let call = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.receiver.wait_for("/status?attempt=1", 2).await;
    let cancelled = stage.carrier.cancel_call(&account(), &call.sid).await.unwrap().unwrap();
    assert_eq!(cancelled.status, "canceled");
    stage.settle().await;
    assert_eq!(statuses(&stage.receiver.at("/status")), ["initiated", "ringing", "canceled"]);
    assert!(stage.carrier.cancel_call(&account(), &call.sid).await.unwrap().is_none(), "it is over");
    assert!(stage.carrier.cancel_call(&account(), "CA0").await.unwrap().is_none(), "there is none");
}

#[tokio::test]
async fn a_document_that_is_no_twiml_ends_the_call() {
    for (answer, code) in [((200, "<html>".to_owned()), 12100), ((500, String::new()), 11200)] {
        let stage = Stage::new(move |_| answer.clone()).await;
        let call = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
        stage.settle().await;
        let call = stage.call(&call.sid).await;
        assert_eq!((call.status.as_str(), call.error_code), ("completed", Some(code)));
    }
}

#[tokio::test]
async fn a_document_that_redirects_to_itself_ends_at_some_time() {
    let stage = Stage::new(|_| twiml(&[Verb::Redirect(format!("/{SID}/voice"))])).await;
    let call = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.settle().await;
    assert_eq!(stage.call(&call.sid).await.status, "completed");
}

#[tokio::test]
async fn magic_numbers_are_refused_by_their_codes_and_sorted() {
    let stage = Stage::new(nothing).await;
    let mut call = new_call("+15005550001", 1);
    let error = stage.carrier.create_call(&account(), &call).await.unwrap_err();
    assert_eq!((error.verdict, error.code), (Verdict::Recipient, Some(21217)));
    call.from = "+14155550199".to_owned();
    let error = stage.carrier.create_call(&account(), &call).await.unwrap_err();
    assert_eq!((error.verdict, error.code), (Verdict::Sender, Some(21210)));
    let mut sms = new_sms("+15005550004", "Hello");
    let error = stage.carrier.create_message(&account(), &sms).await.unwrap_err();
    assert_eq!((error.verdict, error.code), (Verdict::Recipient, Some(21610)));
    (sms.to, sms.from) = (PERSON.to_owned(), "+15005550006".to_owned());
    assert!(stage.carrier.create_message(&account(), &sms).await.is_ok());
}

#[tokio::test]
async fn a_url_of_another_server_is_refused_and_never_called() {
    let stage = Stage::new(nothing).await;
    let mut call = new_call(PERSON, 1);
    call.url = stage.receiver.node().to_string();
    let error = stage.carrier.create_call(&account(), &call).await.unwrap_err();
    assert_eq!(error.code, Some(21205));
    let elsewhere = stage.receiver.node().to_string();
    let stage = Stage::new(move |_| twiml(&[Verb::Redirect(elsewhere.clone())])).await;
    let call = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.settle().await;
    assert_eq!(stage.call(&call.sid).await.error_code, Some(11200));
}

#[tokio::test]
async fn fact_27_calls_are_listed_by_their_numbers_and_page_by_page() {
    let stage = Stage::new(nothing).await;
    for number in 0..103 {
        let to = if number % 50 == 1 { "+14155550102" } else { PERSON };
        stage.carrier.create_call(&account(), &new_call(to, number)).await.unwrap();
    }
    let all = stage.carrier.list_calls(&account(), &CallFilter::default()).await.unwrap();
    assert_eq!(all.len(), 103);
    let filter =
        CallFilter { to: Some("+14155550102".to_owned()), from: Some(OWN.to_owned()), ..CallFilter::default() };
    assert_eq!(stage.carrier.list_calls(&account(), &filter).await.unwrap().len(), 3);
    let filter = CallFilter { from: Some(PERSON.to_owned()), ..CallFilter::default() };
    assert_eq!(stage.carrier.list_calls(&account(), &filter).await.unwrap().len(), 0);
}

#[tokio::test]
async fn numbers_tell_where_they_post() {
    let stage = Stage::new(nothing).await;
    let numbers = stage.carrier.list_numbers(&account(), Some(OWN)).await.unwrap();
    assert_eq!(numbers.len(), 1);
    assert_eq!(
        numbers[0].webhooks.voice_url.as_deref(),
        Some("https://app.example.com/AC00000000000000000000000000000001/voice")
    );
    assert!(stage.carrier.list_numbers(&account(), Some(PERSON)).await.unwrap().is_empty());
    assert!(stage.carrier.list_applications(&account()).await.unwrap().is_empty());
}
