//! What is overdue or in doubt.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use base::causes;
use domain::attempts::{self, Acceptance, Doubt, Kind, State};
use futures_util::{StreamExt, stream};
use providers::twilio::carrier::{Account, CallFilter, Carrier, CarrierError, MessageFilter};
use tenancy::{Error, TenantId};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Dispatcher;

/// Phones that a pass looks at, and at the same time.
const PHONES: i32 = 1_000;
const AT_A_TIME: usize = 8;

/// How far the carrier's clock may be behind ours.
const SKEW: Duration = Duration::seconds(30);

/// The longest time from a request's beginning to what it brings about.
const WINDOW: Duration = Duration::minutes(10);

/// A phone with attempts, or a tenant with e-mails.
type Phone = (TenantId, Option<Uuid>);

/// A call or a message as the carrier lists it.
struct Listed {
    sid: String,
    status: String,
    segments: Option<i64>,
    created_at: Option<OffsetDateTime>,
}

pub(super) async fn run(dispatcher: &Dispatcher) -> Result<u64, Error> {
    let phones = attempts::stale(&dispatcher.0.on.db, PHONES).await?;
    // Leases first: they ask nothing of a carrier, which may be slow.
    let ended = each(phones.clone(), |phone| end_overdue(dispatcher, phone)).await;
    let settled = each(phones, |phone| settle_doubts(dispatcher, phone)).await;
    Ok(ended + settled)
}

/// Does this for each phone, a few at a time. One that fails stops no other.
async fn each<F>(phones: Vec<Phone>, work: impl Fn(Phone) -> F) -> u64
where
    F: Future<Output = Result<u64, Error>>,
{
    let passes = phones.into_iter().map(|(tenant_id, phone_id)| {
        let pass = work((tenant_id, phone_id));
        async move {
            match pass.await {
                Ok(count) => count,
                Err(error) => {
                    let error = causes::describe(&error);
                    tracing::warn!(tenant.id = %tenant_id, phone.id = ?phone_id, ?error, "attempts can't be settled");
                    0
                }
            }
        }
    });
    stream::iter(passes).buffer_unordered(AT_A_TIME).fold(0, async |sum, count| sum + count).await
}

async fn end_overdue(dispatcher: &Dispatcher, (tenant_id, phone_id): Phone) -> Result<u64, Error> {
    let on = &dispatcher.0.on;
    let ended = attempts::end_overdue(&on.jobs, &dispatcher.entering(tenant_id), phone_id).await?;
    for ended in &ended {
        on.metrics.attempt_reached(ended.kind, ended.state);
    }
    Ok(ended.len() as u64)
}

/// Looks for what is in doubt, and gives up what has been for long.
async fn settle_doubts(dispatcher: &Dispatcher, (tenant_id, phone_id): Phone) -> Result<u64, Error> {
    let on = &dispatcher.0.on;
    let entering = dispatcher.entering(tenant_id);
    let found = match phone_id {
        Some(phone_id) => {
            let doubts = attempts::doubts(&on.jobs, &entering, phone_id).await?;
            if doubts.is_empty() {
                return Ok(0);
            }
            look_for(dispatcher, (tenant_id, phone_id), &doubts).await?
        }
        // A mail server has no list of what it has taken.
        None => 0,
    };
    let given_up = attempts::give_up(&on.jobs, &entering, phone_id).await?;
    for ended in &given_up {
        on.metrics.attempt_reached(ended.kind, ended.state);
        tracing::warn!(
            tenant.id = %tenant_id,
            attempt.id = %ended.attempt_id,
            "it stays unknown whether the carrier has taken a request, which is not sent again"
        );
    }
    Ok(found + given_up.len() as u64)
}

async fn look_for(
    dispatcher: &Dispatcher,
    (tenant_id, phone_id): (TenantId, Uuid),
    doubts: &[Doubt],
) -> Result<u64, Error> {
    let on = &dispatcher.0.on;
    let mut lists: HashMap<(Kind, &str), Vec<Listed>> = HashMap::new();
    let mut count = 0;
    for doubt in doubts {
        let Ok((carrier, account)) = on.reach(tenant_id, &doubt.sender).await else { break };
        // Those of one recipient are listed once.
        let listed = match lists.entry((doubt.kind, doubt.to.as_str())) {
            Entry::Occupied(listed) => listed.into_mut(),
            Entry::Vacant(place) => match list(carrier, &account, doubt).await {
                Ok(listed) => place.insert(listed),
                Err(error) => {
                    tracing::info!(%error, phone.id = %phone_id, "what is in doubt can't be looked for");
                    break;
                }
            },
        };
        let within = |at: OffsetDateTime| at >= doubt.requested_at - SKEW && at <= doubt.requested_at + WINDOW;
        let candidates: Vec<_> = listed
            .iter()
            .filter(|listed| listed.created_at.is_some_and(within))
            .map(|listed| Acceptance { sid: &listed.sid, status: &listed.status, segments: listed.segments })
            .collect();
        if attempts::settle(&on.jobs, &dispatcher.entering(tenant_id), doubt, &candidates).await? {
            on.metrics.attempt_reached(doubt.kind, State::Accepted);
            count += 1;
        }
    }
    Ok(count)
}

/// What the carrier has from this number to this recipient, oldest first. Days of a call's start don't filter: a call
/// that waits in the carrier's queue has none.
async fn list(carrier: &Carrier, account: &Account, doubt: &Doubt) -> Result<Vec<Listed>, CarrierError> {
    let (to, from) = (Some(doubt.to.clone()), Some(doubt.sender.number.clone()));
    let mut listed: Vec<Listed> = match doubt.kind {
        Kind::Call => {
            let calls = carrier.list_calls(account, &CallFilter { to, from, ..CallFilter::default() }).await?;
            let placed = calls.into_iter().filter(|call| call.direction == "outbound-api");
            placed
                .map(|call| Listed {
                    sid: call.sid,
                    status: call.status,
                    segments: None,
                    created_at: call.date_created,
                })
                .collect()
        }
        Kind::Message | Kind::Email => {
            let messages = carrier.list_messages(account, &MessageFilter { to, from, sent_since: None }).await?;
            let sent = messages.into_iter().filter(|message| {
                message.direction == "outbound-api" && Some(message.body.as_str()) == doubt.body.as_deref()
            });
            sent.map(|message| Listed {
                sid: message.sid,
                status: message.status,
                segments: message.num_segments.map(i64::from),
                created_at: message.date_created,
            })
            .collect()
        }
    };
    listed.sort_by_key(|listed| listed.created_at);
    Ok(listed)
}
