//! What each e-mail says. A new kind of e-mail is one arm here.

use auth::mfa::Factor;
use auth::outbox::MessageContent;
use auth::passwords::KeysOfUser;
use tenancy::api_keys::ApiKey;
use time::OffsetDateTime;
use time::macros::format_description;
use url::Url;

use super::quoted;

/// An e-mail in words, before any layout. As a text message, it is the first paragraph with code and link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageText {
    /// Ours, word for word: what a user wrote stands in paragraphs only, and there [`quoted`].
    pub subject: &'static str,
    pub paragraphs: Vec<String>,
    /// What the reader is to do.
    pub link: Option<Link>,
    /// What the reader is to type in.
    pub code: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub label: String,
    pub url: String,
}

/// The link to a page, with its token. It begins with `base` and never with a host of the request (RST-1); the token
/// stands in the fragment, which browsers don't send (RST-6).
pub fn page(base: &Url, path: &str, token: &str) -> String {
    format!("{}/{path}#token={token}", base.as_str().trim_end_matches('/'))
}

/// Puts an e-mail into words.
pub fn compose(content: &MessageContent, base: &Url) -> MessageText {
    let link =
        |label: &str, path: &str, token: &str| Some(Link { label: label.to_owned(), url: page(base, path, token) });
    let ignore = "If that wasn't you, ignore this message.";
    let act = "If that wasn't you, choose a new password at once: another person may know it.";
    match content {
        MessageContent::VerifyEmail { token } => MessageText {
            link: link("Confirm the address", "verify-email", token),
            ..draft(
                "Confirm your address",
                &[
                    "This address was used to register an account. Confirm it within an hour, in the browser where you registered or with the password that you chose.",
                    ignore,
                ],
            )
        },
        MessageContent::AddressTaken => draft(
            "You have an account",
            &[
                "This address was used to register again, but it already has an account.",
                "If that was you, sign in, or reset your password. Otherwise ignore this message.",
            ],
        ),
        MessageContent::ChangeEmail { token } => MessageText {
            link: link("Confirm the address", "verify-email", token),
            ..draft(
                "Confirm your new address",
                &["An account asked to use this address from now on. Confirm it within an hour.", ignore],
            )
        },
        MessageContent::EmailChanged { at } => draft(
            "Your address was changed",
            &[
                &format!("The address of your account was changed on {}. Messages go to the new address.", moment(*at)),
                act,
            ],
        ),
        MessageContent::PasswordChanged { at, api_keys } => {
            let changed = format!(
                "The password of your account was changed on {}. All other devices were signed out.",
                moment(*at)
            );
            let about_keys = password_and_keys(api_keys);
            let paragraphs: Vec<&str> =
                [Some(changed.as_str()), about_keys.as_deref(), Some(act)].into_iter().flatten().collect();
            draft("Your password was changed", &paragraphs)
        }
        MessageContent::ResetPassword { token } => MessageText {
            link: link("Choose a new password", "reset-password", token),
            ..draft(
                "Choose a new password",
                &["A new password was requested for your account. The link works once, within half an hour.", ignore],
            )
        },
        MessageContent::NewDevice { at, device, address } => {
            let device = device.as_deref().map_or_else(
                || "an unknown device".to_owned(),
                |device| format!("a device that calls itself {}", quoted(device)),
            );
            let address = address.as_deref().unwrap_or("an unknown address");
            draft(
                "A new sign-in to your account",
                &[&format!("Your account was signed in to on {} from {address}, with {device}.", moment(*at)), act],
            )
        }
        MessageContent::FactorAdded { factor, at } => {
            draft("A second factor was added", &[&factor_changed(*factor, "added to", *at), act])
        }
        MessageContent::FactorRemoved { factor, at } => {
            draft("A second factor was removed", &[&factor_changed(*factor, "removed from", *at), act])
        }
        MessageContent::RecoveryCodesMade { at } => draft("You have new recovery codes", &[&codes_made(*at), act]),
        MessageContent::Invitation { token, tenant, inviter } => MessageText {
            link: link("Accept the invitation", "accept-invitation", token),
            ..draft(
                "You are invited to a workspace",
                &[
                    &match inviter {
                        Some(inviter) => format!("{} invites you to {}.", quoted(inviter), quoted(tenant)),
                        None => format!("{} is ready for you, as its owner.", quoted(tenant)),
                    },
                    "The link works once, within seven days. If you didn't expect this, ignore it.",
                ],
            )
        },
        MessageContent::Impersonated { at, tenant, reason, read_only } => draft(
            "Support acted in your account",
            &[&impersonated(*at, tenant, reason, *read_only), "Signing out everywhere ends it at once."],
        ),
        MessageContent::WebhookDisabled { at, tenant, host, gone } => webhook_disabled(*at, tenant, host, *gone),
        MessageContent::Unread { tenant, counts } => unread(tenant, counts),
        MessageContent::Code { code } => MessageText {
            code: Some(code.clone()),
            ..draft("Your code", &["This code works for ten minutes. Never tell it to another person."])
        },
    }
}

fn draft(subject: &'static str, paragraphs: &[&str]) -> MessageText {
    MessageText {
        subject,
        paragraphs: paragraphs.iter().map(|&paragraph| paragraph.to_owned()).collect(),
        ..MessageText::default()
    }
}

fn webhook_disabled(at: OffsetDateTime, tenant: &str, host: &str, gone: bool) -> MessageText {
    let why = if gone { "The receiver responded that it is gone" } else { "The receiver failed for five days" };
    let (tenant, host) = (quoted(tenant), quoted(host));
    draft(
        "A webhook was disabled",
        &[
            &format!("The webhook of {tenant} that leads to {host} was disabled on {}. {why}.", moment(at)),
            "Its events wait for thirty days. Resume it once the receiver is well again, and they are sent.",
        ],
    )
}

fn unread(tenant: &str, counts: &[(String, i64)]) -> MessageText {
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let things: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {}", thing(kind, *count))).collect();
    let noun = if total == 1 { "notification" } else { "notifications" };
    draft(
        "What you haven't read",
        &[
            &format!("You have {total} unread {noun} in {}: {}.", quoted(tenant), things.join(", ")),
            "You asked for this e-mail, at most once a day. Your notification preferences end it.",
        ],
    )
}

/// What notifications of a kind are about, as words.
fn thing(kind: &str, count: i64) -> &'static str {
    match (kind, count) {
        ("message", 1) => "conversation with new messages",
        ("message", _) => "conversations with new messages",
        ("conversation", 1) => "conversation that you were added to",
        ("conversation", _) => "conversations that you were added to",
        ("follow", 1) => "new follower",
        ("follow", _) => "new followers",
        ("invitation", 1) => "accepted invitation",
        ("invitation", _) => "accepted invitations",
        ("application", 1) => "changed application",
        ("application", _) => "changed applications",
        ("campaign", 1) => "failed campaign",
        ("campaign", _) => "failed campaigns",
        ("reply", 1) => "reply to a text message",
        ("reply", _) => "replies to text messages",
        (_, 1) => "thing more",
        _ => "things more",
    }
}

fn factor_changed(factor: Factor, how: &str, at: OffsetDateTime) -> String {
    let what = match factor {
        Factor::Totp => "An authenticator app",
        Factor::Passkey => "A passkey",
    };
    format!("{what} was {how} your account on {}. All other devices were signed out.", moment(at))
}

fn codes_made(at: OffsetDateTime) -> String {
    format!("New recovery codes were made for your account on {}. Your old recovery codes no longer work.", moment(at))
}

/// What a new password has done to the user's API keys; none where there are no keys.
fn password_and_keys(api_keys: &KeysOfUser) -> Option<String> {
    let KeysOfUser { revoked, newest, others } = api_keys;
    let mut keys: Vec<String> = newest
        .iter()
        .map(|key| format!("{} ({}…) in {}", quoted(&key.name), ApiKey::shown(&key.prefix), quoted(&key.tenant)))
        .collect();
    if keys.is_empty() {
        return None;
    }
    if *others > 0 {
        keys.push(format!("{others} more"));
    }
    let keys = keys.join(", ");
    Some(if *revoked {
        format!("Your API keys were revoked with it: {keys}.")
    } else {
        format!(
            "Your API keys still work: {keys}. If another person may have read one, revoke it, or choose a new password and revoke all keys with it."
        )
    })
}

fn impersonated(at: OffsetDateTime, tenant: &str, reason: &str, read_only: bool) -> String {
    let what = if read_only { "see it as you do" } else { "see and change it as you can" };
    format!(
        "An administrator of this service opened {} in your name on {}, for half an hour at most, to {what}. The reason given: {}",
        quoted(tenant),
        moment(at),
        quoted(reason)
    )
}

fn moment(at: OffsetDateTime) -> String {
    let format = format_description!("[year]-[month]-[day] at [hour]:[minute] UTC");
    at.to_offset(time::UtcOffset::UTC).format(format).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use auth::passwords::KeyOfUser;
    use time::macros::datetime;

    use super::*;
    use crate::mailer::render::text_of;

    #[test]
    fn inv_6_no_letter_has_a_users_text_but_in_quotation_marks() {
        let hostile = || "Your account is locked: https://evil.example \u{202e}@Bulkhead".to_owned();
        let at = datetime!(2030-01-01 12:00 UTC);
        let base = "https://app.example.com/".parse().unwrap();
        let key = KeyOfUser { name: hostile(), prefix: "0123456789ab".to_owned(), tenant: hostile() };
        let keys = |revoked| KeysOfUser { revoked, newest: vec![key.clone()], others: 0 };
        // And whether a text message, which is the first paragraph, has it as well.
        for (content, is_first) in [
            (MessageContent::PasswordChanged { at, api_keys: keys(false) }, false),
            (MessageContent::PasswordChanged { at, api_keys: keys(true) }, false),
            (
                MessageContent::Invitation { token: "t0ken".to_owned(), tenant: hostile(), inviter: Some(hostile()) },
                true,
            ),
            (MessageContent::Invitation { token: "t0ken".to_owned(), tenant: hostile(), inviter: None }, true),
            (MessageContent::Impersonated { at, tenant: hostile(), reason: hostile(), read_only: true }, true),
            (MessageContent::WebhookDisabled { at, tenant: hostile(), host: hostile(), gone: true }, true),
            (MessageContent::Unread { tenant: hostile(), counts: vec![("follow".to_owned(), 1)] }, true),
            (MessageContent::NewDevice { at, device: Some(hostile()), address: None }, true),
        ] {
            let draft = compose(&content, &base);
            for (text, has_it) in text_of(&draft).iter().zip([true, true, is_first]) {
                assert_eq!(text.contains(&quoted(&hostile())), has_it, "{text}");
                for wrong in ["evil.example", "https://evil", "\u{202e}", "@"] {
                    assert!(!text.contains(wrong), "{wrong:?} is in {text}");
                }
            }
        }
    }
}
