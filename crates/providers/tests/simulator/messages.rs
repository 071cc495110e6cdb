use providers::simulator::{Handset, Receives};
use providers::twilio::carrier::{MessageFilter, Verdict};
use providers::twilio::twiml::{Message, Verb};

use crate::support::{OWN, PERSON, Received, SID, Stage, account, new_sms, nothing, twiml};

fn statuses(stage: &Stage) -> Vec<(String, String)> {
    let received = stage.receiver.at("/status");
    received.iter().map(|found| (found.get("MessageStatus").to_owned(), found.get("ErrorCode").to_owned())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(status, code)| ((*status).to_owned(), (*code).to_owned())).collect()
}

#[tokio::test]
async fn a_message_is_sent_in_its_segments_and_delivered() {
    let stage = Stage::new(nothing).await;
    let sent = stage.carrier.create_message(&account(), &new_sms(PERSON, &"a".repeat(161))).await.unwrap();
    assert_eq!((sent.status.as_str(), sent.num_segments, sent.date_sent), ("queued", Some(2), None));
    stage.settle().await;
    assert_eq!(statuses(&stage), pairs(&[("sent", ""), ("delivered", "")]));
    assert!(stage.receiver.received().iter().all(|found| found.is_signed));
    let found = stage.carrier.fetch_message(&account(), &sent.sid).await.unwrap().unwrap();
    assert_eq!((found.status.as_str(), found.date_sent.is_some()), ("delivered", true));
    let filter = MessageFilter { to: Some(PERSON.to_owned()), ..MessageFilter::default() };
    assert_eq!(stage.carrier.list_messages(&account(), &filter).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_message_that_does_not_arrive_says_why() {
    for (receives, status, code) in
        [(Receives::Undelivered(30003), "undelivered", "30003"), (Receives::Failed(30006), "failed", "30006")]
    {
        let stage = Stage::new(nothing).await;
        stage.person(PERSON, Handset { receives, ..Handset::default() }).await;
        stage.carrier.create_message(&account(), &new_sms(PERSON, "Hello")).await.unwrap();
        stage.settle().await;
        assert_eq!(statuses(&stage), pairs(&[("sent", ""), (status, code)]));
    }
}

#[tokio::test]
async fn a_person_writes_and_gets_the_reply_of_the_document() {
    let stage = Stage::new(|received: &Received| {
        let body = format!("You wrote {}", received.get("Body"));
        let status_callback = Some(format!("https://app.example.com/{SID}/status"));
        if received.path.contains("/sms") {
            twiml(&[Verb::Message(Message { body, status_callback })])
        } else {
            twiml(&[])
        }
    })
    .await;
    let written = stage.writes("Grüße 👋").await;
    stage.settle().await;
    let received = &stage.receiver.at("/sms")[0];
    assert_eq!(
        (received.get("MessageSid"), received.get("NumMedia"), received.get("NumSegments")),
        (written.sid.as_str(), "0", "1")
    );
    assert!(received.is_signed);
    let messages = stage.operator.messages().await.unwrap();
    let reply = messages.iter().find(|message| message.direction == "outbound-reply").unwrap();
    assert_eq!((reply.body.as_str(), reply.from.as_str(), reply.to.as_str()), ("You wrote Grüße 👋", OWN, PERSON));
    assert_eq!(reply.status, "delivered");
}

#[tokio::test]
async fn fact_34_after_stop_nothing_is_sent_until_start() {
    let reply = Verb::Message(Message { body: "Hello again".to_owned(), status_callback: None });
    let stage =
        Stage::new(
            move |received: &Received| {
                if received.path.contains("/sms") { twiml(std::slice::from_ref(&reply)) } else { twiml(&[]) }
            },
        )
        .await;
    stage.writes(" Stop\n").await;
    stage.settle().await;
    assert_eq!(stage.receiver.at("/sms").len(), 1, "our server gets the word, too");
    let sms = new_sms(PERSON, "Hello");
    let error = stage.carrier.create_message(&account(), &sms).await.unwrap_err();
    assert_eq!((error.verdict, error.code), (Verdict::Recipient, Some(21610)));
    assert_eq!(stage.operator.messages().await.unwrap().len(), 1, "the reply isn't sent, either");
    let other = new_sms("+14155550102", "Hello");
    assert!(stage.carrier.create_message(&account(), &other).await.is_ok(), "others still get messages");

    stage.writes("START").await;
    assert!(stage.carrier.create_message(&account(), &sms).await.is_ok());
    stage.settle().await;
    assert!(stage.operator.messages().await.unwrap().iter().any(|message| message.body == "Hello again"));
}
