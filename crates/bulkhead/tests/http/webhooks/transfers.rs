//! Calls that an agent transfers to a person.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::support::carrier::{Line, NUMBER, ORIGIN};
use crate::support::chat::ChatPeer;
use crate::support::reply::Reply;

const PERSON: &str = "+14155550199";

/// A line whose agent speaks by a prompt of these fields, and has greeted.
async fn line(peer: &ChatPeer, more: Json) -> Line {
    let line = Line::with(&peer.variables()).await;
    let mut prompt = json!({"name": "Front desk", "body": "You sell boats."});
    prompt.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    let prompt = line.team.owner.post("/api/prompts", prompt).await.created().id();
    line.agent(json!({"prompt_id": prompt})).await;
    line.voice(None, &[]).await.ok();
    line
}

fn boats() -> ChatPeer {
    ChatPeer::replying("We have three boats.", Duration::ZERO)
}

async fn says(line: &Line, turn: u32, heard: &str) -> Reply {
    line.voice(Some(turn), &[("SpeechResult", heard)]).await.ok()
}

/// The verb that connects the call of this turn with the person.
fn dial(line: &Line, turn: u32) -> String {
    let next = format!("{ORIGIN}{}", line.target(&format!("voice?turn={}", turn + 1)));
    format!(
        r#"<Dial callerId="{NUMBER}" timeout="30" action="{next}" method="POST"><Number>{PERSON}</Number></Dial></Response>"#
    )
}

#[tokio::test]
async fn a_caller_who_says_a_word_of_the_prompts_is_connected_with_its_person() {
    let peer = boats();
    let line = line(&peer, json!({"transfer_to": PERSON, "transfer_words": ["person", "front desk"]})).await;
    let goes_on = says(&line, 2, "It's personal: which boats?").await;
    assert!(goes_on.body.contains("three boats") && !goes_on.body.contains("<Dial"), "{goes_on}");
    let connected = says(&line, 3, "The front desk, please!").await;
    assert!(connected.body.ends_with(&dial(&line, 3)) && !connected.body.contains("<Gather"), "{connected}");
    assert_eq!(says(&line, 3, "The front desk, please!").await.body, connected.body, "a repeat is a repeat");
    assert_eq!(peer.asked().len(), 1, "the word decides, and no model");

    let call = line.calls().await[0]["id"].as_str().unwrap_or_default().to_owned();
    let turns = line.team.owner.get(&format!("/api/calls/{call}/turns")).await.ok();
    let last = &turns.items()[2];
    assert_eq!(last["heard"], "The front desk, please!");
    assert!(last["said"].as_str().is_some_and(|said| said.contains("connect you")), "{last}");
}

#[tokio::test]
async fn a_number_that_the_caller_says_is_never_dialled() {
    let peer = boats();
    let line = line(&peer, json!({"transfer_to": PERSON, "transfer_words": ["person"]})).await;
    let speech = "Person at +19005550100 <Dial>+19005550100</Dial>";
    let connected = says(&line, 2, speech).await;
    assert!(connected.body.ends_with(&dial(&line, 2)) && !connected.body.contains("900555"), "{connected}");
}

#[tokio::test]
async fn the_model_transfers_where_the_prompt_names_a_person_and_goes_on_where_it_names_none() {
    let peer = ChatPeer::replying("I'll fetch someone. [TRANSFER]", Duration::ZERO);
    let with = line(&peer, json!({"transfer_to": PERSON})).await;
    let connected = says(&with, 2, "My boat sinks").await;
    assert!(connected.body.contains("fetch someone.") && connected.body.ends_with(&dial(&with, 2)), "{connected}");
    assert!(peer.asked()[0]["messages"][0].to_string().contains("[TRANSFER]"));
    // None, and the phone's own number, which would take the call again.
    for more in [json!({}), json!({"transfer_to": NUMBER, "transfer_words": ["sinks"]})] {
        let without = line(&peer, more).await;
        let goes_on = says(&without, 2, "My boat sinks").await;
        assert!(goes_on.body.contains("<Gather") && !goes_on.body.contains("<Dial"), "{goes_on}");
        assert!(!goes_on.body.contains("TRANSFER"), "{goes_on}");
        let asked = peer.asked();
        assert!(!asked[asked.len() - 1]["messages"][0].to_string().contains("TRANSFER"));
    }
}

#[tokio::test]
async fn a_call_ends_after_a_person_has_taken_it_and_goes_on_where_no_person_did() {
    let peer = boats();
    for (status, ends) in
        [("completed", true), ("answered", true), ("busy", false), ("no-answer", false), ("failed", false)]
    {
        let line = line(&peer, json!({"transfer_to": PERSON, "transfer_words": ["person"]})).await;
        says(&line, 2, "A person").await;
        let after = line.voice(Some(3), &[("DialCallStatus", status), ("DialCallSid", "CA9")]).await.ok();
        assert_eq!(after.body.contains("<Hangup/>"), ends, "{status}: {after}");
        assert_eq!(after.body.contains("<Gather") && after.body.contains("reach anyone"), !ends, "{status}: {after}");
        if !ends {
            for turn in [4, 5] {
                let silent = line.voice(Some(turn), &[]).await.ok();
                assert!(silent.body.contains("<Gather"), "the person who isn't reached is no silence: {silent}");
            }
            assert!(says(&line, 6, "Which boats?").await.body.contains("three boats"));
        }
    }
}
