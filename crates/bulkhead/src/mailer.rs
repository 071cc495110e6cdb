//! Sends e-mails and text messages from the outbox: what they say, how they look, and over which transport they leave.

mod compose;
mod quote;
mod render;
mod sender;
mod transports;

pub use compose::{MessageText, compose, page};
pub use quote::quoted;
pub use sender::Sender;
pub use transports::{TransportError, Transports};
