//! Clients of outside services, and what stands in for them in development. Knows no user and no tenant.

mod http;
mod mailbox;
pub mod opt_out;
mod outgoing;
mod redacted;
pub mod segments;
pub mod simulator;
mod smtp;
pub mod twilio;

pub use mailbox::{Delivered, Mailbox};
pub use outgoing::{EmailSender, OutgoingEmail, OutgoingSms, SendError, SmsSender};
pub use redacted::Redacted;
pub use smtp::{SenderAddress, Smtp, SmtpConfig, SmtpError, SmtpTls};
pub use twilio::{Twilio, TwilioConfig, TwilioError};
