//! The page of the mailbox: no script, its own style alone.

use std::fmt::Write;
use std::sync::LazyLock;

use providers::Delivered;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::html::{escape, policy_of_style};

const STYLE: &str = include_str!("style.css");

/// Lets the page use its own style, known by its hash, and send its own form.
pub(super) static POLICY: LazyLock<String> = LazyLock::new(|| policy_of_style(STYLE, "'self'"));

/// The messages that have the searched text, of all that there are.
pub(super) fn page(all: &[Delivered], searched: &str, now: OffsetDateTime) -> String {
    let found: Vec<_> = all.iter().filter(|message| has(message, searched)).collect();
    let mut page = format!(
        "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Mailbox</title><style>{STYLE}</style>\n<main>\n<h1>Mailbox</h1>\n\
         <p class=quiet>What this server sent, newest first. For programs: <a href=\"/dev/mail.json\">mail.json</a></p>\n\
         <form action=\"/dev/mail\"><input type=search name=q value=\"{}\" aria-label=Search placeholder=\"Address, subject or text\">\
         <button>Search</button></form>\n",
        escape(searched)
    );
    if all.is_empty() {
        page.push_str(
            "<p>Nothing was sent yet. Sign up, invite a member or ask for another password, then load this page again.</p>\n",
        );
    } else if found.is_empty() {
        page.push_str("<p>No message has this text. <a href=\"/dev/mail\">Show all</a></p>\n");
    }
    for message in found {
        push(&mut page, message, now);
    }
    page.push_str("</main></html>\n");
    page
}

/// Whether the address, the subject or the text has this, in any case.
fn has(message: &Delivered, searched: &str) -> bool {
    let searched = searched.trim().to_lowercase();
    [&message.to, &message.subject, &message.text].iter().any(|text| text.to_lowercase().contains(&searched))
}

fn push(page: &mut String, message: &Delivered, now: OffsetDateTime) {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    let at = message.written_at.to_offset(time::UtcOffset::UTC).format(format).unwrap_or_default();
    let kind = if message.channel == "sms" { "SMS" } else { "Mail" };
    let (subject, to, text) = (escape(&message.subject), escape(&message.to), escape(&message.text));
    let (mut shown, ago) = (linked(&message.text), ago(now - message.written_at));
    if let Some(link) = message.link.as_ref().filter(|link| !message.text.contains(link.as_str())) {
        shown.push_str("\n\n");
        shown.push_str(&linked(link));
    }
    // Writing into memory can't fail.
    let _infallible = write!(
        page,
        "<article>\n<h2>{subject}</h2>\n<p class=about><span class=kind>{kind}</span> to {to} · {at} · {ago}</p>\n\
         <div class=text>{shown}</div>\n<details><summary>Plain text</summary><pre>{text}</pre></details>\n</article>\n"
    );
}

/// The text as HTML. What is the address of a page leads there, the first time that it comes.
fn linked(text: &str) -> String {
    let (mut html, mut rest, mut seen) = (String::with_capacity(text.len() * 2), text, Vec::new());
    while let Some(begin) = [rest.find("https://"), rest.find("http://")].into_iter().flatten().min() {
        let (before, from) = rest.split_at(begin);
        let end = from.find(|letter: char| letter.is_whitespace() || "<>\"".contains(letter)).unwrap_or(from.len());
        let url = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        html.push_str(&escape(before));
        if seen.contains(&url) {
            html.push_str(&escape(url));
        } else {
            let _infallible = write!(html, "<a href=\"{0}\" rel=noreferrer>{0}</a>", escape(url));
            seen.push(url);
        }
        rest = &from[url.len()..];
    }
    html.push_str(&escape(rest));
    html
}

fn ago(age: time::Duration) -> String {
    let (minutes, hours, days) = (age.whole_minutes(), age.whole_hours(), age.whole_days());
    match (days, hours, minutes) {
        (1, ..) => "1 day ago".to_owned(),
        (2.., ..) => format!("{days} days ago"),
        (_, 1.., _) => format!("{hours} h ago"),
        (_, _, 1..) => format!("{minutes} min ago"),
        _ => "just now".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;
    use time::macros::datetime;

    use super::*;

    const NOW: OffsetDateTime = datetime!(2026-12-01 12:00 UTC);

    fn message(subject: &str, text: &str, link: Option<&str>) -> Delivered {
        Delivered {
            id: uuid::Uuid::nil(),
            channel: "mail",
            to: "ann@example.com".to_owned(),
            written_at: NOW - Duration::minutes(5),
            subject: subject.to_owned(),
            text: text.to_owned(),
            html: None,
            link: link.map(str::to_owned),
            code: None,
        }
    }

    #[test]
    fn api_5_nothing_that_was_sent_or_searched_is_markup() {
        let bad = "<script>\"'http://a.test/\"><b>";
        let page = page(&[message(bad, bad, Some("javascript:alert(1)"))], bad, NOW);
        assert!(!page.contains("<script") && !page.contains("<b>") && !page.contains("href=\"javascript"), "{page}");
    }

    #[test]
    fn each_link_of_a_message_leads_there_once() {
        let url = "https://app.test/reset#token=t0ken";
        let page = page(&[message("Reset", &format!("Open {url}. Again: {url}"), Some(url))], "", NOW);
        assert_eq!(page.matches(&format!("href=\"{url}\"")).count(), 1, "{page}");
        let beside = super::page(&[message("Reset", "Open it.", Some(url))], "", NOW);
        assert_eq!(beside.matches(&format!("href=\"{url}\"")).count(), 1, "{beside}");
    }

    #[test]
    fn a_message_has_its_times_and_is_found_by_address_subject_and_text() {
        let sent = [message("Welcome", "Good day", None)];
        let all = page(&sent, "", NOW);
        assert!(all.contains("2026-12-01 11:55:00 UTC") && all.contains("5 min ago"), "{all}");
        for searched in ["ANN@", "welc", " good "] {
            assert!(page(&sent, searched, NOW).contains("<article>"), "{searched}");
        }
        assert!(page(&sent, "bob", NOW).contains("No message has this text"));
        assert!(page(&[], "", NOW).contains("Nothing was sent yet"));
        let ages = [Duration::seconds(-3), Duration::hours(3), Duration::days(1), Duration::days(9)].map(ago);
        assert_eq!(ages, ["just now", "3 h ago", "1 day ago", "9 days ago"]);
    }
}
