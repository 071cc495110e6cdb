use serde::Deserialize;

use super::client::{Account, Carrier};
use super::error::CarrierError;
use super::wire;

/// A number of the account, and where its calls and messages are posted to.
#[derive(Clone, Debug, Deserialize)]
pub struct IncomingNumber {
    pub sid: String,
    /// E.164.
    pub phone_number: String,
    #[serde(flatten)]
    pub webhooks: Webhooks,
    /// The application whose URLs count for calls instead of the number's.
    #[serde(default, deserialize_with = "wire::filled")]
    pub voice_application_sid: Option<String>,
    /// The application whose URLs count for messages instead of the number's.
    #[serde(default, deserialize_with = "wire::filled")]
    pub sms_application_sid: Option<String>,
    /// The trunk that takes the calls, whatever the URLs are.
    #[serde(default, deserialize_with = "wire::filled")]
    pub trunk_sid: Option<String>,
    #[serde(default)]
    pub capabilities: Capabilities,
}

/// URLs that several numbers of the account may share.
#[derive(Clone, Debug, Deserialize)]
pub struct Application {
    pub sid: String,
    #[serde(flatten)]
    pub webhooks: Webhooks,
}

/// Where a number or an application has requests posted to. A method that isn't there is POST.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Webhooks {
    #[serde(default, deserialize_with = "wire::filled")]
    pub voice_url: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub voice_method: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub sms_url: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub sms_method: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub status_callback: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub status_callback_method: Option<String>,
}

/// What a number can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Capabilities {
    pub voice: bool,
    pub sms: bool,
}

impl Default for Capabilities {
    fn default() -> Self {
        Self { voice: true, sms: true }
    }
}

impl Carrier {
    /// The account's numbers, or the one that is named.
    pub async fn list_numbers(
        &self,
        account: &Account,
        number: Option<&str>,
    ) -> Result<Vec<IncomingNumber>, CarrierError> {
        let filters = [("PhoneNumber", number.map(str::to_owned))];
        self.list(account, "IncomingPhoneNumbers", &filters, "incoming_phone_numbers").await
    }

    pub async fn list_applications(&self, account: &Account) -> Result<Vec<Application>, CarrierError> {
        self.list(account, "Applications", &[], "applications").await
    }
}
