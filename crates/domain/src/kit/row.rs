use std::io::Write;

use sqlx::Row;
use sqlx::postgres::PgRow;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::reference::Reference;
use super::{Decimal, FieldError, Resource, Storage};

/// A column of JSON, read without making a value of it.
pub(super) type JsonText<'r> = sqlx::types::Json<&'r serde_json::value::RawValue>;

/// Where a row's own columns begin.
pub(super) const FIRST: usize = tenancy::ACCESS_COLUMNS;

/// Whether the row has a row of the resource at all, or only the membership that a left join keeps.
pub(super) fn is_present(row: &PgRow) -> Result<bool, sqlx::Error> {
    is_present_at(row, FIRST)
}

/// The same, where the row of the resource begins at this column.
pub(super) fn is_present_at(row: &PgRow, first: usize) -> Result<bool, sqlx::Error> {
    Ok(row.try_get::<Option<Uuid>, _>(first)?.is_some())
}

/// The errors of the references that lead to nothing, by the columns from `first` on that say so.
pub(super) fn missing(row: &PgRow, first: usize, references: &[Reference]) -> Result<Vec<FieldError>, sqlx::Error> {
    let mut missing = Vec::new();
    for (column, reference) in (first..).zip(references) {
        if !row.try_get::<bool, _>(column)? {
            missing.push(reference.missing());
        }
    }
    Ok(missing)
}

pub(super) fn id(row: &PgRow, first: usize) -> Result<Uuid, sqlx::Error> {
    row.try_get(first)
}

pub(super) fn version(row: &PgRow, first: usize) -> Result<i64, sqlx::Error> {
    row.try_get(first + 1)
}

/// Writes a row of [`Resource::columns`], the first of them at `first`, as a JSON object.
///
/// Straight from the row's binary form: a list of a hundred rows makes no value in between.
pub(super) fn write_json(resource: &Resource, row: &PgRow, first: usize, out: &mut Vec<u8>) -> Result<(), sqlx::Error> {
    out.extend_from_slice(b"{\"id\":");
    uuid(row.try_get(first)?, out);
    out.extend_from_slice(b",\"version\":");
    integer(row.try_get(first + 1)?, out);
    for (offset, name) in [(2, "created_at"), (3, "updated_at"), (4, "deleted_at")] {
        key(name, out);
        optional(row.try_get(first + offset)?, out, timestamp);
    }
    let fixed = resource.fixed_columns();
    if fixed.len() > 5 {
        key("owner_id", out);
        uuid(row.try_get(first + 5)?, out);
    }
    for (column, field) in (first + fixed.len()..).zip(resource.readable()) {
        key(field.name, out);
        match field.kind.storage() {
            Storage::Text => optional(row.try_get(column)?, out, text),
            Storage::Texts => texts(&row.try_get::<Vec<String>, _>(column)?, out),
            // No response has it.
            Storage::Bytes => out.extend_from_slice(b"null"),
            Storage::Uuid => optional(row.try_get(column)?, out, uuid),
            Storage::Timestamp => optional(row.try_get(column)?, out, timestamp),
            Storage::Date => optional(row.try_get(column)?, out, date),
            Storage::Integer => optional(row.try_get(column)?, out, integer),
            Storage::Decimal => optional(row.try_get(column)?, out, decimal),
            Storage::Boolean => optional(row.try_get(column)?, out, boolean),
            Storage::Json => optional(row.try_get(column)?, out, json),
        }
    }
    out.push(b'}');
    Ok(())
}

fn key(name: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":");
}

fn optional<T>(value: Option<T>, out: &mut Vec<u8>, write: impl FnOnce(T, &mut Vec<u8>)) {
    match value {
        Some(value) => write(value, out),
        None => out.extend_from_slice(b"null"),
    }
}

fn text(value: &str, out: &mut Vec<u8>) {
    // Writing into memory can't fail, and a text always has a JSON form.
    let _infallible = serde_json::to_writer(out, value);
}

fn texts(values: &[String], out: &mut Vec<u8>) {
    let _infallible = serde_json::to_writer(out, values);
}

fn integer(value: i64, out: &mut Vec<u8>) {
    let _infallible = write!(out, "{value}");
}

/// As a text, so that no client rounds it.
fn decimal(value: Decimal, out: &mut Vec<u8>) {
    let _infallible = write!(out, "\"{value}\"");
}

fn boolean(value: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

/// As Postgres sends it.
fn json(value: JsonText<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(value.0.get().as_bytes());
}

fn uuid(value: Uuid, out: &mut Vec<u8>) {
    out.push(b'"');
    out.extend_from_slice(value.hyphenated().encode_lower(&mut Uuid::encode_buffer()).as_bytes());
    out.push(b'"');
}

/// RFC 3339 in UTC with six decimals, all of a `timestamptz`: `2026-01-31T23:59:59.000001Z`.
pub(super) fn timestamp(at: OffsetDateTime, out: &mut Vec<u8>) {
    let (year, month, day) = at.to_calendar_date();
    let (hour, minute, second, micro) = at.to_hms_micro();
    let mut form = *b"\"0000-00-00T00:00:00.000000Z\"";
    digits(&mut form[1..5], year.unsigned_abs());
    digits(&mut form[6..8], u8::from(month).into());
    digits(&mut form[9..11], day.into());
    digits(&mut form[12..14], hour.into());
    digits(&mut form[15..17], minute.into());
    digits(&mut form[18..20], second.into());
    digits(&mut form[21..27], micro);
    out.extend_from_slice(&form);
}

pub(super) fn date(value: Date, out: &mut Vec<u8>) {
    let (year, month, day) = value.to_calendar_date();
    let mut form = *b"\"0000-00-00\"";
    digits(&mut form[1..5], year.unsigned_abs());
    digits(&mut form[6..8], u8::from(month).into());
    digits(&mut form[9..11], day.into());
    out.extend_from_slice(&form);
}

fn digits(place: &mut [u8], mut value: u32) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn times_are_written_with_all_six_decimals() {
        let mut out = Vec::new();
        timestamp(datetime!(2026-01-31 23:59:59.000001 UTC), &mut out);
        assert_eq!(out, b"\"2026-01-31T23:59:59.000001Z\"");
    }
}
