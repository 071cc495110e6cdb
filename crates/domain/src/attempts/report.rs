use std::time::Duration;

use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantTx};
use uuid::Uuid;

use super::stored::{Note, Stored};
use super::{Acceptance, AttemptOutcome, Claim, Event, State};
use crate::phones;

/// What came of a request, by its holder.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    pub outcome: AttemptOutcome,
    /// With [`AttemptOutcome::Accepted`].
    pub accepted: Option<Acceptance<'a>>,
    /// The carrier's code of a refusal, or a word of ours.
    pub error_code: Option<&'a str>,
    /// With [`AttemptOutcome::TryLater`]: how long the attempt waits.
    pub wait: Duration,
}

/// What a report has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    Stored {
        state: State,
        /// The phone is blocked by this report: whatever it sends next would fail as well.
        blocks_phone: bool,
    },
    /// The attempt is no longer the holder's, or has been settled: nothing is changed.
    TooLate,
}

/// Stores what came of a request, for the holder of the claim alone.
pub async fn report(
    jobs: &Jobs,
    entering: &JobRequest,
    attempt_id: Uuid,
    claim: Claim,
    report: &Report<'_>,
) -> Result<Reported, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(Reported::TooLate) };
    let reported = report_in(&mut tx, attempt_id, claim, report).await?;
    tx.commit().await?;
    Ok(reported)
}

async fn report_in(
    tx: &mut TenantTx<JobContext>,
    attempt_id: Uuid,
    claim: Claim,
    report: &Report<'_>,
) -> Result<Reported, Error> {
    let tenant_id = tx.proof().tenant_id();
    let Some(mut stored) = Stored::lock(tx, tenant_id, attempt_id).await? else { return Ok(Reported::TooLate) };
    let event = Event::Reported(claim, report.outcome);
    let sid = report.accepted.map(|accepted| accepted.sid);
    let note = Note { carrier_sid: sid, error_code: report.error_code, wait: report.wait };
    if !stored.apply(tx, event, note).await? {
        return Ok(Reported::TooLate);
    }
    stored.follow(tx, event, report.accepted, report.error_code).await?;
    let blocks_phone = stored.attempt.state == State::Blocked && block(tx, &stored, report.error_code).await?;
    Ok(Reported::Stored { state: stored.attempt.state, blocks_phone })
}

/// Blocks the phone; `false` where it is blocked already, and for an e-mail, which has none. It is locked before it is looked at: an admin who lifts a block
/// at this moment would miss this attempt.
async fn block(tx: &mut TenantTx<JobContext>, stored: &Stored, code: Option<&str>) -> Result<bool, Error> {
    let Some(phone_id) = stored.phone_id else { return Ok(false) };
    phones::lock(tx, stored.tenant_id, phone_id).await?;
    let mut sql = Statement::new("update app.phones set blocked_reason = ");
    sql.bind(code.unwrap_or("refused")).push(" where blocked_reason is null and tenant_id = ").bind(stored.tenant_id);
    sql.push(" and id = ").bind(phone_id).push(" returning 1");
    Ok(!tx.run(sql).await?.is_empty())
}
