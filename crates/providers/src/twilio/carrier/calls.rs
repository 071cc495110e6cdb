use serde::Deserialize;
use time::{Date, OffsetDateTime};

use super::client::{Account, Carrier, segment};
use super::error::CarrierError;
use super::wire;
use crate::twilio::Parameters;

/// A call to be placed.
#[derive(Clone, Debug)]
pub struct NewCall {
    /// E.164.
    pub to: String,
    /// The account's number, in E.164.
    pub from: String,
    /// Fetched when the call is answered. It names the attempt, since a call doesn't tell its URL.
    pub url: String,
    pub status_callback: String,
    /// Seconds of ringing.
    pub timeout: u16,
    /// Seconds after which the carrier ends the call.
    pub time_limit: u32,
    /// Whether the carrier should find out if a machine answers.
    pub machine_detection: bool,
}

/// A call as the carrier has it.
#[derive(Clone, Debug, Deserialize)]
pub struct Call {
    pub sid: String,
    pub to: String,
    pub from: String,
    /// `queued`, `ringing`, `in-progress`, or one of the final ones: `completed busy no-answer failed canceled`.
    pub status: String,
    /// `inbound`, `outbound-api` or `outbound-dial`.
    pub direction: String,
    #[serde(default, deserialize_with = "wire::time")]
    pub date_created: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "wire::time")]
    pub start_time: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "wire::time")]
    pub end_time: Option<OffsetDateTime>,
    /// Seconds.
    #[serde(default, deserialize_with = "wire::number")]
    pub duration: Option<u32>,
    #[serde(default, deserialize_with = "wire::filled")]
    pub answered_by: Option<String>,
}

/// Which calls a list has; what is `None` filters nothing.
#[derive(Clone, Debug, Default)]
pub struct CallFilter {
    pub to: Option<String>,
    pub from: Option<String>,
    pub status: Option<String>,
    /// The first day (UTC) of their start. A call has none until it is dialled, so such a list lacks those in the queue.
    pub started_since: Option<Date>,
}

/// Each is a parameter of its own: in one value, Twilio would send `initiated` alone.
const EVENTS: [&str; 4] = ["initiated", "ringing", "answered", "completed"];

/// What [`Carrier::cancel_call`] gets for a call that is past ringing.
const NOT_CANCELLABLE: u32 = 21220;

impl Carrier {
    /// Places a call, which may begin later: the account's calls are begun at its rate.
    pub async fn create_call(&self, account: &Account, call: &NewCall) -> Result<Call, CarrierError> {
        let mut fields = vec![
            ("To", call.to.clone()),
            ("From", call.from.clone()),
            ("Url", call.url.clone()),
            ("Method", "POST".to_owned()),
            ("StatusCallback", call.status_callback.clone()),
            ("StatusCallbackMethod", "POST".to_owned()),
            ("Timeout", call.timeout.to_string()),
            ("TimeLimit", call.time_limit.to_string()),
        ];
        fields.extend(EVENTS.map(|event| ("StatusCallbackEvent", event.to_owned())));
        if call.machine_detection {
            fields.push(("MachineDetection", "Enable".to_owned()));
        }
        self.post(account, &account.path("Calls.json")?, &Parameters::new(fields)).await
    }

    /// `None` where the account has no such call.
    pub async fn fetch_call(&self, account: &Account, sid: &str) -> Result<Option<Call>, CarrierError> {
        found(self.get(account, &call_path(account, sid)?).await)
    }

    /// Ends a call that is queued or ringing. `None` where the carrier doesn't: the call is answered, over or unknown.
    pub async fn cancel_call(&self, account: &Account, sid: &str) -> Result<Option<Call>, CarrierError> {
        let cancelled = Parameters::new([("Status", "canceled")]);
        match found(self.post(account, &call_path(account, sid)?, &cancelled).await) {
            Err(CarrierError { code: Some(NOT_CANCELLABLE), .. }) => Ok(None),
            other => other,
        }
    }

    pub async fn list_calls(&self, account: &Account, filter: &CallFilter) -> Result<Vec<Call>, CarrierError> {
        let filters = [
            ("To", filter.to.clone()),
            ("From", filter.from.clone()),
            ("Status", filter.status.clone()),
            ("StartTime>", filter.started_since.map(|day| day.to_string())),
        ];
        self.list(account, "Calls", &filters, "calls").await
    }
}

fn call_path(account: &Account, sid: &str) -> Result<String, CarrierError> {
    account.path(&format!("Calls/{}.json", segment(sid)?))
}

/// A resource that isn't there.
pub(super) fn found<T>(response: Result<T, CarrierError>) -> Result<Option<T>, CarrierError> {
    match response {
        Ok(row) => Ok(Some(row)),
        Err(CarrierError { status: Some(404), .. }) => Ok(None),
        Err(other) => Err(other),
    }
}
