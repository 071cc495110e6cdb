use std::time::Duration;

use base::Clock;
use providers::simulator::{Books, Pace, Utterance, create_database};
use providers::twilio::twiml::{Gather, Say, Verb};

use crate::support::{PERSON, Received, SID, Stage, account, new_call, superuser, twiml};

/// A long talk: each turn is a request.
fn talkative(received: &Received) -> (u16, String) {
    let prompts = vec![Say { text: format!("Go on after {}.", received.get("SpeechResult")), ..Say::default() }];
    let gather = Gather { action: format!("/{SID}/voice?turn=1"), prompts, ..Gather::default() };
    twiml(&[Verb::Gather(gather), Verb::Hangup])
}

#[tokio::test]
async fn a_restart_forgets_no_call() {
    let pace = Pace { ringing: Duration::from_millis(50), character: Duration::from_millis(1), ..Pace::FAST };
    let mut stage = Stage::with(pace, Clock::system(), talkative).await;
    let says: Vec<_> = (0..20).map(|number| Utterance::Say(format!("sentence {number}"))).collect();
    let call = stage.calls_in(says).await;
    let placed = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.receiver.wait_for("turn=1", 3).await;
    stage.restart().await;
    stage.receiver.wait_for("turn=1", 8).await;
    stage.restart().await;
    stage.settle().await;
    assert_eq!(stage.call(&placed.sid).await.status, "completed");
    assert_eq!(stage.call(&call.sid).await.status, "completed");
    let lines = stage.operator.lines(&call.sid).await.unwrap();
    let said: Vec<_> =
        lines.iter().filter(|line| line.said.starts_with("sentence")).map(|line| line.said.clone()).collect();
    assert_eq!(said, (0..20).map(|number| format!("sentence {number}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_books_have_a_database_and_a_role_of_their_own() {
    let superuser = superuser().await;
    let books = create_database(&superuser).await.unwrap();
    assert!(Books::open(books.clone()).await.is_ok());
    let again = create_database(&superuser).await.unwrap();
    let books = Books::open(again).await.unwrap();
    assert!(books.is_quiet().await.unwrap());
}
