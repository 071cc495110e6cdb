use std::borrow::Cow;

use auth::EmailAddress;
use sqlx::Row;
use tenancy::{Db, Membership, Statement, TenantRequest};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

mod search;
mod sort;

use self::sort::{Part, Position, Sort};
use super::cursor::Cursor;
use super::{Class, Collection, Error, Field, FieldError, Resource, Scope, Storage, Value, row};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 100;
const MAX_SEARCH_WORDS: usize = 8;

/// Which rows to list, read from the query of the request.
#[derive(Debug)]
pub struct ListQuery {
    limit: usize,
    filters: Vec<(&'static Field, Value)>,
    /// Rows of this user.
    owner_id: Option<Uuid>,
    /// Rows beyond this value of the field.
    beyond: Option<(&'static Field, Value)>,
    /// The text whose words are searched for. Postgres alone says what its words are, as of the rows' (`tenancy.fold`).
    search: Option<String>,
    /// Rows that are deleted, or that aren't; both where none of the two is asked for.
    deleted: Option<bool>,
    sort: Sort,
    after: Option<Position>,
}

/// A page of rows, as the JSON document that a client gets: `{"items": […], "next_cursor": "…"|null}`.
#[derive(Debug)]
pub struct Page {
    pub membership: Membership,
    pub json: Vec<u8>,
}

impl ListQuery {
    /// Reads `limit`, `cursor`, `sort`, `q`, `deleted` and the filterable fields. Any other name is an error.
    pub fn parse(resource: &Resource, parameters: Vec<(String, String)>) -> Result<Self, Vec<FieldError>> {
        let mut query = Self::of(resource);
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
                "owner_id" if resource.is_listed_by_owner => query.read_owner(&text),
                "cursor" => {
                    cursor = Some(text);
                    Ok(())
                }
                _ if let Some(field) = resource.followed(&name) => {
                    field.read_text(&text).map(|value| query.beyond = Some((field, value)))
                }
                _ => match resource.field(&name).filter(|field| field.filterable) {
                    Some(field) => field.read_text(&text).map(|value| query.filters.push((field, value))),
                    None => Err(FieldError::new(name.as_str(), "unknown", "is not a parameter of this list")),
                },
            };
            errors.extend(read.err());
            seen.push(name);
        }
        if let Some((field, _)) = query.beyond.as_ref().filter(|_| !seen.iter().any(|name| name == "sort")) {
            query.sort = Sort::by_field(field, false);
        }
        if let Some(text) = cursor {
            match Cursor::decode(&text).and_then(|cursor| query.sort.position(cursor)) {
                Some(position) => query.after = Some(position),
                None => {
                    errors.push(FieldError::new(
                        "cursor",
                        "cursor",
                        "isn't a valid cursor for this list in this order",
                    ));
                }
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// Reads `limit` and `cursor` alone. Any other name is an error.
    pub fn parse_page(resource: &Resource, parameters: Vec<(String, String)>) -> Result<Self, Vec<FieldError>> {
        let unknown = parameters.iter().filter(|(name, _)| !matches!(name.as_str(), "limit" | "cursor"));
        let unknown: Vec<_> = unknown
            .map(|(name, _)| FieldError::new(name.as_str(), "unknown", "is not a parameter of this list"))
            .collect();
        if unknown.is_empty() { Self::parse(resource, parameters) } else { Err(unknown) }
    }

    /// All rows of a resource, in its order.
    fn of(resource: &Resource) -> Self {
        let mut query = Self {
            limit: DEFAULT_LIMIT,
            filters: Vec::new(),
            owner_id: None,
            beyond: None,
            search: None,
            deleted: (!resource.has_tombstones()).then_some(false),
            sort: Sort::by_time("created_at", true),
            after: None,
        };
        let known = query.read_sort(resource, resource.default_sort);
        debug_assert!(known.is_ok(), "a resource is sorted by one of its sortable fields");
        query
    }

    /// Whether it asks for rows by their words.
    pub fn is_search(&self) -> bool {
        self.search.is_some()
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
        self.sort = match name {
            "created_at" => Sort::by_time("created_at", descending),
            "updated_at" => Sort::by_time("updated_at", descending),
            _ => match resource.field(name).filter(|field| field.sortable) {
                Some(field) => Sort::by_field(field, descending),
                None => return Err(FieldError::new("sort", "choice", format!("this list can't be sorted by {name}"))),
            },
        };
        Ok(())
    }

    fn read_deleted(&mut self, text: &str) -> Result<(), FieldError> {
        self.deleted = match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => return Err(FieldError::new("deleted", "choice", "must be true or false")),
        };
        Ok(())
    }

    fn read_owner(&mut self, text: &str) -> Result<(), FieldError> {
        let id = Uuid::try_parse(text).map_err(|_| FieldError::new("owner_id", "uuid", "must be a UUID"))?;
        self.owner_id = Some(id);
        Ok(())
    }

    fn read_search(&mut self, text: &str) -> Result<(), FieldError> {
        // About as many as Postgres will find, which bounds its work. A combining mark would end a word.
        let text = with_addresses_as_kept(text);
        let composed: String = text.nfc().collect();
        let words = composed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
        self.search = Some(text.into_owned());
        if words == 0 || words > MAX_SEARCH_WORDS {
            return Err(FieldError::new("q", "words", format!("must have 1 to {MAX_SEARCH_WORDS} words")));
        }
        Ok(())
    }
}

/// A text with the e-mail addresses in it as rows have them: the domain in ASCII.
fn with_addresses_as_kept(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !text.contains('@') {
        return text.into();
    }
    let as_kept = |word| EmailAddress::parse(word).map_or_else(|_| word.to_owned(), String::from);
    text.split_whitespace().map(as_kept).collect::<Vec<_>>().join(" ").into()
}

/// Lists a page of rows, newest first unless the query says otherwise.
/// [`Error::NotFound`] where the rows' parent isn't there.
pub async fn list<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    query: &ListQuery,
) -> Result<Page, Error> {
    let listed = rows.into();
    let resource = listed.resource;
    let (membership, mut rows) = db.run_once(request, statement(request, listed, query)).await?;
    if resource.parent.is_some() && !rows[0].try_get::<bool, _>("has_parent")? {
        return Err(Error::NotFound);
    }
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

fn statement(request: &TenantRequest, rows: Collection<'_>, query: &ListQuery) -> Statement {
    let mut sql = Db::with_access(request);
    sql.push(" select access.*, r.*");
    if rows.resource.parent.is_some() {
        sql.push(", parent.id is not null as has_parent");
    }
    sql.push(" from access");
    rows.push_sources(&mut sql, None);
    sql.push(" left join lateral (");
    match query.sort.parts(query.after.as_ref()) {
        (part, None) => push_part(&mut sql, rows, query, part),
        (first, Some(second)) => {
            sql.push("(");
            push_part(&mut sql, rows, query, first);
            sql.push(") union all (");
            push_part(&mut sql, rows, query, second);
            sql.push(")");
        }
    }
    sql.push(") r on true");
    if !query.sort.by_time {
        // Only Postgres knows the collation by which texts are sorted.
        query.sort.push_order(&mut sql, " order by r.", ", r.id");
    }
    sql
}

/// Appends the select of a part of the list's rows, up to a page of them.
fn push_part(sql: &mut Statement, rows: Collection<'_>, query: &ListQuery, part: Part<'_>) {
    let Some(push_owners) = rows.owners else { return push_rows(sql, rows, query, part) };
    // A page of each owner's rows, by an index. The rows of all others may be many.
    sql.push("select of_owner.* from (");
    push_owners(sql);
    sql.push(") owners (id) cross join lateral (");
    push_rows(sql, rows, query, part);
    sql.push(") of_owner");
    query.sort.push_order(sql, " order by of_owner.", ", of_owner.id");
    push_limit(sql, query);
}

fn push_rows(sql: &mut Statement, rows: Collection<'_>, query: &ListQuery, part: Part<'_>) {
    let resource = rows.resource;
    sql.push("select ").push_all(resource.selected(), ", ").push(" from ").push(resource.table).push(" where ");
    Scope::Access.push_rows(sql, rows);
    sql.push(match query.deleted {
        Some(true) => " and deleted_at is not null",
        Some(false) => " and deleted_at is null",
        None => "",
    });
    for (field, value) in &query.filters {
        sql.push(" and ").push(field.column).push(if field.kind.storage() == Storage::Texts { " @> " } else { " = " });
        value.bind(sql);
    }
    if let Some((field, value)) = &query.beyond {
        sql.push(" and ").push(field.column).push(" > ");
        value.bind(sql);
    }
    if let Some(owner_id) = query.owner_id {
        sql.push(" and owner_id = ").bind(owner_id);
    }
    if rows.owners.is_some() {
        sql.push(" and owner_id = owners.id");
    }
    search::push(sql, resource, query);
    query.sort.push_condition(sql, part);
    query.sort.push_order(sql, " order by ", ", id");
    push_limit(sql, query);
}

/// One row beyond the page says that there is another page.
fn push_limit(sql: &mut Statement, query: &ListQuery) {
    sql.push(" limit ").bind(i64::try_from(query.limit + 1).unwrap_or(i64::MAX));
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
    fn the_words_of_a_search_are_counted_alike_however_their_letters_are_composed() {
        for name in ["M\u{fc}ller", "Mu\u{308}ller", "Nguye\u{302}\u{303}n"] {
            assert!(parse(&[("q", &[name; 8].join(" "))]).is_ok(), "{name}");
            assert_eq!(parse(&[("q", &[name; 9].join(" "))]).unwrap_err()[0].code, "words", "{name}");
        }
    }

    #[test]
    fn api_2_a_cursor_of_a_time_that_no_database_keeps_is_refused() {
        for year in ["-377705116800000000", "-62167219200000001"] {
            let cursor = Cursor("-created_at".into(), Some(year.into()), uuid::Uuid::nil()).encode();
            assert_eq!(parse(&[("cursor", &cursor)]).unwrap_err()[0].field, "cursor", "{year}");
        }
    }

    #[test]
    fn a_cursor_serves_the_order_it_was_made_for() {
        let cursor = Cursor("-created_at".into(), Some("1767225600000000".into()), uuid::Uuid::nil()).encode();
        assert!(parse(&[("cursor", &cursor)]).is_ok());
        assert_eq!(parse(&[("cursor", &cursor), ("sort", "name")]).unwrap_err()[0].field, "cursor");
    }

    #[test]
    fn a_cursor_without_a_value_is_none_of_a_field_that_every_row_has() {
        for sort in ["-created_at", "name"] {
            let cursor = Cursor(sort.into(), None, uuid::Uuid::nil()).encode();
            assert_eq!(parse(&[("cursor", &cursor), ("sort", sort)]).unwrap_err()[0].field, "cursor", "{sort}");
        }
    }
}
