use serde::{Deserialize, Serialize};

/// What a message says. Words, layout and links are made where it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// Asks the owner of an address to confirm it.
    VerifyEmail { token: String },
    /// A code to type in, by mail or as a text message.
    Code { code: String },
}
