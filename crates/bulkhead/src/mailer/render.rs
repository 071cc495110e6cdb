//! The layout of e-mails: plain text and HTML of the same words.

use auth::outbox::{Message, Recipient};
use providers::{OutgoingEmail, OutgoingSms};
use time::OffsetDateTime;
use url::Url;
use uuid::Uuid;
use web::html::escape;

use super::{MessageText, compose};

/// What was waiting, ready for its transport.
pub enum Ready {
    Mail(OutgoingEmail),
    Text(OutgoingSms),
}

/// Puts a message into words and layout. `id` is the same at each try.
pub fn render(message: &Message, id: Uuid, written_at: OffsetDateTime, base: &Url) -> Ready {
    let draft = compose(&message.content, base);
    let subject = draft.subject.to_owned();
    let link = draft.link.as_ref().map(|link| link.url.clone());
    let code = draft.code.clone();
    match &message.to {
        Recipient::Mail(to) => {
            let (to, text, html) = (to.as_str().to_owned(), plain(&draft), html(&draft));
            let (from_name, unsubscribe) = (None, None);
            Ready::Mail(OutgoingEmail { id, written_at, to, from_name, unsubscribe, subject, text, html, link, code })
        }
        Recipient::Sms(to) => {
            let (to, text) = (to.clone(), short(&draft));
            Ready::Text(OutgoingSms { id, written_at, to, subject, text, link, code })
        }
    }
}

fn plain(draft: &MessageText) -> String {
    let mut parts: Vec<String> = draft.paragraphs.clone();
    if let Some(code) = &draft.code {
        parts.insert(0, code.clone());
    }
    if let Some(link) = &draft.link {
        parts.insert(1.min(parts.len()), format!("{}:\n{}", link.label, link.url));
    }
    parts.push("-- \nBulkhead".to_owned());
    parts.join("\n\n") + "\n"
}

fn html(draft: &MessageText) -> String {
    let mut parts: Vec<String> =
        draft.paragraphs.iter().map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect();
    if let Some(code) = &draft.code {
        parts.insert(0, format!("<p style=\"font-size:2em;letter-spacing:.2em\"><b>{}</b></p>", escape(code)));
    }
    if let Some(link) = &draft.link {
        let link = format!("<p><a href=\"{}\">{}</a></p>", escape(&link.url), escape(&link.label));
        parts.insert(1.min(parts.len()), link);
    }
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title></head>\n\
         <body style=\"font-family:sans-serif;max-width:36em\">\n{}\n<p>Bulkhead</p>\n</body></html>\n",
        escape(draft.subject),
        parts.join("\n"),
    )
}

/// One message of few characters: each part of a text message costs.
fn short(draft: &MessageText) -> String {
    let code = draft.code.as_ref().map(|code| format!("Bulkhead: {code}"));
    let words = draft.paragraphs.first().cloned();
    let link = draft.link.as_ref().map(|link| link.url.clone());
    [code, words, link].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// An e-mail as plain text, as HTML and as a text message.
#[cfg(test)]
pub fn text_of(draft: &MessageText) -> [String; 3] {
    [plain(draft), html(draft), short(draft)]
}

#[cfg(test)]
mod tests {
    use auth::outbox::MessageContent;

    use super::*;
    use crate::mailer::compose::Link;

    fn base() -> Url {
        "https://app.example.com/base/".parse().unwrap()
    }

    #[test]
    fn rst_6_a_links_secret_stands_in_its_fragment_only() {
        for content in [
            MessageContent::VerifyEmail { token: "s3cret".to_owned() },
            MessageContent::ChangeEmail { token: "s3cret".to_owned() },
            MessageContent::ResetPassword { token: "s3cret".to_owned() },
        ] {
            let draft = compose(&content, &base());
            let url: Url = draft.link.as_ref().unwrap().url.parse().unwrap();
            assert_eq!(url.fragment(), Some("token=s3cret"));
            assert!(url.as_str().starts_with("https://app.example.com/base/"));
            assert!(!url.path().contains("s3cret") && url.query().is_none());
            assert_eq!(plain(&draft).matches("s3cret").count(), 1);
            assert_eq!(html(&draft).matches("s3cret").count(), 1);
        }
    }

    #[test]
    fn api_5_no_word_of_a_letter_is_markup() {
        let hostile = "<script>alert(1)</script>\"'&";
        let draft = MessageText {
            subject: hostile,
            paragraphs: vec![hostile.to_owned()],
            link: Some(Link { label: hostile.to_owned(), url: "https://x/\"><img>".to_owned() }),
            code: Some(hostile.to_owned()),
        };
        let html = html(&draft);
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(plain(&draft).contains(hostile));
    }

    #[test]
    fn a_text_message_is_the_code_and_a_sentence() {
        let text = short(&compose(&MessageContent::Code { code: "123456".to_owned() }, &base()));
        assert!(text.starts_with("Bulkhead: 123456\n") && text.chars().count() <= 160, "{text}");
    }
}
