//! An e-mail of a campaign, and what came of it.

use std::fmt::Write;
use std::time::Duration;

use domain::attempts::{AttemptOutcome, BOUNCED, Claimed, Email};
use providers::{OutgoingEmail, SendError};
use tenancy::Unsubscription;
use tokio::time::{Instant, timeout};
use web::html::escape;

use super::DispatcherParts;
use super::send::{Answer, BEGUN_WITHIN};

/// For a try. With the time until it begins it is less than the lease.
const TRY: Duration = Duration::from_secs(20);

/// Hands the e-mail over to the mail server once.
pub(super) async fn send(on: &DispatcherParts, claimed: &Claimed, claimed_at: Instant, email: &Email) -> Answer {
    let Some(mail) = &on.mail else { return Answer::later(claimed, on, "mail_unavailable") };
    let token = Unsubscription::token(&on.secret_box, &on.random, claimed.tenant_id, &claimed.to);
    let letter = letter(on, claimed, email, &format!("{}/unsubscribe/{token}", on.public_origin));
    match timeout(BEGUN_WITHIN, mail.reach()).await {
        Ok(Ok(())) if claimed_at.elapsed() <= BEGUN_WITHIN => {}
        _ => return Answer::later(claimed, on, "unreachable"),
    }
    match timeout(TRY, mail.send(&letter)).await {
        Ok(Ok(())) => Answer::handed_over(),
        Ok(Err(SendError::NoSuchAddress(_))) => Answer::of(AttemptOutcome::RecipientRefused, BOUNCED),
        Ok(Err(SendError::Permanent(reason))) => {
            tracing::info!(attempt.id = %claimed.attempt_id, reason, "the mail server refuses an e-mail");
            Answer::of(AttemptOutcome::RecipientRefused, "refused")
        }
        Ok(Err(SendError::Temporary(_))) => Answer::later(claimed, on, "unreachable"),
        Ok(Err(SendError::InDoubt(_))) | Err(_) => Answer::in_doubt(),
    }
}

fn letter(on: &DispatcherParts, claimed: &Claimed, email: &Email, unsubscribe: &str) -> OutgoingEmail {
    OutgoingEmail {
        id: claimed.attempt_id,
        written_at: on.clock.now(),
        to: claimed.to.clone(),
        from_name: Some(email.from_name.clone()),
        unsubscribe: Some(unsubscribe.to_owned()),
        subject: email.subject.clone(),
        text: plain(email, unsubscribe),
        html: html(email, unsubscribe),
        link: None,
        code: None,
    }
}

fn plain(email: &Email, unsubscribe: &str) -> String {
    let Email { from_name, body, .. } = email;
    format!("{body}\n\n-- \nThis e-mail is from {from_name}.\nNo more of them: {unsubscribe}\n")
}

/// The same words. What a tenant wrote is text, and never markup.
fn html(email: &Email, unsubscribe: &str) -> String {
    let mut paragraphs = String::new();
    for paragraph in email.body.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let lines: Vec<String> = paragraph.lines().map(escape).collect();
        let _ = writeln!(paragraphs, "<p>{}</p>", lines.join("<br>\n"));
    }
    format!(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"font-family:sans-serif;max-width:36em\">\n{paragraphs}<p style=\"font-size:.85em\">This e-mail is \
         from {}. <a href=\"{}\">No more of them</a></p>\n</body></html>\n",
        escape(&email.subject),
        escape(&email.from_name),
        escape(unsubscribe),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_5_no_word_of_a_tenant_or_a_contact_is_markup() {
        let hostile = "<script>alert(1)</script>\"'&";
        let email = Email { from_name: hostile.to_owned(), subject: hostile.to_owned(), body: hostile.repeat(2) };
        let page = html(&email, "https://app.example.com/unsubscribe/x\"><img>");
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(plain(&email, "x").contains(hostile));
    }

    #[test]
    fn paragraphs_and_lines_stay_what_they_were() {
        let body = "Dear Ada,\n\ncome on\nFriday.\n\n\nYours".to_owned();
        let email = Email { from_name: "Acme".to_owned(), subject: "Hello".to_owned(), body };
        let page = html(&email, "https://app.example.com/u");
        assert!(page.contains("<p>Dear Ada,</p>\n<p>come on<br>\nFriday.</p>\n<p>Yours</p>\n"), "{page}");
        let text = plain(&email, "https://app.example.com/u");
        assert!(text.starts_with(&email.body) && text.ends_with("https://app.example.com/u\n"), "{text}");
    }
}
