//! Clients of outside services, and what stands in for them in development. Knows no user and no tenant.

mod guarded;
mod mailbox;
mod outgoing;
mod redacted;
mod smtp;
mod twilio;

pub use guarded::{
    GuardedClient, GuardedConfig, GuardedError, GuardedRequest, GuardedResponse, GuardedSetupError, Limits,
    Nat64Prefix, Nat64PrefixError, PublicAddr, Refusal,
};
pub use mailbox::{Delivered, Mailbox};
pub use outgoing::{EmailSender, OutgoingEmail, OutgoingSms, SendError, SmsSender};
pub use redacted::Redacted;
pub use smtp::{SenderAddress, Smtp, SmtpConfig, SmtpError, SmtpTls};
pub use twilio::{Twilio, TwilioConfig, TwilioError};
