//! How e-mails and text messages leave.

use std::path::PathBuf;

use providers::{Redacted, SenderAddress, SmtpConfig, SmtpTls, TwilioConfig};
use url::{Host, Url};

use crate::config::Env;

#[derive(Debug)]
pub struct MailConfig {
    pub smtp: Option<SmtpConfig>,
    /// Whether what nothing else carries goes into the mailbox under `/dev/mail`; only in development.
    pub mailbox: bool,
}

#[derive(Debug)]
pub struct SmsConfig {
    pub twilio: Option<TwilioConfig>,
}

impl MailConfig {
    pub fn from_env(env: &Env) -> Self {
        let from = env.text("MAIL_FROM").map(str::parse::<SenderAddress>);
        if let Some(Err(_)) = from {
            env.fault("MAIL_FROM", "must be an address, like Bulkhead <no-reply@example.com>");
        }
        let authority = env.text("SMTP_CA_FILE").map(PathBuf::from);
        let smtp = env.text("SMTP_URL").and_then(|text| {
            let (host, port, tls, credentials) = server(env, text)?;
            if from.is_none() {
                env.fault("MAIL_FROM", "must be set with SMTP_URL");
            }
            Some(SmtpConfig { host, port, tls, credentials, from: from?.ok()?, authority })
        });
        Self { smtp, mailbox: !env.is_production() }
    }
}

type Server = (String, u16, SmtpTls, Option<(String, Redacted)>);

/// Reads `smtps://user:password@host:465` and `smtp://user:password@host:587?tls=required`.
fn server(env: &Env, text: &str) -> Option<Server> {
    let fault = |problem: &str| {
        env.fault("SMTP_URL", problem);
        None
    };
    let Ok(url) = text.parse::<Url>() else {
        return fault("must be a URL, like smtps://user:password@mail.example.com");
    };
    let wanted: Vec<_> = url.query_pairs().collect();
    let tls = match (url.scheme(), wanted.as_slice()) {
        ("smtps", []) => SmtpTls::Implicit,
        ("smtp", []) => SmtpTls::None,
        ("smtp", [(name, value)]) if name == "tls" && value == "required" => SmtpTls::StartTls,
        _ => return fault("must begin with smtps://, or with smtp:// and end with ?tls=required"),
    };
    let Some(host) = url.host_str().filter(|host| !host.is_empty()) else { return fault("must name a host") };
    let decoded =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned);
    let credentials = match (decoded(url.username()), decoded(url.password().unwrap_or_default())) {
        (Ok(user), Ok(_)) if user.is_empty() => None,
        (Ok(user), Ok(password)) => Some((user, Redacted::new(password))),
        _ => return fault("must hold user and password in percent-encoded UTF-8"),
    };
    if tls == SmtpTls::None && !is_loopback(host) && (credentials.is_some() || env.is_production()) {
        return fault("must ask for TLS: only a server on this machine is spoken to in plain text");
    }
    let port = url.port().unwrap_or(match tls {
        SmtpTls::None => 25,
        SmtpTls::StartTls => 587,
        SmtpTls::Implicit => 465,
    });
    Some((host.trim_matches(['[', ']']).to_owned(), port, tls, credentials))
}

fn is_loopback(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => address.is_loopback(),
        Ok(Host::Domain(name)) => name == "localhost",
        Err(_) => false,
    }
}

const TWILIO_API: &str = "https://api.twilio.com";

impl SmsConfig {
    pub fn from_env(env: &Env) -> Self {
        const NEEDED: [&str; 3] = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"];
        let base = twilio_url(env);
        let given = NEEDED.map(|name| env.text(name));
        if given.iter().any(Option::is_some) {
            for (name, _) in NEEDED.iter().zip(given).filter(|(_, text)| text.is_none()) {
                env.fault(name, "must be set with the other variables of Twilio");
            }
        }
        let [Some(account), Some(token), Some(from)] = given else { return Self { twilio: None } };
        if !account.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            env.fault("TWILIO_ACCOUNT_SID", "must be letters and digits");
        }
        if !from.starts_with('+') && !from.starts_with("MG") {
            env.fault("TWILIO_FROM", "must be a number like +15005550006 or the id of a messaging service (MG…)");
        }
        let twilio =
            TwilioConfig { account: account.to_owned(), token: Redacted::new(token), from: from.to_owned(), base };
        Self { twilio: Some(twilio) }
    }
}

/// The base of Twilio's API: another one only by https, or on this machine.
pub(super) fn twilio_url(env: &Env) -> Url {
    let default = Url::parse(TWILIO_API).expect("the constant is a URL");
    let Some(text) = env.text("TWILIO_API_URL") else { return default };
    let is_safe =
        |url: &Url| url.scheme() == "https" || url.scheme() == "http" && url.host_str().is_some_and(is_loopback);
    text.parse().ok().filter(is_safe).unwrap_or_else(|| {
        env.fault("TWILIO_API_URL", "must be a URL that begins with https://");
        default
    })
}
