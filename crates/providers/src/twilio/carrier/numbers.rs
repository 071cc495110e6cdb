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
    #[serde(default, deserialize_with = "wire::filled")]
    pub voice_url: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub voice_method: Option<String>,
    /// The application whose URLs count instead of `voice_url`.
    #[serde(default, deserialize_with = "wire::filled")]
    pub voice_application_sid: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub sms_url: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub sms_method: Option<String>,
    /// The application whose URLs count instead of `sms_url`.
    #[serde(default, deserialize_with = "wire::filled")]
    pub sms_application_sid: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub status_callback: Option<String>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub status_callback_method: Option<String>,
}

/// URLs that several numbers of the account may share.
#[derive(Clone, Debug, Deserialize)]
pub struct Application {
    pub sid: String,
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
