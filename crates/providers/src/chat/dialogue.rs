use super::FALLBACK;

/// A call or an exchange of messages, as a model sees it.
#[derive(Clone, Copy, Debug)]
pub struct Dialogue<'a> {
    /// The tenant's prompt.
    pub instructions: &'a str,
    /// What was said so far, the oldest first. The agent replies to the last.
    pub utterances: &'a [Utterance],
    /// Whether there is a person to whom the agent may transfer the call.
    pub may_transfer: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    pub speaker: Speaker,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// The person who calls, is called, or writes.
    Contact,
    Agent,
}

/// What the agent says next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub text: String,
    pub then: Then,
}

/// What the agent does behind its reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    Listen,
    /// The dialogue is over.
    HangUp,
    /// It transfers the call to a person, which it does only where it may.
    Transfer,
}

impl Reply {
    /// Asks the contact to say it again ([`FALLBACK`]).
    pub fn fallback() -> Self {
        Self { text: FALLBACK.to_owned(), then: Then::Listen }
    }
}

impl Utterance {
    pub fn contact(text: impl Into<String>) -> Self {
        Self { speaker: Speaker::Contact, text: text.into() }
    }

    pub fn agent(text: impl Into<String>) -> Self {
        Self { speaker: Speaker::Agent, text: text.into() }
    }
}
