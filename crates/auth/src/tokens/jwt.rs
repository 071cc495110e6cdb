//! The form of an access token: a JWT (RFC 7519) of type `at+jwt` (RFC 9068), signed with Ed25519 (RFC 8037).
//!
//! The reader accepts only what this module writes: one algorithm, one type, the claims below. So a token chooses
//! nothing for its reader.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::LIFETIME;
use crate::{SessionId, UserId};

const ALGORITHM: &str = "EdDSA";
const TYPE: &str = "at+jwt";

/// How far the clocks of two nodes may be apart.
const SKEW: Duration = Duration::seconds(5);

/// More bytes than any token of ours has.
const LONGEST: usize = 2048;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

/// What a token says. Times are in seconds since the epoch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims {
    iss: String,
    aud: String,
    pub sub: UserId,
    pub sid: SessionId,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
}

impl Claims {
    pub fn new(issuer: &str, sub: UserId, sid: SessionId, now: OffsetDateTime, jti: Uuid) -> Self {
        let iat = now.unix_timestamp();
        let exp = iat + LIFETIME.whole_seconds();
        Self { iss: issuer.to_owned(), aud: issuer.to_owned(), sub, sid, iat, nbf: iat, exp, jti }
    }

    /// The token, signed.
    pub fn sign(&self, kid: &str, key: &SigningKey) -> String {
        let header = Header { alg: ALGORITHM.to_owned(), typ: TYPE.to_owned(), kid: kid.to_owned() };
        let signed = format!("{}.{}", encode(&header), encode(self));
        let signature = key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// A token that has the right form. It says nothing until its signature was checked.
pub struct Unverified<'t> {
    /// Names the key that is to have signed it.
    pub kid: String,
    signed: &'t str,
    signature: Signature,
}

impl<'t> Unverified<'t> {
    /// `None` for what can be no token of ours.
    pub fn parse(token: &'t str) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let (signed, signature) = token.rsplit_once('.')?;
        let (header, payload) = signed.split_once('.')?;
        let Header { alg, typ, kid } = decode(header)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let ours = alg == ALGORITHM && typ == TYPE && !payload.contains('.');
        ours.then_some(Self { kid, signed, signature: Signature::from_slice(&signature).ok()? })
    }

    /// What the token says, where this key signed it for this issuer and it is neither early nor late.
    pub fn verify(self, key: &VerifyingKey, issuer: &str, now: OffsetDateTime) -> Option<Claims> {
        key.verify_strict(self.signed.as_bytes(), &self.signature).ok()?;
        let claims: Claims = decode(self.signed.split_once('.')?.1)?;
        let is_for_us = claims.iss == issuer && claims.aud == issuer;
        let is_now = claims.nbf <= (now + SKEW).unix_timestamp() && now.unix_timestamp() < claims.exp;
        (is_for_us && is_now).then_some(claims)
    }
}

fn encode(part: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(part).expect("texts and numbers are JSON"))
}

fn decode<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}

#[cfg(test)]
mod tests;
