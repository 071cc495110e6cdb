//! The order of a list, and where its pages begin.

use std::cmp::Reverse;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Statement, put_in_order};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Cursor, Field, Resource, Storage, Value, row};
use crate::kit::Decimal;
use crate::kit::kind::parse_date;

/// A column to sort by; the id tells equals apart. Rows without a value come last in both directions.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is said of a column by itself")]
pub(super) struct Sort {
    pub name: &'static str,
    column: &'static str,
    storage: Storage,
    /// Whether it is one of the times that every row has.
    pub by_time: bool,
    /// Whether rows may have no value.
    is_optional: bool,
    /// Whether no two rows of a collection have the same value, so that an index of the field alone has the order.
    is_unique: bool,
    pub descending: bool,
}

/// The last row of the page before: its value, if it has one, and its id.
#[derive(Debug)]
pub(super) struct Position(pub Option<Value>, pub Uuid);

/// Rows of the list that one range of an index has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'p> {
    All,
    /// Those that come after this value and id.
    After(&'p Value, Uuid),
    /// Those without a value, after this id.
    WithoutValue(Option<Uuid>),
}

impl Sort {
    pub fn by_time(name: &'static str, descending: bool) -> Self {
        let storage = Storage::Timestamp;
        Self { name, column: name, storage, by_time: true, is_optional: false, is_unique: false, descending }
    }

    pub fn by_field(field: &Field, descending: bool) -> Self {
        let is_optional = !field.required && !field.kind.has_default();
        let (name, column) = (field.name, field.column);
        let (storage, is_unique) = (field.kind.storage(), field.followable);
        Self { name, column, storage, by_time: false, is_optional, is_unique, descending }
    }

    /// Whether `tenancy.search_page` knows this order: that of a time or a text that every row has.
    pub fn is_known_to_search(self) -> bool {
        self.by_time || (self.storage == Storage::Text && !self.is_optional)
    }

    /// The rest of the list after a position. Two parts are two ranges of the index; an `or` of them would be none.
    pub fn parts(self, after: Option<&Position>) -> (Part<'_>, Option<Part<'_>>) {
        match after {
            None => (Part::All, None),
            Some(Position(Some(value), id)) => {
                (Part::After(value, *id), self.is_optional.then_some(Part::WithoutValue(None)))
            }
            Some(Position(None, id)) => (Part::WithoutValue(Some(*id)), None),
        }
    }

    pub fn push_condition(self, sql: &mut Statement, part: Part<'_>) {
        let beyond = if self.descending { "< " } else { "> " };
        match part {
            Part::All => {}
            Part::After(value, id) => {
                sql.push(" and (").push(self.column).push(", id) ").push(beyond).push("(");
                value.bind(sql);
                sql.push(", ").bind(id).push(")");
            }
            Part::WithoutValue(after) => {
                sql.push(" and ").push(self.column).push(" is null");
                if let Some(id) = after {
                    sql.push(" and id ").push(beyond).bind(id);
                }
            }
        }
    }

    /// Appends `order by`, with what stands before the column and before the id.
    pub fn push_order(self, sql: &mut Statement, before_column: &'static str, before_id: &'static str) {
        let direction = if self.descending { " desc" } else { "" };
        sql.push(before_column).push(self.column).push(direction);
        if self.descending && self.is_optional {
            sql.push(" nulls last");
        }
        if !self.is_unique {
            sql.push(before_id).push(direction);
        }
    }

    fn parameter(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.name)
    }

    /// The position of a cursor of a list in this order; `None` for any other cursor.
    pub fn position(self, Cursor(sort, value, id): Cursor) -> Option<Position> {
        if sort != self.parameter() {
            return None;
        }
        match value {
            Some(text) => Some(Position(Some(self.read(text)?), id)),
            None => self.is_optional.then_some(Position(None, id)),
        }
    }

    fn read(self, text: String) -> Option<Value> {
        match self.storage {
            Storage::Timestamp => {
                let micros: i128 = text.parse::<i64>().ok()?.into();
                // Postgres keeps no time as early as a crafted cursor may say.
                let at = OffsetDateTime::from_unix_timestamp_nanos(micros * 1000).ok()?;
                Some(Value::Timestamp(Some(at).filter(|at| at.year() > 0)?))
            }
            Storage::Date => parse_date(&text).map(Value::Date),
            Storage::Integer => text.parse().ok().map(Value::Integer),
            Storage::Decimal => Decimal::parse_any(&text).map(Value::Decimal),
            _ => (!text.contains('\0')).then_some(Value::Text(text)),
        }
    }

    fn index(self, resource: &Resource) -> usize {
        row::FIRST + resource.selected().position(|name| name == self.column).unwrap_or_default()
    }

    /// Puts a page that is sorted by time into its order.
    pub fn put_in_order(self, resource: &Resource, rows: &mut Vec<PgRow>) -> Result<(), sqlx::Error> {
        if !self.by_time {
            return Ok(());
        }
        let column = self.index(resource);
        let key =
            |row: &PgRow| Ok::<_, sqlx::Error>((row.try_get::<OffsetDateTime, _>(column)?, row::id(row, row::FIRST)?));
        if self.descending { put_in_order(rows, |row| key(row).map(Reverse)) } else { put_in_order(rows, key) }
    }

    /// The cursor of the page that follows this row.
    pub fn cursor(self, resource: &Resource, row: &PgRow) -> Result<Cursor, sqlx::Error> {
        let column = self.index(resource);
        let value = match self.storage {
            Storage::Timestamp => row
                .try_get::<Option<OffsetDateTime>, _>(column)?
                .map(|at| (at.unix_timestamp_nanos() / 1000).to_string()),
            Storage::Date => row.try_get::<Option<Date>, _>(column)?.map(|date| date.to_string()),
            Storage::Integer => row.try_get::<Option<i64>, _>(column)?.map(|number| number.to_string()),
            Storage::Decimal => row.try_get::<Option<Decimal>, _>(column)?.map(|number| number.to_string()),
            _ => row.try_get(column)?,
        };
        Ok(Cursor(self.parameter(), value, row::id(row, row::FIRST)?))
    }
}
