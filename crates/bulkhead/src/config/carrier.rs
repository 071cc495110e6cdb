//! The carriers of tenants' phones.

use std::net::SocketAddr;

use url::Url;

use super::mailer;
use crate::config::{Env, listen};

const SIMULATOR: &str = "SIMULATOR_ADDR";

#[derive(Debug, Clone)]
pub struct CarrierConfig {
    /// The base of Twilio's API.
    pub twilio: Url,
    /// Where the simulated carrier is. Development starts it there.
    pub simulator: Option<SocketAddr>,
}

impl CarrierConfig {
    pub fn from_env(env: &Env) -> Self {
        Self { twilio: mailer::twilio_url(env), simulator: simulator(env) }
    }
}

/// Production has no simulated carrier unless one is named.
fn simulator(env: &Env) -> Option<SocketAddr> {
    let text = env.text(SIMULATOR);
    if text == Some("off") || env.is_production() && text.is_none() {
        return None;
    }
    let default = SocketAddr::from(([127, 0, 0, 1], 4003));
    let address = listen::address(env, SIMULATOR, default, "`off` or an address and port, like 127.0.0.1:4003");
    if !address.ip().is_loopback() {
        env.fault(SIMULATOR, "must be an address of this machine: the simulated carrier asks for no sign-in");
    }
    Some(address)
}
