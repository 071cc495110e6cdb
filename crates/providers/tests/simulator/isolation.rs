use providers::Redacted;
use providers::simulator::Utterance;
use providers::simulator::operator::{PersonsCall, PersonsMessage};
use providers::twilio::carrier::{Account, CallFilter, Verdict};
use providers::twilio::twiml::{Dial, Verb};

use crate::support::{OWN, PERSON, Received, SID, Stage, TOKEN, account, new_call, new_sms, nothing, twiml};

const OTHER: &str = "AC00000000000000000000000000000002";
const THEIRS: &str = "+14155550200";

async fn two_accounts(answer: impl Fn(&Received) -> (u16, String) + Send + Sync + 'static) -> Stage {
    let stage = Stage::new(answer).await;
    stage.open_account(OTHER, "another-token", 1_000.0).await;
    stage.assign(OTHER, THEIRS).await;
    stage.assign(OTHER, OWN).await;
    stage
}

#[tokio::test]
async fn no_call_and_no_message_of_one_account_reaches_the_number_of_another() {
    let stage = two_accounts(|received| {
        let dial = Dial { number: THEIRS.to_owned(), ..Dial::default() };
        if received.path.contains("/voice") { twiml(&[Verb::Dial(dial)]) } else { twiml(&[]) }
    })
    .await;
    for to in [THEIRS, OWN, PERSON] {
        stage.carrier.create_call(&account(), &new_call(to, 1)).await.unwrap();
        stage.carrier.create_message(&account(), &new_sms(to, "Hello")).await.unwrap();
    }
    stage.calls_in(vec![]).await;
    stage.settle().await;
    assert!(stage.receiver.at(SID).len() > 10);
    assert_eq!(stage.receiver.at(OTHER).len(), 0, "the other account's number never rings");
    let of_other = |sid: &str| sid == OTHER;
    assert!(!stage.operator.calls().await.unwrap().iter().any(|call| of_other(&call.account_sid)));
    assert!(!stage.operator.messages().await.unwrap().iter().any(|message| of_other(&message.account_sid)));
}

#[tokio::test]
async fn the_same_number_in_two_accounts_rings_at_the_one_that_is_called() {
    let stage = two_accounts(nothing).await;
    let (account_sid, from, to) = (OTHER.to_owned(), PERSON.to_owned(), OWN.to_owned());
    let says = vec![Utterance::Silence];
    stage.operator.call(&PersonsCall { account_sid, from, to, says }).await.unwrap();
    stage.settle().await;
    assert_eq!(stage.receiver.at(SID).len(), 0);
    assert!(stage.receiver.at(OTHER).iter().all(|received| received.is_signed_by("another-token")));
    assert!(!stage.receiver.at(OTHER)[0].is_signed_by(TOKEN));
}

#[tokio::test]
async fn an_account_sees_and_changes_only_what_is_its_own() {
    let stage = two_accounts(nothing).await;
    let other = Account { sid: OTHER.to_owned(), auth_token: Redacted::new("another-token") };
    let call = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    let sent = stage.carrier.create_message(&account(), &new_sms(PERSON, "Hello")).await.unwrap();
    assert!(stage.carrier.fetch_call(&other, &call.sid).await.unwrap().is_none());
    assert!(stage.carrier.cancel_call(&other, &call.sid).await.unwrap().is_none());
    assert!(stage.carrier.fetch_message(&other, &sent.sid).await.unwrap().is_none());
    assert!(stage.carrier.list_calls(&other, &CallFilter::default()).await.unwrap().is_empty());
    let mut new = new_call(PERSON, 2);
    new.from = "+14155550201".to_owned();
    assert_eq!(stage.carrier.create_call(&other, &new).await.unwrap_err().code, Some(21210));
    let mixed = Account { sid: SID.to_owned(), ..other };
    let error = stage.carrier.create_call(&mixed, &new_call(PERSON, 3)).await.unwrap_err();
    assert_eq!((error.verdict, error.code, error.status), (Verdict::Sender, Some(20003), Some(401)));
}

#[tokio::test]
async fn one_accounts_stop_is_not_anothers() {
    let stage = two_accounts(nothing).await;
    let (account_sid, from, to) = (OTHER.to_owned(), PERSON.to_owned(), OWN.to_owned());
    stage.operator.write(&PersonsMessage { account_sid, from, to, body: "STOP".to_owned() }).await.unwrap();
    assert!(stage.carrier.create_message(&account(), &new_sms(PERSON, "Hello")).await.is_ok());
    let other = Account { sid: OTHER.to_owned(), auth_token: Redacted::new("another-token") };
    let error = stage.carrier.create_message(&other, &new_sms(PERSON, "Hello")).await.unwrap_err();
    assert_eq!(error.code, Some(21610));
}

#[tokio::test]
async fn a_replaced_token_signs_and_the_one_before_opens_nothing() {
    let stage = Stage::new(nothing).await;
    stage.open_account(SID, "the-next-token", 1_000.0).await;
    let error = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap_err();
    assert_eq!(error.code, Some(20003));
    let account = Account { auth_token: Redacted::new("the-next-token"), ..account() };
    stage.carrier.create_call(&account, &new_call(PERSON, 1)).await.unwrap();
    stage.settle().await;
    assert!(stage.receiver.received().iter().all(|received| received.is_signed_by("the-next-token")));
}
