//! Which push services browsers may name, and how their makers reach the operator.

use std::net::SocketAddr;

use providers::{DEFAULT_PUSH_HOSTS, PushHosts, SenderAddress, VapidContact};
use url::Url;

use crate::config::Env;

const HOSTS: &str = "PUSH_HOSTS";
const CONTACT: &str = "PUSH_CONTACT";

#[derive(Clone, Debug)]
pub struct PushConfig {
    pub hosts: PushHosts,
    pub contact: VapidContact,
}

/// `None` with `PUSH_HOSTS=off`. Beside the hosts, endpoints may name the addresses of `OUTGOING_ALLOW`.
pub(super) fn from_env(env: &Env, allow: &[SocketAddr], public_url: &Url) -> Option<PushConfig> {
    let list = env.text(HOSTS).unwrap_or(DEFAULT_PUSH_HOSTS);
    if list == "off" {
        return None;
    }
    let hosts = PushHosts::parse(list, allow.to_vec()).map_err(|error| env.fault(HOSTS, error)).ok()?;
    let contact = match env.text(CONTACT) {
        Some(text) => VapidContact::parse(text),
        None => default_contact(env, public_url),
    };
    let Some(contact) = contact else {
        env.fault(
            CONTACT,
            "must be an address, like mailto:ops@example.com, or a page, like https://example.com/contact",
        );
        return None;
    };
    Some(PushConfig { hosts, contact })
}

/// Who the letters are from; without one, the server's own page.
fn default_contact(env: &Env, public_url: &Url) -> Option<VapidContact> {
    let from = env.text("MAIL_FROM").and_then(|text| text.parse::<SenderAddress>().ok());
    from.and_then(|from| VapidContact::parse(&format!("mailto:{}", from.email)))
        .or_else(|| VapidContact::parse(public_url.as_str()))
        .or_else(|| VapidContact::parse("mailto:operator@localhost"))
}
