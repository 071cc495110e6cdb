//! Attempts whose time is over.

use sqlx::Row;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantTx};
use uuid::Uuid;

use super::stored::{Note, Stored};
use super::{Event, Kind, State};

/// Attempts of a phone, or e-mails of a tenant, that one pass looks at.
const BATCH: i64 = 500;

/// An attempt whose time was over, and what it has become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    pub attempt_id: Uuid,
    pub kind: Kind,
    pub state: State,
}

/// Leaves the attempts of a phone in doubt whose lease ran out, and misses those that could not be requested in their
/// time; without a phone those of the tenant's e-mails. Each is a unit of work of its own.
pub async fn end_overdue(jobs: &Jobs, entering: &JobRequest, phone_id: Option<Uuid>) -> Result<Vec<Ended>, Error> {
    let mut sql = Statement::new(
        "select id from app.attempts where (state = 'dispatching' and lease_until <= statement_timestamp()
           or state in ('planned', 'blocked') and expires_at <= statement_timestamp()) and tenant_id = ",
    );
    push_sender(&mut sql, entering, phone_id);
    end(jobs, entering, sql).await
}

/// Gives up the attempts of a phone, or of the tenant's e-mails, that were in doubt for as long as the carrier is asked.
pub async fn give_up(jobs: &Jobs, entering: &JobRequest, phone_id: Option<Uuid>) -> Result<Vec<Ended>, Error> {
    let mut sql = Statement::new(
        "select id from app.attempts
         where state = 'in_doubt' and sought_until <= statement_timestamp() and tenant_id = ",
    );
    push_sender(&mut sql, entering, phone_id);
    end(jobs, entering, sql).await
}

fn push_sender(sql: &mut Statement, entering: &JobRequest, phone_id: Option<Uuid>) {
    sql.bind(entering.tenant_id);
    match phone_id {
        Some(phone_id) => sql.push(" and phone_id = ").bind(phone_id),
        None => sql.push(" and phone_id is null"),
    };
    sql.push(" order by id limit ").bind(BATCH);
}

/// Has each attempt that the statement finds go on as its time asks, once it is locked.
async fn end(jobs: &Jobs, entering: &JobRequest, overdue: Statement) -> Result<Vec<Ended>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(Vec::new()) };
    let ids: Vec<Uuid> = tx.run(overdue).await?.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
    tx.commit().await?;
    let mut ended = Vec::new();
    for attempt_id in ids {
        let Some(mut tx) = jobs.begin(entering).await? else { break };
        if let Some(mut stored) = Stored::lock(&mut tx, entering.tenant_id, attempt_id).await?
            && let Some(event) = stored.overdue
            && apply(&mut tx, &mut stored, event).await?
        {
            ended.push(Ended { attempt_id, kind: stored.subject.kind(), state: stored.attempt.state });
        }
        tx.commit().await?;
    }
    Ok(ended)
}

async fn apply(tx: &mut TenantTx<JobContext>, stored: &mut Stored, event: Event) -> Result<bool, Error> {
    if !stored.apply(tx, event, Note::default()).await? {
        return Ok(false);
    }
    stored.follow(tx, event, None, None).await?;
    Ok(true)
}
