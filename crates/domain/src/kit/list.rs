use std::cmp::Reverse;

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::{Db, Entry, Membership, Statement, put_in_order};
use time::OffsetDateTime;

mod search;

use super::cursor::Cursor;
use super::{Class, Error, Field, FieldError, Resource, Storage, Value, row};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 100;
const MAX_SEARCH_WORDS: usize = 8;

/// Which rows to list, read from the query of the request.
#[derive(Debug)]
pub struct ListQuery {
    limit: usize,
    filters: Vec<(&'static Field, Value)>,
    words: Vec<String>,
    deleted: bool,
    sort: Sort,
    after: Option<Position>,
}

#[derive(Clone, Copy, Debug)]
struct Sort {
    column: &'static str,
    by_time: bool,
    descending: bool,
}

/// The last row of the page before: its sort value, and its id.
#[derive(Debug)]
struct Position(Value, uuid::Uuid);

/// A page of rows, as the JSON document that a client gets: `{"items": […], "next_cursor": "…"|null}`.
#[derive(Debug)]
pub struct Page {
    pub membership: Membership,
    pub json: Vec<u8>,
}

impl ListQuery {
    /// Reads `limit`, `cursor`, `sort`, `q`, `deleted` and the filterable fields. What it doesn't know is an error by name.
    pub fn parse(resource: &Resource, parameters: Vec<(String, String)>) -> Result<Self, Vec<FieldError>> {
        let sort = Sort { column: "created_at", by_time: true, descending: true };
        let mut query =
            Self { limit: DEFAULT_LIMIT, filters: Vec::new(), words: Vec::new(), deleted: false, sort, after: None };
        let mut cursor = None;
        let mut errors = Vec::new();
        let mut seen = Vec::with_capacity(parameters.len());
        for (name, text) in parameters {
            if seen.contains(&name) {
                errors.push(FieldError::new(name, "repeated", "must be given once"));
                continue;
            }
            let read = match name.as_str() {
                "limit" => query.read_limit(&text),
                "sort" => query.read_sort(resource, &text),
                "deleted" => query.read_deleted(&text),
                "q" if resource.searchable => query.read_search(&text),
                "cursor" => {
                    cursor = Some(text);
                    Ok(())
                }
                _ => match resource.field(&name).filter(|field| field.filterable) {
                    Some(field) => field.read_text(text).map(|value| query.filters.push((field, value))),
                    None => Err(FieldError::new(name.as_str(), "unknown", "is not a parameter of this list")),
                },
            };
            errors.extend(read.err());
            seen.push(name);
        }
        if let Some(text) = cursor {
            match Cursor::decode(&text).and_then(|cursor| query.sort.position(cursor)) {
                Some(position) => query.after = Some(position),
                None => errors.push(FieldError::new("cursor", "cursor", "is no cursor of this list in this order")),
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// Whether it asks for rows by their words.
    pub fn is_search(&self) -> bool {
        !self.words.is_empty()
    }

    fn read_limit(&mut self, text: &str) -> Result<(), FieldError> {
        match text.parse() {
            Ok(limit) if (1..=MAX_LIMIT).contains(&limit) => self.limit = limit,
            _ => {
                return Err(FieldError::new("limit", "range", format!("must be a whole number from 1 to {MAX_LIMIT}")));
            }
        }
        Ok(())
    }

    fn read_sort(&mut self, resource: &Resource, text: &str) -> Result<(), FieldError> {
        let (name, descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
        let (column, by_time) = match name {
            "created_at" => ("created_at", true),
            "updated_at" => ("updated_at", true),
            _ => match resource.field(name).filter(|field| field.sortable) {
                Some(field) => (field.name, false),
                None => return Err(FieldError::new("sort", "choice", format!("this list can't be sorted by {name}"))),
            },
        };
        self.sort = Sort { column, by_time, descending };
        Ok(())
    }

    fn read_deleted(&mut self, text: &str) -> Result<(), FieldError> {
        self.deleted = match text {
            "true" => true,
            "false" => false,
            _ => return Err(FieldError::new("deleted", "choice", "must be true or false")),
        };
        Ok(())
    }

    fn read_search(&mut self, text: &str) -> Result<(), FieldError> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        self.words = words.map(|word| word.chars().take(64).collect()).collect();
        if self.words.is_empty() || self.words.len() > MAX_SEARCH_WORDS {
            return Err(FieldError::new("q", "words", format!("must have 1 to {MAX_SEARCH_WORDS} words")));
        }
        Ok(())
    }
}

impl Sort {
    fn name(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column)
    }

    fn position(self, Cursor(sort, value, id): Cursor) -> Option<Position> {
        if sort != self.name() || value.contains('\0') {
            return None;
        }
        let value = if self.by_time {
            let micros: i128 = value.parse::<i64>().ok()?.into();
            // Postgres keeps no time as early as a crafted cursor may say.
            let at = OffsetDateTime::from_unix_timestamp_nanos(micros * 1000).ok()?;
            Value::Timestamp(Some(at).filter(|at| at.year() > 0)?)
        } else {
            Value::Text(value)
        };
        Some(Position(value, id))
    }

    fn index(self, resource: &Resource) -> usize {
        row::FIRST + resource.columns().position(|name| name == self.column).unwrap_or_default()
    }

    /// Puts a page that is sorted by time into its order.
    fn put_in_order(self, resource: &Resource, rows: &mut Vec<PgRow>) -> Result<(), sqlx::Error> {
        if !self.by_time {
            return Ok(());
        }
        let column = self.index(resource);
        let key =
            |row: &PgRow| Ok::<_, sqlx::Error>((row.try_get::<OffsetDateTime, _>(column)?, row::id(row, row::FIRST)?));
        if self.descending { put_in_order(rows, |row| key(row).map(Reverse)) } else { put_in_order(rows, key) }
    }

    fn cursor(self, resource: &Resource, row: &PgRow) -> Result<Cursor, sqlx::Error> {
        let column = self.index(resource);
        let value = if self.by_time {
            (row.try_get::<OffsetDateTime, _>(column)?.unix_timestamp_nanos() / 1000).to_string()
        } else {
            row.try_get(column)?
        };
        Ok(Cursor(self.name(), value, row::id(row, row::FIRST)?))
    }
}

/// Lists a page of rows, newest first unless the query says otherwise.
pub async fn list(db: &Db, entry: &Entry, resource: &Resource, query: &ListQuery) -> Result<Page, Error> {
    let (membership, mut rows) = db.once(entry, statement(entry, resource, query)).await?;
    if !row::is_present(&rows[0])? {
        rows.clear();
    }
    query.sort.put_in_order(resource, &mut rows)?;
    let more = rows.len() > query.limit;
    rows.truncate(query.limit);

    let mut json = Vec::with_capacity(64 + rows.len() * 512);
    json.extend_from_slice(b"{\"items\":[");
    for (position, row) in rows.iter().enumerate() {
        if position > 0 {
            json.push(b',');
        }
        row::write_json(resource, row, row::FIRST, &mut json)?;
    }
    json.extend_from_slice(b"],\"next_cursor\":");
    match rows.last().filter(|_| more) {
        Some(last) => {
            json.push(b'"');
            json.extend_from_slice(query.sort.cursor(resource, last)?.encode().as_bytes());
            json.push(b'"');
        }
        None => json.extend_from_slice(b"null"),
    }
    json.push(b'}');
    Ok(Page { membership, json })
}

fn statement(entry: &Entry, resource: &Resource, query: &ListQuery) -> Statement {
    let mut sql = Db::entering(entry);
    sql.push(" select access.*, r.* from access left join lateral (select ").push_all(resource.columns(), ", ");
    sql.push(" from ").push(resource.table).push(" where ");
    scope(&mut sql, resource);
    sql.push(if query.deleted { " and deleted_at is not null" } else { " and deleted_at is null" });
    for (field, value) in &query.filters {
        sql.push(" and ").push(field.name).push(if field.kind.storage() == Storage::Texts { " @> " } else { " = " });
        value.bind(&mut sql);
    }
    search::push(&mut sql, resource, query);
    if let Some(Position(value, id)) = &query.after {
        sql.push(" and (").push(query.sort.column).push(", id) ").push(if query.sort.descending {
            "< ("
        } else {
            "> ("
        });
        value.bind(&mut sql);
        sql.push(", ").bind(*id).push(")");
    }
    let direction = if query.sort.descending { " desc" } else { "" };
    sql.push(" order by ").push(query.sort.column).push(direction).push(", id").push(direction);
    sql.push(" limit ").bind(i64::try_from(query.limit + 1).unwrap_or(i64::MAX)).push(") r on true");
    if !query.sort.by_time {
        // Only Postgres knows the collation by which texts are sorted.
        sql.push(" order by r.").push(query.sort.column).push(direction).push(", r.id").push(direction);
    }
    sql
}

/// The rows of this tenant, and in a private resource those of the caller: the second of the two keys.
pub(super) fn scope(sql: &mut Statement, resource: &Resource) {
    match resource.class {
        Class::Shared => sql.push("tenant_id = access.tenant_id"),
        Class::Private => sql.push("tenant_id = access.tenant_id and owner_id = access.user_id"),
        Class::Catalog => sql.push("true"),
    };
}

#[cfg(test)]
mod plans;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leads::LEADS;

    fn parse(parameters: &[(&str, &str)]) -> Result<ListQuery, Vec<FieldError>> {
        ListQuery::parse(&LEADS, parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    #[test]
    fn api_3_a_page_has_at_most_a_hundred_rows() {
        assert_eq!(parse(&[]).unwrap().limit, 50);
        assert_eq!(parse(&[("limit", "100")]).unwrap().limit, 100);
        for text in ["0", "101", "-1", "many", "99999999999999999999"] {
            assert_eq!(parse(&[("limit", text)]).unwrap_err()[0].field, "limit");
        }
    }

    #[test]
    fn what_the_list_does_not_know_is_named() {
        for (name, value) in
            [("tenant_id", "x"), ("sort", "notes"), ("deleted", "yes"), ("cursor", "x"), ("q", "--"), ("notes", "x")]
        {
            assert_eq!(parse(&[(name, value)]).unwrap_err()[0].field, name);
        }
        assert_eq!(parse(&[("q", "a"), ("q", "b")]).unwrap_err()[0].code, "repeated");
    }

    #[test]
    fn api_2_a_cursor_of_a_time_that_no_database_keeps_is_refused() {
        for year in ["-377705116800000000", "-62167219200000001"] {
            let cursor = Cursor("-created_at".into(), year.into(), uuid::Uuid::nil()).encode();
            assert_eq!(parse(&[("cursor", &cursor)]).unwrap_err()[0].field, "cursor", "{year}");
        }
    }

    #[test]
    fn a_cursor_serves_the_order_it_was_made_for() {
        let cursor = Cursor("-created_at".into(), "1767225600000000".into(), uuid::Uuid::nil()).encode();
        assert!(parse(&[("cursor", &cursor)]).is_ok());
        assert_eq!(parse(&[("cursor", &cursor), ("sort", "name")]).unwrap_err()[0].field, "cursor");
    }
}
