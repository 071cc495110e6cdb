use std::time::Duration;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, JobContext, JobRequest, Jobs, Statement, TenantId, TenantTx};
use uuid::Uuid;

use super::stored::{Note, store, unreadable};
use super::{Attempt, Claim, Email, Event, Kind, Queue, email};

/// Which attempt is claimed: the next one of a queue.
#[derive(Clone, Copy, Debug)]
pub struct ClaimRequest {
    pub queue: Queue,
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
    pub to: String,
    pub request: Request,
    /// The recipient wants no more messages from this phone, or no more e-mails.
    pub is_suppressed: bool,
}

#[derive(Clone)]
pub enum Request {
    Call { sender: Sender },
    Message { sender: Sender, body: String },
    Email(Email),
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
    match wanted.queue.phone_id {
        Some(phone_id) => claim_of_phone(tx, phone_id, wanted).await,
        None => email::claim_in(tx, wanted.claim).await,
    }
}

async fn claim_of_phone(tx: &mut TenantTx<JobContext>, phone_id: Uuid, wanted: ClaimRequest) -> Result<Next, Error> {
    if !may_start(tx, phone_id, wanted.simulates).await? {
        return Ok(Next::Nothing);
    }
    let slot = Slot { phone_id, kind: wanted.queue.kind };
    let wait = slot.lock(tx).await?;
    if !wait.is_zero() {
        return Ok(Next::Wait(wait));
    }
    let tenant_id = tx.proof().tenant_id();
    let Some(row) = slot.find(tx).await? else { return Ok(Next::Nothing) };
    let attempt_id = row.try_get("id")?;
    let attempt = Attempt::read(&row)?;
    let Some(held) = attempt.after(Event::Claimed(wanted.claim)) else { return Ok(Next::Nothing) };
    store(tx, tenant_id, attempt_id, held, Note::default()).await?;
    let sender = Sender::read(&row)?;
    let request = if slot.kind == Kind::Call {
        slot.take(tx, 1, sender.calls_per_second).await?;
        Request::Call { sender }
    } else {
        slot.take(tx, row.try_get("units")?, sender.segments_per_second).await?;
        Request::Message { sender, body: row.try_get("body")? }
    };
    Ok(Next::Send(Box::new(Claimed {
        tenant_id,
        attempt_id,
        claim: wanted.claim,
        tries: attempt.tries,
        to: row.try_get("to")?,
        request,
        is_suppressed: row.try_get("is_suppressed")?,
    })))
}

/// A tenant `t` that may begin something: it is neither suspended nor closed, nor over its row quota.
const MAY_START: &str = "t.suspended_at is null and t.deleted_at is null
  and not exists (select from tenancy.usage u where u.tenant_id = t.tenant_id and u.rows >= t.row_quota)
  and t.tenant_id = ";

/// Whether the tenant and the phone may begin anything.
pub(crate) async fn may_start(tx: &mut TenantTx<JobContext>, phone_id: Uuid, simulates: bool) -> Result<bool, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new(
        "select from tenancy.tenants t join app.phones p on p.tenant_id = t.tenant_id
         where p.deleted_at is null and p.blocked_reason is null and ",
    );
    sql.push(MAY_START).bind(tenant_id).push(" and p.tenant_id = ").bind(tenant_id).push(" and p.id = ").bind(phone_id);
    sql.push(" and (p.provider <> 'simulated' or ").bind(simulates).push(")");
    Ok(!tx.run(sql).await?.is_empty())
}

/// Whether the tenant may begin anything.
pub(crate) async fn tenant_may_start(tx: &mut TenantTx<JobContext>) -> Result<bool, Error> {
    let mut sql = Statement::new("select from tenancy.tenants t where ");
    sql.push(MAY_START).bind(tx.proof().tenant_id());
    Ok(!tx.run(sql).await?.is_empty())
}

/// A phone's place in time for requests of a kind.
#[derive(Clone, Copy)]
struct Slot {
    phone_id: Uuid,
    kind: Kind,
}

impl Slot {
    fn push_key(self, sql: &mut Statement, tenant_id: TenantId) {
        sql.bind(tenant_id).push(" and phone_id = ").bind(self.phone_id);
        sql.push(" and kind = ").bind(self.kind.as_str());
    }

    /// Locks it, so that one node at a time takes it; returns how long it isn't free.
    async fn lock(self, tx: &mut TenantTx<JobContext>) -> Result<Duration, Error> {
        let tenant_id = tx.proof().tenant_id();
        for _ in 0..2 {
            let mut sql = Statement::new(
                "select greatest(extract(epoch from next_at - clock_timestamp()), 0)::double precision
                 from app.rate_slots where tenant_id = ",
            );
            self.push_key(&mut sql, tenant_id);
            sql.push(" for update");
            if let Some(row) = tx.run(sql).await?.pop() {
                return Ok(Duration::try_from_secs_f64(row.try_get(0)?).unwrap_or_default());
            }
            let mut sql = Statement::new("insert into app.rate_slots (tenant_id, phone_id, kind, next_at) values (");
            sql.bind(tenant_id).push(", ").bind(self.phone_id).push(", ").bind(self.kind.as_str());
            sql.push(", clock_timestamp()) on conflict do nothing");
            tx.run(sql).await?;
        }
        Ok(Duration::from_secs(1))
    }

    /// Locks the oldest attempt that is due and that no other node has, with what its request needs.
    async fn find(self, tx: &mut TenantTx<JobContext>) -> Result<Option<PgRow>, Error> {
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
        sql.bind(tx.proof().tenant_id()).push(" and a.phone_id = ").bind(self.phone_id);
        sql.push(" and a.kind = ").bind(self.kind.as_str());
        sql.push(" order by a.due_at, a.id limit 1 for update of a skip locked");
        Ok(tx.run(sql).await?.pop())
    }

    async fn take(self, tx: &mut TenantTx<JobContext>, units: i64, rate: i64) -> Result<(), Error> {
        let mut sql = Statement::new(
            "update app.rate_slots set next_at = greatest(next_at, clock_timestamp()) + make_interval(secs => ",
        );
        sql.bind(units).push("::double precision / ").bind(rate).push("::double precision) where tenant_id = ");
        self.push_key(&mut sql, tx.proof().tenant_id());
        tx.run(sql).await?;
        Ok(())
    }
}
