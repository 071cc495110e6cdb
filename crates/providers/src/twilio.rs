//! Twilio's protocol: signed webhooks, the REST API, and what answers a call or a message.

pub mod carrier;
mod origin;
mod parameters;
pub mod signature;
mod sms;
pub mod twiml;

pub use origin::PublicOrigin;
pub use parameters::{NotUtf8, Parameters};
pub use sms::{Twilio, TwilioConfig, TwilioError};
