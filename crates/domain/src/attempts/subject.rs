//! What becomes of the scheduled call or the message whose attempt has changed.

use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use super::stored::{Stored, Subject};
use super::{Event, State};
use crate::{calls, carrier_events, messages, suppressions};

/// Twilio's code of a recipient who has unsubscribed (<https://www.twilio.com/docs/api/errors/21610>).
const UNSUBSCRIBED: &str = "21610";

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
        &self,
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
                    self.suppress_recipient(tx).await?;
                }
                self.end_message(tx, "failed", code).await
            }
        }
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
        let Subject::ScheduledCall(id) = self.subject else { return Ok(()) };
        carrier_events::lock_phone(tx, self.phone_id).await?;
        let mut sql = Statement::new(
            "insert into app.calls (tenant_id, id, owner_id, phone_id, agent_id, direction, \"from\", \"to\", status,
               carrier_sid, simulated) select s.tenant_id, ",
        );
        sql.bind(self.id).push(", s.owner_id, p.id, s.agent_id, 'outgoing', p.number, s.\"to\", ");
        sql.bind(known_call_status(accepted.status)).push(", ").bind(accepted.sid);
        sql.push(
            ", p.provider = 'simulated' from app.scheduled_calls s
             join app.phones p on p.tenant_id = s.tenant_id and p.id = ",
        );
        sql.bind(self.phone_id).push(" where s.tenant_id = ").bind(self.tenant_id).push(" and s.id = ").bind(id);
        sql.push(" on conflict do nothing");
        tx.run(sql).await?;
        calls::told::take_over_waiting(tx, self.phone_id, accepted.sid).await
    }

    /// Gives the message the carrier's id, and has it take over what was told of it before.
    async fn set_message_accepted(&self, tx: &mut TenantTx<JobContext>, accepted: Acceptance<'_>) -> Result<(), Error> {
        let Subject::Message(id) = self.subject else { return Ok(()) };
        carrier_events::lock_phone(tx, self.phone_id).await?;
        let mut sql = Statement::new("update app.messages set carrier_sid = ");
        sql.bind(accepted.sid).push(", segments = coalesce(").bind(accepted.segments).push(", segments)");
        sql.push(" where carrier_sid is null and tenant_id = ").bind(self.tenant_id).push(" and id = ").bind(id);
        tx.run(sql).await?;
        messages::told::take_over_waiting(tx, self.phone_id, accepted.sid).await
    }

    /// The carrier sends the recipient nothing more from this phone, so neither does the server.
    async fn suppress_recipient(&self, tx: &mut TenantTx<JobContext>) -> Result<(), Error> {
        let Subject::Message(id) = self.subject else { return Ok(()) };
        let mut sql = Statement::new(
            "insert into app.suppressions (tenant_id, id, owner_id, address, phone_id, reason)
             select tenant_id, gen_random_uuid(), owner_id, \"to\", phone_id, ",
        );
        sql.bind(suppressions::REFUSED)
            .push(" from app.messages where tenant_id = ")
            .bind(self.tenant_id)
            .push(" and id = ")
            .bind(id);
        sql.push(" on conflict (tenant_id, address, phone_id) do update set deleted_at = null");
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

/// Ends the scheduled call that a call was placed for, if it was: with the call's final state, as the carrier names it.
/// Busy, not answered and failed are results, and none is tried again.
pub(crate) async fn call_ended(tx: &mut TenantTx<JobContext>, call_id: Uuid, final_status: &str) -> Result<(), Error> {
    let tenant_id = tx.proof().tenant_id();
    let is_completed = final_status == "completed";
    let mut sql = Statement::new("update app.scheduled_calls set in_doubt = false, status = ");
    sql.bind(if is_completed { "completed" } else { "failed" });
    sql.push(", error_code = ").bind((!is_completed).then_some(final_status));
    sql.push(" where status = 'running' and tenant_id = ").bind(tenant_id);
    sql.push(" and id = (select scheduled_call_id from app.attempts where tenant_id = ").bind(tenant_id);
    sql.push(" and id = ").bind(call_id).push(")");
    tx.run(sql).await?;
    Ok(())
}

/// The status that a new call's row begins with. Callbacks tell all that comes later.
fn known_call_status(status: &str) -> &'static str {
    match status {
        "ringing" => "ringing",
        "in-progress" => "in-progress",
        _ => "queued",
    }
}
