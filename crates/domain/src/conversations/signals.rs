//! What participants tell each other for seconds: that they type, and how far they have read. The rows are for the nodes,
//! which tell the streams of the others (`tenancy::live::Signal`); no route lists them, and the change log has none.

use sqlx::Row;
use tenancy::{Db, Membership, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::{CONVERSATIONS, PARTICIPANTS};
use crate::kit::{Error, Scope, unit_of_work};

/// Tells the other participants that the caller types. [`Error::NotFound`] for who takes no part. Within three seconds of
/// the last time it writes nothing.
pub async fn typing(db: &Db, request: &TenantRequest, id: Uuid) -> Result<Membership, Error> {
    unit_of_work::run(db, request, &PARTICIPANTS, async |tx| {
        typing_in(tx, id).await?;
        Ok(tx.membership().clone())
    })
    .await
}

/// As [`typing`], inside a unit of work that does more than this.
pub async fn typing_in(tx: &mut TenantTx, id: Uuid) -> Result<(), Error> {
    tx.enter_conversations(Some(id)).await?;
    let (tenant, user) = (tx.membership().tenant_id().0, tx.membership().user_id());
    let mut sql = Statement::new("with here as (select from app.conversations where ");
    Scope::Member(tx).push_rows(&mut sql, (&CONVERSATIONS).into());
    sql.push(" and id = ").bind(id).push(" and deleted_at is null), written as (");
    push_insertion(&mut sql, tx, id, "typing", None);
    // What is asked first locks no row and takes no number of a transaction; of two at once, the second asks again below.
    sql.push(" from here where not exists (select from tenancy.conversation_signals s where s.tenant_id = ")
        .bind(tenant);
    sql.push(" and s.conversation_id = ").bind(id).push(" and s.user_id = ").bind(user);
    sql.push(" and s.kind = 'typing' and s.at > statement_timestamp() - interval '3 seconds')");
    push_replacement(&mut sql);
    sql.push(" where conversation_signals.at <= statement_timestamp() - interval '3 seconds')");
    sql.push(" select exists (select from here)");
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    if row.try_get(0)? { Ok(()) } else { Err(Error::NotFound) }
}

/// Begins a statement that leaves a signal of the user's; `from …` has to follow, and [`push_replacement`].
pub(super) fn push_insertion(
    sql: &mut Statement,
    tx: &TenantTx,
    conversation: Uuid,
    kind: &'static str,
    read_seq: Option<i64>,
) {
    sql.push("insert into tenancy.conversation_signals (tenant_id, conversation_id, user_id, kind, read_seq) select ");
    sql.bind(tx.membership().tenant_id().0).push(", ").bind(conversation).push(", ").bind(tx.membership().user_id());
    sql.push(", ").bind(kind).push(", ").bind(read_seq);
}

/// Has the signal take the place of the last one of its kind.
pub(super) fn push_replacement(sql: &mut Statement) {
    sql.push(" on conflict (tenant_id, conversation_id, user_id, kind) do update set read_seq = excluded.read_seq,");
    sql.push(" transaction_id = excluded.transaction_id, at = excluded.at");
}
