//! The pages of development's mailbox, under `/dev/mail`.

mod html;

use std::sync::Arc;

use actix_web::guard::fn_guard;
use actix_web::http::header::{ACCEPT, CONTENT_SECURITY_POLICY};
use actix_web::{HttpRequest, HttpResponse, web};
use base::Clock;
use futures_util::future;
use providers::{Delivered, Mailbox};
use serde::Serialize;

use crate::local::is_from_this_machine;

/// Adds the mailbox's pages. They are in no route table, because they are no part of the API: only a development server
/// has them, and only for requests that were made on its machine.
pub fn pages(config: &mut web::ServiceConfig, mailbox: &Arc<Mailbox>, clock: &Clock) {
    let (html, json, clock) = (Arc::clone(mailbox), Arc::clone(mailbox), clock.clone());
    let get = || web::get().guard(fn_guard(is_from_this_machine));
    config.route("/dev/mail", get().to(move |request: HttpRequest| future::ready(page(&html, &clock, &request))));
    config.route("/dev/mail.json", get().to(move || future::ready(list(&json))));
}

#[derive(Serialize)]
struct Messages {
    items: Vec<Delivered>,
}

fn list(mailbox: &Mailbox) -> HttpResponse {
    HttpResponse::Ok().json(Messages { items: mailbox.messages() })
}

fn page(mailbox: &Mailbox, clock: &Clock, request: &HttpRequest) -> HttpResponse {
    let accept = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
    if accept.is_some_and(|accept| accept.contains("application/json")) {
        return list(mailbox);
    }
    let mut query = url::form_urlencoded::parse(request.query_string().as_bytes());
    let searched = query.find(|(name, _)| name == "q").map(|(_, text)| text).unwrap_or_default();
    HttpResponse::Ok()
        .insert_header((CONTENT_SECURITY_POLICY, html::POLICY.as_str()))
        .content_type("text/html; charset=utf-8")
        .body(html::page(&mailbox.messages(), &searched, clock.now()))
}
