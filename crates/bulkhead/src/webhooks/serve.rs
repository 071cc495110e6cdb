//! The deliveries of one webhook.

use std::time::{Duration, Instant};

use base::causes;
use domain::webhooks::{self, Attempt, ClaimedDelivery, DeliveryOutcome, SettledDelivery};
use providers::{
    WebhookAttempt, WebhookKey, WebhookMessage, WebhookOutcome, WebhookSecret, WebhookSigners, send_webhook,
};
use tenancy::{Error, TenantId};
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::Url;
use uuid::Uuid;

use super::{SERVED_OF_TENANT, Webhooks};

/// When an outcome that could not be stored is tried again: the database may be restarting.
const SETTLE_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(4), Duration::from_secs(10)];

/// For how long a webhook claims deliveries before those that wait have its place. What it has claimed then is still sent.
const TURN: Duration = Duration::from_secs(1);

/// A node serves a webhook by one of these at a time, until it is dropped.
pub(super) struct Serving {
    webhooks: Webhooks,
    tenant_id: TenantId,
    webhook_id: Uuid,
}

impl Serving {
    /// `None` where the node serves the webhook already.
    pub fn begin(webhooks: &Webhooks, tenant_id: TenantId, webhook_id: Uuid) -> Option<Self> {
        let is_free = webhooks.0.served.lock().insert(webhook_id);
        is_free.then(|| Self { webhooks: webhooks.clone(), tenant_id, webhook_id })
    }

    /// Sends until nothing is due any more, or it is time to stop.
    pub async fn run(self, stopped: watch::Receiver<bool>) {
        while self.take_turn(&stopped).await {}
    }

    /// Sends for a turn, waits for what is under way, and returns whether more may be due. It takes a place of the
    /// tenant's few first, then of the node's many: so a tenant whose receivers are slow holds few of these. Those who
    /// wait for a place come before its next turn.
    async fn take_turn(&self, stopped: &watch::Receiver<bool>) -> bool {
        let inner = &self.webhooks.0;
        let key = self.tenant_id.0.as_bytes().to_vec();
        let _of_tenant = inner.places_of_tenants.acquire(key, SERVED_OF_TENANT).await;
        let _of_node = inner.places.acquire().await;
        let begun = Instant::now();
        let mut under_way = JoinSet::new();
        let is_more_due = loop {
            if *stopped.borrow() {
                break false;
            }
            if begun.elapsed() > TURN {
                break true;
            }
            match self.claim().await {
                Ok(claimed) => {
                    for delivery in claimed {
                        under_way.spawn(deliver(self.webhooks.clone(), delivery));
                    }
                }
                Err(error) => {
                    tracing::warn!(error = ?causes::describe(&error), "deliveries to a webhook can't be claimed");
                    break false;
                }
            }
            // One that ends makes room for the next.
            if under_way.join_next().await.is_none() {
                break false;
            }
        };
        while under_way.join_next().await.is_some() {}
        is_more_due
    }

    async fn claim(&self) -> Result<Vec<ClaimedDelivery>, Error> {
        let webhooks = &self.webhooks;
        let entering = webhooks.entering(self.tenant_id);
        webhooks::claim(&webhooks.0.on.jobs, &entering, self.webhook_id, webhooks.new_id()).await
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.webhooks.0.served.lock().remove(&self.webhook_id);
    }
}

/// Sends a delivery, over no connection to the database, and stores what came of it.
async fn deliver(webhooks: Webhooks, delivery: ClaimedDelivery) {
    let on = &webhooks.0.on;
    let now = on.clock.now();
    let attempt = if let (Some(signers), Ok(url)) = (signers(&webhooks, &delivery, now), Url::parse(&delivery.url)) {
        let body = delivery.body.clone().into();
        let message = WebhookMessage { id: delivery.id.to_string(), url, body };
        send_webhook(&on.client, &signers, &message, now).await
    } else {
        tracing::error!({ webhook.id = %delivery.webhook_id }, "what is stored of a webhook can't be read");
        let reason = "what is stored of the webhook can't be read".to_owned();
        let outcome = WebhookOutcome::Failed { reason, retry_after: None };
        WebhookAttempt { outcome, status: None, took: Duration::ZERO, address: None }
    };
    let outcome = match &attempt.outcome {
        WebhookOutcome::Delivered => DeliveryOutcome::Delivered,
        WebhookOutcome::Gone => DeliveryOutcome::Gone,
        WebhookOutcome::Failed { reason, retry_after } => DeliveryOutcome::Failed { reason, retry_after: *retry_after },
    };
    let attempt = Attempt {
        outcome,
        status: attempt.status,
        took: attempt.took,
        address: attempt.address.map(|address| address.to_string()),
        jitter: f64::from(u16::from_le_bytes(on.random.bytes())) / f64::from(u16::MAX),
    };
    settle(&webhooks, &delivery, &attempt).await;
}

fn signers(webhooks: &Webhooks, delivery: &ClaimedDelivery, now: time::OffsetDateTime) -> Option<WebhookSigners> {
    let of = (delivery.tenant_id, delivery.webhook_id);
    let signers = delivery.signers.decrypt(&webhooks.0.on.secret_box, of, now).ok()?;
    let secrets = signers.secrets.iter().map(|text| WebhookSecret::parse(text)).collect::<Option<_>>()?;
    let keys = signers.signing_keys.iter().map(|text| WebhookKey::parse(text)).collect::<Option<_>>()?;
    Some(WebhookSigners { secrets, keys })
}

async fn settle(webhooks: &Webhooks, delivery: &ClaimedDelivery, attempt: &Attempt<'_>) {
    let on = &webhooks.0.on;
    let entering = webhooks.entering(delivery.tenant_id);
    let mut waits = SETTLE_AGAIN_AFTER.into_iter();
    loop {
        match webhooks::settle(&on.auth, &on.jobs, &entering, delivery, attempt).await {
            Ok(settled) => {
                on.metrics.delivery_settled(&settled);
                if settled == SettledDelivery::Disabled {
                    tracing::warn!(
                        target: "bulkhead::alert",
                        { tenant.id = %delivery.tenant_id, webhook.id = %delivery.webhook_id },
                        "webhook_disabled: its receiver is gone, or has failed for five days; it waits until an admin resumes it"
                    );
                }
                return;
            }
            // Whether it was stored or not, the same outcome is stored once.
            Err(error) => {
                let error = causes::describe(&error);
                let Some(wait) = waits.next() else {
                    // Its lease runs out, and it is sent again.
                    tracing::warn!(?error, "what came of a delivery to a webhook can't be stored");
                    return;
                };
                tokio::time::sleep(wait).await;
            }
        }
    }
}
