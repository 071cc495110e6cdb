//! People call our numbers.

use providers::simulator::{Answers, Handset, Speaker, Utterance};
use providers::twilio::twiml::{Dial, Gather, Record, Reject, Say, Verb};

use crate::support::{OWN, PERSON, Received, SID, Stage, account, nothing, twiml};

fn say(text: &str) -> Say {
    Say { text: text.to_owned(), ..Say::default() }
}

fn speak(text: &str) -> Utterance {
    Utterance::Say(text.to_owned())
}

fn listen(prompt: &str) -> Verb {
    Verb::Gather(Gather { action: format!("/{SID}/voice?turn=1"), prompts: vec![say(prompt)], ..Gather::default() })
}

#[tokio::test]
async fn a_person_calls_and_says_what_the_script_has() {
    let stage = Stage::new(|received| match (received.get("SpeechResult"), received.get("Digits")) {
        ("", "") => twiml(&[listen("Hello.")]),
        ("", keys) => twiml(&[Verb::Say(say(&format!("Keys {keys}."))), Verb::Hangup]),
        (text, _) => twiml(&[listen(&format!("You said {text}."))]),
    })
    .await;
    let call = stage.calls_in(vec![speak("I'd like a demo"), Utterance::Press("12#".to_owned())]).await;
    assert_eq!((call.direction.as_str(), call.status.as_str()), ("inbound", "ringing"));
    stage.settle().await;
    let lines = stage.operator.lines(&call.sid).await.unwrap();
    let said: Vec<_> = lines.iter().map(|line| (line.speaker, line.said.as_str())).collect();
    let (agent, person) = (Speaker::Agent, Speaker::Person);
    assert_eq!(
        said,
        [
            (agent, "Hello."),
            (person, "I'd like a demo"),
            (agent, "You said I'd like a demo."),
            (person, "12#"),
            (agent, "Keys 12#."),
        ]
    );
    let first = &stage.receiver.received()[0];
    let expected = (OWN, PERSON, "ringing", "inbound", true);
    assert_eq!(
        (first.get("To"), first.get("From"), first.get("CallStatus"), first.get("Direction"), first.is_signed),
        expected
    );
    let status = &stage.receiver.at("/status")[0];
    assert_eq!((status.get("CallStatus"), status.get("CallDuration")), ("completed", "1"));
    assert_eq!(stage.receiver.at("/status").len(), 1);
}

#[tokio::test]
async fn fact_15_a_rejected_call_is_never_answered() {
    for (reject, status) in [(Reject::OutOfService, "no-answer"), (Reject::Busy, "busy")] {
        let stage = Stage::new(move |_| twiml(&[Verb::Reject(reject)])).await;
        let call = stage.calls_in(vec![]).await;
        stage.settle().await;
        let call = stage.call(&call.sid).await;
        assert_eq!((call.status.as_str(), call.answered_at, call.duration), (status, None, None));
    }
}

#[tokio::test]
async fn fact_16_a_gather_falls_through_on_silence() {
    let redirect = Verb::Redirect(format!("/{SID}/voice?silence=1"));
    let stage = Stage::new(move |received: &Received| {
        if received.path.contains("silence") {
            twiml(&[Verb::Hangup])
        } else {
            twiml(&[listen("Hello."), redirect.clone()])
        }
    })
    .await;
    stage.calls_in(vec![Utterance::Silence, speak("too late")]).await;
    stage.settle().await;
    assert_eq!((stage.receiver.at("silence=1").len(), stage.receiver.at("turn=1").len()), (1, 0));
}

#[tokio::test]
async fn a_person_who_hangs_up_ends_the_call() {
    let stage = Stage::new(|_| twiml(&[listen("Hello."), Verb::Redirect(format!("/{SID}/voice?silence=1"))])).await;
    let call = stage.calls_in(vec![Utterance::HangUp]).await;
    stage.settle().await;
    assert_eq!(stage.call(&call.sid).await.status, "completed");
    assert_eq!(stage.receiver.at("/voice").len(), 1);
}

#[tokio::test]
async fn what_a_person_says_is_recorded_and_can_be_heard() {
    let stage = Stage::new(|received: &Received| {
        let record = Record {
            action: format!("/{SID}/voice?recorded=1"),
            status_callback: Some(format!("/{SID}/recording")),
            ..Record::default()
        };
        if received.get("RecordingSid").is_empty() { twiml(&[Verb::Record(record)]) } else { twiml(&[Verb::Hangup]) }
    })
    .await;
    let call = stage.calls_in(vec![speak("Please call me back about the offer.")]).await;
    stage.settle().await;
    let (action, callback) = (&stage.receiver.at("recorded=1")[0], &stage.receiver.at("/recording")[0]);
    let sid = action.get("RecordingSid");
    assert_eq!((action.get("RecordingDuration"), callback.get("RecordingSid")), ("3", sid));
    assert_eq!((callback.get("RecordingStatus"), callback.get("CallSid")), ("completed", call.sid.as_str()));
    assert!(action.get("RecordingUrl").ends_with(&format!("/2010-04-01/Accounts/{SID}/Recordings/{sid}")));

    let mut audio = stage.carrier.open_recording(&account(), sid).await.unwrap().unwrap();
    assert_eq!((audio.content_type.as_deref(), audio.length), (Some("audio/x-wav"), Some(44 + 3 * 8_000)));
    let mut file = Vec::new();
    while let Some(bytes) = audio.next_chunk().await.unwrap() {
        file.extend(bytes);
    }
    assert_eq!((file.len(), &file[..4], &file[8..16]), (44 + 3 * 8_000, b"RIFF".as_slice(), b"WAVEfmt ".as_slice()));
    assert!(stage.carrier.open_recording(&account(), "RE0").await.unwrap().is_none());
}

#[tokio::test]
async fn a_call_is_transferred_to_a_person_and_goes_on_afterwards() {
    for (answers, status) in [(Answers::Human, "completed"), (Answers::Busy, "busy"), (Answers::NoAnswer, "no-answer")]
    {
        let stage = Stage::new(|received: &Received| {
            let action = Some(format!("/{SID}/voice?dialled=1"));
            let dial = Dial { number: "+14155550102".to_owned(), action, ..Dial::default() };
            if received.path.contains("dialled") { twiml(&[Verb::Hangup]) } else { twiml(&[Verb::Dial(dial)]) }
        })
        .await;
        stage.person("+14155550102", Handset { answers, ..Handset::default() }).await;
        stage.calls_in(vec![]).await;
        stage.settle().await;
        let after = &stage.receiver.at("dialled=1")[0];
        assert_eq!(after.get("DialCallStatus"), status);
        let leg = stage.call(after.get("DialCallSid")).await;
        assert_eq!((leg.direction.as_str(), leg.to.as_str()), ("outbound-dial", "+14155550102"));
    }
}

#[tokio::test]
async fn a_call_to_a_number_that_no_account_has_rings_nowhere() {
    let stage = Stage::new(nothing).await;
    let (account_sid, from, to) = (SID.to_owned(), PERSON.to_owned(), "+14155550102".to_owned());
    let call = providers::simulator::operator::PersonsCall { account_sid, from, to, says: vec![] };
    assert!(stage.operator.call(&call).await.is_err());
    assert!(stage.receiver.received().is_empty());
}
