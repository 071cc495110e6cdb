//! A model without a model, where none is configured: the same dialogue gets the same reply.

use futures_util::FutureExt;
use futures_util::future::{self, BoxFuture};

use super::{ChatError, ChatModel, Dialogue, Reply, Speaker, Then};

/// Greets, says back by keywords what the contact wants, transfers to a person where it may, and hangs up on a goodbye.
/// Knows nothing of the prompt.
#[derive(Clone, Copy, Debug, Default)]
pub struct ScriptedChat;

const GREETING: &str = "Hello! How can I help you?";
const GOODBYE: &str = "Thank you for your time. Goodbye!";
const SILENCE: &str = "I didn't hear anything. Could you say that again?";

const FAREWELLS: [&str; 6] = ["goodbye", "good bye", "bye", "hang up", "that is all", "that s all"];

const PERSONS: [&str; 4] = ["person", "human", "someone", "operator"];
const TRANSFER: &str = "I'll connect you with a person. One moment, please.";

/// Phrases, and what is said to the first that occurs.
const INTENTS: [(&[&str], &str); 5] = [
    (&PERSONS, "You'd like to speak with a person. I've made a note of that. What is it about?"),
    (&["demo", "demonstration", "trial"], "You'd like a demo. I've made a note of that. When would it suit you?"),
    (
        &["price", "prices", "pricing", "cost", "costs", "quote"],
        "You'd like to know our prices. I've made a note of that. For how many users?",
    ),
    (
        &["appointment", "meeting", "book", "schedule"],
        "You'd like an appointment. I've made a note of that. Which day suits you?",
    ),
    (&["problem", "issue", "support", "help", "broken"], "You need support. I've made a note of that. What happened?"),
];

/// How much of what the contact said is said back, in characters.
const SAID_BACK: usize = 200;

impl ScriptedChat {
    fn next(dialogue: &Dialogue<'_>) -> Reply {
        let heard = dialogue.utterances.iter().rfind(|utterance| utterance.speaker == Speaker::Contact);
        let Some(heard) = heard else { return Reply { text: GREETING.to_owned(), then: Then::Listen } };
        let words = words(&heard.text);
        let has = |phrase: &&str| words.contains(&format!(" {phrase} "));
        if FAREWELLS.iter().any(has) {
            return Reply { text: GOODBYE.to_owned(), then: Then::HangUp };
        }
        if dialogue.may_transfer && PERSONS.iter().any(has) {
            return Reply { text: TRANSFER.to_owned(), then: Then::Transfer };
        }
        let intent = INTENTS.iter().find(|(phrases, _)| phrases.iter().any(has));
        let text = match intent {
            Some((_, reply)) => (*reply).to_owned(),
            None if words.trim().is_empty() => SILENCE.to_owned(),
            None => {
                let said: String = heard.text.trim().chars().take(SAID_BACK).collect();
                format!("You said: {said}. What else can I do for you?")
            }
        };
        Reply { text, then: Then::Listen }
    }
}

/// The words of a text in lower case, each between spaces.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |words, word| words + &word.to_lowercase() + " ")
}

impl ChatModel for ScriptedChat {
    fn reply<'a>(&'a self, dialogue: &'a Dialogue<'a>) -> BoxFuture<'a, Result<Reply, ChatError>> {
        future::ready(Ok(Self::next(dialogue))).boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Utterance;
    use super::*;

    fn reply(utterances: &[Utterance]) -> Reply {
        ScriptedChat::next(&Dialogue { instructions: "Sell.", utterances, may_transfer: false })
    }

    fn reply_to(text: &str) -> Reply {
        reply(&[Utterance::agent(GREETING), Utterance::contact(text)])
    }

    #[test]
    fn the_script_greets_before_the_contact_has_said_anything() {
        assert_eq!(reply(&[]), Reply { text: GREETING.to_owned(), then: Then::Listen });
    }

    #[test]
    fn the_script_says_back_what_the_contact_wants() {
        for (said, heard) in [
            ("I'd like a DEMO, please.", "a demo"),
            ("What does it cost?", "prices"),
            ("Could I talk to a human?", "a person"),
            ("Can we book a meeting?", "an appointment"),
        ] {
            let reply = reply_to(said);
            assert!(reply.text.contains(heard) && reply.then == Then::Listen, "{said}: {}", reply.text);
        }
        assert_eq!(reply_to("  my dog barks ").text, "You said: my dog barks. What else can I do for you?");
        assert!(reply_to(&"long ".repeat(1_000)).text.chars().count() < 300);
    }

    #[test]
    fn the_script_hangs_up_on_a_goodbye_of_its_own_word_only() {
        for said in ["Bye!", "ok goodbye", "That's all, thanks", "please hang up"] {
            assert_eq!(reply_to(said).then, Then::HangUp, "{said}");
        }
        for said in ["a bystander", "byelaws", "I demand a demo", ""] {
            assert_eq!(reply_to(said).then, Then::Listen, "{said}");
        }
    }

    #[test]
    fn the_script_transfers_to_a_person_where_there_is_one() {
        let next = |said: &str| {
            let utterances = [Utterance::contact(said)];
            ScriptedChat::next(&Dialogue { instructions: "", utterances: &utterances, may_transfer: true }).then
        };
        assert_eq!(["A human, please", "personal", "bye"].map(next), [Then::Transfer, Then::Listen, Then::HangUp]);
    }

    #[test]
    fn the_script_notices_silence() {
        assert_eq!(reply_to(" … ").text, SILENCE);
    }
}
