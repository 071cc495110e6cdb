use sqlx::Row;
use time::OffsetDateTime;

use super::{Anchor, AuditKey, FIRST, Log, Seal, SealedRow};
use crate::{Pool, StoreError, Transaction};

/// Rows a seal, and so a transaction.
const BATCH: u16 = 1000;
/// Numbers are searched for rows by this many at first, and by eight times as many each time that none is found. A log's
/// numbers have few gaps, so one search is the rule, and it reads what it seals, however much waits behind that.
const REACH: i64 = BATCH as i64;

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
        let (rows, last_row) = self.rows(&mut tx, after_row, bound.row).await?;
        if rows.is_empty() {
            tx.rollback().await?;
            return Ok(Outcome::Nothing);
        }
        let mut seal = Seal {
            number: last.as_ref().map_or(1, |seal| seal.number + 1),
            sealed_at: now,
            after_row,
            last_row,
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
        Ok(Outcome::Sealed(Sealed { rows: rows.len(), anchor, more: last_row < bound.row }))
    }

    /// The next rows behind a number, at most a batch of them and none above the bound, and the number up to which these
    /// are all.
    async fn rows(&self, tx: &mut Transaction, after: i64, bound: i64) -> Result<(Vec<SealedRow>, i64), StoreError> {
        let mut reach = REACH;
        loop {
            // A row that somebody put in below the first number is found with the first.
            let end = bound.min(after.max(0).saturating_add(reach));
            let digests = sqlx::query(self.log.digests).bind(after).bind(end).bind(i64::from(BATCH));
            let mut rows = Vec::with_capacity(BATCH.into());
            for row in digests.fetch_all(&mut *tx).await? {
                rows.push(self.key.row(self.log, row.try_get(0)?, row.try_get(1)?));
            }
            if rows.len() == usize::from(BATCH) {
                let last_row = rows.last().map_or(end, |row| row.number);
                return Ok((rows, last_row));
            }
            if !rows.is_empty() || end == bound {
                return Ok((rows, end));
            }
            reach = reach.saturating_mul(8);
        }
    }
}

enum Outcome {
    /// Somebody may still add rows below the bound, or another node seals.
    NotYet,
    Nothing,
    Sealed(Sealed),
}
