use std::collections::BTreeMap;
use std::fmt;

use sqlx::Row;

use super::{Anchor, AuditKey, ChainedLog, FIRST, Link, LinkedRow};
use crate::{DbError, Lease, Pool};

/// Links that are read at once.
const PAGE: i64 = 50;

/// How many rows without a link are counted at most.
const COUNTED: i64 = 100_000;

/// A difference between a log and its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The row differs from what its link covered.
    RowAltered {
        row: i64,
        link: i64,
    },
    /// The row was absent when the link that covers its number was made.
    RowInserted {
        row: i64,
        link: i64,
    },
    RowDeleted {
        row: i64,
        link: i64,
    },
    /// The link's HMAC doesn't fit its fields, so its rows can't be verified.
    LinkAltered {
        link: i64,
        after_row: i64,
        last_row: i64,
    },
    /// One or more links are gone.
    LinkMissing {
        first: i64,
        last: i64,
    },
    /// The link's HMAC fits, but its predecessor is another link than the one in the chain.
    LinkMoved {
        link: i64,
    },
    /// Made with another key; it can be verified with that one.
    OtherKey {
        link: i64,
    },
    /// An anchor's link is absent from the chain or has another HMAC: the chain was cut off or made anew.
    Cut {
        link: i64,
    },
    /// This function of the database computes the rows' digests, and differs from the one that the migrations made.
    Function(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RowAltered { row, link } => write!(f, "row {row} was altered after link {link} covered it"),
            Self::RowInserted { row, link } => {
                write!(f, "row {row} was inserted after link {link} covered its number")
            }
            Self::RowDeleted { row, link } => write!(f, "row {row} was deleted after link {link} covered it"),
            Self::LinkAltered { link, after_row, last_row } => {
                write!(f, "link {link} was altered, so the rows {} to {last_row} can't be verified", after_row + 1)
            }
            Self::LinkMissing { first, last } if first == last => write!(f, "link {first} is missing"),
            Self::LinkMissing { first, last } => write!(f, "the links {first} to {last} are missing"),
            Self::LinkMoved { link } => write!(f, "link {link} doesn't follow the one before it"),
            Self::OtherKey { link } => write!(f, "link {link} was made with another key than this AUDIT_KEY"),
            Self::Cut { link } => {
                write!(f, "link {link} differs from the anchor that was given: the chain was cut off or made anew")
            }
            Self::Function(name) => write!(f, "{name} was replaced, so the digests of the rows can't be trusted"),
        }
    }
}

/// The result of verifying a log.
#[derive(Clone, Debug)]
pub struct Report {
    pub log: &'static str,
    pub faults: Vec<Fault>,
    /// How many rows have a link, and how many links there are.
    pub rows: usize,
    pub links: usize,
    /// How many rows came since the last link. They can't be verified yet.
    pub unlinked: usize,
    pub last: Option<Anchor>,
}

/// Compares a log with its links, and the links with the anchors that were kept elsewhere (`since`, of any log). After
/// each link, `so_far` is told the report up to there.
pub async fn verify(
    log: &'static ChainedLog,
    key: &AuditKey,
    pool: &Pool,
    since: &[Anchor],
    so_far: &mut (dyn FnMut(&Report) + Send),
) -> Result<Report, DbError> {
    let mut db = pool.lease().await?;
    let mut report = Report { log: log.name, faults: Vec::new(), rows: 0, links: 0, unlinked: 0, last: None };
    let mut kept: BTreeMap<i64, &Anchor> =
        since.iter().filter(|anchor| anchor.log == log.name).map(|anchor| (anchor.number, anchor)).collect();
    let mut last: Option<Link> = None;
    loop {
        let after = last.as_ref().map_or(0, |link| link.number);
        let page = sqlx::query(log.links).bind(after).bind(PAGE).fetch_all(&mut db).await?;
        for row in &page {
            let link = Link::from_row(row)?;
            chain(log, key, last.as_ref(), &link, &mut report.faults);
            if kept.remove(&link.number).is_some_and(|anchor| anchor.mac != link.mac) {
                report.faults.push(Fault::Cut { link: link.number });
            }
            if link.key_id == key.id() && link.mac == key.link(log, &link) {
                rows(log, key, &mut db, &link, &mut report).await?;
            }
            report.links += 1;
            so_far(&report);
            last = Some(link);
        }
        if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            break;
        }
    }
    report.faults.extend(kept.keys().map(|&link| Fault::Cut { link }));
    let after_row = last.as_ref().map_or(FIRST, |link| link.last_row);
    let unlinked = sqlx::query(log.digests).bind(after_row).bind(i64::MAX).bind(COUNTED).fetch_all(&mut db).await?;
    report.unlinked = unlinked.len();
    report.last = last.map(|link| link.anchor(log));
    db.give_back();
    Ok(report)
}

/// Checks a link's HMAC, and that it follows `last`.
fn chain(log: &ChainedLog, key: &AuditKey, last: Option<&Link>, link: &Link, faults: &mut Vec<Fault>) {
    let expected = last.map_or(1, |last| last.number + 1);
    if link.number != expected {
        faults.push(Fault::LinkMissing { first: expected, last: link.number - 1 });
    }
    if link.key_id != key.id() {
        faults.push(Fault::OtherKey { link: link.number });
        return;
    }
    if link.mac != key.link(log, link) {
        faults.push(Fault::LinkAltered { link: link.number, after_row: link.after_row, last_row: link.last_row });
        return;
    }
    let follows = match last {
        Some(last) => link.previous == last.mac && link.after_row == last.last_row,
        None => link.previous.is_empty() && link.after_row == FIRST,
    };
    if !follows && link.number == expected {
        faults.push(Fault::LinkMoved { link: link.number });
    }
}

/// Compares the rows that a link covers with those in the log.
async fn rows(
    log: &ChainedLog,
    key: &AuditKey,
    db: &mut Lease,
    link: &Link,
    report: &mut Report,
) -> Result<(), DbError> {
    let mut linked: BTreeMap<i64, [u8; 16]> =
        LinkedRow::decode(&link.rows).into_iter().map(|row| (row.number, row.mac)).collect();
    report.rows += linked.len();
    let there = sqlx::query(log.digests).bind(link.after_row).bind(link.last_row).bind(i64::MAX).fetch_all(db).await?;
    for row in there {
        let found = key.row(log, row.try_get(0)?, row.try_get(1)?);
        let (row, link) = (found.number, link.number);
        match linked.remove(&row) {
            Some(mac) if mac == found.mac => {}
            Some(_) => report.faults.push(Fault::RowAltered { row, link }),
            None => report.faults.push(Fault::RowInserted { row, link }),
        }
    }
    report.faults.extend(linked.into_keys().map(|row| Fault::RowDeleted { row, link: link.number }));
    Ok(())
}
