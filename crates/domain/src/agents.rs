//! Agents of calls.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use crate::kit::{Field, Resource};
use crate::phones::PHONES;
use crate::prompts::{BRIEFING, Briefing, PROMPTS};

/// Who speaks in the calls of a phone. In each direction at most one is active.
pub static AGENTS: Resource = Resource::new("agent", "agents", "app.agents")
    .section("Voice", "headset")
    .shared()
    .unique("agents_one_active", "agent_active", "Another agent is active on this phone in this direction.")
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Ada at the front desk"),
        Field::one_of("direction", &["incoming", "outgoing"], "incoming").required(),
        Field::reference("phone_id", &PHONES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("prompt_id", &PROMPTS).example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("greeting", 1, 2_000).example("Good morning, how may I help you?"),
        // As the carrier names it: Polly.Amy.
        Field::text("voice", 1, 100).help("As the carrier names it: Polly.Amy").example("Polly.Amy"),
        // A tag of BCP 47.
        Field::text("language", 2, 100).help("A language tag: en-GB").example("en-GB"),
        // Whether its calls are recorded, which each hears first.
        Field::boolean("records", false),
        Field::boolean("active", false),
    ]);

/// An agent as it speaks.
#[derive(Clone, Debug)]
pub struct SpeakingAgent {
    pub id: Uuid,
    pub greeting: Option<String>,
    pub voice: Option<String>,
    pub language: Option<String>,
    /// Whether its calls are recorded.
    pub records: bool,
    /// By its prompt; an empty one without.
    pub briefing: Briefing,
}

/// Which agent is meant.
#[derive(Clone, Copy, Debug)]
pub enum AgentChoice {
    /// The one that is active on the phone for calls that come in.
    ActiveIncoming,
    /// The one that is active on the phone for calls that go out.
    ActiveOutgoing,
    /// The one with this id, active or not.
    Id(Uuid),
}

/// An agent of a phone, with what it speaks by.
pub async fn find_speaking(
    tx: &mut TenantTx<JobContext>,
    phone_id: Uuid,
    choice: AgentChoice,
) -> Result<Option<SpeakingAgent>, Error> {
    let tenant_id = tx.proof().tenant_id();
    let mut sql = Statement::new("select a.id, a.greeting, a.voice, a.language, a.records, ");
    sql.push(BRIEFING).push(
        " from app.agents a
         left join app.prompts p on p.tenant_id = a.tenant_id and p.id = a.prompt_id and p.deleted_at is null
         where a.tenant_id = ",
    );
    sql.bind(tenant_id).push(" and a.phone_id = ").bind(phone_id).push(" and a.deleted_at is null and ");
    match choice {
        AgentChoice::ActiveIncoming => sql.push("a.active and a.direction = 'incoming'"),
        AgentChoice::ActiveOutgoing => sql.push("a.active and a.direction = 'outgoing'"),
        AgentChoice::Id(id) => sql.push("a.id = ").bind(id),
    };
    let rows = tx.run(sql).await?;
    let read = |row: &sqlx::postgres::PgRow| {
        Ok::<_, sqlx::Error>(SpeakingAgent {
            id: row.try_get(0)?,
            greeting: row.try_get(1)?,
            voice: row.try_get(2)?,
            language: row.try_get(3)?,
            records: row.try_get(4)?,
            briefing: Briefing::read(row, 5)?.unwrap_or_default(),
        })
    };
    Ok(rows.first().map(read).transpose()?)
}
