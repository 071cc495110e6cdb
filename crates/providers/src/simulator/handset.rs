use serde::{Deserialize, Serialize};

/// The person at the other end, as a script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Handset {
    pub answers: Answers,
    /// What the person does, each time that the call listens. After the last, they are silent.
    pub says: Vec<Utterance>,
    pub receives: Receives,
}

/// What becomes of a call to the handset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answers {
    #[default]
    Human,
    Machine,
    Busy,
    NoAnswer,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Utterance {
    Say(String),
    /// Keys of the phone: digits, `*` and `#`.
    Press(String),
    Silence,
    HangUp,
}

/// What becomes of a text message to the handset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Receives {
    #[default]
    Delivered,
    /// With Twilio's code of the reason, as 30003 (unreachable).
    Undelivered(u32),
    Failed(u32),
}
