//! What becomes of a delivery after an attempt.

use std::time::Duration;

use sqlx::Row;
use tenancy::{Error, JobRequest, Jobs, Statement};
use uuid::Uuid;

use super::due::end;
use super::schedule::wait_after;
use super::{ClaimedPush, DuePush};

pub enum PushDeliveryOutcome {
    Delivered,
    /// The browser's subscription has ended (404, 410).
    Gone,
    /// The push service takes no payload of this length. There is no smaller one to send.
    TooLarge,
    Failed {
        /// The push service asks for so long a wait.
        retry_after: Option<Duration>,
        /// 0 to 1.
        jitter: f64,
    },
}

/// What a delivery came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettledPush {
    Delivered,
    /// It is tried again.
    Waits,
    /// It is given up: the push service takes none of its length, or it is a day old.
    Failed,
    /// Its subscription has ended, and is removed.
    Gone,
    /// It isn't the sender's any more.
    TooLate,
}

impl SettledPush {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Waits => "waits",
            Self::Failed => "failed",
            Self::Gone => "gone",
            Self::TooLate => "too_late",
        }
    }
}

/// Stores what came of an attempt. Storing it twice is storing it once.
pub async fn settle(
    jobs: &Jobs,
    entering: &JobRequest,
    claimed: &ClaimedPush,
    outcome: &PushDeliveryOutcome,
) -> Result<SettledPush, Error> {
    let wait = match outcome {
        PushDeliveryOutcome::Gone => return end_subscription(jobs, entering.run_id, claimed).await,
        PushDeliveryOutcome::Delivered | PushDeliveryOutcome::TooLarge => None,
        PushDeliveryOutcome::Failed { retry_after, jitter } => {
            Some(wait_after(claimed.attempts, *jitter, *retry_after))
        }
    };
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(SettledPush::TooLate) };
    tx.act_as_owner(claimed.due.user_id).await?;
    let mut sql =
        Statement::new("with settled as (select d.tenant_id, d.id, statement_timestamp() + make_interval(secs => ");
    sql.bind(wait.map(|wait| wait.as_secs_f64()))
        .push("::double precision) as next from tenancy.push_deliveries d where d.status = 'sending' and d.claim = ");
    sql.bind(claimed.claim).push(" and d.tenant_id = ").bind(claimed.due.tenant_id);
    sql.push(" and d.owner_id = ").bind(claimed.due.user_id).push(" and d.id = ").bind(claimed.due.id);
    sql.push(
        " for update)
         update tenancy.push_deliveries d set claim = null, lease_until = null,
           next_attempt_at = coalesce(s.next, d.next_attempt_at),
           status = case when s.next < d.created_at + interval '24 hours' then 'pending' else 'ended' end,
           over_at = case when s.next < d.created_at + interval '24 hours' then d.over_at else statement_timestamp() end
         from settled s where d.tenant_id = s.tenant_id and d.id = s.id
         returning d.status",
    );
    let row = tx.run(sql).await?.pop();
    let status: Option<String> = row.map(|row| row.try_get(0)).transpose()?;
    tx.commit().await?;
    Ok(match (status.as_deref(), outcome) {
        (None, _) => SettledPush::TooLate,
        (Some("pending"), _) => SettledPush::Waits,
        (Some(_), PushDeliveryOutcome::Delivered) => SettledPush::Delivered,
        (Some(_), _) => SettledPush::Failed,
    })
}

async fn end_subscription(jobs: &Jobs, run_id: Uuid, claimed: &ClaimedPush) -> Result<SettledPush, Error> {
    end(jobs, DuePush { id: claimed.subscription_id, ..claimed.due }, run_id).await?;
    Ok(SettledPush::Gone)
}
