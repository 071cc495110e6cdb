use sha2::{Digest, Sha256};

use crate::outbox::Recipient;
use crate::{EmailAddress, PhoneNumber};

/// The address or number that a user can be reached at and is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contact {
    Email(EmailAddress),
    Phone(PhoneNumber),
}

/// Why a text is no contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an e-mail address, or a phone number with + and the country's code")]
pub struct ContactError;

impl Contact {
    /// An address where there is an `@`, else a phone number.
    pub fn parse(raw: &str) -> Result<Self, ContactError> {
        if raw.contains('@') {
            EmailAddress::parse(raw).map(Self::Email).map_err(|_| ContactError)
        } else {
            PhoneNumber::parse(raw).map(Self::Phone).map_err(|_| ContactError)
        }
    }

    pub fn email(&self) -> Option<&EmailAddress> {
        match self {
            Self::Email(email) => Some(email),
            Self::Phone(_) => None,
        }
    }

    pub fn phone(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Email(_) => None,
            Self::Phone(phone) => Some(phone),
        }
    }

    /// What codes and their counts are filed under, whether the contact has a user or not.
    pub(crate) fn key(&self) -> [u8; 32] {
        let (kind, text) = match self {
            Self::Email(email) => ("email", email.as_str()),
            Self::Phone(phone) => ("phone", phone.as_str()),
        };
        Sha256::new().chain_update(kind).chain_update([0]).chain_update(text).finalize().into()
    }

    pub(crate) fn recipient(&self) -> Recipient {
        match self {
            Self::Email(email) => Recipient::Mail(email.clone()),
            Self::Phone(phone) => Recipient::Sms(phone.as_str().to_owned()),
        }
    }
}
