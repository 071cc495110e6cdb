//! How a doubt ends: by a signed callback, or by what the carrier lists.

use sqlx::Row;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::stored::{Note, Stored};
use super::{Acceptance, Event, Kind, Sender, State};

/// Doubts of a phone that one pass looks at.
const BATCH: i64 = 100;

/// An attempt in doubt, and what the carrier is asked about.
#[derive(Clone)]
pub struct Doubt {
    pub attempt_id: Uuid,
    pub kind: Kind,
    pub sender: Sender,
    pub to: String,
    /// Of a message.
    pub body: Option<String>,
    /// By Postgres's clock.
    pub requested_at: OffsetDateTime,
}

/// The attempts of a phone that are in doubt, oldest first.
pub async fn doubts(jobs: &Jobs, entering: &JobRequest, phone_id: Uuid) -> Result<Vec<Doubt>, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(Vec::new()) };
    let mut sql = Statement::new(
        "select a.id, a.kind, a.requested_at, coalesce(s.\"to\", m.\"to\", r.address) as \"to\",
           coalesce(m.body, r.body) as body, a.phone_id, p.number, p.provider, p.account_sid, p.auth_token,
           p.calls_per_second, p.segments_per_second
         from app.attempts a
         join app.phones p on p.tenant_id = a.tenant_id and p.id = a.phone_id
         left join app.scheduled_calls s on s.tenant_id = a.tenant_id and s.id = a.scheduled_call_id
         left join app.messages m on m.tenant_id = a.tenant_id and m.id = a.message_id
         left join app.campaign_recipients r on r.tenant_id = a.tenant_id and r.id = a.recipient_id
         where a.state = 'in_doubt' and (s.id is not null or m.id is not null or r.id is not null) and a.tenant_id = ",
    );
    sql.bind(entering.tenant_id).push(" and a.phone_id = ").bind(phone_id);
    sql.push(" order by a.requested_at, a.id limit ").bind(BATCH);
    let rows = tx.run(sql).await?;
    tx.commit().await?;
    let doubts = rows.iter().map(|row| {
        let kind = Kind::parse(row.try_get("kind")?).unwrap_or(Kind::Call);
        let (attempt_id, sender) = (row.try_get("id")?, Sender::read(row)?);
        let (to, body, requested_at) = (row.try_get("to")?, row.try_get("body")?, row.try_get("requested_at")?);
        Ok(Doubt { attempt_id, kind, sender, to, body, requested_at })
    });
    doubts.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
}

/// Takes the first candidate that is no other attempt's as what came of an attempt in doubt. `false` where there is none,
/// or where it can't be told whose a candidate is: a request to the same recipient is under way.
pub async fn settle(
    jobs: &Jobs,
    entering: &JobRequest,
    doubt: &Doubt,
    candidates: &[Acceptance<'_>],
) -> Result<bool, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(false) };
    let is_settled = settle_in(&mut tx, doubt, candidates).await?;
    tx.commit().await?;
    Ok(is_settled)
}

async fn settle_in(tx: &mut TenantTx<JobContext>, doubt: &Doubt, candidates: &[Acceptance<'_>]) -> Result<bool, Error> {
    let tenant_id = tx.proof().tenant_id();
    let Some(mut stored) = Stored::lock(tx, tenant_id, doubt.attempt_id).await? else { return Ok(false) };
    if stored.attempt.state != State::InDoubt || has_rival(tx, &stored, &doubt.to).await? {
        return Ok(false);
    }
    for candidate in candidates {
        if !is_taken(tx, &stored, candidate.sid).await? {
            return find(tx, &mut stored, *candidate).await;
        }
    }
    Ok(false)
}

/// Says that the carrier has what an attempt requested: a signed callback names the attempt. The unit of work has
/// entered the tenant. Returns whether the attempt is accepted under this id now, also where it was before; `false`
/// where there is no such attempt, it is another call's, or it ended without one.
pub async fn found(
    tx: &mut TenantTx<JobContext>,
    phone_id: Uuid,
    attempt_id: Uuid,
    accepted: Acceptance<'_>,
) -> Result<bool, Error> {
    let tenant_id = tx.proof().tenant_id();
    let Some(mut stored) = Stored::lock(tx, tenant_id, attempt_id).await? else { return Ok(false) };
    if stored.phone_id != Some(phone_id) {
        return Ok(false);
    }
    if stored.attempt.state == State::Accepted {
        return Ok(stored.carrier_sid.as_deref() == Some(accepted.sid));
    }
    if is_taken(tx, &stored, accepted.sid).await? {
        return Ok(false);
    }
    find(tx, &mut stored, accepted).await
}

async fn find(tx: &mut TenantTx<JobContext>, stored: &mut Stored, accepted: Acceptance<'_>) -> Result<bool, Error> {
    let note = Note { carrier_sid: Some(accepted.sid), ..Note::default() };
    if !stored.apply(tx, Event::Found, note).await? {
        return Ok(false);
    }
    stored.follow(tx, Event::Found, Some(accepted), None).await?;
    Ok(true)
}

/// Whether the carrier's id is another attempt's, or of a row that the carrier told of by itself.
async fn is_taken(tx: &mut TenantTx<JobContext>, stored: &Stored, sid: &str) -> Result<bool, Error> {
    let mut sql = Statement::new("select from app.attempts where tenant_id = ");
    sql.bind(stored.tenant_id).push(" and phone_id = ").bind(stored.phone_id).push(" and carrier_sid = ").bind(sid);
    sql.push(" and id <> ").bind(stored.id).push(" union all select from ");
    sql.push(match stored.subject.kind() {
        Kind::Call => "app.calls",
        Kind::Message | Kind::Email => "app.messages",
    });
    sql.push(" where tenant_id = ").bind(stored.tenant_id).push(" and phone_id = ").bind(stored.phone_id);
    sql.push(" and carrier_sid = ").bind(sid).push(" limit 1");
    Ok(!tx.run(sql).await?.is_empty())
}

/// Whether a request to the same recipient is under way, whose call would look the same.
async fn has_rival(tx: &mut TenantTx<JobContext>, stored: &Stored, to: &str) -> Result<bool, Error> {
    let mut sql = Statement::new(
        "select from app.attempts a
         left join app.scheduled_calls s on s.tenant_id = a.tenant_id and s.id = a.scheduled_call_id
         left join app.messages m on m.tenant_id = a.tenant_id and m.id = a.message_id
         left join app.campaign_recipients r on r.tenant_id = a.tenant_id and r.id = a.recipient_id
         where a.state = 'dispatching' and a.tenant_id = ",
    );
    sql.bind(stored.tenant_id).push(" and a.phone_id = ").bind(stored.phone_id);
    sql.push(" and a.kind = ").bind(stored.subject.kind().as_str());
    sql.push(" and coalesce(s.\"to\", m.\"to\", r.address) = ").bind(to).push(" limit 1");
    Ok(!tx.run(sql).await?.is_empty())
}
