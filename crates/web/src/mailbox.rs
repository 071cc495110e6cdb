//! The pages of development's mailbox, under `/dev/mail`.

use std::fmt::Write;
use std::sync::Arc;

use actix_web::guard::fn_guard;
use actix_web::http::header::ACCEPT;
use actix_web::{HttpRequest, HttpResponse, web};
use futures_util::future;
use providers::{Delivered, Mailbox};
use serde::Serialize;

use crate::html::escape;
use crate::local::is_from_this_machine;

/// Adds the mailbox's pages. They are in no route table, because they are no part of the API: only a development server
/// has them, and only for requests that were made on its machine.
pub fn pages(config: &mut web::ServiceConfig, mailbox: &Arc<Mailbox>) {
    let (html, json) = (Arc::clone(mailbox), Arc::clone(mailbox));
    let get = || web::get().guard(fn_guard(is_from_this_machine));
    config.route("/dev/mail", get().to(move |request: HttpRequest| future::ready(page(&html, &request))));
    config.route("/dev/mail.json", get().to(move || future::ready(list(&json))));
}

#[derive(Serialize)]
struct Messages {
    items: Vec<Delivered>,
}

fn list(mailbox: &Mailbox) -> HttpResponse {
    HttpResponse::Ok().json(Messages { items: mailbox.messages() })
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
    for message in mailbox.messages() {
        let (subject, to) = (escape(&message.subject), escape(&message.to));
        // Writing into memory can't fail.
        let _infallible = write!(
            html,
            "<h2>{subject}</h2>\n<p>{} to {to}</p>\n<pre>{}</pre>\n",
            message.channel,
            escape(&message.text)
        );
        if let Some(link) = &message.link {
            let _infallible = writeln!(html, "<p><a href=\"{0}\">{0}</a></p>", escape(link));
        }
    }
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html)
}
