use serde_json::{Map, Value as Json};
use tenancy::Statement;
use time::format_description::well_known::Rfc3339;

use super::{Class, ListQuery, Position, Resource, Value};

/// A search that meets at most so many rows has all their ids from the index; one that meets more reads for its page.
const FEW: i32 = 1_000;

/// In an order that `tenancy.search_page` doesn't know, all ids come from the index, and the list sorts its rows.
const ALL: i32 = i32::MAX - 1;

/// Narrows a list to the rows that have, for each word searched for, one that begins with it.
pub(super) fn push(sql: &mut Statement, resource: &Resource, query: &ListQuery) {
    let Some(text) = &query.search else { return };
    if resource.class == Class::Catalog {
        // No policy stands before a catalogue's rows, so its index may serve an operator that isn't leakproof.
        sql.push(" and search @@ (select tenancy.search_query(").bind(text.as_str()).push("))");
        return;
    }
    sql.push(" and id in (select tenancy.search_page(").bind(resource.table).push(", access.tenant_id, ");
    let few = if query.sort.is_known_to_search() { FEW } else { ALL };
    sql.bind(text.as_str()).push(", ").bind(few).push(", ").bind(filters(query));
    sql.push(", ")
        .bind(query.deleted == Some(true))
        .push(", ")
        .bind(query.sort.name)
        .push(", ")
        .bind(query.sort.descending);
    let (time, text, id) = match &query.after {
        Some(Position(Some(Value::Timestamp(at)), id)) => (Some(*at), None, Some(*id)),
        Some(Position(Some(Value::Text(text)), id)) => (None, Some(text.as_str()), Some(*id)),
        _ => (None, None, None),
    };
    sql.push(", ").bind(time).push(", ").bind(text).push(", ").bind(id);
    sql.push(", ").bind(i32::try_from(query.limit + 1).unwrap_or(i32::MAX)).push("))");
}

/// The filters by column, as `tenancy.search_page` reads them.
fn filters(query: &ListQuery) -> Json {
    let by_column = query.filters.iter().map(|(field, value)| (field.name.to_owned(), json(value)));
    Json::Object(by_column.collect::<Map<_, _>>())
}

fn json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Texts(texts) => Json::from(texts.as_slice()),
        Value::Uuid(id) => Json::from(id.to_string()),
        // Postgres's times, which the field has checked, all have this form.
        Value::Timestamp(at) => Json::from(at.format(&Rfc3339).unwrap_or_default()),
        Value::Date(date) => Json::from(date.to_string()),
        Value::Integer(number) => Json::from(*number),
        Value::Decimal(number) => Json::from(number.to_string()),
        Value::Boolean(value) => Json::from(*value),
        Value::Json(json) => json.clone(),
        // No filter compares bytes.
        Value::Bytes(_) | Value::Null(_) => Json::Null,
    }
}
