//! The carriers of phones: Twilio, and the simulated one, whose accounts the server opens.

use std::collections::HashMap;
use std::time::Duration;

use base::{SecretBox, causes};
use domain::attempts::{Provider, Sender};
use domain::phones::EncryptedTokens;
use parking_lot::Mutex;
use providers::Redacted;
use providers::simulator::NumberRecord;
use providers::simulator::operator::{NewAccount, NewNumber, Operator, OperatorError, RemovedNumber};
use providers::twilio::carrier::{Account, Carrier, CarrierSetupError};
use tenancy::TenantId;
use time::OffsetDateTime;
use url::Url;
use uuid::Uuid;

/// Where the carriers are.
#[derive(Clone, Debug)]
pub struct CarrierSettings {
    pub twilio: Url,
    /// `None`: phones at the simulated carrier send nothing.
    pub simulated: Option<Url>,
}

/// Why there are no clients.
#[derive(Debug, thiserror::Error)]
pub enum CarriersError {
    #[error(transparent)]
    Carrier(#[from] CarrierSetupError),
    #[error(transparent)]
    Operator(#[from] OperatorError),
}

/// Clients of both carriers.
pub struct Carriers {
    twilio: Carrier,
    simulated: Option<Simulated>,
}

struct Simulated {
    carrier: Carrier,
    operator: Operator,
    /// What it knows from this process, by phone.
    registered: Mutex<HashMap<Uuid, Registration>>,
}

/// What the simulated carrier is told of a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Registration {
    account_sid: String,
    number: String,
    calls_per_second: i64,
    segments_per_second: i64,
}

impl Carriers {
    /// Connects to nothing yet.
    pub fn new(settings: &CarrierSettings) -> Result<Self, CarriersError> {
        Self::of(settings, Carrier::new)
    }

    /// With limits of one's own for a connection and for a whole request.
    pub fn with_time_limits(
        settings: &CarrierSettings,
        (connect, total): (Duration, Duration),
    ) -> Result<Self, CarriersError> {
        Self::of(settings, |base| Carrier::with_time_limits(base, connect, total))
    }

    fn of(
        settings: &CarrierSettings,
        client: impl Fn(&Url) -> Result<Carrier, CarrierSetupError>,
    ) -> Result<Self, CarriersError> {
        let simulated = settings.simulated.as_ref().map(|base| {
            let (carrier, operator) = (client(base)?, Operator::new(base)?);
            Ok::<_, CarriersError>(Simulated { carrier, operator, registered: Mutex::default() })
        });
        Ok(Self { twilio: client(&settings.twilio)?, simulated: simulated.transpose()? })
    }

    /// Whether there is a simulated carrier.
    pub fn simulates(&self) -> bool {
        self.simulated.is_some()
    }

    /// The numbers that the simulated carrier knows. `None` where it doesn't respond, or there is none.
    pub async fn simulated_numbers(&self) -> Option<Vec<NumberRecord>> {
        self.simulated.as_ref()?.operator.numbers().await.ok()
    }

    /// Takes a number back from the simulated carrier. Where it doesn't respond, its calls to the number fail.
    pub async fn remove_simulated(&self, number: &NumberRecord) {
        let Some(simulated) = &self.simulated else { return };
        let (account_sid, phone_number) = (number.account_sid.clone(), number.phone_number.clone());
        if let Err(error) = simulated.operator.remove_number(&RemovedNumber { account_sid, phone_number }).await {
            tracing::info!(%error, "the simulated carrier keeps a number that no phone has");
        }
    }

    /// The account of a phone. An error is a word for why it has none.
    pub fn account(
        &self,
        secret_box: &SecretBox,
        tenant_id: TenantId,
        sender: &Sender,
    ) -> Result<Account, &'static str> {
        let encrypted = EncryptedTokens {
            id: sender.phone_id,
            auth_token: sender.auth_token.clone(),
            previous_auth_token: None,
            auth_token_replaced_at: None,
        };
        let tokens =
            encrypted.decrypt(secret_box, tenant_id, OffsetDateTime::UNIX_EPOCH).map_err(|_| "token_unreadable")?;
        let (Some(sid), Some(token)) = (sender.account_sid.clone(), tokens.into_iter().next()) else {
            return Err("account_missing");
        };
        Ok(Account { sid, auth_token: Redacted::new(token) })
    }

    /// Has the phone be registered anew: the carrier doesn't know it, or knows another token.
    pub fn forget(&self, phone_id: Uuid) {
        if let Some(simulated) = &self.simulated {
            simulated.registered.lock().remove(&phone_id);
        }
    }

    /// The carrier of a phone, once it knows the phone. An error is a word for why it can't be reached now.
    pub async fn reach(&self, sender: &Sender, account: &Account, origin: &str) -> Result<&Carrier, &'static str> {
        match (sender.provider, &self.simulated) {
            (Provider::Twilio, _) => Ok(&self.twilio),
            (Provider::Simulated, None) => Err("no_simulated_carrier"),
            (Provider::Simulated, Some(simulated)) => {
                if let Err(error) = simulated.register(sender, account, origin).await {
                    let (error, phone_id) = (causes::describe(&error), sender.phone_id);
                    tracing::warn!(phone.id = %phone_id, ?error, "the simulated carrier doesn't take a phone");
                    return Err("unreachable");
                }
                Ok(&simulated.carrier)
            }
        }
    }
}

impl Simulated {
    /// Opens the account, or gives it its present rates, and assigns it the number.
    #[expect(clippy::cast_precision_loss, reason = "a rate is at most 1,000")]
    async fn register(&self, sender: &Sender, account: &Account, origin: &str) -> Result<(), OperatorError> {
        let registration = Registration {
            account_sid: account.sid.clone(),
            number: sender.number.clone(),
            calls_per_second: sender.calls_per_second,
            segments_per_second: sender.segments_per_second,
        };
        if self.registered.lock().get(&sender.phone_id) == Some(&registration) {
            return Ok(());
        }
        let new = NewAccount {
            sid: account.sid.clone(),
            auth_token: account.auth_token.expose().to_owned(),
            calls_per_second: registration.calls_per_second as f64,
            segments_per_second: registration.segments_per_second as f64,
        };
        self.operator.put_account(&new).await?;
        let url = |what: &str| format!("{origin}/webhooks/twilio/{}/{what}", sender.phone_id);
        let number = NewNumber {
            account_sid: account.sid.clone(),
            phone_number: sender.number.clone(),
            voice_url: url("voice"),
            sms_url: url("sms"),
            status_callback: url("status"),
        };
        self.operator.put_number(&number).await?;
        self.registered.lock().insert(sender.phone_id, registration);
        Ok(())
    }
}
