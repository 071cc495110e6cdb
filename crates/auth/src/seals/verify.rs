use std::collections::BTreeMap;
use std::fmt;

use sqlx::Row;

use super::{Anchor, AuditKey, FIRST, Log, Seal, SealedRow};
use crate::{Lease, Pool, StoreError};

/// Seals that are read at once.
const PAGE: i64 = 50;

/// How many rows without a seal are counted at most.
const COUNTED: i64 = 100_000;

/// What doesn't fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The row is not what was sealed.
    RowAltered {
        row: i64,
        seal: i64,
    },
    /// The row was not there when its like were sealed.
    RowInserted {
        row: i64,
        seal: i64,
    },
    RowDeleted {
        row: i64,
        seal: i64,
    },
    /// What the seal says doesn't fit the seal: nothing that it covers is known.
    SealAltered {
        seal: i64,
        after_row: i64,
        last_row: i64,
    },
    /// A seal or several are gone.
    SealMissing {
        first: i64,
        last: i64,
    },
    /// The seal fits, but follows another one than the chain has.
    SealMoved {
        seal: i64,
    },
    /// Made with another key; it can be verified with that one.
    OtherKey {
        seal: i64,
    },
    /// A seal that was kept elsewhere isn't in the chain, or is another: the chain was cut off, or made anew.
    Cut {
        seal: i64,
    },
    /// This function of the database says what the rows are, and is not the one that the migrations made.
    Function(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RowAltered { row, seal } => write!(f, "row {row} was altered after it was sealed by seal {seal}"),
            Self::RowInserted { row, seal } => {
                write!(f, "row {row} was put in after its like were sealed by seal {seal}")
            }
            Self::RowDeleted { row, seal } => write!(f, "row {row} was deleted after it was sealed by seal {seal}"),
            Self::SealAltered { seal, after_row, last_row } => {
                write!(
                    f,
                    "seal {seal} was altered: whether the rows {} to {last_row} were can't be said",
                    after_row + 1
                )
            }
            Self::SealMissing { first, last } if first == last => write!(f, "seal {first} is missing"),
            Self::SealMissing { first, last } => write!(f, "the seals {first} to {last} are missing"),
            Self::SealMoved { seal } => write!(f, "seal {seal} doesn't follow the one before it"),
            Self::OtherKey { seal } => write!(f, "seal {seal} was made with another key than this AUDIT_KEY"),
            Self::Cut { seal } => {
                write!(f, "seal {seal} is not the one that was kept: the log was cut off or sealed anew")
            }
            Self::Function(name) => write!(f, "{name} was replaced: what it says of the rows can't be believed"),
        }
    }
}

/// What a log came to.
#[derive(Clone, Debug)]
pub struct Report {
    pub log: &'static str,
    pub faults: Vec<Fault>,
    /// How many rows are sealed, by how many seals.
    pub rows: usize,
    pub seals: usize,
    /// How many rows came since the last seal: nothing is known of them.
    pub unsealed: usize,
    pub last: Option<Anchor>,
}

/// Compares a log with its seals, and the seals with those kept elsewhere (`since`, of any log).
pub async fn verify(log: &'static Log, key: &AuditKey, pool: &Pool, since: &[Anchor]) -> Result<Report, StoreError> {
    let mut db = pool.lease().await?;
    let mut report = Report { log: log.name, faults: Vec::new(), rows: 0, seals: 0, unsealed: 0, last: None };
    let mut kept: BTreeMap<i64, &Anchor> =
        since.iter().filter(|anchor| anchor.log == log.name).map(|anchor| (anchor.number, anchor)).collect();
    let mut last: Option<Seal> = None;
    loop {
        let after = last.as_ref().map_or(0, |seal| seal.number);
        let page = sqlx::query(log.seals).bind(after).bind(PAGE).fetch_all(&mut db).await?;
        for row in &page {
            let seal = Seal::from_row(row)?;
            chain(log, key, last.as_ref(), &seal, &mut report.faults);
            if kept.remove(&seal.number).is_some_and(|anchor| anchor.mac != seal.mac) {
                report.faults.push(Fault::Cut { seal: seal.number });
            }
            if seal.key_id == key.id() && seal.mac == key.seal(log, &seal) {
                rows(log, key, &mut db, &seal, &mut report).await?;
            }
            report.seals += 1;
            last = Some(seal);
        }
        if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            break;
        }
    }
    report.faults.extend(kept.keys().map(|&seal| Fault::Cut { seal }));
    let after_row = last.as_ref().map_or(FIRST, |seal| seal.last_row);
    let unsealed = sqlx::query(log.digests).bind(after_row).bind(i64::MAX).bind(COUNTED).fetch_all(&mut db).await?;
    report.unsealed = unsealed.len();
    report.last = last.map(|seal| seal.anchor(log));
    db.give_back();
    Ok(report)
}

/// Whether a seal is what it was, and the one that follows `last`.
fn chain(log: &Log, key: &AuditKey, last: Option<&Seal>, seal: &Seal, faults: &mut Vec<Fault>) {
    let expected = last.map_or(1, |last| last.number + 1);
    if seal.number != expected {
        faults.push(Fault::SealMissing { first: expected, last: seal.number - 1 });
    }
    if seal.key_id != key.id() {
        faults.push(Fault::OtherKey { seal: seal.number });
        return;
    }
    if seal.mac != key.seal(log, seal) {
        faults.push(Fault::SealAltered { seal: seal.number, after_row: seal.after_row, last_row: seal.last_row });
        return;
    }
    let follows = match last {
        Some(last) => seal.previous == last.mac && seal.after_row == last.last_row,
        None => seal.previous.is_empty() && seal.after_row == FIRST,
    };
    if !follows && seal.number == expected {
        faults.push(Fault::SealMoved { seal: seal.number });
    }
}

/// Compares the rows that a seal covers with those that are there.
async fn rows(log: &Log, key: &AuditKey, db: &mut Lease, seal: &Seal, report: &mut Report) -> Result<(), StoreError> {
    let mut sealed: BTreeMap<i64, [u8; 16]> =
        SealedRow::decode(&seal.rows).into_iter().map(|row| (row.number, row.mac)).collect();
    report.rows += sealed.len();
    let there = sqlx::query(log.digests).bind(seal.after_row).bind(seal.last_row).bind(i64::MAX).fetch_all(db).await?;
    for row in there {
        let found = key.row(log, row.try_get(0)?, row.try_get(1)?);
        let (row, seal) = (found.number, seal.number);
        match sealed.remove(&row) {
            Some(mac) if mac == found.mac => {}
            Some(_) => report.faults.push(Fault::RowAltered { row, seal }),
            None => report.faults.push(Fault::RowInserted { row, seal }),
        }
    }
    report.faults.extend(sealed.into_keys().map(|row| Fault::RowDeleted { row, seal: seal.number }));
    Ok(())
}
