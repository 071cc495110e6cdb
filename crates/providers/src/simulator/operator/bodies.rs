use serde::{Deserialize, Serialize};

use crate::simulator::handset::{Handset, Utterance};

/// An account, or its new token and rates.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    pub sid: String,
    pub auth_token: String,
    pub calls_per_second: f64,
    pub segments_per_second: f64,
}

/// A number of an account, or its new URLs. An empty one is none.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewNumber {
    pub account_sid: String,
    pub phone_number: String,
    pub voice_url: String,
    pub sms_url: String,
    pub status_callback: String,
}

/// A number that its account has no longer.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemovedNumber {
    pub account_sid: String,
    pub phone_number: String,
}

/// How the person behind a number behaves towards an account from now on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewHandset {
    pub account_sid: String,
    pub phone_number: String,
    pub handset: Handset,
}

/// A person calls one of the account's numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonsCall {
    pub account_sid: String,
    pub from: String,
    pub to: String,
    /// What the person does, each time that the call listens.
    pub says: Vec<Utterance>,
}

/// A person writes to one of the account's numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonsMessage {
    pub account_sid: String,
    pub from: String,
    pub to: String,
    pub body: String,
}
