//! A keyed hash chain over an append-only log. A row that is altered, deleted or inserted later no longer fits its
//! link, and the database's owner can't make it fit, since the key isn't in the database (AUD-2; ASVS 16.4.2).
//!
//! A link covers the rows that came since the link before it, and that link itself. A [`LinkWriter`] makes links in the
//! background, so that a write doesn't wait for one. [`verify()`] compares a log with its links. The end of a chain can
//! be cut off without a trace in the database; an [`Anchor`] that is kept elsewhere shows it.

mod key;
mod verify;
mod writer;

use std::fmt;
use std::str::FromStr;

use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;

pub use key::AuditKey;
pub use verify::{Fault, Report, verify};
pub use writer::{LinkWriter, NewLink};

/// A log, by the statements that reach it. [`crate::chained_log!`] writes those about its links.
#[derive(Debug)]
pub struct ChainedLog {
    /// Schema and table, such as `auth.events`.
    pub name: &'static str,
    /// Selects the highest number that a row may have by now.
    pub last_row: &'static str,
    /// Selects number and SHA-256 of the rows above `$1` up to and with `$2`, by number, at most `$3`.
    pub digests: &'static str,
    /// Selects the links above the number `$1`, by number, at most `$2`.
    pub links: &'static str,
    /// Selects the last link.
    pub last_link: &'static str,
    pub insert_link: &'static str,
}

/// Declares a [`ChainedLog`]: its name, the table of its links, and the statements for its last row and its digests.
#[macro_export]
macro_rules! chained_log {
    ($name:literal, $links:literal, $last_row:literal, $digests:expr) => {
        $crate::audit_chain::ChainedLog {
            name: $name,
            last_row: $last_row,
            digests: $digests,
            links: concat!(
                "select number, sealed_at, after_row, last_row, rows, key_id, previous, mac from ",
                $links,
                " where number > $1 order by number limit $2"
            ),
            last_link: concat!(
                "select number, sealed_at, after_row, last_row, rows, key_id, previous, mac from ",
                $links,
                " order by number desc limit 1"
            ),
            insert_link: concat!(
                "insert into ",
                $links,
                " (number, sealed_at, after_row, last_row, rows, key_id, previous, mac)",
                " values ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
        }
    };
}

/// The number before the first link's rows, so that no row can be inserted below them later.
const FIRST: i64 = i64::MIN;

/// A row of a log as its link has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LinkedRow {
    number: i64,
    mac: [u8; 16],
}

impl LinkedRow {
    const SIZE: usize = 24;

    fn encode(rows: &[Self]) -> Vec<u8> {
        rows.iter().flat_map(|row| row.number.to_be_bytes().into_iter().chain(row.mac)).collect()
    }

    /// Bytes left over at the end are ignored; the link's own HMAC covers them.
    fn decode(bytes: &[u8]) -> Vec<Self> {
        let (rows, _) = bytes.as_chunks::<{ Self::SIZE }>();
        let decode = |row: &[u8; Self::SIZE]| {
            let (mut number, mut mac) = ([0; 8], [0; 16]);
            number.copy_from_slice(&row[..8]);
            mac.copy_from_slice(&row[8..]);
            Self { number: i64::from_be_bytes(number), mac }
        };
        rows.iter().map(decode).collect()
    }
}

/// A link of the chain, as stored.
#[derive(Clone, Debug)]
struct Link {
    /// From 1, without gaps.
    number: i64,
    linked_at: OffsetDateTime,
    after_row: i64,
    last_row: i64,
    rows: Vec<u8>,
    key_id: Vec<u8>,
    previous: Vec<u8>,
    mac: Vec<u8>,
}

impl Link {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            number: row.try_get(0)?,
            linked_at: row.try_get(1)?,
            after_row: row.try_get(2)?,
            last_row: row.try_get(3)?,
            rows: row.try_get(4)?,
            key_id: row.try_get(5)?,
            previous: row.try_get(6)?,
            mac: row.try_get(7)?,
        })
    }

    fn anchor(&self, log: &ChainedLog) -> Anchor {
        Anchor { log: log.name.to_owned(), number: self.number, mac: self.mac.clone() }
    }
}

/// Names a link and its HMAC, to be kept outside of the database: `auth.events:12:9f…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    pub log: String,
    pub number: i64,
    pub mac: Vec<u8>,
}

/// A text is no [`Anchor`].
#[derive(Debug, thiserror::Error)]
#[error("an anchor reads <log>:<number>:<hex>, as `bulkhead audit verify` prints it")]
pub struct AnchorError;

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.log, self.number)?;
        self.mac.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Anchor {
    type Err = AnchorError;

    fn from_str(text: &str) -> Result<Self, AnchorError> {
        let mut parts = text.splitn(3, ':');
        let (Some(log), Some(number), Some(mac)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(AnchorError);
        };
        let number = number.parse().map_err(|_| AnchorError)?;
        let mac = hex::decode(mac).map_err(|_| AnchorError)?;
        Ok(Self { log: log.to_owned(), number, mac })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_reads_as_it_is_written() {
        let anchor = Anchor { log: "auth.events".into(), number: 7, mac: vec![0xab; 32] };
        assert_eq!(anchor.to_string().parse::<Anchor>().unwrap(), anchor);
        for text in ["", "auth.events", "auth.events:7", "auth.events:x:ab", "auth.events:7:xy"] {
            assert!(text.parse::<Anchor>().is_err(), "{text}");
        }
    }

    #[test]
    fn rows_come_back_as_they_went() {
        let rows = [LinkedRow { number: 1, mac: [1; 16] }, LinkedRow { number: i64::MAX, mac: [2; 16] }];
        assert_eq!(LinkedRow::decode(&LinkedRow::encode(&rows)), rows);
    }
}
