//! Where buckets begin and end by the clock of a time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use serde::Serialize;

/// The most buckets of a report.
pub const MAX_BUCKETS: usize = 1_000;

const HOUR: i64 = 3_600;

/// The length of buckets. Weeks begin on Monday (ISO 8601).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bucket {
    Hour,
    #[default]
    Day,
    Week,
    Month,
}

/// The part of a period that falls into one bucket: from `from`, and before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Where the bucket begins, which is before `from` where the period begins within the bucket.
    pub start: Timestamp,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Why a period has no buckets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    TooMany,
    /// Beyond the years that a calendar has.
    OutOfRange,
}

impl From<jiff::Error> for Unfit {
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}

impl Bucket {
    /// The words for them, as queries and reports have them.
    pub const NAMES: &[&str] = &["hour", "day", "week", "month"];

    pub fn parse(name: &str) -> Option<Self> {
        [Self::Hour, Self::Day, Self::Week, Self::Month]
            .into_iter()
            .zip(Self::NAMES)
            .find_map(|(bucket, &known)| (known == name).then_some(bucket))
    }

    /// Divides the time from `from`, and before `to`, into buckets, of which each instant falls into one.
    pub(super) fn divide(self, zone: &TimeZone, from: Timestamp, to: Timestamp) -> Result<Vec<Slot>, Unfit> {
        let mut slots = Vec::new();
        let mut start = self.start(zone, from)?;
        while start < to {
            let next = self.next(zone, start)?;
            if next > from {
                if slots.len() == MAX_BUCKETS {
                    return Err(Unfit::TooMany);
                }
                slots.push(Slot { start, from: from.max(start), to: to.min(next) });
            }
            start = next;
        }
        Ok(slots)
    }

    /// Where the bucket of an instant begins.
    fn start(self, zone: &TimeZone, at: Timestamp) -> Result<Timestamp, jiff::Error> {
        match self {
            Self::Hour => start_of_hour(zone, at),
            _ => start_of_day(zone, self.first_day(date(zone, at))?),
        }
    }

    /// Where the bucket ends that begins at `start`, and the next one begins.
    fn next(self, zone: &TimeZone, start: Timestamp) -> Result<Timestamp, jiff::Error> {
        match self.days() {
            None => next_hour(zone, start),
            Some(days) => start_of_day(zone, self.first_day(date(zone, start))?.checked_add(days)?),
        }
    }

    fn days(self) -> Option<Span> {
        match self {
            Self::Hour => None,
            Self::Day => Some(1.day()),
            Self::Week => Some(1.week()),
            Self::Month => Some(1.month()),
        }
    }

    /// The first day of the bucket of a day.
    fn first_day(self, day: Date) -> Result<Date, jiff::Error> {
        match self {
            Self::Hour | Self::Day => Ok(day),
            Self::Week => day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()),
            Self::Month => Ok(day.first_of_month()),
        }
    }
}

fn date(zone: &TimeZone, at: Timestamp) -> Date {
    zone.to_datetime(at).date()
}

/// The first instant of a day, also where the clock skips midnight or shows it twice.
pub(super) fn start_of_day(zone: &TimeZone, day: Date) -> Result<Timestamp, jiff::Error> {
    zone.to_ambiguous_timestamp(day.into()).compatible()
}

/// The last full second. `Timestamp::as_second` rounds towards 1970, so it is the next one before that year.
fn full_second(at: Timestamp) -> i64 {
    at.as_second() - i64::from(at.subsec_nanosecond() < 0)
}

/// Full seconds that the clock shows past the full hour.
fn past_hour(zone: &TimeZone, at: Timestamp) -> i64 {
    (full_second(at) + i64::from(zone.to_offset(at).seconds())).rem_euclid(HOUR)
}

/// The last full hour of the clock, or a change of the clock since then by less than an hour, as that of Lord Howe
/// Island by 30 minutes. A change by whole hours goes unnoticed: an hour of the clock that comes twice is two hours.
fn start_of_hour(zone: &TimeZone, at: Timestamp) -> Result<Timestamp, jiff::Error> {
    let start = Timestamp::from_second(full_second(at) - past_hour(zone, at))?;
    match zone.preceding(at.checked_add(1.nanosecond())?).next() {
        Some(change) if change.timestamp() > start && past_hour(zone, start) != 0 => Ok(change.timestamp()),
        _ => Ok(start),
    }
}

/// The next full hour of the clock, or a change of the clock before it by less than an hour.
fn next_hour(zone: &TimeZone, start: Timestamp) -> Result<Timestamp, jiff::Error> {
    let next = Timestamp::from_second(full_second(start) + HOUR - past_hour(zone, start))?;
    match zone.following(start).next() {
        Some(change) if change.timestamp() < next && past_hour(zone, next) != 0 => Ok(change.timestamp()),
        _ => Ok(next),
    }
}
