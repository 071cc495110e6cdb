//! People call our numbers.

use providers::simulator::operator::{OperatorError, PersonsCall, RemovedNumber};
use providers::simulator::{Answers, Handset, Speaker, Utterance};
use providers::twilio::carrier::OpenedRecording;
use providers::twilio::twiml::{Dial, Gather, Message, Record, Reject, Say, StartRecording, Verb};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{OWN, PERSON, Received, SID, Stage, account, nothing, twiml};

const OTHER: &str = "AC00000000000000000000000000000002";

fn reply(body: &str) -> Message {
    Message { body: body.to_owned(), ..Message::default() }
}

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

    let file = hear(&stage, sid).await.unwrap();
    assert_eq!((file.len(), &file[..4], &file[8..16]), (44 + 3 * 8_000, b"RIFF".as_slice(), b"WAVEfmt ".as_slice()));
    assert_eq!(hear(&stage, sid).await.unwrap(), file);
    assert_eq!(hear(&stage, "RE0").await, None);
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

#[tokio::test]
async fn an_operator_sees_the_numbers_of_all_accounts_and_takes_one_back() {
    let stage = Stage::new(nothing).await;
    stage.open_account(OTHER, "another-token", 1_000.0).await;
    stage.assign(OTHER, OWN).await;
    let known = async || {
        let numbers = stage.operator.numbers().await.unwrap();
        numbers.into_iter().map(|number| (number.account_sid, number.phone_number)).collect::<Vec<_>>()
    };
    let (ours, theirs) = ((SID.to_owned(), OWN.to_owned()), (OTHER.to_owned(), OWN.to_owned()));
    assert_eq!(known().await, [ours.clone(), theirs.clone()]);
    let (account_sid, phone_number) = ours;
    stage.operator.remove_number(&RemovedNumber { account_sid, phone_number }).await.unwrap();
    assert_eq!(known().await, [theirs]);
    let (account_sid, from, to) = (SID.to_owned(), PERSON.to_owned(), OWN.to_owned());
    let refused = stage.operator.call(&PersonsCall { account_sid, from, to, says: vec![] }).await;
    assert!(matches!(refused, Err(OperatorError::Refused(404))), "{refused:?}");
}

#[tokio::test]
async fn an_operator_sees_a_call_as_it_stands_and_as_many_of_the_newest_as_asked_for() {
    let stage = Stage::new(nothing).await;
    let first = stage.calls_in(vec![]).await;
    let second = stage.calls_in(vec![]).await;
    stage.settle().await;
    assert_eq!(stage.operator.find_call(&first.sid).await.unwrap().status, "completed");
    let newest = stage.operator.newest_calls(1).await.unwrap();
    assert_eq!(newest.iter().map(|call| call.sid.as_str()).collect::<Vec<_>>(), [second.sid.as_str()]);
    assert_eq!(stage.operator.newest_calls(9).await.unwrap().len(), 2);
    assert!(matches!(stage.operator.find_call("CA0").await, Err(OperatorError::Refused(404))));
}

#[tokio::test]
async fn a_persons_message_is_shown_with_what_has_come_of_it() {
    let stage = Stage::new(|received| match received.get("Body") {
        "" => (204, String::new()),
        "Price?" => twiml(&[Verb::Message(reply("A dollar.")), Verb::Message(reply("A year."))]),
        _ => twiml(&[]),
    })
    .await;
    let (price, thanks) = (stage.writes("Price?").await, stage.writes("Thanks").await);
    stage.settle().await;
    let thread = stage.operator.find_thread(&price.sid).await.unwrap();
    let replies: Vec<_> = thread.replies.iter().map(|reply| (reply.body.as_str(), reply.status.as_str())).collect();
    assert_eq!((thread.message.body.as_str(), thread.is_over), ("Price?", true));
    assert!(
        replies.contains(&("A dollar.", "delivered")) && replies.contains(&("A year.", "delivered")),
        "{replies:?}"
    );
    assert_eq!(replies.len(), 2);
    assert_eq!(stage.operator.find_thread(&thanks.sid).await.unwrap().replies.len(), 0);
    assert!(matches!(stage.operator.find_thread("SM0").await, Err(OperatorError::Refused(404))));
}

#[tokio::test]
async fn a_page_whose_own_name_leads_here_operates_nothing() {
    let stage = Stage::new(nothing).await;
    let address = stage.address();
    for (host, status) in [
        ("localhost", "200"),
        ("127.0.0.1:4003", "200"),
        ("[::1]:4003", "200"),
        ("evil.example:4003", "403"),
        ("localhost.evil.example", "403"),
        ("192.0.2.1", "403"),
        ("", "403"),
    ] {
        let mut socket = TcpStream::connect(address).await.unwrap();
        let head = format!("GET /simulator/numbers HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        socket.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        assert_eq!(answer.split(' ').nth(1), Some(status), "{host}: {answer}");
        assert_eq!(answer.contains(OWN), status == "200", "{host}");
    }
}

#[tokio::test]
async fn a_call_that_is_recorded_from_its_beginning_has_a_recording_of_its_length_at_its_end() {
    let stage = Stage::new(|received| {
        let start = StartRecording { status_callback: format!("/{SID}/recorded") };
        if received.path.contains("/voice") {
            twiml(&[Verb::StartRecording(start), Verb::Say(say("Hello.")), Verb::Hangup])
        } else {
            twiml(&[])
        }
    })
    .await;
    let call = stage.calls_in(vec![]).await;
    stage.settle().await;
    let told = stage.receiver.at("/recorded");
    assert_eq!(told.len(), 1);
    let expected = (call.sid.as_str(), "completed", "1", true);
    let seen = (told[0].get("CallSid"), told[0].get("RecordingStatus"), told[0].get("RecordingDuration"));
    assert_eq!((seen.0, seen.1, seen.2, told[0].is_signed), expected);
    assert_eq!(hear(&stage, told[0].get("RecordingSid")).await.unwrap().len(), 44 + 8_000);
}

/// The whole audio of a recording.
async fn hear(stage: &Stage, sid: &str) -> Option<Vec<u8>> {
    let opened = stage.carrier.open_recording(&account(), sid, None).await.unwrap();
    let OpenedRecording::Audio(mut audio) = opened else { return None };
    let mut file = Vec::new();
    while let Some(bytes) = audio.next_chunk().await.unwrap() {
        file.extend(bytes);
    }
    assert_eq!((audio.length, audio.part), (Some(file.len() as u64), None));
    Some(file)
}
