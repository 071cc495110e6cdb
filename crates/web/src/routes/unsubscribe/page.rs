//! The two pages of the link: no script, nothing from elsewhere.

use std::sync::LazyLock;

use crate::html::{escape, policy_of_style};

const STYLE: &str = include_str!("style.css");

/// Lets the page use its own style, known by its hash, and send its own form.
pub(super) static POLICY: LazyLock<String> = LazyLock::new(|| policy_of_style(STYLE, "'self'"));

/// Asks. The form goes to where the page is.
pub(super) fn ask(address: &str, tenant: &str) -> String {
    let (address, tenant) = (escape(address), escape(tenant));
    page(
        "Unsubscribe",
        &format!(
            "<h1>No more e-mails from {tenant}?</h1>\n<p>{address} would get no more of them.</p>\n\
             <form method=post><button>Unsubscribe</button></form>"
        ),
    )
}

pub(super) fn done(address: &str, tenant: &str) -> String {
    let (address, tenant) = (escape(address), escape(tenant));
    page(
        "Unsubscribed",
        &format!("<h1>You are unsubscribed</h1>\n<p>{address} gets no more e-mails from {tenant}.</p>"),
    )
}

fn page(title: &str, content: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <meta name=robots content=noindex><title>{title}</title><style>{STYLE}</style>\n<main>\n{content}\n</main></html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_5_no_name_and_no_address_is_markup() {
        for page in [ask("<b>\"@x", "<script>"), done("<b>\"@x", "<script>")] {
            assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        }
    }
}
