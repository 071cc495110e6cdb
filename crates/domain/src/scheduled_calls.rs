//! Calls to be placed at a time, by the phone's agent.

use futures_util::FutureExt;
use sqlx::Row;
use tenancy::{JobContext, Statement, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::action;
use crate::agents::AGENTS;
use crate::attempts;
use crate::kit::{Action, Change, Draft, Error, Field, LockedRow, Resource, Transition, Value, transition_in};
use crate::phones::PHONES;
use crate::prompts::{BRIEFING, Briefing, PROMPTS};

/// What may be scheduled late by so much is placed at once; an older one would be missed.
const GRACE: time::Duration = time::Duration::minutes(15);

/// Why a call that is about to be running is neither changed nor cancelled.
const UNDER_WAY: &str = "The scheduled call is being placed at this moment.";

/// Why one that may not be at the carrier isn't cancelled.
const IN_DOUBT: &str = "The scheduled call is in doubt: whether the carrier has it will be known within ten minutes.";

/// Why one that was answered isn't cancelled.
const ANSWERED: &str = "The call is in progress already: a call that was answered goes on.";

/// Calls that background work is to place. They change while they are pending.
pub static SCHEDULED_CALLS: Resource = Resource::new("scheduled-call", "scheduled-calls", "app.scheduled_calls")
    .section("Voice", "calendar-clock")
    .title("to")
    .columns(&["to", "status", "scheduled_at", "phone_id"])
    .shared()
    .states(
        "status",
        "pending",
        &[
            Transition::new("abandon", &["pending"], "cancelled").internal(),
            Transition::new("start", &["pending"], "running").internal(),
            Transition::new("complete", &["running"], "completed").internal(),
            Transition::new("fail", &["pending", "running"], "failed").internal(),
        ],
    )
    .actions(&[Action::new("cancel", action!(cancel)).from(&["pending", "running"])])
    .before_write(|tx, draft| check(tx, draft).boxed())
    .after_create(|tx, call, _| plan(tx, call.id).boxed())
    .fields(&[
        Field::reference("phone_id", &PHONES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("agent_id", &AGENTS).example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("prompt_id", &PROMPTS).example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::e164("to").help("With country code").required().example("+14155550100"),
        Field::timestamp("scheduled_at").required().sortable().example("2036-01-31T09:30:00Z"),
        Field::state("status", &["pending", "running", "completed", "failed", "cancelled"])
            .tones(&[
                ("pending", "info"),
                ("running", "info"),
                ("completed", "good"),
                ("failed", "bad"),
                ("cancelled", "muted"),
            ])
            .filterable(),
        Field::text("error_code", 1, 100).read_only(),
        Field::boolean("in_doubt", false).required().read_only(),
        // Whether the carrier is asked to cancel the call.
        Field::boolean("cancelling", false).required().read_only(),
    ]);

/// What a call's agent speaks by where the call was scheduled with a prompt of its own. `None` for another call, and
/// where that prompt is in the trash: then it is the agent's.
pub async fn briefing_of_call(
    tx: &mut TenantTx<JobContext>,
    call_id: Uuid,
) -> Result<Option<Briefing>, tenancy::Error> {
    let mut sql = Statement::new("select ");
    sql.push(BRIEFING).push(
        " from app.attempts a
         join app.scheduled_calls s on s.tenant_id = a.tenant_id and s.id = a.scheduled_call_id
         join app.prompts p on p.tenant_id = s.tenant_id and p.id = s.prompt_id and p.deleted_at is null
         where a.tenant_id = ",
    );
    sql.bind(tx.proof().tenant_id()).push(" and a.id = ").bind(call_id);
    let rows = tx.run(sql).await?;
    Ok(rows.first().map(|row| Briefing::read(row, 0)).transpose()?.flatten())
}

/// What the database knows of the phone and the agents that a draft names.
struct Found {
    now: OffsetDateTime,
    has_phone: bool,
    /// The phone's active outgoing agent.
    active: Option<Uuid>,
    /// Whether the agent that is named makes calls from the phone; `None` where there is no such agent.
    fits: Option<bool>,
}

async fn check(tx: &mut TenantTx, draft: &mut Draft<'_>) -> Result<(), Error> {
    if let Some(row) = draft.row() {
        let status: &str = row.get("status")?;
        if status != "pending" {
            let why = format!("The scheduled call is {status}: it must be pending to be changed.");
            return Err(Error::InvalidState(why.into()));
        }
        if !attempts::may_change(tx, row.id).await? {
            return Err(Error::InvalidState(UNDER_WAY.into()));
        }
    }
    let (phone, agent) = (draft.id("phone_id")?, draft.id("agent_id")?);
    let found = find(tx, phone, agent).await?;
    if let Some(Value::Timestamp(at)) = draft.given("scheduled_at")
        && *at < found.now - GRACE
    {
        return Err(Error::invalid("scheduled_at", "past", "must not be more than 15 minutes ago"));
    }
    match (agent, found.fits, found.active) {
        // Phones and agents that aren't there are refused as references.
        (Some(_), None | Some(true), _) => {}
        _ if !found.has_phone => {}
        (Some(_), Some(false), _) => {
            return Err(Error::invalid("agent_id", "agent", "must be an outgoing agent of the phone"));
        }
        (None, _, Some(active)) => draft.set("agent_id", Value::Uuid(active)),
        (None, _, None) => {
            let message = "must be given, because the phone has no active outgoing agent";
            return Err(Error::invalid("agent_id", "required", message));
        }
    }
    if let Some(row) = draft.row() {
        let at = match draft.given("scheduled_at") {
            Some(Value::Timestamp(at)) => Some(*at),
            _ => None,
        };
        attempts::replan_call(tx, row.id, phone.filter(|_| found.has_phone), at).await?;
    }
    Ok(())
}

async fn plan(tx: &mut TenantTx, id: Uuid) -> Result<(), Error> {
    Ok(attempts::plan_call(tx, id).await?)
}

async fn cancel(tx: &mut TenantTx, call: &LockedRow) -> Result<(), Error> {
    match call.get::<&str>("status")? {
        "pending" => withdraw(tx, call.id).await,
        "running" if call.get("in_doubt")? => Err(Error::InvalidState(IN_DOUBT.into())),
        "running" if attempts::cancel_placed_call(tx, call.id).await? => Ok(()),
        "running" => Err(Error::InvalidState(ANSWERED.into())),
        status => Err(Error::InvalidState(format!("The scheduled call is {status}.").into())),
    }
}

/// Cancels a call whose request can't have left.
async fn withdraw(tx: &mut TenantTx, id: Uuid) -> Result<(), Error> {
    if !attempts::cancel_call(tx, id).await? {
        return Err(Error::InvalidState(UNDER_WAY.into()));
    }
    transition_in(tx, &SCHEDULED_CALLS, "abandon", &Change { id, expected: None }).await?;
    Ok(())
}

async fn find(tx: &mut TenantTx, phone: Option<Uuid>, agent: Option<Uuid>) -> Result<Found, Error> {
    let tenant_id = tx.membership().tenant_id();
    let mut sql = Statement::new("select statement_timestamp(), (select true from app.phones where tenant_id = ");
    sql.bind(tenant_id).push(" and id = ").bind(phone).push(" and deleted_at is null) is not null, ");
    sql.push("(select id from app.agents where tenant_id = ").bind(tenant_id).push(" and phone_id = ").bind(phone);
    sql.push(" and direction = 'outgoing' and active and deleted_at is null), ");
    sql.push("(select phone_id is not distinct from ").bind(phone).push(" and direction = 'outgoing' from app.agents");
    sql.push(" where tenant_id = ").bind(tenant_id).push(" and id = ").bind(agent).push(" and deleted_at is null)");
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    Ok(Found { now: row.try_get(0)?, has_phone: row.try_get(1)?, active: row.try_get(2)?, fits: row.try_get(3)? })
}
