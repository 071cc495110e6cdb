use sqlx::Row;
use time::OffsetDateTime;

use super::{Anchor, AuditKey, ChainedLog, FIRST, Link, LinkedRow};
use crate::{DbError, Pool, Transaction};

/// Rows per link, and so per transaction.
const BATCH: u16 = 1000;
/// The first window of row numbers that is searched for rows; it grows eightfold while it is empty. A log's numbers
/// have few gaps, so one search is the rule, and it reads no more than it links.
const SCAN_WINDOW: i64 = BATCH as i64;

/// Adds links to a log's chain, pass by pass. Each node has one; a database lock lets one node at a time add a link.
#[derive(Debug)]
pub struct LinkWriter {
    log: &'static ChainedLog,
    key: AuditKey,
    bound: Option<Bound>,
    /// The row up to which all rows have a link.
    done: i64,
}

/// The rows up to `row` get their link once every transaction that may still add one of them is over.
///
/// A transaction draws its id before the numbers of its rows. Each number up to `row` was drawn before `transaction`
/// was, so a transaction younger than that has higher numbers only.
#[derive(Debug)]
struct Bound {
    row: i64,
    transaction: String,
}

/// The link that a pass has added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    pub rows: usize,
    pub anchor: Anchor,
    /// Whether more rows wait for a link.
    pub more: bool,
}

impl LinkWriter {
    pub fn new(log: &'static ChainedLog, key: AuditKey) -> Self {
        Self { log, key, bound: None, done: 0 }
    }

    /// Adds a link over the rows that were there at the pass before this one, if all transactions of that time are
    /// over. `None` where no row waits, or another node is adding a link.
    pub async fn pass(&mut self, pool: &Pool, now: OffsetDateTime) -> Result<Option<NewLink>, DbError> {
        let linked = match &self.bound {
            Some(bound) => match self.link(pool, bound, now).await? {
                Outcome::NotYet => return Ok(None),
                Outcome::Nothing => None,
                Outcome::Linked(linked) => Some(linked),
            },
            None => None,
        };
        if linked.as_ref().is_some_and(|linked| linked.more) {
            return Ok(linked);
        }
        if let Some(bound) = self.bound.take() {
            self.done = bound.row;
        }
        self.bound = self.take_bound(pool).await?;
        Ok(linked)
    }

    async fn take_bound(&self, pool: &Pool) -> Result<Option<Bound>, DbError> {
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

    async fn link(&self, pool: &Pool, bound: &Bound, now: OffsetDateTime) -> Result<Outcome, DbError> {
        let mut tx = Transaction::begin(pool).await?;
        let free: bool = sqlx::query_scalar(
            "select pg_try_advisory_xact_lock(hashtextextended('audit chain of ' || $1, 0))
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
        let last = sqlx::query(self.log.last_link).fetch_optional(&mut tx).await?;
        let last = last.as_ref().map(Link::from_row).transpose()?;
        let after_row = last.as_ref().map_or(FIRST, |link| link.last_row);
        let (rows, last_row) = self.rows(&mut tx, after_row, bound.row).await?;
        if rows.is_empty() {
            tx.rollback().await?;
            return Ok(Outcome::Nothing);
        }
        let mut link = Link {
            number: last.as_ref().map_or(1, |link| link.number + 1),
            linked_at: now,
            after_row,
            last_row,
            rows: LinkedRow::encode(&rows),
            key_id: self.key.id().to_vec(),
            previous: last.map(|link| link.mac).unwrap_or_default(),
            mac: Vec::new(),
        };
        link.mac = self.key.link(self.log, &link).to_vec();
        let anchor = link.anchor(self.log);
        sqlx::query(self.log.insert_link)
            .bind(link.number)
            .bind(link.linked_at)
            .bind(link.after_row)
            .bind(link.last_row)
            .bind(link.rows)
            .bind(link.key_id)
            .bind(link.previous)
            .bind(link.mac)
            .execute(&mut tx)
            .await?;
        tx.commit().await?;
        Ok(Outcome::Linked(NewLink { rows: rows.len(), anchor, more: last_row < bound.row }))
    }

    /// The next batch of rows above `after` and up to the bound, and the number up to which the list is complete.
    async fn rows(&self, tx: &mut Transaction, after: i64, bound: i64) -> Result<(Vec<LinkedRow>, i64), DbError> {
        let mut window = SCAN_WINDOW;
        loop {
            // A row that was inserted below the first number is found with the first.
            let end = bound.min(after.max(0).saturating_add(window));
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
            window = window.saturating_mul(8);
        }
    }
}

enum Outcome {
    /// A transaction may still add rows below the bound, or another node is adding a link.
    NotYet,
    Nothing,
    Linked(NewLink),
}
