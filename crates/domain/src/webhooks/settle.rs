//! What becomes of a delivery after an attempt.

use std::time::Duration;

use auth::outbox::{self, Notice, Recipient};
use auth::{Auth, users};
use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantTx};
use url::Url;

use super::ClaimedDelivery;
use super::schedule::{After, after};

/// For how long a webhook fails without a success until it is disabled.
const DISABLED_AFTER: &str = "interval '5 days'";

/// An attempt that was made.
pub struct Attempt<'a> {
    pub outcome: DeliveryOutcome<'a>,
    /// Of the response, where there was one.
    pub status: Option<u16>,
    pub took: Duration,
    /// Where it went, if it went anywhere.
    pub address: Option<String>,
    /// 0 to 1.
    pub jitter: f64,
}

pub enum DeliveryOutcome<'a> {
    Delivered,
    /// The receiver wants no more (410).
    Gone,
    Failed {
        reason: &'a str,
        /// The receiver asks for so long a wait.
        retry_after: Option<Duration>,
    },
}

/// What a delivery came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettledDelivery {
    Delivered,
    /// It is tried again.
    Waits,
    Failed,
    /// It failed, and its webhook is disabled.
    Disabled,
    /// It isn't the sender's any more.
    TooLate,
}

impl SettledDelivery {
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Waits => "waits",
            Self::Failed => "failed",
            Self::Disabled => "disabled",
            Self::TooLate => "too_late",
        }
    }
}

/// Stores what came of an attempt. Storing it twice is storing it once. Where that disables the webhook, its maker is
/// told by e-mail, if they are still an admin and have a confirmed address.
pub async fn settle(
    auth: &Auth,
    jobs: &Jobs,
    entering: &JobRequest,
    claimed: &ClaimedDelivery,
    attempt: &Attempt<'_>,
) -> Result<SettledDelivery, Error> {
    // Users aren't seen from within a tenant.
    let maker = match attempt.outcome {
        DeliveryOutcome::Delivered => None,
        DeliveryOutcome::Gone | DeliveryOutcome::Failed { .. } => users::find(auth, claimed.maker).await?,
    };
    let to = maker.filter(|maker| maker.email_verified).and_then(|maker| maker.email).map(Recipient::Mail);
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(SettledDelivery::TooLate) };
    let settled = settle_in(auth, &mut tx, claimed, attempt, to).await?;
    tx.commit().await?;
    Ok(settled)
}

async fn settle_in(
    auth: &Auth,
    tx: &mut TenantTx<JobContext>,
    claimed: &ClaimedDelivery,
    attempt: &Attempt<'_>,
    to: Option<Recipient>,
) -> Result<SettledDelivery, Error> {
    let After { status, wait, error } = after(claimed.attempts, &attempt.outcome, attempt.jitter);
    let mut sql = Statement::new("update tenancy.webhook_deliveries set claim = null, lease_until = null, status = ");
    sql.bind(status).push(", error = left(").bind(error).push("::text, 500), response_status = ");
    sql.bind(attempt.status.map(i64::from)).push(", duration_ms = ");
    sql.bind(i64::try_from(attempt.took.as_millis()).unwrap_or(i64::MAX)).push(", address = ");
    sql.bind(attempt.address.as_deref());
    match wait {
        Some(wait) => {
            sql.push(", next_attempt_at = statement_timestamp() + make_interval(secs => ");
            sql.bind(wait.as_secs_f64()).push(")");
        }
        None => {
            sql.push(", ended_at = statement_timestamp()");
        }
    }
    sql.push(" where status = 'sending' and claim = ").bind(claimed.claim).push(" and tenant_id = ");
    sql.bind(claimed.tenant_id).push(" and id = ").bind(claimed.id).push(" returning 1");
    if tx.run(sql).await?.is_empty() {
        return Ok(SettledDelivery::TooLate);
    }
    let is_over = match attempt.outcome {
        DeliveryOutcome::Delivered => return Ok(SettledDelivery::Delivered),
        DeliveryOutcome::Gone => true,
        DeliveryOutcome::Failed { .. } => has_failed_for_long(tx, claimed).await?,
    };
    let is_gone = matches!(attempt.outcome, DeliveryOutcome::Gone);
    if is_over && let Some(disabled) = disable(tx, claimed, is_gone).await? {
        if let Some(to) = to.filter(|_| disabled.is_maker_admin) {
            let host =
                Url::parse(&claimed.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
            let at = auth.clock.now();
            let notice = Notice::WebhookDisabled { at, tenant: disabled.tenant, host, gone: is_gone };
            outbox::notify(&mut *tx, auth, to, notice).await?;
        }
        return Ok(SettledDelivery::Disabled);
    }
    Ok(if wait.is_some() { SettledDelivery::Waits } else { SettledDelivery::Failed })
}

/// Whether an attempt of five days ago failed, and none was successful since.
async fn has_failed_for_long(tx: &mut TenantTx<JobContext>, claimed: &ClaimedDelivery) -> Result<bool, Error> {
    let mut sql = Statement::new("select 1 from app.webhooks w where w.tenant_id = ");
    sql.bind(claimed.tenant_id).push(" and w.id = ").bind(claimed.webhook_id);
    sql.push(
        " and exists (select from tenancy.webhook_deliveries d
           where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status in ('pending', 'sending', 'failed')
             and d.first_attempted_at >= w.failures_count_from
             and d.first_attempted_at < statement_timestamp() - ",
    );
    sql.push(DISABLED_AFTER).push(
        ") and not exists (select from tenancy.webhook_deliveries d
           where d.tenant_id = w.tenant_id and d.webhook_id = w.id and d.status = 'delivered'
             and d.ended_at > statement_timestamp() - ",
    );
    sql.push(DISABLED_AFTER).push(")");
    Ok(!tx.run(sql).await?.is_empty())
}

/// A webhook that was disabled.
struct Disabled {
    is_maker_admin: bool,
    /// What the tenant is called.
    tenant: String,
}

/// Disables the webhook, which is told nothing more until an admin resumes it. `None` where it wasn't active any more.
async fn disable(
    tx: &mut TenantTx<JobContext>,
    claimed: &ClaimedDelivery,
    is_gone: bool,
) -> Result<Option<Disabled>, Error> {
    let mut sql = Statement::new("update app.webhooks w set status = 'disabled', disabled_reason = ");
    sql.bind(if is_gone { "gone" } else { "failing" });
    sql.push(" from tenancy.tenants t where t.tenant_id = w.tenant_id and t.id = w.tenant_id and w.status = 'active'");
    sql.push(" and w.tenant_id = ").bind(claimed.tenant_id).push(" and w.id = ").bind(claimed.webhook_id);
    sql.push(
        " returning exists (select from tenancy.memberships m where m.tenant_id = w.tenant_id
             and m.user_id = w.owner_id and m.role in ('admin', 'owner')), t.name",
    );
    let rows = tx.run(sql).await?;
    let read =
        |row: &PgRow| Ok::<_, sqlx::Error>(Disabled { is_maker_admin: row.try_get(0)?, tenant: row.try_get(1)? });
    Ok(rows.first().map(read).transpose()?)
}
