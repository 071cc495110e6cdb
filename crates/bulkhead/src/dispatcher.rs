//! Has the carrier place calls and send text messages, and the mail server send campaigns' e-mails, each at most once. `docs/design/dispatcher.md` has the rules.

mod audit;
mod campaigns;
mod cancel;
mod carriers;
mod email;
mod introduce;
mod overdue;
mod queue;
mod reach;
mod run;
mod send;
mod settle;

use std::collections::HashSet;
use std::sync::Arc;

use base::{Clock, KeyedSemaphore, Random, SecretBox};
use domain::attempts::{self, OpenAttempts, Queue, Reported};
use domain::campaigns::Means;
use parking_lot::Mutex;
use providers::EmailSender;
use tenancy::{Db, Error, Job, JobRequest, Jobs, TenantId};
use tokio::sync::Semaphore;
use web::metrics::Metrics;

pub use carriers::{CarrierSettings, Carriers, CarriersError};

/// Requests of a node that are under way at the same time, and of one tenant.
const IN_FLIGHT: usize = 64;
const IN_FLIGHT_OF_TENANT: usize = 8;

/// Sends what is due. Cloning shares it.
#[derive(Clone)]
pub struct Dispatcher(Arc<Inner>);

/// What a dispatcher stands on.
pub struct DispatcherParts {
    pub jobs: Jobs,
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub secret_box: SecretBox,
    pub carriers: Carriers,
    /// None where nothing sends e-mails.
    pub mail: Option<Arc<dyn EmailSender>>,
    /// Of the URLs that the carrier calls.
    pub public_origin: String,
    pub metrics: Arc<Metrics>,
}

struct Inner {
    on: DispatcherParts,
    /// Queues that this node serves at the moment.
    served: Mutex<HashSet<Queue>>,
    told: Mutex<introduce::Told>,
    places: Arc<Semaphore>,
    places_of_tenants: KeyedSemaphore,
}

impl Dispatcher {
    pub fn new(on: DispatcherParts) -> Self {
        Self(Arc::new(Inner {
            on,
            served: Mutex::default(),
            told: Mutex::default(),
            places: Arc::new(Semaphore::new(IN_FLIGHT)),
            places_of_tenants: KeyedSemaphore::default(),
        }))
    }

    /// Leaves requests in doubt whose lease is over, misses what is late, looks at the carrier for what is in doubt, and
    /// gives up what stayed in doubt for long. Returns how many attempts it changed.
    pub async fn settle(&self) -> Result<u64, Error> {
        settle::run(self).await
    }

    /// Whether there is a simulated carrier.
    pub fn simulates(&self) -> bool {
        self.0.on.carriers.simulates()
    }

    /// What this node can send by.
    fn means(&self) -> Means {
        Means { simulated_carrier: self.simulates(), mail: self.0.on.mail.is_some() }
    }

    /// Tells the simulated carrier of phones that are new or changed, and of those that are gone. Returns how many were
    /// new or changed. Without a carrier that responds it does nothing.
    pub async fn introduce_phones(&self) -> Result<u64, Error> {
        introduce::run(self).await
    }

    /// Starts the campaigns whose time has come, and plans the next recipients of those that run. Returns how many.
    pub async fn plan_campaigns(&self) -> Result<u64, Error> {
        campaigns::run(self).await
    }

    /// Asks carriers where they send the calls and messages of the phones whose time has come. Returns how many were looked
    /// at.
    pub async fn audit_numbers(&self) -> Result<u64, Error> {
        audit::run(self).await
    }

    /// Asks carriers to cancel the calls that clients want cancelled. Returns how many are decided: cancelled, answered,
    /// or over.
    pub async fn cancel_calls(&self) -> Result<u64, Error> {
        cancel::run(self).await
    }

    /// Asks the carrier about calls and messages that ought to be over, and returns how many were.
    pub async fn poll_overdue(&self) -> Result<u64, Error> {
        overdue::run(self).await
    }

    /// Has the metrics know how many attempts are open. Returns how many.
    pub async fn count(&self) -> Result<u64, Error> {
        let counts: Vec<OpenAttempts> = attempts::count(&self.0.on.db).await?;
        self.0.on.metrics.count_attempts(&counts, self.0.on.clock.now());
        Ok(counts.iter().map(|open| open.count.unsigned_abs()).sum())
    }

    fn entering(&self, tenant_id: TenantId) -> JobRequest {
        let run_id = self.0.on.random.uuid_v7(self.0.on.clock.now());
        JobRequest { tenant_id, job: Job::DISPATCH, acting_for: None, run_id }
    }

    fn note(&self, queue: Queue, reported: Reported, code: Option<&str>) {
        match reported {
            Reported::Stored { state, blocks_phone } => {
                self.0.on.metrics.attempt_reached(queue.kind, state);
                if blocks_phone {
                    tracing::warn!(
                        target: "bulkhead::alert",
                        {
                            tenant.id = %queue.tenant_id,
                            phone.id = ?queue.phone_id,
                            carrier.code = code,
                        },
                        "phone_blocked: the carrier refuses the phone or its account; it waits until an admin changes it"
                    );
                }
            }
            Reported::TooLate => self.0.on.metrics.attempt_too_late(queue.kind),
        }
    }
}

/// Where the carrier calls for an attempt: one parameter at most, since Twilio may sort several before it signs them.
fn webhook(origin: &str, phone_id: uuid::Uuid, what: &str, attempt_id: uuid::Uuid) -> String {
    format!("{origin}/webhooks/twilio/{phone_id}/{what}?attempt={attempt_id}")
}
