use sqlx::Row;
use time::OffsetDateTime;

use super::{Anchor, AuditKey, FIRST, Log, Seal, SealedRow};
use crate::{Pool, StoreError, Transaction};

/// Rows a seal, and so a transaction.
const BATCH: u16 = 1000;

/// Seals a log, pass by pass. Each node has one; the database lets one at a time do it.
#[derive(Debug)]
pub struct Sealer {
    log: &'static Log,
    key: AuditKey,
    bound: Option<Bound>,
    /// The row up to which this one has sealed all that there was.
    done: i64,
}

/// Up to where rows are to be sealed once every transaction that may still add one of them is over.
///
/// Whoever drew a number up to `row` had the id of its transaction before, and drew that before `transaction` was drawn:
/// transactions that are younger have higher numbers only.
#[derive(Debug)]
struct Bound {
    row: i64,
    transaction: String,
}

/// What a pass has sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub rows: usize,
    /// The new seal.
    pub anchor: Anchor,
    /// Whether there is more to seal at once.
    pub more: bool,
}

impl Sealer {
    pub fn new(log: &'static Log, key: AuditKey) -> Self {
        Self { log, key, bound: None, done: 0 }
    }

    /// Seals rows that were there at the pass before this one, if all transactions of that time are over; `None` where
    /// there was nothing to seal yet, or another node is at it.
    pub async fn pass(&mut self, pool: &Pool, now: OffsetDateTime) -> Result<Option<Sealed>, StoreError> {
        let sealed = match &self.bound {
            Some(bound) => match self.seal(pool, bound, now).await? {
                Outcome::NotYet => return Ok(None),
                Outcome::Nothing => None,
                Outcome::Sealed(sealed) => Some(sealed),
            },
            None => None,
        };
        if sealed.as_ref().is_some_and(|sealed| sealed.more) {
            return Ok(sealed);
        }
        if let Some(bound) = self.bound.take() {
            self.done = bound.row;
        }
        self.bound = self.take_bound(pool).await?;
        Ok(sealed)
    }

    async fn take_bound(&self, pool: &Pool) -> Result<Option<Bound>, StoreError> {
        let mut tx = Transaction::begin(pool).await?;
        let row: i64 = sqlx::query_scalar(self.log.last_row).fetch_one(&mut tx).await?;
        if row <= self.done {
            tx.rollback().await?;
            return Ok(None);
        }
        // After the number: see Bound.
        let transaction = sqlx::query_scalar("select pg_current_xact_id()::text").fetch_one(&mut tx).await?;
        tx.rollback().await?;
        Ok(Some(Bound { row, transaction }))
    }

    async fn seal(&self, pool: &Pool, bound: &Bound, now: OffsetDateTime) -> Result<Outcome, StoreError> {
        let mut tx = Transaction::begin(pool).await?;
        let free: bool = sqlx::query_scalar(
            "select pg_try_advisory_xact_lock(hashtextextended('seals of ' || $1, 0))
               and pg_snapshot_xmin(pg_current_snapshot()) >= $2::text::xid8",
        )
        .bind(self.log.name)
        .bind(&bound.transaction)
        .fetch_one(&mut tx)
        .await?;
        if !free {
            tx.rollback().await?;
            return Ok(Outcome::NotYet);
        }
        let last = sqlx::query(self.log.last_seal).fetch_optional(&mut tx).await?;
        let last = last.as_ref().map(Seal::from_row).transpose()?;
        let after_row = last.as_ref().map_or(FIRST, |seal| seal.last_row);
        let mut rows = Vec::with_capacity(BATCH.into());
        let digests = sqlx::query(self.log.digests).bind(after_row).bind(bound.row).bind(i64::from(BATCH));
        for row in digests.fetch_all(&mut tx).await? {
            rows.push(self.key.row(self.log, row.try_get(0)?, row.try_get(1)?));
        }
        let Some(highest) = rows.last().map(|row| row.number) else {
            tx.rollback().await?;
            return Ok(Outcome::Nothing);
        };
        let more = rows.len() == usize::from(BATCH);
        let mut seal = Seal {
            number: last.as_ref().map_or(1, |seal| seal.number + 1),
            sealed_at: now,
            after_row,
            last_row: if more { highest } else { bound.row },
            rows: SealedRow::encode(&rows),
            key_id: self.key.id().to_vec(),
            previous: last.map(|seal| seal.mac).unwrap_or_default(),
            mac: Vec::new(),
        };
        seal.mac = self.key.seal(self.log, &seal).to_vec();
        let anchor = seal.anchor(self.log);
        sqlx::query(self.log.insert_seal)
            .bind(seal.number)
            .bind(seal.sealed_at)
            .bind(seal.after_row)
            .bind(seal.last_row)
            .bind(seal.rows)
            .bind(seal.key_id)
            .bind(seal.previous)
            .bind(seal.mac)
            .execute(&mut tx)
            .await?;
        tx.commit().await?;
        Ok(Outcome::Sealed(Sealed { rows: rows.len(), anchor, more }))
    }
}

enum Outcome {
    /// Somebody may still add rows below the bound, or another node seals.
    NotYet,
    Nothing,
    Sealed(Sealed),
}
