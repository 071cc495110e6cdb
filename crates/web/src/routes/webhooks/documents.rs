//! The `TwiML` that calls and messages are answered by.

use domain::agents::SpeakingAgent;
use providers::twilio::twiml::{Dial, Gather, Message, Reject, Say, StartRecording, TooLarge, Verb, respond};

/// Seconds for which the caller may be silent.
const SILENCE: u16 = 5;

/// Seconds for which a person's phone rings.
const RINGING: u16 = 30;

/// How an agent sounds.
#[derive(Clone, Debug, Default)]
pub(super) struct Voice {
    voice: Option<String>,
    language: Option<String>,
}

impl From<&SpeakingAgent> for Voice {
    fn from(agent: &SpeakingAgent) -> Self {
        Self { voice: agent.voice.clone(), language: agent.language.clone() }
    }
}

impl Voice {
    fn say(&self, text: &str) -> Say {
        Say { text: text.to_owned(), voice: self.voice.clone(), language: self.language.clone() }
    }

    /// Says something and listens. Silence goes on at the same URL, without having heard anything.
    pub fn listen(&self, text: &str, next: &str) -> Result<String, TooLarge> {
        respond(&self.listening(text, next))
    }

    /// The same after an announcement, behind which the call is recorded to its end.
    pub fn record_and_listen(
        &self,
        announcement: &str,
        recorded: String,
        (text, next): (&str, &str),
    ) -> Result<String, TooLarge> {
        let recording = StartRecording { status_callback: recorded };
        let mut verbs = vec![Verb::Say(self.say(announcement)), Verb::StartRecording(recording)];
        verbs.extend(self.listening(text, next));
        respond(&verbs)
    }

    fn listening(&self, text: &str, next: &str) -> [Verb; 2] {
        let gather = Gather {
            action: next.to_owned(),
            prompts: vec![self.say(text)],
            language: self.language.clone(),
            timeout: Some(SILENCE),
        };
        [Verb::Gather(gather), Verb::Redirect(next.to_owned())]
    }

    /// Says something, and connects the call with a person's number, who sees ours. What comes of it is told at the URL.
    pub fn say_and_dial(&self, text: &str, number: &str, ours: &str, next: String) -> Result<String, TooLarge> {
        let dial = Dial {
            number: number.to_owned(),
            caller_id: Some(ours.to_owned()),
            timeout: Some(RINGING),
            action: Some(next),
        };
        respond(&[Verb::Say(self.say(text)), Verb::Dial(dial)])
    }

    /// Says something, and ends the call.
    pub fn say_and_hang_up(&self, text: &str) -> Result<String, TooLarge> {
        respond(&[Verb::Say(self.say(text)), Verb::Hangup])
    }
}

/// Doesn't take the call: the first verb, so that nothing is billed.
pub(super) fn reject() -> Result<String, TooLarge> {
    respond(&[Verb::Reject(Reject::OutOfService)])
}

/// Ends the call.
pub(super) fn hang_up() -> Result<String, TooLarge> {
    respond(&[Verb::Hangup])
}

/// Does nothing.
pub(super) fn nothing() -> Result<String, TooLarge> {
    respond(&[])
}

/// Replies to a message; the carrier tells at the URL what becomes of the reply.
pub(super) fn reply(text: &str, status_callback: String) -> Result<String, TooLarge> {
    respond(&[Verb::Message(Message { body: text.to_owned(), status_callback: Some(status_callback) })])
}
