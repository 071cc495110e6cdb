use std::time::Duration;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use uuid::Uuid;

use super::stored::{Note, store, unreadable};
use super::{Attempt, Claim, Event, Kind};

/// Which attempt is claimed: the next one of this kind of a phone.
#[derive(Clone, Copy, Debug)]
pub struct ClaimRequest {
    pub phone_id: Uuid,
    pub kind: Kind,
    /// A random number of the holder's.
    pub claim: Claim,
    /// Whether phones at the simulated carrier may begin anything.
    pub simulates: bool,
}

/// An attempt whose holder sends its request.
#[derive(Clone)]
pub struct Claimed {
    pub tenant_id: TenantId,
    pub attempt_id: Uuid,
    pub claim: Claim,
    /// How many requests the carrier has not processed so far.
    pub tries: u8,
    pub sender: Sender,
    pub to: String,
    pub request: Request,
    /// The recipient wants no more messages from this phone.
    pub is_suppressed: bool,
}

#[derive(Clone)]
pub enum Request {
    Call,
    Message { body: String },
}

/// The phone that a request comes from.
#[derive(Clone)]
pub struct Sender {
    pub phone_id: Uuid,
    pub number: String,
    pub provider: Provider,
    pub account_sid: Option<String>,
    /// Encrypted.
    pub auth_token: Option<Vec<u8>>,
    pub calls_per_second: i64,
    pub segments_per_second: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    Twilio,
    Simulated,
}

/// What there is to do for a phone.
pub enum Next {
    Send(Box<Claimed>),
    /// The phone's rate permits the next request then.
    Wait(Duration),
    /// Nothing is due, or nothing may start: the tenant is suspended, closed or over its row quota, or the phone is
    /// blocked, in the trash, or at the simulated carrier where there is none.
    Nothing,
}

impl Sender {
    /// Reads the columns `phone_id, number, provider, account_sid, auth_token` and the rates.
    pub(crate) fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        let provider = match row.try_get("provider")? {
            "twilio" => Provider::Twilio,
            "simulated" => Provider::Simulated,
            _ => return Err(unreadable()),
        };
        Ok(Self {
            phone_id: row.try_get("phone_id")?,
            number: row.try_get("number")?,
            provider,
            account_sid: row.try_get("account_sid")?,
            auth_token: row.try_get("auth_token")?,
            calls_per_second: row.try_get("calls_per_second")?,
            segments_per_second: row.try_get("segments_per_second")?,
        })
    }
}

/// Claims the phone's next attempt that is due, and takes its place in the phone's rate, both in one unit of work. Once
/// this has returned, no other node gets the attempt, and its request may leave.
pub async fn claim(jobs: &Jobs, entering: &JobRequest, wanted: ClaimRequest) -> Result<Next, Error> {
    let Some(mut tx) = jobs.begin(entering).await? else { return Ok(Next::Nothing) };
    let next = claim_in(&mut tx, wanted).await?;
    tx.commit().await?;
    Ok(next)
}

async fn claim_in(tx: &mut TenantTx<JobContext>, wanted: ClaimRequest) -> Result<Next, Error> {
    if !may_start(tx, wanted.phone_id, wanted.simulates).await? {
        return Ok(Next::Nothing);
    }
    let wait = lock_slot(tx, wanted).await?;
    if !wait.is_zero() {
        return Ok(Next::Wait(wait));
    }
    let tenant_id = tx.proof().tenant_id();
    let Some(row) = find(tx, wanted).await? else { return Ok(Next::Nothing) };
    let attempt_id = row.try_get("id")?;
    let attempt = Attempt::read(&row)?;
    let Some(held) = attempt.after(Event::Claimed(wanted.claim)) else { return Ok(Next::Nothing) };
    store(tx, tenant_id, attempt_id, held, Note::default()).await?;
    let sender = Sender::read(&row)?;
    let (units, rate) = match wanted.kind {
        Kind::Call => (1, sender.calls_per_second),
        Kind::Message => (row.try_get("units")?, sender.segments_per_second),
    };
    take_slot(tx, wanted, units, rate).await?;
    let request = match wanted.kind {
        Kind::Call => Request::Call,
        Kind::Message => Request::Message { body: row.try_get("body")? },
    };
    Ok(Next::Send(Box::new(Claimed {
        tenant_id,
        attempt_id,
        claim: wanted.claim,
        tries: attempt.tries,
        sender,
        to: row.try_get("to")?,
        request,
        is_suppressed: row.try_get("is_suppressed")?,
    })))
}

/// Whether the tenant and the phone may begin anything.
pub(crate) async fn may_start(tx: &mut TenantTx<JobContext>, phone_id: Uuid, simulates: bool) -> Result<bool, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "select from tenancy.tenants t join app.phones p on p.tenant_id = t.tenant_id
         where t.suspended_at is null and t.deleted_at is null and p.deleted_at is null and p.blocked_reason is null
           and not exists (select from tenancy.usage u where u.tenant_id = t.tenant_id and u.rows >= t.row_quota)
           and t.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and p.tenant_id = ").bind(tenant_id).push(" and p.id = ").bind(phone_id);
    sql.push(" and (p.provider <> 'simulated' or ").bind(simulates).push(")");
    Ok(!tx.run(sql).await?.is_empty())
}

/// Locks the phone's place in time, so that one node at a time takes it; returns how long it isn't free.
async fn lock_slot(tx: &mut TenantTx<JobContext>, wanted: ClaimRequest) -> Result<Duration, Error> {
    let tenant_id = tx.proof().tenant_id();
    for _ in 0..2 {
        let mut sql = Statement::new(
            "select greatest(extract(epoch from next_at - clock_timestamp()), 0)::double precision from app.rate_slots
             where tenant_id = ",
        );
        sql.bind(tenant_id).push(" and phone_id = ").bind(wanted.phone_id);
        sql.push(" and kind = ").bind(wanted.kind.as_str()).push(" for update");
        if let Some(row) = tx.run(sql).await?.pop() {
            return Ok(Duration::try_from_secs_f64(row.try_get(0)?).unwrap_or_default());
        }
        let mut sql = Statement::new("insert into app.rate_slots (tenant_id, phone_id, kind, next_at) values (");
        sql.bind(tenant_id).push(", ").bind(wanted.phone_id).push(", ").bind(wanted.kind.as_str());
        sql.push(", clock_timestamp()) on conflict do nothing");
        tx.run(sql).await?;
    }
    Ok(Duration::from_secs(1))
}

/// Locks the oldest attempt that is due and that no other node has, with what its request needs.
async fn find(tx: &mut TenantTx<JobContext>, wanted: ClaimRequest) -> Result<Option<PgRow>, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "select a.id, a.state, a.tries, a.claim, a.units, coalesce(s.\"to\", m.\"to\", r.address) as \"to\",
           coalesce(m.body, r.body) as body, a.phone_id, p.number, p.provider, p.account_sid, p.auth_token,
           p.calls_per_second, p.segments_per_second,
           s.id is null and exists (
             select from app.suppressions x
             where x.tenant_id = a.tenant_id and x.address = coalesce(m.\"to\", r.address) and x.deleted_at is null
               and (x.phone_id is null or x.phone_id = a.phone_id)) as is_suppressed
         from app.attempts a
         join app.phones p on p.tenant_id = a.tenant_id and p.id = a.phone_id
         left join app.scheduled_calls s on s.tenant_id = a.tenant_id and s.id = a.scheduled_call_id
           and s.status = 'pending' and s.deleted_at is null
         left join app.messages m on m.tenant_id = a.tenant_id and m.id = a.message_id and m.deleted_at is null
         left join app.campaign_recipients r on r.tenant_id = a.tenant_id and r.id = a.recipient_id
         left join app.campaigns c on c.tenant_id = r.tenant_id and c.id = r.campaign_id and c.deleted_at is null
         where a.state = 'planned' and a.due_at <= statement_timestamp() and a.expires_at > statement_timestamp()
           and (s.id is not null or m.id is not null or c.id is not null) and a.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and a.phone_id = ").bind(wanted.phone_id);
    sql.push(" and a.kind = ").bind(wanted.kind.as_str());
    sql.push(" order by a.due_at, a.id limit 1 for update of a skip locked");
    Ok(tx.run(sql).await?.pop())
}

async fn take_slot(tx: &mut TenantTx<JobContext>, wanted: ClaimRequest, units: i64, rate: i64) -> Result<(), Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "update app.rate_slots set next_at = greatest(next_at, clock_timestamp()) + make_interval(secs => ",
    );
    sql.bind(units).push("::double precision / ").bind(rate).push("::double precision) where tenant_id = ");
    sql.bind(tenant_id).push(" and phone_id = ").bind(wanted.phone_id);
    sql.push(" and kind = ").bind(wanted.kind.as_str());
    tx.run(sql).await?;
    Ok(())
}
