//! How soon a carrier gets its responses. The times are printed, beside those of a control; no test asserts them.

use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream};
use serde_json::json;

use crate::support::carrier::Line;

const CALLS: u32 = 100;
const AT_A_TIME: usize = 8;

/// The slowest but one in a hundred.
fn p99(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() * 99 / 100]
}

#[tokio::test]
async fn fact_11_turns_of_many_calls_at_once_are_all_answered_and_their_times_printed() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    let timed = async |number: u32| {
        let sid = format!("CA{number}");
        let sid = ("CallSid", sid.as_str());
        let mut times = Vec::new();
        for turn in [None, Some(2), Some(3)] {
            let begun = Instant::now();
            let document = line.voice(turn, &[sid, ("SpeechResult", "I'd like a demo")]).await.ok();
            assert!(document.body.contains("<Gather"), "{}", document.body);
            times.push(begun.elapsed());
        }
        let begun = Instant::now();
        line.team.owner.get("/health").await.ok();
        (times, begun.elapsed())
    };
    let all: Vec<_> = stream::iter((0..CALLS).map(timed)).buffer_unordered(AT_A_TIME).collect().await;
    let (webhooks, control): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    let (webhooks, control) = (p99(webhooks.concat()), p99(control));
    println!("p99 of {} requests: {webhooks:?}, beside {control:?} of /health", CALLS * 3);
}
