//! One delivery.

use std::sync::Arc;
use std::time::Duration;

use base::causes;
use domain::push::{self, ClaimedPush, PushDeliveryOutcome};
use providers::{PushMessage, PushOutcome, PushSender, PushSubscriptionKeys, PushTopic, PushUrgency, send_push};
use tokio::sync::watch;
use url::Url;

use super::{Pushes, Taken, UNDER_WAY_OF_TENANT};

/// When an outcome that could not be stored is tried again: the database may be restarting.
const SETTLE_AGAIN_AFTER: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(4), Duration::from_secs(10)];

impl Taken {
    /// Takes a place of the tenant's few first, then of the node's many; then claims, sends over no connection to the
    /// database, and stores what came of it.
    pub(super) async fn send(self, sender: Arc<PushSender>, stopped: watch::Receiver<bool>) {
        let (pushes, due) = (&self.pushes, self.due);
        let key = due.tenant_id.0.as_bytes().to_vec();
        let _of_tenant = pushes.0.places_of_tenants.acquire(key, UNDER_WAY_OF_TENANT).await;
        let _of_node = pushes.0.places.acquire().await;
        if *stopped.borrow() {
            return;
        }
        let entering = pushes.entering(due.tenant_id);
        let claimed = push::claim(&pushes.0.on.jobs, &entering, due, pushes.live(), pushes.new_id()).await;
        match claimed {
            Ok(Some(claimed)) => {
                let outcome = attempt(pushes, &sender, &claimed).await;
                settle(pushes, &claimed, &outcome).await;
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(error = ?causes::describe(&error), "a message to a browser can't be claimed");
            }
        }
    }
}

async fn attempt(pushes: &Pushes, sender: &PushSender, claimed: &ClaimedPush) -> PushDeliveryOutcome {
    let on = &pushes.0.on;
    let jitter = f64::from(u16::from_le_bytes(on.random.bytes())) / f64::from(u16::MAX);
    let Some(message) = message(pushes, claimed) else {
        tracing::error!({ push_subscription.id = %claimed.subscription_id }, "what is stored of a browser can't be read");
        return PushDeliveryOutcome::Failed { retry_after: None, jitter };
    };
    let attempt = send_push(&on.client, sender, &message, &on.random, on.clock.now()).await;
    match attempt.outcome {
        PushOutcome::Delivered => PushDeliveryOutcome::Delivered,
        PushOutcome::Gone => PushDeliveryOutcome::Gone,
        PushOutcome::TooLarge => PushDeliveryOutcome::TooLarge,
        PushOutcome::Failed { reason, retry_after } => {
            let host = message.endpoint.host_str().unwrap_or_default();
            tracing::debug!({ push_subscription.id = %claimed.subscription_id, push.host = host, reason }, "a push failed");
            PushDeliveryOutcome::Failed { retry_after, jitter }
        }
    }
}

fn message(pushes: &Pushes, claimed: &ClaimedPush) -> Option<PushMessage> {
    let secret_box = &pushes.0.on.secret_box;
    let keys = claimed.keys.decrypt(secret_box, claimed.due.tenant_id, claimed.subscription_id);
    let (p256dh, auth) = keys.ok()?;
    Some(PushMessage {
        endpoint: Url::parse(&claimed.endpoint).ok()?,
        keys: PushSubscriptionKeys::parse(&p256dh, &auth).ok()?,
        payload: claimed.payload().ok()?.into(),
        urgency: PushUrgency::Normal,
        topic: Some(PushTopic::new(claimed.topic(secret_box))),
    })
}

async fn settle(pushes: &Pushes, claimed: &ClaimedPush, outcome: &PushDeliveryOutcome) {
    let on = &pushes.0.on;
    let entering = pushes.entering(claimed.due.tenant_id);
    let mut waits = SETTLE_AGAIN_AFTER.into_iter();
    loop {
        match push::settle(&on.jobs, &entering, claimed, outcome).await {
            Ok(settled) => return on.metrics.push_settled(settled),
            // Whether it was stored or not, the same outcome is stored once.
            Err(error) => {
                let error = causes::describe(&error);
                let Some(wait) = waits.next() else {
                    // Its lease runs out, and it is sent again.
                    tracing::warn!(?error, "what came of a message to a browser can't be stored");
                    return;
                };
                tokio::time::sleep(wait).await;
            }
        }
    }
}
