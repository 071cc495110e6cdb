use std::time::Duration;

use base::Clock;
use providers::simulator::Pace;
use providers::twilio::carrier::Verdict;
use time::macros::datetime;

use crate::support::{OWN, PERSON, SID, Stage, TOKEN, account, new_call, new_sms, nothing};

/// Has the simulated carrier see the present time, and do what is due.
async fn pass(stage: &Stage, time: Duration) {
    for _ in 0..10 {
        stage.clock.advance(time / 10);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The statuses that our server has been told of, once there are so many of one; further time doesn't pass meanwhile.
async fn told(stage: &Stage, name: &str, status: &str, count: usize) -> usize {
    let found = || stage.receiver.at("/status").iter().filter(|found| found.get(name) == status).count();
    for _ in 0..500 {
        if found() >= count {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // What comes too early would come by now.
    tokio::time::sleep(Duration::from_millis(50)).await;
    found()
}

async fn stage(rate: f64) -> Stage {
    let clock = Clock::manual(datetime!(2030-01-01 12:00 UTC));
    let stage = Stage::with(Pace::FAST, clock, nothing).await;
    stage.open_account(SID, TOKEN, rate).await;
    stage.assign(SID, OWN).await;
    stage
}

#[tokio::test]
async fn fact_33_calls_begin_at_the_rate_of_the_account() {
    let stage = stage(1.0).await;
    for attempt in 0..3 {
        stage.carrier.create_call(&account(), &new_call(PERSON, attempt)).await.unwrap();
    }
    for begun in 1..=3 {
        pass(&stage, Duration::from_millis(900)).await;
        assert_eq!(told(&stage, "CallStatus", "initiated", begun).await, begun);
        stage.clock.advance(Duration::from_millis(100));
    }
}

#[tokio::test]
async fn fact_33_messages_leave_by_segments_and_not_when_they_are_no_longer_worth_it() {
    let stage = stage(1.0).await;
    let mut sms = new_sms(PERSON, &"a".repeat(307));
    sms.validity_period = 4;
    let mut sids = Vec::new();
    for _ in 0..3 {
        sids.push(stage.carrier.create_message(&account(), &sms).await.unwrap().sid);
    }
    pass(&stage, Duration::from_secs(2)).await;
    assert_eq!(told(&stage, "MessageStatus", "sent", 1).await, 1, "three segments take three seconds");
    pass(&stage, Duration::from_secs(2)).await;
    assert_eq!(told(&stage, "MessageStatus", "sent", 2).await, 2);
    pass(&stage, Duration::from_secs(5)).await;
    assert_eq!(told(&stage, "MessageStatus", "failed", 1).await, 1);
    let last = stage.message(&sids[2]).await;
    assert_eq!((last.status.as_str(), last.error_code), ("failed", Some(30036)));
}

#[tokio::test]
async fn fact_33_a_queue_of_ten_hours_is_full() {
    let stage = stage(0.000_1).await;
    let sms = new_sms(PERSON, "Hello");
    for _ in 0..4 {
        stage.carrier.create_message(&account(), &sms).await.unwrap();
    }
    let error = stage.carrier.create_message(&account(), &sms).await.unwrap_err();
    assert_eq!((error.verdict, error.code), (Verdict::Sender, Some(21611)));
    for attempt in 0..9 {
        stage.carrier.create_call(&account(), &new_call(PERSON, attempt)).await.unwrap();
    }
    let error = stage.carrier.create_call(&account(), &new_call(PERSON, 9)).await.unwrap_err();
    assert_eq!((error.verdict, error.code), (Verdict::Sender, Some(22005)));
}

#[tokio::test]
async fn a_call_ends_at_its_time_limit() {
    let clock = Clock::manual(datetime!(2030-01-01 12:00 UTC));
    let pause = providers::twilio::twiml::Verb::Pause { seconds: 600 };
    let pace = Pace { second: Duration::from_secs(1), ..Pace::FAST };
    let stage = Stage::with(pace, clock, move |_| crate::support::twiml(std::slice::from_ref(&pause))).await;
    let mut call = new_call(PERSON, 1);
    call.time_limit = 30;
    let call = stage.carrier.create_call(&account(), &call).await.unwrap();
    pass(&stage, Duration::from_secs(20)).await;
    assert_eq!(told(&stage, "CallStatus", "in-progress", 1).await, 1);
    assert_eq!(stage.call(&call.sid).await.status, "in-progress");
    pass(&stage, Duration::from_secs(40)).await;
    assert_eq!(told(&stage, "CallStatus", "completed", 1).await, 1);
    let call = stage.call(&call.sid).await;
    assert_eq!(call.status, "completed");
    assert!((30..=40).contains(&call.duration.unwrap()), "{:?}", call.duration);
}
