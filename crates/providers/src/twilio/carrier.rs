//! The carrier's REST API: calls, messages, recordings, and what an account's numbers are set to.
//!
//! Nothing here is sent twice. [`CarrierError::verdict`] says whether a request may be repeated. Source: Twilio's
//! resources `Calls`, `Messages`, `Recordings`, `IncomingPhoneNumbers` and `Applications`.

mod byte_range;
mod calls;
mod client;
mod error;
mod messages;
mod numbers;
mod pages;
mod recordings;
mod wire;

#[cfg(test)]
mod tests;

pub use byte_range::{ByteRange, Part};
pub use calls::{Call, CallFilter, NewCall};
pub use client::{Account, Carrier, CarrierSetupError};
pub use error::{CarrierError, Verdict};
pub use messages::{MessageFilter, NewSms, SentMessage};
pub use numbers::{Application, Capabilities, IncomingNumber, Webhooks};
pub use recordings::{OpenedRecording, RecordingAudio};
