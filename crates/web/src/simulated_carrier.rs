//! The page of the simulated carrier, `/dev/carrier`: its people call and write, and the latest calls and messages.

mod html;

use actix_web::guard::fn_guard;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue, LOCATION};
use actix_web::{HttpResponse, web};
use providers::simulator::operator::{Operator, OperatorError, PersonsCall, PersonsMessage};
use providers::simulator::{CallRecord, Line, MessageRecord, NumberRecord, Utterance};
use serde::Deserialize;

use crate::local::is_from_this_machine;

/// Where the page is.
const PAGE: &str = "/dev/carrier";

/// The calls, and the messages, that are shown.
const SHOWN: u32 = 20;

/// The edge's strictest policy, but for the page's own forms.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

/// Adds the page and what its forms do. As the mailbox's pages they are in no route table: only a development server has
/// them, and only for requests that were made on its machine. The edge refuses the forms of other origins.
pub fn pages(config: &mut web::ServiceConfig, operator: &Operator) {
    let [shown, calling, writing] = [(); 3].map(|()| operator.clone());
    let guard = || fn_guard(is_from_this_machine);
    let show = move || {
        let operator = shown.clone();
        async move { show(&operator, None).await }
    };
    let call = move |form: web::Form<CallForm>| {
        let operator = calling.clone();
        async move { done(&operator, call(&operator, form.into_inner()).await).await }
    };
    let write = move |form: web::Form<MessageForm>| {
        let operator = writing.clone();
        async move { done(&operator, write(&operator, form.into_inner()).await).await }
    };
    config.route(PAGE, web::get().guard(guard()).to(show));
    config.route("/dev/carrier/calls", web::post().guard(guard()).to(call));
    config.route("/dev/carrier/messages", web::post().guard(guard()).to(write));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CallForm {
    /// An account and one of its numbers.
    phone: String,
    from: String,
    /// A line each time that the call listens.
    says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageForm {
    phone: String,
    from: String,
    body: String,
}

/// Why a person neither calls nor writes.
#[derive(Debug, thiserror::Error)]
enum FormError {
    #[error("no phone was chosen")]
    NoPhone,
    #[error(transparent)]
    Carrier(#[from] OperatorError),
}

/// What the page shows.
struct Shown {
    numbers: Vec<NumberRecord>,
    calls: Vec<(CallRecord, Vec<Line>)>,
    messages: Vec<MessageRecord>,
}

async fn call(operator: &Operator, form: CallForm) -> Result<(), FormError> {
    let (account_sid, to) = form.phone.split_once(' ').ok_or(FormError::NoPhone)?;
    let says = form.says.lines().map(str::trim).filter(|line| !line.is_empty());
    let says = says.map(|line| Utterance::Say(line.to_owned())).collect();
    let call = PersonsCall { account_sid: account_sid.to_owned(), from: form.from, to: to.to_owned(), says };
    operator.call(&call).await?;
    Ok(())
}

async fn write(operator: &Operator, form: MessageForm) -> Result<(), FormError> {
    let (account_sid, to) = form.phone.split_once(' ').ok_or(FormError::NoPhone)?;
    let (account_sid, to) = (account_sid.to_owned(), to.to_owned());
    operator.write(&PersonsMessage { account_sid, from: form.from, to, body: form.body }).await?;
    Ok(())
}

/// Leads back to the page, so that a reload sends no form again.
async fn done(operator: &Operator, result: Result<(), FormError>) -> HttpResponse {
    match result {
        Ok(()) => HttpResponse::SeeOther().insert_header((LOCATION, PAGE)).finish(),
        Err(error) => show(operator, Some(&error)).await,
    }
}

/// A status of failure would have the edge send a problem document in place of the page.
async fn show(operator: &Operator, error: Option<&FormError>) -> HttpResponse {
    let body = match look(operator).await {
        Ok(shown) => html::page(&shown, error.map(ToString::to_string).as_deref()),
        Err(error) => html::unreachable(&error.to_string()),
    };
    let mut response = HttpResponse::Ok();
    response.insert_header((CONTENT_SECURITY_POLICY, POLICY));
    response.content_type("text/html; charset=utf-8").body(body)
}

async fn look(operator: &Operator) -> Result<Shown, OperatorError> {
    let numbers = operator.numbers().await?;
    let mut calls = Vec::new();
    for call in operator.newest_calls(SHOWN).await? {
        let lines = operator.lines(&call.sid).await?;
        calls.push((call, lines));
    }
    Ok(Shown { numbers, calls, messages: operator.newest_messages(SHOWN).await? })
}
