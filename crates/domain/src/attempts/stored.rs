//! Attempts as the database has them.

use std::fmt::Debug;
use std::time::Duration;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Error, Statement, TenantId, TenantTx};
use uuid::Uuid;

use super::{Attempt, Claim, Event, Kind, State};
use crate::{campaigns, phones};

/// How long a claimed attempt is its holder's.
const LEASE: Duration = Duration::from_mins(1);

/// How long the carrier is asked about an attempt in doubt.
const SOUGHT_FOR: Duration = Duration::from_mins(10);

/// What an attempt is to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    ScheduledCall(Uuid),
    Message(Uuid),
    /// A recipient of a campaign, who is called, or gets a message or an e-mail.
    Recipient(Uuid, Kind),
}

/// An attempt and its subject, locked until the unit of work ends.
#[derive(Debug)]
pub(super) struct Stored {
    pub tenant_id: TenantId,
    pub id: Uuid,
    /// None of an e-mail.
    pub phone_id: Option<Uuid>,
    pub subject: Subject,
    /// Of a recipient: the status of the campaign.
    pub campaign: Option<String>,
    pub attempt: Attempt,
    /// The carrier's id of the call or the message, once it is known.
    pub carrier_sid: Option<String>,
    /// The event that its times ask for, by Postgres's clock.
    pub overdue: Option<Event>,
}

/// What is stored with an event.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Note<'a> {
    pub carrier_sid: Option<&'a str>,
    pub error_code: Option<&'a str>,
    /// How long the attempt waits from now on.
    pub wait: Duration,
}

impl Subject {
    pub fn kind(self) -> Kind {
        match self {
            Self::ScheduledCall(_) => Kind::Call,
            Self::Message(_) => Kind::Message,
            Self::Recipient(_, kind) => kind,
        }
    }

    /// The subject of a row with the columns `kind`, `scheduled_call_id`, `message_id` and `recipient_id`.
    pub(super) fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        let call: Option<Uuid> = row.try_get("scheduled_call_id")?;
        let message: Option<Uuid> = row.try_get("message_id")?;
        let recipient: Option<Uuid> = row.try_get("recipient_id")?;
        match (call, message, recipient) {
            (Some(id), _, _) => Ok(Self::ScheduledCall(id)),
            (None, Some(id), _) => Ok(Self::Message(id)),
            (None, None, Some(id)) => {
                Ok(Self::Recipient(id, Kind::parse(row.try_get("kind")?).ok_or_else(unreadable)?))
            }
            (None, None, None) => Err(unreadable()),
        }
    }

    /// Locks the row: always before its attempt, as requests of clients do. Of a recipient it locks the phone and the
    /// campaign first, and returns the campaign's status: whatever sends to recipients locks in this order.
    async fn lock<P: Send + Debug>(
        self,
        tx: &mut TenantTx<P>,
        tenant_id: TenantId,
        phone_id: Option<Uuid>,
    ) -> Result<Option<String>, Error> {
        let (table, id) = match self {
            Self::ScheduledCall(id) => ("app.scheduled_calls", id),
            Self::Message(id) => ("app.messages", id),
            Self::Recipient(id, _) => {
                if let Some(phone_id) = phone_id {
                    phones::lock(tx, tenant_id, phone_id).await?;
                }
                return campaigns::lock(tx, tenant_id, id).await;
            }
        };
        let mut sql = Statement::new("select from ");
        sql.push(table).push(" where tenant_id = ").bind(tenant_id).push(" and id = ").bind(id).push(" for update");
        tx.run(sql).await?;
        Ok(None)
    }
}

impl Attempt {
    /// The attempt of a row with the columns `state`, `tries` and `claim`.
    pub(super) fn read(row: &PgRow) -> Result<Self, sqlx::Error> {
        let state = State::parse(row.try_get("state")?).ok_or_else(unreadable)?;
        let tries = u8::try_from(row.try_get::<i64, _>("tries")?).unwrap_or(u8::MAX);
        Ok(Self { state, tries, claim: row.try_get::<Option<Uuid>, _>("claim")?.map(Claim) })
    }
}

impl Stored {
    /// The phone of a call or a message.
    pub fn phone(&self) -> Result<Uuid, Error> {
        self.phone_id.ok_or_else(|| unreadable().into())
    }

    /// Locks an attempt and what it is of.
    pub async fn lock<P: Send + Debug>(
        tx: &mut TenantTx<P>,
        tenant_id: TenantId,
        id: Uuid,
    ) -> Result<Option<Self>, Error> {
        let mut sql = Statement::new(
            "select phone_id, kind, scheduled_call_id, message_id, recipient_id from app.attempts where tenant_id = ",
        );
        sql.bind(tenant_id).push(" and id = ").bind(id);
        let Some(row) = tx.run(sql).await?.pop() else { return Ok(None) };
        let campaign = Subject::read(&row)?.lock(tx, tenant_id, row.try_get("phone_id")?).await?;
        let stored = Self::lock_alone(tx, tenant_id, id).await?;
        Ok(stored.map(|stored| Self { campaign, ..stored }))
    }

    /// Locks an attempt whose subject the caller has locked.
    pub async fn lock_alone<P: Send + Debug>(
        tx: &mut TenantTx<P>,
        tenant_id: TenantId,
        id: Uuid,
    ) -> Result<Option<Self>, Error> {
        let mut sql = Statement::new(
            "select phone_id, kind, scheduled_call_id, message_id, recipient_id, state, tries, claim, carrier_sid,
               coalesce(lease_until <= statement_timestamp(), false) as lease_is_over,
               coalesce(sought_until <= statement_timestamp(), false) as search_is_over,
               expires_at <= statement_timestamp() as is_late
             from app.attempts where tenant_id = ",
        );
        sql.bind(tenant_id).push(" and id = ").bind(id).push(" for update");
        let Some(row) = tx.run(sql).await?.pop() else { return Ok(None) };
        let attempt = Attempt::read(&row)?;
        let overdue = match attempt.state {
            State::Dispatching if row.try_get("lease_is_over")? => Some(Event::LeaseEnded),
            State::InDoubt if row.try_get("search_is_over")? => Some(Event::GivenUp),
            State::Planned | State::Blocked if row.try_get("is_late")? => Some(Event::Overdue),
            _ => None,
        };
        let (phone_id, carrier_sid) = (row.try_get("phone_id")?, row.try_get("carrier_sid")?);
        Ok(Some(Self {
            tenant_id,
            id,
            phone_id,
            subject: Subject::read(&row)?,
            campaign: None,
            attempt,
            carrier_sid,
            overdue,
        }))
    }

    /// Stores the attempt as it is after the event. `false` where the event changes nothing.
    pub async fn apply<P: Send + Debug>(
        &mut self,
        tx: &mut TenantTx<P>,
        event: Event,
        note: Note<'_>,
    ) -> Result<bool, Error> {
        let Some(after) = self.attempt.after(event) else { return Ok(false) };
        store(tx, self.tenant_id, self.id, after, note).await?;
        self.attempt = after;
        Ok(true)
    }
}

/// Stores what a locked attempt has become.
pub(super) async fn store<P: Send + Debug>(
    tx: &mut TenantTx<P>,
    tenant_id: TenantId,
    id: Uuid,
    attempt: Attempt,
    note: Note<'_>,
) -> Result<(), Error> {
    let seconds = |duration: Duration| duration.as_secs_f64();
    let mut sql = Statement::new("update app.attempts set state = ");
    sql.bind(attempt.state.as_str()).push(", tries = ").bind(i64::from(attempt.tries));
    sql.push(", claim = ").bind(attempt.claim.map(|claim| claim.0)).push(", error_code = ").bind(note.error_code);
    sql.push(", carrier_sid = coalesce(").bind(note.carrier_sid).push(", carrier_sid)");
    match attempt.state {
        State::Dispatching => {
            sql.push(
                ", requested_at = statement_timestamp(), lease_until = statement_timestamp() + make_interval(secs => ",
            );
            sql.bind(seconds(LEASE)).push(")");
        }
        State::InDoubt => {
            sql.push(", lease_until = null, sought_until = statement_timestamp() + make_interval(secs => ");
            sql.bind(seconds(SOUGHT_FOR)).push(")");
        }
        State::Planned | State::Blocked => {
            sql.push(", lease_until = null, due_at = greatest(due_at, statement_timestamp() + make_interval(secs => ");
            sql.bind(seconds(note.wait)).push("))");
        }
        State::Accepted | State::Refused | State::Unknown | State::Cancelled | State::Missed => {
            sql.push(", lease_until = null, sought_until = null, ended_at = statement_timestamp()");
        }
    }
    sql.push(" where tenant_id = ").bind(tenant_id).push(" and id = ").bind(id);
    tx.run(sql).await?;
    Ok(())
}

pub(super) fn unreadable() -> sqlx::Error {
    sqlx::Error::Decode("an attempt in the database isn't one that this server knows".into())
}
