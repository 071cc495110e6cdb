use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::mfa::Factor;
use crate::passwords::KeysOfUser;

/// What a message says. Words, layout and links are made where it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MessageContent {
    /// Asks the owner of an address to confirm it.
    VerifyEmail { token: String },
    /// Tells that the account has a second factor more.
    FactorAdded { factor: Factor, at: OffsetDateTime },
    /// Tells that it has one less.
    FactorRemoved { factor: Factor, at: OffsetDateTime },
    /// Tells that new recovery codes were made, and the former ones are void.
    RecoveryCodesMade { at: OffsetDateTime },
    /// Invites the owner of an address, who may have no account, into a tenant.
    Invitation {
        token: String,
        /// What the tenant is called.
        tenant: String,
        /// The name of the user who invites; none for the platform.
        inviter: Option<String>,
    },
    /// Tells the owner of an account about an attempt to register with its address.
    AddressTaken,
    /// Asks the owner of the address that an account is to have from here on to confirm it.
    ChangeEmail { token: String },
    /// Tells the address that an account had that it has another.
    EmailChanged { at: OffsetDateTime },
    /// Tells that the password was changed or reset.
    PasswordChanged {
        at: OffsetDateTime,
        /// None in an e-mail that waits since a version that named none.
        #[serde(default)]
        api_keys: KeysOfUser,
    },
    /// Lets a user who forgot their password choose another.
    ResetPassword { token: String },
    /// Tells of a sign-in from a device that wasn't known.
    NewDevice {
        at: OffsetDateTime,
        /// What the browser said it is.
        device: Option<String>,
        /// Where the sign-in came from.
        address: Option<String>,
    },
    /// Tells that a platform admin acts as the reader.
    Impersonated {
        at: OffsetDateTime,
        /// What the tenant is called.
        tenant: String,
        reason: String,
        read_only: bool,
    },
    /// Tells the maker of a webhook that it is told nothing more.
    WebhookDisabled {
        at: OffsetDateTime,
        /// What the tenant is called.
        tenant: String,
        /// Of the webhook's URL.
        host: String,
        /// Whether the receiver said that it is gone; otherwise it failed for five days.
        gone: bool,
    },
    /// Tells a member of notifications that they haven't read, as they asked for.
    Unread {
        /// What the tenant is called.
        tenant: String,
        /// How many there are of each kind.
        counts: Vec<(String, i64)>,
    },
    /// A code to type in, by mail or as a text message.
    Code { code: String },
}

impl MessageContent {
    /// How long there is any use in sending it, from when it was put down: what it holds expires.
    pub fn worth_sending(&self) -> Duration {
        match self {
            Self::Code { .. } => Duration::minutes(10),
            Self::ResetPassword { .. } => Duration::minutes(30),
            Self::VerifyEmail { .. } | Self::ChangeEmail { .. } => Duration::hours(1),
            Self::Invitation { .. } => Duration::days(7),
            _ => Duration::DAY,
        }
    }
}
