//! `TwiML`: what a webhook answers, so that the carrier speaks, listens or hangs up.
//!
//! Texts come from tenants and from callers. They become character data and nothing else: no text adds an element.
//! Source: Twilio's reference of
//! `TwiML` for voice and for messaging.

mod speech;
mod verb;
mod xml;

#[cfg(test)]
mod tests;

pub use speech::{SPEECH_LIMIT, speakable};
pub use verb::{Dial, Gather, Message, Record, Reject, Say, StartRecording, Verb};

use xml::Writer;

/// The `Content-Type` of a document.
pub const CONTENT_TYPE: &str = "text/xml; charset=utf-8";

/// The most bytes of a document. Twilio takes 64 kB (error 11750).
pub const SIZE_LIMIT: usize = 64_000;

/// The document would be larger than Twilio takes.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the TwiML has {0} bytes, and Twilio takes {SIZE_LIMIT}")]
pub struct TooLarge(usize);

/// A document in XML 1.0 with these verbs, which the carrier executes in their order. Without any, it does nothing
/// further: a message gets no reply, a call ends.
pub fn respond(verbs: &[Verb]) -> Result<String, TooLarge> {
    let mut xml = Writer::document();
    xml.element("Response", &[], |xml| verbs.iter().for_each(|verb| verb.write(xml)));
    let document = xml.finish();
    if document.len() > SIZE_LIMIT { Err(TooLarge(document.len())) } else { Ok(document) }
}
