//! Where development's e-mails and text messages go: into memory, to be looked at under `/dev/mail`.

use std::collections::VecDeque;
use std::fmt::Write;
use std::sync::Arc;

use actix_web::guard::fn_guard;
use actix_web::http::header::ACCEPT;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::future::{self, BoxFuture};
use parking_lot::Mutex;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::local::is_from_this_machine;
use super::{EmailSender, MessageText, OutgoingEmail, OutgoingSms, SendError, SmsSender};
use crate::html::escape;

/// The oldest make room for the newest.
const MOST: usize = 200;

/// Sent e-mails and text messages, newest first. Shared by the workers of a process; each process has its own.
#[derive(Default)]
pub struct Mailbox(Mutex<VecDeque<Delivered>>);

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
    fn deliver(&self, delivered: Delivered) {
        let mut letters = self.0.lock();
        letters.push_front(delivered);
        letters.truncate(MOST);
    }

    fn letters(&self) -> Vec<Delivered> {
        self.0.lock().iter().cloned().collect()
    }
}

fn delivered(
    channel: &'static str,
    (id, written_at): (Uuid, OffsetDateTime),
    to: &str,
    draft: &MessageText,
) -> Delivered {
    Delivered {
        id,
        channel,
        to: to.to_owned(),
        written_at,
        subject: draft.subject.to_owned(),
        text: String::new(),
        html: None,
        link: draft.link.as_ref().map(|link| link.url.clone()),
        code: draft.code.clone(),
    }
}

impl EmailSender for Mailbox {
    fn send<'a>(&'a self, mail: &'a OutgoingEmail) -> BoxFuture<'a, Result<(), SendError>> {
        let letter = delivered("mail", (mail.id, mail.written_at), mail.to.as_str(), &mail.draft);
        self.deliver(Delivered { text: mail.text.clone(), html: Some(mail.html.clone()), ..letter });
        Box::pin(future::ready(Ok(())))
    }
}

impl SmsSender for Mailbox {
    fn send<'a>(&'a self, message: &'a OutgoingSms) -> BoxFuture<'a, Result<(), SendError>> {
        let letter = delivered("sms", (message.id, message.written_at), &message.to, &message.draft);
        self.deliver(Delivered { text: message.text.clone(), ..letter });
        Box::pin(future::ready(Ok(())))
    }
}

/// Adds the mailbox's pages. They are in no route table, because they are no part of the API: only a development server
/// has them, and only for requests that were made on its machine.
pub fn pages(config: &mut web::ServiceConfig, mailbox: &Arc<Mailbox>) {
    let (html, json) = (Arc::clone(mailbox), Arc::clone(mailbox));
    let get = || web::get().guard(fn_guard(is_from_this_machine));
    config.route("/dev/mail", get().to(move |request: HttpRequest| future::ready(page(&html, &request))));
    config.route("/dev/mail.json", get().to(move || future::ready(list(&json))));
}

#[derive(Serialize)]
struct Letters {
    items: Vec<Delivered>,
}

fn list(mailbox: &Mailbox) -> HttpResponse {
    HttpResponse::Ok().json(Letters { items: mailbox.letters() })
}

fn page(mailbox: &Mailbox, request: &HttpRequest) -> HttpResponse {
    let accept = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("application/json")) {
        return list(mailbox);
    }
    let mut html = String::from(
        "<!doctype html>\n<html lang=en><meta charset=utf-8><title>Mailbox</title>\n<h1>Mailbox</h1>\n\
         <p>What this server sent, newest first. For programs: <a href=/dev/mail.json>mail.json</a></p>\n",
    );
    for letter in mailbox.letters() {
        let (subject, to) = (escape(&letter.subject), escape(&letter.to));
        // Writing into memory can't fail.
        let _infallible = write!(
            html,
            "<h2>{subject}</h2>\n<p>{} to {to}</p>\n<pre>{}</pre>\n",
            letter.channel,
            escape(&letter.text)
        );
        if let Some(link) = &letter.link {
            let _infallible = writeln!(html, "<p><a href=\"{0}\">{0}</a></p>", escape(link));
        }
    }
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mailbox_is_bounded_and_shows_the_newest_first() {
        let mailbox = Mailbox::default();
        for number in 0..MOST + 5 {
            let draft = MessageText { code: Some(number.to_string()), ..MessageText::default() };
            mailbox.deliver(delivered("mail", (Uuid::nil(), OffsetDateTime::UNIX_EPOCH), "ann@test.com", &draft));
        }
        let letters = mailbox.letters();
        assert_eq!((letters.len(), letters[0].code.as_deref()), (MOST, Some("204")));
    }
}
