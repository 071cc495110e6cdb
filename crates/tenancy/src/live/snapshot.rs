use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::str::FromStr;

/// Which transactions a statement saw (`pg_snapshot`): those below `lowest`, and those below `next` that weren't running.
///
/// Snapshots of one server are nested: a later one sees what an earlier one saw. A standby leaves running transactions
/// out, so a snapshot comes from the primary alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    lowest: u64,
    next: u64,
    /// Rising.
    running: Box<[u64]>,
}

/// A text is no snapshot.
#[derive(Debug, thiserror::Error)]
#[error("a snapshot reads <lowest>:<next>:<running>, with commas between those that run")]
pub struct SnapshotError;

impl Snapshot {
    /// Whether a statement with this snapshot saw what the transaction did, if that was committed.
    pub fn sees(&self, transaction: u64) -> bool {
        transaction < self.lowest || (transaction < self.next && self.running.binary_search(&transaction).is_err())
    }

    /// Whether this snapshot of the same server was taken after the other, or sees as much.
    pub fn contains(&self, other: &Self) -> bool {
        self.age().cmp(&other.age()) != Ordering::Less
    }

    /// What rises from one snapshot to the next: transactions begin, and those that run end.
    fn age(&self) -> (u64, Reverse<usize>) {
        (self.next, Reverse(self.running.len()))
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.lowest, self.next)?;
        for (position, transaction) in self.running.iter().enumerate() {
            write!(f, "{}{transaction}", if position > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl FromStr for Snapshot {
    type Err = SnapshotError;

    fn from_str(text: &str) -> Result<Self, SnapshotError> {
        let number = |text: &str| text.parse::<u64>().map_err(|_| SnapshotError);
        let mut parts = text.splitn(3, ':');
        let (Some(lowest), Some(next), Some(running)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(SnapshotError);
        };
        let running = running.split(',').filter(|part| !part.is_empty()).map(number).collect::<Result<Box<_>, _>>()?;
        let (lowest, next) = (number(lowest)?, number(next)?);
        let is_ordered = running.is_sorted() && running.iter().all(|running| (lowest..next).contains(running));
        if lowest <= next && is_ordered { Ok(Self { lowest, next, running }) } else { Err(SnapshotError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(text: &str) -> Snapshot {
        text.parse().unwrap()
    }

    #[test]
    fn a_snapshot_sees_what_was_over_when_it_was_taken() {
        let taken = snapshot("10:20:10,14");
        for (transaction, is_seen) in [(9, true), (10, false), (11, true), (14, false), (19, true), (20, false)] {
            assert_eq!(taken.sees(transaction), is_seen, "{transaction}");
        }
        assert!(snapshot("10:10:").sees(9) && !snapshot("10:10:").sees(10));
    }

    #[test]
    fn a_later_snapshot_contains_an_earlier_one() {
        let in_order = ["10:20:10,14", "10:20:10", "20:20:", "20:25:20,24", "21:25:24", "25:25:"].map(snapshot);
        for (place, later) in in_order.iter().enumerate() {
            for (before, earlier) in in_order.iter().enumerate() {
                assert_eq!(later.contains(earlier), place >= before, "{later} {earlier}");
                let sees_all = (0..30).all(|transaction| later.sees(transaction) || !earlier.sees(transaction));
                assert!(sees_all || place < before, "{later} {earlier}");
            }
        }
    }

    #[test]
    fn a_snapshot_reads_as_it_is_written_and_nothing_else_is_one() {
        for text in ["10:20:10,14", "5:5:", "1:18446744073709551615:7"] {
            assert_eq!(snapshot(text).to_string(), text);
        }
        for text in ["", "1", "1:2", "2:1:", "1:5:7", "3:5:1", "1:9:4,3", "a:b:", "1:2:x", "-1:2:"] {
            assert!(text.parse::<Snapshot>().is_err(), "{text}");
        }
    }
}
