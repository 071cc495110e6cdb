use std::collections::HashSet;

use providers::simulator::Faults;
use providers::twilio::carrier::{CallFilter, Verdict};

use crate::support::{OWN, PERSON, Stage, account, new_call, nothing};

#[tokio::test]
async fn fact_26_a_request_that_is_not_processed_creates_nothing() {
    let stage = Stage::new(nothing).await;
    let faults = [
        (Faults { too_many_requests: 1_000, ..Faults::default() }, Verdict::Later),
        (Faults { error_before_accepting: 1_000, ..Faults::default() }, Verdict::InDoubt),
    ];
    for (faults, verdict) in faults {
        stage.break_things(faults).await;
        let error = stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap_err();
        assert_eq!(error.verdict, verdict);
        assert!(stage.operator.calls().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn fact_27_a_request_that_is_processed_without_a_response_is_found_in_the_list() {
    let stage = Stage::new(nothing).await;
    let faults = [
        Faults { error_after_accepting: 1_000, ..Faults::default() },
        Faults { hang_after_accepting: 1_000, ..Faults::default() },
        Faults { close_after_accepting: 1_000, ..Faults::default() },
    ];
    for (attempt, faults) in (1..).zip(faults) {
        stage.break_things(faults).await;
        let error = stage.carrier.create_call(&account(), &new_call(PERSON, attempt)).await.unwrap_err();
        assert_eq!(error.verdict, Verdict::InDoubt);
        let filter = CallFilter { to: Some(PERSON.to_owned()), from: Some(OWN.to_owned()), ..CallFilter::default() };
        let found = stage.carrier.list_calls(&account(), &filter).await.unwrap();
        assert_eq!(found.len(), usize::try_from(attempt).unwrap());
        let told = stage.receiver.wait_for(&format!("/status?attempt={attempt}"), 4).await;
        assert!(found.iter().any(|call| call.sid == told[0].get("CallSid")), "the callback names the attempt");
    }
}

#[tokio::test]
async fn fact_20_callbacks_come_twice_late_or_never() {
    let stage = Stage::new(nothing).await;
    stage.break_things(Faults { duplicate: 1_000, ..Faults::default() }).await;
    stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.settle().await;
    let doubled = stage.receiver.at("attempt=1");
    let callbacks: Vec<_> = doubled.iter().filter(|found| found.path.contains("/status")).collect();
    let tokens: HashSet<_> = callbacks.iter().map(|found| &found.token).collect();
    assert_eq!((callbacks.len(), tokens.len()), (8, 4));

    stage.break_things(Faults { drop: 1_000, ..Faults::default() }).await;
    let call = stage.carrier.create_call(&account(), &new_call(PERSON, 2)).await.unwrap();
    stage.settle().await;
    assert_eq!(stage.receiver.at("/status?attempt=2").len(), 0);
    assert_eq!(stage.call(&call.sid).await.status, "completed", "the call went on");

    stage.break_things(Faults { delay: 500, delay_millis: 300, reorder: 300, ..Faults::default() }).await;
    for attempt in 3..13 {
        stage.carrier.create_call(&account(), &new_call(PERSON, attempt)).await.unwrap();
    }
    stage.settle().await;
    let orders: HashSet<String> = (3..13)
        .map(|attempt| {
            let callbacks = stage.receiver.at(&format!("/status?attempt={attempt}"));
            callbacks.iter().map(|found| found.get("SequenceNumber").to_owned()).collect()
        })
        .collect();
    assert!(orders.iter().all(|order| order.len() == 4), "{orders:?}");
    assert!(orders.iter().any(|order| order != "0123"), "{orders:?}");
}

#[tokio::test]
async fn a_callback_is_repeated_as_its_url_asks_for() {
    let stage =
        Stage::new(|received| if received.path.contains("/status") { (503, String::new()) } else { nothing(received) });
    let stage = stage.await;
    stage.carrier.create_call(&account(), &new_call(PERSON, 1)).await.unwrap();
    stage.settle().await;
    let callbacks = stage.receiver.at("/status?attempt=1");
    let tokens: HashSet<_> = callbacks.iter().map(|found| &found.token).collect();
    assert_eq!((callbacks.len(), tokens.len()), (16, 4), "rc=3: four times each, under one token");
}
