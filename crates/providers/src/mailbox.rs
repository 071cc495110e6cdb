//! Where development's e-mails and text messages go: into memory.

use std::collections::VecDeque;

use futures_util::future::{self, BoxFuture};
use parking_lot::Mutex;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::outgoing::{EmailSender, OutgoingEmail, OutgoingSms, SendError, SmsSender};

/// The oldest make room for the newest.
const MOST: usize = 200;

/// Sent e-mails and text messages, newest first. Shared by the workers of a process; each process has its own.
#[derive(Default)]
pub struct Mailbox(Mutex<VecDeque<Delivered>>);

/// A message that was sent.
#[derive(Clone, Debug, Serialize)]
pub struct Delivered {
    pub id: Uuid,
    /// `mail` or `sms`.
    pub channel: &'static str,
    pub to: String,
    #[serde(with = "time::serde::rfc3339")]
    pub written_at: OffsetDateTime,
    pub subject: String,
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

impl Mailbox {
    /// What was sent, newest first: the last 200 messages.
    pub fn messages(&self) -> Vec<Delivered> {
        self.0.lock().iter().cloned().collect()
    }

    fn deliver(&self, delivered: Delivered) {
        let mut messages = self.0.lock();
        messages.push_front(delivered);
        messages.truncate(MOST);
    }
}

impl EmailSender for Mailbox {
    fn reach(&self) -> BoxFuture<'_, Result<(), SendError>> {
        Box::pin(future::ready(Ok(())))
    }

    fn send<'a>(&'a self, email: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>> {
        let OutgoingEmail { id, written_at, to, subject, text, html, link, code, unsubscribe, .. } = email.clone();
        let (html, link) = (Some(html), link.or(unsubscribe));
        self.deliver(Delivered { id, channel: "mail", to, written_at, subject, text, html, link, code });
        Box::pin(future::ready(Ok(())))
    }
}

impl SmsSender for Mailbox {
    fn send<'a>(&'a self, message: &'a OutgoingSms) -> BoxFuture<'a, Result<(), SendError>> {
        let OutgoingSms { id, written_at, to, subject, text, link, code } = message.clone();
        self.deliver(Delivered { id, channel: "sms", to, written_at, subject, text, html: None, link, code });
        Box::pin(future::ready(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_mailbox_is_bounded_and_shows_the_newest_first() {
        let mailbox = Mailbox::default();
        for number in 0..MOST + 5 {
            let message = OutgoingSms {
                id: Uuid::nil(),
                written_at: OffsetDateTime::UNIX_EPOCH,
                to: "+12125550100".to_owned(),
                subject: String::new(),
                text: String::new(),
                link: None,
                code: Some(number.to_string()),
            };
            SmsSender::send(&mailbox, &message).await.unwrap();
        }
        let messages = mailbox.messages();
        assert_eq!((messages.len(), messages[0].code.as_deref()), (MOST, Some("204")));
    }
}
