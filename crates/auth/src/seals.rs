//! Seals over an append-only log: whoever alters, takes out or puts in a row later, be it the database's owner, can't make
//! it fit again, since the key isn't in the database (AUD-2; ASVS 16.4.2).
//!
//! A seal covers the rows that came since the one before it, and that one too: a chain. It is made in the background by a
//! [`Sealer`], so a write neither waits for it nor knows of it. [`verify()`] compares a log with its seals. The end of a
//! chain can be cut off without a trace in the database; that is what an [`Anchor`] kept elsewhere is for.

mod key;
mod sealer;
mod verify;

use std::fmt;
use std::str::FromStr;

use sqlx::Row;
use sqlx::postgres::PgRow;
use time::OffsetDateTime;

pub use key::AuditKey;
pub use sealer::{Sealed, Sealer};
pub use verify::{Fault, Report, verify};

/// A log, by the statements that reach it. [`crate::sealed_log!`] writes those about its seals.
#[derive(Debug)]
pub struct Log {
    /// Schema and table: `auth.events`.
    pub name: &'static str,
    /// Answers the highest number that a row may have by now.
    pub last_row: &'static str,
    /// Answers number and SHA-256 of the rows above `$1` up to and with `$2`, by number, at most `$3`.
    pub digests: &'static str,
    /// Answers the seals above the number `$1`, by number, at most `$2`.
    pub seals: &'static str,
    /// Answers the last seal.
    pub last_seal: &'static str,
    pub insert_seal: &'static str,
}

/// Declares a [`Log`]: its name, the table of its seals, and the statements for its last row and its digests.
#[macro_export]
macro_rules! sealed_log {
    ($name:literal, $seals:literal, $last_row:literal, $digests:expr) => {
        $crate::seals::Log {
            name: $name,
            last_row: $last_row,
            digests: $digests,
            seals: concat!(
                "select number, sealed_at, after_row, last_row, rows, key_id, previous, mac from ",
                $seals,
                " where number > $1 order by number limit $2"
            ),
            last_seal: concat!(
                "select number, sealed_at, after_row, last_row, rows, key_id, previous, mac from ",
                $seals,
                " order by number desc limit 1"
            ),
            insert_seal: concat!(
                "insert into ",
                $seals,
                " (number, sealed_at, after_row, last_row, rows, key_id, previous, mac)",
                " values ($1, $2, $3, $4, $5, $6, $7, $8)"
            ),
        }
    };
}

/// The security log.
pub static EVENTS: Log = sealed_log!(
    "auth.events",
    "auth.seals",
    "select coalesce(max(number), 0) from auth.events",
    "select number, sha256(convert_to(jsonb_build_array(number, transaction_id::text, id, extract(epoch from at), kind, outcome,
       actor_id, user_id, target_id, host(address), request_id, detail)::text, 'UTF8'))
     from auth.events where number > $1 and number <= $2 order by number limit $3"
);

/// What the first seal comes after: a row that is put in later can't hide below.
const FIRST: i64 = i64::MIN;

/// A row of a log, as a seal knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SealedRow {
    number: i64,
    mac: [u8; 16],
}

impl SealedRow {
    const SIZE: usize = 24;

    fn encode(rows: &[Self]) -> Vec<u8> {
        rows.iter().flat_map(|row| row.number.to_be_bytes().into_iter().chain(row.mac)).collect()
    }

    /// What is left over at the end is no row; the seal's own HMAC says whether that is as it was written.
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

/// A link of the chain.
#[derive(Clone, Debug)]
struct Seal {
    /// From 1, without gaps.
    number: i64,
    sealed_at: OffsetDateTime,
    after_row: i64,
    last_row: i64,
    rows: Vec<u8>,
    key_id: Vec<u8>,
    previous: Vec<u8>,
    mac: Vec<u8>,
}

impl Seal {
    fn from_row(row: &PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            number: row.try_get(0)?,
            sealed_at: row.try_get(1)?,
            after_row: row.try_get(2)?,
            last_row: row.try_get(3)?,
            rows: row.try_get(4)?,
            key_id: row.try_get(5)?,
            previous: row.try_get(6)?,
            mac: row.try_get(7)?,
        })
    }

    fn anchor(&self, log: &Log) -> Anchor {
        Anchor { log: log.name.to_owned(), number: self.number, mac: self.mac.clone() }
    }
}

/// Names a seal and what it is, to be kept outside of the database: `auth.events:12:9f…`.
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
        let rows = [SealedRow { number: 1, mac: [1; 16] }, SealedRow { number: i64::MAX, mac: [2; 16] }];
        assert_eq!(SealedRow::decode(&SealedRow::encode(&rows)), rows);
    }
}
