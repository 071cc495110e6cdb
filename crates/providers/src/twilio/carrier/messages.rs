use serde::Deserialize;
use time::{Date, OffsetDateTime};

use super::calls::found;
use super::client::{Account, Carrier, segment};
use super::error::CarrierError;
use super::wire;
use crate::twilio::Parameters;

/// A text message to be sent.
#[derive(Clone, Debug)]
pub struct NewSms {
    /// E.164.
    pub to: String,
    /// The account's number, in E.164.
    pub from: String,
    pub body: String,
    /// It names the attempt.
    pub status_callback: String,
    /// Seconds for which the text is worth sending, at most 36,000. After that the carrier gives it up.
    pub validity_period: u16,
}

/// A text message as the carrier has it, in either direction.
#[derive(Clone, Debug, Deserialize)]
pub struct SentMessage {
    pub sid: String,
    pub to: String,
    pub from: String,
    pub body: String,
    /// `accepted scheduled queued sending sent`, or one of the final ones: `delivered undelivered failed canceled`; a
    /// received one is `receiving` or `received`.
    pub status: String,
    /// `inbound`, `outbound-api`, `outbound-call` or `outbound-reply`.
    pub direction: String,
    #[serde(default, deserialize_with = "wire::number")]
    pub num_segments: Option<u32>,
    /// Why it wasn't delivered.
    pub error_code: Option<u32>,
    #[serde(default, deserialize_with = "wire::time")]
    pub date_created: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "wire::time")]
    pub date_sent: Option<OffsetDateTime>,
}

/// Which messages a list has; what is `None` filters nothing.
#[derive(Clone, Debug, Default)]
pub struct MessageFilter {
    pub to: Option<String>,
    pub from: Option<String>,
    /// The first day (UTC) on which they were sent.
    pub sent_since: Option<Date>,
}

impl Carrier {
    /// Sends a text message, which may leave later: a number sends segments at its rate.
    pub async fn create_message(&self, account: &Account, message: &NewSms) -> Result<SentMessage, CarrierError> {
        let fields = Parameters::new([
            ("To", message.to.clone()),
            ("From", message.from.clone()),
            ("Body", message.body.clone()),
            ("StatusCallback", message.status_callback.clone()),
            ("ValidityPeriod", message.validity_period.to_string()),
        ]);
        self.post(account, &account.path("Messages.json")?, &fields).await
    }

    /// `None` where the account has no such message.
    pub async fn fetch_message(&self, account: &Account, sid: &str) -> Result<Option<SentMessage>, CarrierError> {
        found(self.get(account, &account.path(&format!("Messages/{}.json", segment(sid)?))?).await)
    }

    pub async fn list_messages(
        &self,
        account: &Account,
        filter: &MessageFilter,
    ) -> Result<Vec<SentMessage>, CarrierError> {
        let filters = [
            ("To", filter.to.clone()),
            ("From", filter.from.clone()),
            ("DateSent>", filter.sent_since.map(|day| day.to_string())),
        ];
        self.list(account, "Messages", &filters, "messages").await
    }
}
