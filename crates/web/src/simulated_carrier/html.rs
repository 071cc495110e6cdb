//! The words of the page.

use std::fmt::Write;

use providers::simulator::{CallRecord, Line, MessageRecord, NumberRecord, Speaker};

use super::Shown;
use crate::html::escape;

const BEGIN: &str = "<!doctype html>\n<html lang=en><meta charset=utf-8><title>Simulated carrier</title>\n\
    <meta name=viewport content=\"width=device-width\">\n<h1>Simulated carrier</h1>\n\
    <p>It connects no one: its people are scripts. <a href=/dev/carrier>Look again</a></p>\n";

/// The number that a person has where the form isn't changed.
const PERSON: &str = "+14155550100";

pub(super) fn page(shown: &Shown, error: Option<&str>) -> String {
    let mut html = String::from(BEGIN);
    if let Some(error) = error {
        // Writing into memory can't fail.
        let _infallible = writeln!(html, "<p role=alert><strong>{}</strong></p>", escape(error));
    }
    if shown.numbers.is_empty() {
        html.push_str(
            "<p>No phone is here. One with the provider <code>simulated</code> is, a second after it was made.</p>\n",
        );
    } else {
        forms(&mut html, &shown.numbers);
    }
    html.push_str("<h2>Latest calls</h2>\n");
    if shown.calls.is_empty() {
        html.push_str("<p>None</p>\n");
    }
    shown.calls.iter().for_each(|(call, lines)| add_call(&mut html, call, lines));
    html.push_str("<h2>Latest messages</h2>\n");
    if shown.messages.is_empty() {
        html.push_str("<p>None</p>\n");
    }
    shown.messages.iter().for_each(|message| add_message(&mut html, message));
    html
}

pub(super) fn unreachable(error: &str) -> String {
    format!("{BEGIN}<p role=alert><strong>{}</strong></p>\n", escape(error))
}

fn forms(html: &mut String, numbers: &[NumberRecord]) {
    let options: String = numbers.iter().map(|number| option(number, numbers)).collect();
    let _infallible = write!(
        html,
        "<h2>Call a phone</h2>\n<form method=post action=/dev/carrier/calls>\n\
         <p><label>Phone<br><select name=phone>{options}</select></label></p>\n\
         <p><label>Person's number<br><input name=from value=\"{PERSON}\" required maxlength=16></label></p>\n\
         <p><label>What the person says, a line each time that the call listens<br>\
         <textarea name=says rows=3 cols=30>I'd like a demo\nGoodbye</textarea></label></p>\n\
         <p><button>Call</button></p>\n</form>\n\
         <h2>Write to a phone</h2>\n<form method=post action=/dev/carrier/messages>\n\
         <p><label>Phone<br><select name=phone>{options}</select></label></p>\n\
         <p><label>Person's number<br><input name=from value=\"{PERSON}\" required maxlength=16></label></p>\n\
         <p><label>Text<br><textarea name=body rows=2 cols=30 required maxlength=1600></textarea></label></p>\n\
         <p><button>Send</button></p>\n</form>\n"
    );
}

/// The number; where several phones have it, with the account.
fn option(number: &NumberRecord, all: &[NumberRecord]) -> String {
    let NumberRecord { account_sid, phone_number, .. } = number;
    let is_shared = all.iter().filter(|other| other.phone_number == *phone_number).count() > 1;
    let account = if is_shared { format!(" ({account_sid})") } else { String::new() };
    let (value, label) = (format!("{account_sid} {phone_number}"), format!("{phone_number}{account}"));
    format!("<option value=\"{}\">{}</option>", escape(&value), escape(&label))
}

fn add_call(html: &mut String, call: &CallRecord, lines: &[Line]) {
    let duration = call.duration.map(|seconds| format!(", {seconds} s")).unwrap_or_default();
    let _infallible = write!(
        html,
        "<h3>{} to {}</h3>\n<p>{}, {}{duration}{}</p>\n",
        escape(&call.from),
        escape(&call.to),
        escape(&call.direction),
        escape(&call.status),
        error(call.error_code),
    );
    for Line { speaker, said } in lines {
        let speaker = match speaker {
            Speaker::Agent => "Agent",
            Speaker::Person => "Person",
        };
        let _infallible = writeln!(html, "<p><b>{speaker}:</b> {}</p>", escape(said));
    }
}

fn add_message(html: &mut String, message: &MessageRecord) {
    let _infallible = write!(
        html,
        "<h3>{} to {}</h3>\n<p>{}, {}{}</p>\n<p>{}</p>\n",
        escape(&message.from),
        escape(&message.to),
        escape(&message.direction),
        escape(&message.status),
        error(message.error_code),
        escape(&message.body),
    );
}

fn error(code: Option<u32>) -> String {
    code.map(|code| format!(", error <a href=\"https://www.twilio.com/docs/errors/{code}\">{code}</a>"))
        .unwrap_or_default()
}
