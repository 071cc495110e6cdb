//! A request has one effect and one response, however often and however parallel it comes.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use crate::support::carrier::{Line, of_call, of_message};
use crate::support::chat::ChatPeer;
use crate::support::reply::Ask;

#[tokio::test]
async fn wh_2_fact_8_a_hundred_requests_at_once_have_one_effect_and_one_response() {
    let line = Line::new().await;
    line.agent(json!({})).await;
    line.message_agent(json!({})).await;
    for (route, fields, length) in [
        ("voice", of_call(&[]), 100),
        ("voice?turn=2", of_call(&[("SpeechResult", "I'd like a demo")]), 100),
        ("sms", of_message("SM1", "What does it cost?"), 100),
        ("status", of_call(&[("CallStatus", "in-progress")]), 0),
    ] {
        let target = line.target(route);
        let send = async |number: usize| {
            let request = line.signed(&target, &fields);
            request.header("I-Twilio-Idempotency-Token", format!("token-{number}")).reply().await
        };
        let replies = join_all((0..100).map(send)).await;
        for reply in &replies {
            assert!(reply.is_success() && reply.body.len() >= length, "{reply}");
            assert_eq!(reply, &replies[0]);
        }
    }
    let (calls, messages) = (line.calls().await, line.messages().await);
    assert_eq!((calls.len(), messages.len()), (1, 2), "{calls:?} {messages:?}");
    let turns = format!("/api/calls/{}/turns", calls[0]["id"].as_str().unwrap_or_default());
    assert_eq!(line.team.owner.get(&turns).await.ok().items().len(), 2);
    let events: Vec<_> = line.events().await.into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(events, ["voice", "voice", "sms", "status"]);
}

#[tokio::test]
async fn fact_16_a_repeat_of_a_turn_gets_its_response_and_no_second_reply_is_made() {
    let peer = ChatPeer::replying("We have three boats.", Duration::from_millis(700));
    let line = Line::with(&peer.variables()).await;
    line.agent(json!({})).await;
    line.voice(None, &[]).await.ok();
    let heard = [("SpeechResult", "What do you have?")];
    // The second one is another request for the same turn: the carrier heard it better.
    let better = [("SpeechResult", "What do you have, please?"), ("Confidence", "0.9")];
    let ask = async |heard: &[(&str, &str)], wait| {
        tokio::time::sleep(Duration::from_millis(wait)).await;
        line.voice(Some(2), heard).await
    };
    let (one, two, three) = tokio::join!(ask(&heard, 0), ask(&heard, 100), ask(&better, 200));
    let later = [line.voice(Some(2), &heard).await, line.voice(Some(2), &better).await];
    for document in [&two, &three, &later[0], &later[1]] {
        assert_eq!((document.status, &document.body), (200, &one.body), "{document}");
    }
    assert!(one.body.contains("three boats"), "{one}");
    assert_eq!(peer.asked().len(), 1);
}

#[tokio::test]
async fn a_message_is_replied_to_once_while_the_model_thinks() {
    let peer = ChatPeer::replying("We have three boats.", Duration::from_millis(700));
    let line = Line::with(&peer.variables()).await;
    line.message_agent(json!({})).await;
    let (one, two) = tokio::join!(line.sms("SM1", "What do you have?"), line.sms("SM1", "What do you have?"));
    assert!(one.body.contains("three boats") && one == two, "{one} {two}");
    assert_eq!((peer.asked().len(), line.messages().await.len()), (1, 2));
}
