use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Timestamp, ToSpan};
use tenancy::Statement;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::buckets::{Bucket, MAX_BUCKETS, Slot, Unfit, start_of_day};
use crate::kit::FieldError;

/// How many days a period has that names only one end, or none.
const DAYS: i64 = 30;

const EDGE: &str = "must be a time as in RFC 3339, whose + is written %2B, or a day as 2026-01-31";

/// From when to when to count, in which buckets, by the clock of which time zone.
#[derive(Clone, Debug)]
pub struct Period {
    bucket: Bucket,
    zone: TimeZone,
    slots: Vec<Slot>,
}

/// An end of a period: an instant, or the beginning of a day.
#[derive(Clone, Copy, Debug)]
enum Edge {
    Instant(Timestamp),
    Day(Date),
}

impl Period {
    /// Reads `from`, `to`, `bucket` and `timezone`. `from` counts and `to` doesn't. The default is the last 30 days,
    /// today included, by day in UTC. A zone is one of the IANA's Time Zone Database, in any case.
    pub fn parse(parameters: Vec<(String, String)>, now: OffsetDateTime) -> Result<Self, Vec<FieldError>> {
        let (mut bucket, mut zone) = (Bucket::default(), TimeZone::UTC);
        let (mut from, mut to) = (None, None);
        let mut seen: Vec<String> = Vec::with_capacity(parameters.len());
        let mut errors = Vec::new();
        for (name, text) in parameters {
            if seen.contains(&name) {
                errors.push(FieldError::new(name, "repeated", "must be given once"));
                continue;
            }
            let read = match name.as_str() {
                "from" => Edge::parse("from", &text).map(|edge| from = Some(edge)),
                "to" => Edge::parse("to", &text).map(|edge| to = Some(edge)),
                "bucket" => read_bucket(&text).map(|read| bucket = read),
                "timezone" => read_zone(&text).map(|read| zone = read),
                _ => Err(FieldError::new(name.as_str(), "unknown", "is not a parameter of analytics")),
            };
            errors.extend(read.err());
            seen.push(name);
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let (from, to) = ends(&zone, from, to, now).map_err(|error| vec![error])?;
        match bucket.divide(&zone, from, to) {
            Ok(slots) => Ok(Self { bucket, zone, slots }),
            Err(Unfit::TooMany) => {
                let message = format!("makes more than {MAX_BUCKETS} buckets of this time");
                Err(vec![FieldError::new("bucket", "range", message)])
            }
            Err(Unfit::OutOfRange) => Err(vec![out_of_range("to")]),
        }
    }

    pub fn bucket(&self) -> Bucket {
        self.bucket
    }

    /// The name of the time zone, in the case of the database.
    pub fn timezone(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Where a bucket begins, as in RFC 3339, with the offset that the zone has then.
    pub(super) fn written(&self, start: Timestamp) -> String {
        let offset = self.zone.to_offset(start);
        if offset.is_zero() { start.to_string() } else { start.display_with_offset(offset).to_string() }
    }

    /// Appends the table expression `slots (begins, ends, n)` to the `with` of a statement: the parts of the period,
    /// numbered from 1.
    pub(super) fn push_slots(&self, sql: &mut Statement) {
        let instants = |of: fn(&Slot) -> Timestamp| self.slots.iter().map(|slot| instant(of(slot))).collect::<Vec<_>>();
        sql.push(", slots as (select begins, ends, n from unnest(").bind(instants(|slot| slot.from));
        sql.push("::timestamptz[], ").bind(instants(|slot| slot.to));
        sql.push("::timestamptz[]) with ordinality as unnested (begins, ends, n))");
    }
}

impl Edge {
    fn parse(field: &'static str, text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        if text.len() == "2026-01-31".len() && text.is_ascii() {
            let date = Date::strptime("%Y-%m-%d", text).ok().filter(|date| date.year() > 0);
            return date.map(Self::Day).ok_or_else(|| FieldError::new(field, "date", EDGE));
        }
        match OffsetDateTime::parse(text, &Rfc3339) {
            Ok(at) if (1..9999).contains(&at.year()) => {
                timestamp(at).map(Self::Instant).map_err(|_| out_of_range(field))
            }
            _ => Err(FieldError::new(field, "timestamp", EDGE)),
        }
    }

    fn instant(self, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
        match self {
            Self::Instant(at) => Ok(at),
            Self::Day(day) => start_of_day(zone, day),
        }
    }
}

fn read_bucket(text: &str) -> Result<Bucket, FieldError> {
    Bucket::parse(text.trim())
        .ok_or_else(|| FieldError::new("bucket", "choice", format!("must be one of {}", Bucket::NAMES.join(", "))))
}

fn read_zone(text: &str) -> Result<TimeZone, FieldError> {
    let known = TimeZoneDatabase::bundled().get(text.trim()).ok();
    known
        .filter(|zone| zone.iana_name().is_some())
        .ok_or_else(|| FieldError::new("timezone", "timezone", "must be a time zone of the IANA, as Europe/Berlin"))
}

/// The two ends of a period, of which each that isn't named follows from the other: `to` is the end of today.
fn ends(
    zone: &TimeZone,
    from: Option<Edge>,
    to: Option<Edge>,
    now: OffsetDateTime,
) -> Result<(Timestamp, Timestamp), FieldError> {
    let ending = match to {
        Some(edge) => edge.instant(zone),
        None => timestamp(now)
            .and_then(|now| zone.to_datetime(now).date().tomorrow())
            .and_then(|tomorrow| start_of_day(zone, tomorrow)),
    };
    let ending = ending.map_err(|_| out_of_range("to"))?;
    let beginning = match from {
        Some(edge) => edge.instant(zone),
        None => ending.to_zoned(zone.clone()).checked_sub(DAYS.days()).map(|at| at.timestamp()),
    };
    let beginning = beginning.map_err(|_| out_of_range("from"))?;
    if beginning < ending {
        return Ok((beginning, ending));
    }
    Err(match to {
        Some(_) => FieldError::new("to", "range", "must be later than from"),
        None => FieldError::new("from", "range", "must be before the end of today, where to isn't given"),
    })
}

fn out_of_range(field: &'static str) -> FieldError {
    FieldError::new(field, "range", "must be in the years 1 to 9998")
}

fn timestamp(at: OffsetDateTime) -> Result<Timestamp, jiff::Error> {
    Timestamp::from_nanosecond(at.unix_timestamp_nanos())
}

/// The same instant for Postgres. The years of a [`Timestamp`] are all among those of the other type.
fn instant(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond()).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
