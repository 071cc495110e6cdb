use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::{ChangesSince, LogPosition, read_changes};
use crate::{Db, Error, Statement, TenantId};

/// What a participant of a conversation does that is told to the others and kept for seconds alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub tenant_id: TenantId,
    pub conversation_id: Uuid,
    pub user_id: Uuid,
    pub kind: SignalKind,
    /// Whose user ids take part in the conversation.
    participants: Vec<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignalKind {
    Typing,
    /// Up to the message of this number.
    Read(i64),
}

impl Signal {
    /// Whether a member of a tenant may hear of it: who takes part, as the user whose signal it is does. That user hears
    /// how far they have read, for their other devices, and hears of no typing of their own.
    pub fn is_for(&self, tenant: TenantId, user: Uuid) -> bool {
        let takes_part = |user| self.participants.contains(&user);
        self.tenant_id == tenant
            && takes_part(user)
            && takes_part(self.user_id)
            && (self.user_id != user || self.kind != SignalKind::Typing)
    }

    fn read(row: &PgRow, kind: &str) -> Result<Self, sqlx::Error> {
        let kind = match kind {
            "typing" => SignalKind::Typing,
            "read" => SignalKind::Read(row.try_get(14)?),
            other => return Err(sqlx::Error::Decode(format!("unknown signal {other}").into())),
        };
        Ok(Self {
            tenant_id: row.try_get(2)?,
            conversation_id: row.try_get(9)?,
            user_id: row.try_get(13)?,
            kind,
            participants: row.try_get(10)?,
        })
    }
}

impl Db {
    /// What happened in all tenants since a position, at most `most` lines of the log, and the signals that came since
    /// then, of which none is left out: in one statement.
    pub async fn look(&self, position: &LogPosition, most: i32) -> Result<(ChangesSince, Vec<Signal>), Error> {
        let mut sql = Statement::new(
            "select snapshot, final_row, tenant_id, id, transaction_id, table_name, row_id, operation, row_version,
               audience, hearers, lines, signal, signalled_by, read_seq from tenancy.look(",
        );
        sql.bind(position.snapshot.to_string()).push(", ").bind(position.final_row).push(", ").bind(most).push(")");
        let rows = self.run_on_platform(sql).await?;
        let mut signals = Vec::new();
        for row in &rows {
            if let Some(kind) = row.try_get::<Option<&str>, _>(12)? {
                signals.push(Signal::read(row, kind)?);
            }
        }
        // The signals come last.
        let changes = read_changes(&rows[..rows.len() - signals.len()], most)?;
        Ok((changes, signals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_take_part_hear_of_a_signal_of_who_takes_part() {
        let [ann, ben, cleo] = [1, 2, 3].map(Uuid::from_u128);
        let (own, other) = (TenantId(Uuid::from_u128(8)), TenantId(Uuid::from_u128(9)));
        let of = |user_id, kind| {
            let (conversation_id, participants) = (Uuid::nil(), vec![ann, ben]);
            Signal { tenant_id: own, conversation_id, user_id, kind, participants }
        };
        for (kind, by_oneself) in [(SignalKind::Typing, false), (SignalKind::Read(1), true)] {
            let signal = of(ann, kind);
            let hears =
                [(own, ann), (own, ben), (own, cleo), (other, ben)].map(|(tenant, user)| signal.is_for(tenant, user));
            assert_eq!(hears, [by_oneself, true, false, false], "{kind:?}");
            assert!(!of(cleo, kind).is_for(own, ben), "a former participant is told of no more");
        }
    }
}
