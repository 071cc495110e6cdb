//! The transcript of a call, as its agent makes it.

use sqlx::Row;
use tenancy::{Error, JobContext, Statement, TenantTx};
use uuid::Uuid;

/// What was heard and said in one turn; the first is the greeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub number: i64,
    /// `None` where the other side was silent.
    pub heard: Option<String>,
    /// `None` while the agent thinks.
    pub said: Option<String>,
}

/// A turn to be added to a call.
#[derive(Clone, Copy, Debug)]
pub struct NewTurn<'a> {
    pub id: Uuid,
    pub call_id: Uuid,
    pub owner_id: Uuid,
    pub number: i64,
    pub heard: Option<&'a str>,
    pub said: Option<&'a str>,
}

/// The turns of a call before this number, in their order.
pub async fn list_before(tx: &mut TenantTx<JobContext>, call_id: Uuid, number: i64) -> Result<Vec<Turn>, Error> {
    let mut sql = Statement::new("select number, heard, said from app.call_turns where tenant_id = ");
    sql.bind(tx.proof().tenant_id()).push(" and call_id = ").bind(call_id).push(" and number < ").bind(number);
    sql.push(" order by number");
    let rows = tx.run(sql).await?;
    let read =
        rows.iter().map(|row| Ok(Turn { number: row.try_get(0)?, heard: row.try_get(1)?, said: row.try_get(2)? }));
    Ok(read.collect::<Result<_, sqlx::Error>>()?)
}

/// Adds a turn, unless the call has it.
pub async fn add(tx: &mut TenantTx<JobContext>, turn: &NewTurn<'_>) -> Result<(), Error> {
    let mut sql =
        Statement::new("insert into app.call_turns (tenant_id, id, owner_id, call_id, number, heard, said) values (");
    sql.bind(tx.proof().tenant_id()).push(", ").bind(turn.id).push(", ").bind(turn.owner_id).push(", ");
    sql.bind(turn.call_id).push(", ").bind(turn.number).push(", ").bind(turn.heard).push(", ").bind(turn.said);
    sql.push(") on conflict (tenant_id, call_id, number) do nothing");
    tx.run(sql).await.map(drop)
}

/// Sets what the agent says in a turn.
pub async fn say(tx: &mut TenantTx<JobContext>, call_id: Uuid, number: i64, said: &str) -> Result<(), Error> {
    let mut sql = Statement::new("update app.call_turns set said = ");
    sql.bind(said).push(" where tenant_id = ").bind(tx.proof().tenant_id()).push(" and call_id = ").bind(call_id);
    sql.push(" and number = ").bind(number);
    tx.run(sql).await.map(drop)
}
