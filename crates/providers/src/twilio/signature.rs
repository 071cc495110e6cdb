//! Signatures of webhooks: `base64(HMAC(key, URL + parameters))`.
//!
//! The signature covers the URL (not its fragment) and the fields of a form, no header and no time: a request may come
//! again; [`Authentic::digest`] tells a repeat. Source: Twilio's
//! *Webhooks security*, and what its SDKs do where that page is silent.

mod body;
mod keys;
mod mac;
mod verify;

#[cfg(test)]
mod tests;

pub use keys::SigningKeys;
pub use mac::{Scheme, sign};
pub use verify::{Authentic, NotAuthentic, Webhook, verify};
