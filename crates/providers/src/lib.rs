//! Clients of outside services, and what stands in for them in development. Knows no user and no tenant.

mod chat;
mod direct;
mod file_store;
mod guarded;
mod http;
mod images;
mod mailbox;
pub mod opt_out;
mod outgoing;
mod push;
mod redacted;
mod retry_after;
pub mod simulator;
mod smtp;
pub mod twilio;
mod webhooks;

pub use base::segments;
pub use chat::{
    ChatCompletions, ChatEndpoint, ChatError, ChatModel, ChatSetupError, Dialogue, FALLBACK, Reply, ScriptedChat,
    Speaker, Then, Utterance, reply_or_fallback,
};
pub use direct::DirectClient;
pub use file_store::{BucketConfig, FileStore, FileStoreConfig, FileStoreError, FileStoreSetupError};
pub use guarded::{
    GuardedClient, GuardedConfig, GuardedError, GuardedRequest, GuardedResponse, GuardedSetupError, Limits,
    Nat64Prefix, Nat64PrefixError, PublicAddr, Refusal,
};
pub use images::{
    EncodedImage, ImageEndpoint, ImageError, ImageGenerations, ImageGenerator, ImagePrompt, ImageQuality,
    ImageSetupError, ImageStyle, MAX_IMAGE_BYTES, MAX_UPLOAD_BYTES, ProceduralImages, UploadError,
};
pub use mailbox::{Delivered, Mailbox};
pub use outgoing::{EmailSender, OutgoingEmail, OutgoingSms, SendError, SmsSender};
pub use push::{
    DEFAULT_PUSH_HOSTS, LONGEST_PUSH_PAYLOAD, PUSH_BODY_LENGTH, PUSH_LIMITS, PushAttempt, PushHosts, PushHostsError,
    PushKeysError, PushMessage, PushOutcome, PushRefusal, PushSender, PushSubscriptionKeys, PushTopic, PushUrgency,
    VapidContact, VapidKey, send_push, send_push_within,
};
pub use redacted::Redacted;
pub use smtp::{SenderAddress, Smtp, SmtpConfig, SmtpError, SmtpTls};
pub use twilio::{Twilio, TwilioConfig, TwilioError};
pub use webhooks::{
    WEBHOOK_LIMITS, WebhookAttempt, WebhookKey, WebhookMessage, WebhookOutcome, WebhookSecret, WebhookSigners,
    send_webhook, send_webhook_within,
};
