//! Agents of text messages.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

use crate::kit::{Field, Resource};
use crate::phones::PHONES;
use crate::prompts::PROMPTS;

/// Who replies to the messages that come to a phone. At most one is active.
pub static MESSAGE_AGENTS: Resource = Resource::new("message-agent", "message-agents", "app.message_agents")
    .section("Messages", "bot")
    .shared()
    .unique("message_agents_one_active", "agent_active", "Another agent is active on this phone.")
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Ada by text"),
        Field::reference("phone_id", &PHONES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::reference("prompt_id", &PROMPTS).example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::boolean("active", false),
    ]);

/// An agent as it replies.
#[derive(Clone, Debug)]
pub struct ReplyingAgent {
    pub id: Uuid,
    /// Of its prompt.
    pub instructions: Option<String>,
}

/// The agent that is active on a phone.
pub async fn find_active(tx: &mut TenantTx<JobContext>, phone_id: Uuid) -> Result<Option<ReplyingAgent>, Error> {
    let mut sql = Statement::new(
        "select a.id, p.body from app.message_agents a
         left join app.prompts p on p.tenant_id = a.tenant_id and p.id = a.prompt_id and p.deleted_at is null
         where a.tenant_id = ",
    );
    sql.bind(tx.proof().tenant_id()).push(" and a.phone_id = ").bind(phone_id);
    sql.push(" and a.active and a.deleted_at is null");
    let rows = tx.run(sql).await?;
    let read = |row: &sqlx::postgres::PgRow| {
        Ok::<_, sqlx::Error>(ReplyingAgent { id: row.try_get(0)?, instructions: row.try_get(1)? })
    };
    Ok(rows.first().map(read).transpose()?)
}
