//! The carriers of tenants' phones.

use url::Url;

use super::mailer;
use crate::config::Env;

#[derive(Debug, Clone)]
pub struct CarrierConfig {
    /// The base of Twilio's API.
    pub twilio: Url,
}

impl CarrierConfig {
    pub fn from_env(env: &Env) -> Self {
        Self { twilio: mailer::twilio_url(env) }
    }
}
