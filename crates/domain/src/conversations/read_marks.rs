//! How far participants have read.

use serde::Serialize;
use sqlx::Row;
use tenancy::{Db, Membership, Statement, TenantRequest, TenantTx};
use uuid::Uuid;

use super::{CONVERSATIONS, PARTICIPANTS, signals};
use crate::kit::{Error, Scope, unit_of_work};

/// How far a participant has read a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReadMark {
    /// The number of the last message that they have read.
    pub read_seq: i64,
    /// How many messages are behind it.
    pub unread: i64,
}

/// Marks the conversation as read by the caller up to this number. [`Error::Invalid`] where no message has it yet.
///
/// Each mark that is higher than the last is written at once, so none waits for a time at which it could be lost. It is
/// one small row, no index holds what changes of it, and the change log leaves it out.
pub async fn read(db: &Db, request: &TenantRequest, id: Uuid, seq: i64) -> Result<(Membership, ReadMark), Error> {
    unit_of_work::run(db, request, &PARTICIPANTS, async |tx| {
        let mark = read_in(tx, id, seq).await?;
        Ok((tx.membership().clone(), mark))
    })
    .await
}

/// As [`read`], inside a unit of work that does more than this.
pub async fn read_in(tx: &mut TenantTx, id: Uuid, seq: i64) -> Result<ReadMark, Error> {
    tx.enter_conversations(Some(id)).await?;
    let mark = find(tx, id).await?;
    let last_seq = mark.read_seq + mark.unread;
    if !(0..=last_seq).contains(&seq) {
        return Err(Error::invalid("seq", "range", "must be 0 or the number of a message of the conversation"));
    }
    if seq <= mark.read_seq {
        return Ok(mark);
    }
    if advance(tx, id, seq).await? {
        return Ok(ReadMark { read_seq: seq, unread: last_seq - seq });
    }
    // Another device has read further in the meantime.
    find(tx, id).await
}

/// The mark as it is.
async fn find(tx: &mut TenantTx, id: Uuid) -> Result<ReadMark, Error> {
    let mut sql = Statement::new(concat!("select ", own_read_seq!(), ", last_seq - ", own_read_seq!()));
    sql.push(" from app.conversations where ");
    Scope::Member(tx).push_rows(&mut sql, (&CONVERSATIONS).into());
    sql.push(" and id = ").bind(id).push(" and deleted_at is null");
    let row = tx.run(sql).await?.pop().ok_or(Error::NotFound)?;
    Ok(ReadMark { read_seq: row.try_get(0)?, unread: row.try_get(1)? })
}

/// Raises the mark, unless it is as high already, and leaves a signal of that, in one statement.
async fn advance(tx: &mut TenantTx, id: Uuid, seq: i64) -> Result<bool, Error> {
    let mut sql = Statement::new("with advanced as (update app.conversation_participants set read_seq = ");
    sql.bind(seq).push(" where ");
    Scope::Member(tx).push_rows(&mut sql, PARTICIPANTS.of(id));
    sql.push(" and user_id = ").bind(tx.membership().user_id()).push(" and deleted_at is null and read_seq < ");
    sql.bind(seq).push(" returning 1) ");
    signals::push_insertion(&mut sql, tx, id, "read", Some(seq));
    sql.push(" from advanced");
    signals::push_replacement(&mut sql);
    sql.push(" returning 1");
    Ok(!tx.run(sql).await?.is_empty())
}
