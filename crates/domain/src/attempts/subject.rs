//! What becomes of the scheduled call, the message or the recipient whose attempt has changed.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use super::cancel::{ask_no_more, cancel_accepted_call};
use super::stored::{Note, Stored, Subject};
use super::{BOUNCED, Event, Kind, State};
use crate::{calls, campaigns, messages, phones, suppressions};

/// Twilio's code of a recipient who has unsubscribed (<https://www.twilio.com/docs/api/errors/21610>).
const UNSUBSCRIBED: &str = "21610";

/// The word of a request that never left, since its recipient is suppressed.
const SUPPRESSED: &str = "suppressed";

/// What the carrier says of what it has accepted.
#[derive(Clone, Copy, Debug)]
pub struct Acceptance<'a> {
    /// The carrier's id of the call or the message.
    pub sid: &'a str,
    /// Its first state, as the carrier names it.
    pub status: &'a str,
    /// As the carrier counts them.
    pub segments: Option<i64>,
}

impl Stored {
    /// Has the attempt's subject follow. The subject is locked.
    pub(super) async fn follow(
        &mut self,
        tx: &mut TenantTx<JobContext>,
        event: Event,
        accepted: Option<Acceptance<'_>>,
        error_code: Option<&str>,
    ) -> Result<(), Error> {
        let code = match event {
            Event::GivenUp => Some("unknown"),
            Event::Overdue => Some("missed"),
            _ => error_code,
        };
        match (self.attempt.state, self.subject) {
            (_, Subject::Recipient(id, kind)) => self.follow_recipient(tx, (id, kind), accepted, code).await,
            (State::Planned | State::Dispatching | State::Blocked, _) | (State::InDoubt, Subject::Message(_)) => Ok(()),
            (State::Accepted, Subject::ScheduledCall(_)) => {
                self.set_call_status(tx, "running", false, None).await?;
                match accepted {
                    Some(accepted) => self.make_call(tx, accepted).await,
                    None => Ok(()),
                }
            }
            (State::Accepted, Subject::Message(_)) => match accepted {
                Some(accepted) => self.set_message_accepted(tx, accepted).await,
                None => Ok(()),
            },
            (State::InDoubt, Subject::ScheduledCall(_)) => self.set_call_status(tx, "running", true, None).await,
            (State::Cancelled, Subject::ScheduledCall(_)) => self.set_call_status(tx, "cancelled", false, None).await,
            (State::Cancelled, Subject::Message(_)) => self.end_message(tx, "canceled", None).await,
            (State::Refused | State::Unknown | State::Missed, Subject::ScheduledCall(_)) => {
                self.set_call_status(tx, "failed", false, code).await
            }
            (State::Refused | State::Unknown | State::Missed, Subject::Message(_)) => {
                if code == Some(UNSUBSCRIBED) {
                    self.suppress_recipient(tx, suppressions::REFUSED).await?;
                }
                self.end_message(tx, "failed", code).await
            }
        }
    }

    /// Has a recipient of a campaign follow. What can't be sent now waits with the campaign: the attempt of one that was
    /// paused or cancelled meanwhile is withdrawn, and a recipient whose time was over is planned anew.
    async fn follow_recipient(
        &mut self,
        tx: &mut TenantTx<JobContext>,
        (id, kind): (Uuid, Kind),
        accepted: Option<Acceptance<'_>>,
        code: Option<&str>,
    ) -> Result<(), Error> {
        let withdrawn = if self.campaign.as_deref() == Some("cancelled") { "cancelled" } else { "pending" };
        let (status, code) = match self.attempt.state {
            State::Dispatching => return Ok(()),
            State::Planned | State::Blocked if self.campaign.as_deref() == Some("running") => ("sending", None),
            State::Planned | State::Blocked => {
                self.apply(tx, Event::Cancelled, Note::default()).await?;
                (withdrawn, None)
            }
            State::Cancelled | State::Missed => (withdrawn, None),
            State::Accepted => ("sent", None),
            State::InDoubt => ("in_doubt", None),
            State::Refused if code == Some(SUPPRESSED) => ("suppressed", None),
            State::Refused if code == Some(UNSUBSCRIBED) => {
                self.suppress_recipient(tx, suppressions::REFUSED).await?;
                ("suppressed", code)
            }
            State::Refused if code == Some(BOUNCED) => {
                self.suppress_recipient(tx, suppressions::BOUNCED).await?;
                ("failed", code)
            }
            State::Refused | State::Unknown => ("failed", code),
        };
        campaigns::set_recipient(tx, self.tenant_id, id, status, code).await?;
        match (accepted, kind) {
            (Some(accepted), Kind::Call) if self.attempt.state == State::Accepted => {
                self.make_call(tx, accepted).await?;
                match self.campaign.as_deref() {
                    Some("cancelled") => cancel_accepted_call(tx, self.id).await,
                    _ => Ok(()),
                }
            }
            (Some(accepted), Kind::Message) if self.attempt.state == State::Accepted => {
                self.make_message(tx, id, accepted).await
            }
            _ => Ok(()),
        }
    }

    /// Makes the row of the message that the carrier has for a recipient, and has it take over what was told of it before.
    /// It has the attempt's id, so that it is made once.
    async fn make_message(
        &self,
        tx: &mut TenantTx<JobContext>,
        recipient: Uuid,
        accepted: Acceptance<'_>,
    ) -> Result<(), Error> {
        let mut sql = Statement::new(
            "insert into app.messages (tenant_id, id, owner_id, phone_id, direction, \"from\", \"to\", body, segments,
               carrier_sid, simulated) select r.tenant_id, a.id, r.owner_id, p.id, 'outgoing', p.number, r.address, r.body,
               coalesce(",
        );
        sql.bind(accepted.segments).push(", a.units), ").bind(accepted.sid).push(", p.provider = 'simulated'");
        sql.push(
            " from app.attempts a
             join app.campaign_recipients r on r.tenant_id = a.tenant_id and r.id = a.recipient_id
             join app.phones p on p.tenant_id = a.tenant_id and p.id = a.phone_id where a.tenant_id = ",
        );
        sql.bind(self.tenant_id).push(" and a.id = ").bind(self.id).push(" and r.id = ").bind(recipient);
        sql.push(" on conflict do nothing");
        tx.run(sql).await?;
        messages::told::take_over_waiting(tx, self.phone()?, accepted.sid).await
    }

    async fn set_call_status(
        &self,
        tx: &mut TenantTx<JobContext>,
        status: &'static str,
        in_doubt: bool,
        error_code: Option<&str>,
    ) -> Result<(), Error> {
        let Subject::ScheduledCall(id) = self.subject else { return Ok(()) };
        let mut sql = Statement::new("update app.scheduled_calls set status = ");
        sql.bind(status).push(", in_doubt = ").bind(in_doubt).push(", error_code = ").bind(error_code);
        sql.push(" where status in ('pending', 'running') and tenant_id = ").bind(self.tenant_id);
        sql.push(" and id = ").bind(id);
        tx.run(sql).await?;
        Ok(())
    }

    /// Makes the row of the call that the carrier has, and has it take over what was told of the call before. It has the
    /// attempt's id, so that it is made once.
    async fn make_call(&self, tx: &mut TenantTx<JobContext>, accepted: Acceptance<'_>) -> Result<(), Error> {
        phones::lock(tx, self.tenant_id, self.phone()?).await?;
        let mut sql = Statement::new(
            "insert into app.calls (tenant_id, id, owner_id, phone_id, agent_id, direction, \"from\", \"to\", status,
               carrier_sid, simulated) select s.tenant_id, ",
        );
        sql.bind(self.id).push(", s.owner_id, p.id, s.agent_id, 'outgoing', p.number, s.\"to\", ");
        sql.bind(known_call_status(accepted.status)).push(", ").bind(accepted.sid).push(", p.provider = 'simulated'");
        match self.subject {
            Subject::Message(_) => return Ok(()),
            Subject::ScheduledCall(id) => {
                sql.push(" from app.scheduled_calls s join app.phones p on p.tenant_id = s.tenant_id and p.id = ");
                sql.bind(self.phone_id)
                    .push(" where s.tenant_id = ")
                    .bind(self.tenant_id)
                    .push(" and s.id = ")
                    .bind(id);
            }
            Subject::Recipient(id, _) => {
                sql.push(" from (select r.tenant_id, r.owner_id, r.address as \"to\", a.id as agent_id");
                sql.push(" from app.campaign_recipients r left join app.agents a on a.tenant_id = r.tenant_id");
                sql.push(" and a.direction = 'outgoing' and a.active and a.deleted_at is null and a.phone_id = ");
                sql.bind(self.phone_id)
                    .push(" where r.tenant_id = ")
                    .bind(self.tenant_id)
                    .push(" and r.id = ")
                    .bind(id);
                sql.push(") s join app.phones p on p.tenant_id = s.tenant_id and p.id = ").bind(self.phone_id);
            }
        }
        sql.push(" on conflict do nothing");
        tx.run(sql).await?;
        calls::told::take_over_waiting(tx, self.phone()?, accepted.sid).await
    }

    /// Gives the message the carrier's id, and has it take over what was told of it before.
    async fn set_message_accepted(&self, tx: &mut TenantTx<JobContext>, accepted: Acceptance<'_>) -> Result<(), Error> {
        let Subject::Message(id) = self.subject else { return Ok(()) };
        phones::lock(tx, self.tenant_id, self.phone()?).await?;
        let mut sql = Statement::new("update app.messages set carrier_sid = ");
        sql.bind(accepted.sid).push(", segments = coalesce(").bind(accepted.segments).push(", segments)");
        sql.push(" where carrier_sid is null and tenant_id = ").bind(self.tenant_id).push(" and id = ").bind(id);
        tx.run(sql).await?;
        messages::told::take_over_waiting(tx, self.phone()?, accepted.sid).await
    }

    /// Nothing more reaches the recipient from this phone, or of an e-mail at all, so nothing more is sent.
    async fn suppress_recipient(&self, tx: &mut TenantTx<JobContext>, reason: &'static str) -> Result<(), Error> {
        let mut sql = Statement::new(
            "insert into app.suppressions (tenant_id, id, owner_id, address, phone_id, reason)
             select tenant_id, gen_random_uuid(), owner_id, ",
        );
        let (address, table, id) = match self.subject {
            Subject::Message(id) => ("\"to\"", "app.messages", id),
            Subject::Recipient(id, _) => ("address", "app.campaign_recipients", id),
            Subject::ScheduledCall(_) => return Ok(()),
        };
        sql.push(address).push(", ").bind(self.phone_id).push(", ").bind(reason).push(" from ");
        sql.push(table).push(" where tenant_id = ").bind(self.tenant_id).push(" and id = ").bind(id);
        sql.push(
            " on conflict (tenant_id, address, phone_id) do update set deleted_at = null, reason = excluded.reason",
        );
        sql.push(" where suppressions.deleted_at is not null");
        tx.run(sql).await?;
        Ok(())
    }

    async fn end_message(
        &self,
        tx: &mut TenantTx<JobContext>,
        status: &'static str,
        error_code: Option<&str>,
    ) -> Result<(), Error> {
        let Subject::Message(id) = self.subject else { return Ok(()) };
        let mut sql = Statement::new("update app.messages set ended_at = statement_timestamp(), status = ");
        sql.bind(status).push(", error_code = ").bind(error_code);
        sql.push(" where ended_at is null and tenant_id = ").bind(self.tenant_id).push(" and id = ").bind(id);
        tx.run(sql).await?;
        Ok(())
    }
}

/// Ends the scheduled call or the recipient that a call was placed for, if it was: with the call's final state, as the carrier names it.
/// Busy, not answered and failed are results, and none is tried again.
pub(crate) async fn call_ended(tx: &mut TenantTx<JobContext>, call_id: Uuid, final_status: &str) -> Result<(), Error> {
    if let Some(running) = lock_running(tx, call_id).await? {
        let tenant_id = tx.proof().tenant_id();
        let (status, error_code) = match final_status {
            "completed" => ("completed", None),
            "canceled" if running.is_cancelling => ("cancelled", None),
            other => ("failed", Some(other)),
        };
        let mut sql = Statement::new("update app.scheduled_calls set in_doubt = false, cancelling = false, status = ");
        sql.bind(status).push(", error_code = ").bind(error_code).push(" where tenant_id = ").bind(tenant_id);
        sql.push(" and id = ").bind(running.id);
        tx.run(sql).await?;
        if running.is_cancelling {
            ask_no_more(tx, call_id).await?;
        }
    }
    campaigns::call_ended(tx, call_id, final_status).await
}

/// A scheduled call that runs.
struct RunningCall {
    id: Uuid,
    /// Whether the carrier is asked to cancel it.
    is_cancelling: bool,
}

/// Locks the scheduled call that a call was placed for, if it runs.
async fn lock_running(tx: &mut TenantTx<JobContext>, call_id: Uuid) -> Result<Option<RunningCall>, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql =
        Statement::new("select id, cancelling from app.scheduled_calls where status = 'running' and tenant_id = ");
    sql.bind(tenant_id)
        .push(" and id = (select scheduled_call_id from app.attempts where tenant_id = ")
        .bind(tenant_id);
    sql.push(" and id = ").bind(call_id).push(") for update");
    let Some(row) = tx.run(sql).await?.pop() else { return Ok(None) };
    Ok(Some(RunningCall { id: row.try_get(0)?, is_cancelling: row.try_get(1)? }))
}

/// The status that a new call's row begins with. Callbacks tell all that comes later.
fn known_call_status(status: &str) -> &'static str {
    match status {
        "ringing" => "ringing",
        "in-progress" => "in-progress",
        _ => "queued",
    }
}
