use std::collections::HashMap;

use serde_json::{Map, Value as Json, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::tables::{Column, Table, VIEW};
use super::{Tenant, literal, run, text};

/// How often a row is tried with other values before its table is given up.
const TRIES: usize = 300;

/// Gives the tenant a row in each of these tables, parents first.
pub(super) async fn generate(superuser: &mut PgConnection, mut tables: Vec<&Table>, tenant: Tenant) {
    tables.retain(|table| !["internal", VIEW].contains(&table.class.as_str()));
    let mut waiting = tables.clone();
    for _ in 0..=tables.len() {
        let mut left = Vec::new();
        for table in waiting {
            if !has_row(superuser, table, tenant).await && !insert(superuser, table, tenant).await {
                left.push(table);
            }
        }
        waiting = left;
        if waiting.is_empty() {
            return;
        }
    }
    let names: Vec<_> = waiting.iter().map(|table| table.name.as_str()).collect();
    panic!("no row could be generated for {names:?}");
}

/// Which rows are the tenant's.
pub(super) fn of(table: &Table, tenant: Tenant) -> String {
    match table.key() {
        Some("user_id") => format!("user_id = '{}'", tenant.owner),
        Some(key) => format!("{key} = '{}'", tenant.id),
        None => "true".into(),
    }
}

/// A row of the tenant's, with the columns that it was inserted with.
pub(super) async fn one(superuser: &mut PgConnection, table: &Table, tenant: Tenant) -> Option<Map<String, Json>> {
    let sql = format!("select to_jsonb(t)::text from {} t where {} limit 1", table.name, of(table, tenant));
    let row: Json =
        serde_json::from_str(&text(superuser, sql).await.expect("the superuser reads")?).expect("a row is JSON");
    let Json::Object(mut row) = row else { return None };
    row.retain(|name, _| table.has(name));
    Some(row)
}

/// An insert of this row.
pub(super) fn insertion(table: &Table, row: &Map<String, Json>) -> String {
    let row = literal(&Json::Object(row.clone()).to_string());
    let columns = table.column_list();
    format!("insert into {0} ({columns}) select {columns} from jsonb_populate_record(null::{0}, {row})", table.name)
}

async fn has_row(superuser: &mut PgConnection, table: &Table, tenant: Tenant) -> bool {
    one(superuser, table, tenant).await.is_some()
}

/// Inserts a row, trying other values for the columns of a check that refuses it. `false` where a parent is missing.
async fn insert(superuser: &mut PgConnection, table: &Table, tenant: Tenant) -> bool {
    let mut choices: HashMap<&str, usize> = HashMap::new();
    let parents = parents(superuser, table, tenant).await;
    for _ in 0..TRIES {
        let mut row: Map<String, Json> =
            table.columns.iter().map(|column| (column.name.clone(), value(column, tenant, &choices))).collect();
        row.extend(parents.clone());
        let Err(error) = run(superuser, insertion(table, &row)).await else { return true };
        let Some(refused) = error.as_database_error() else { panic!("{}: {error}", table.name) };
        match refused.code().as_deref() {
            Some("23503" | "23502") => return false,
            Some("23514") => {
                advance(table, tenant, refused.constraint().unwrap_or_default(), &mut choices, refused.message());
            }
            _ => panic!("no row could be generated for {}: {error}", table.name),
        }
    }
    panic!("no row could be generated for {}: its checks refuse every value tried", table.name);
}

/// The values of foreign keys, taken from the parents' rows of the same tenant.
async fn parents(superuser: &mut PgConnection, table: &Table, tenant: Tenant) -> Map<String, Json> {
    let mut values = Map::new();
    for key in &table.foreign_keys {
        let sql = format!(
            "select to_jsonb(p)::text from {0} p where coalesce(to_jsonb(p) ->> 'tenant_id', '{1}') = '{1}' \
             order by (to_jsonb(p) ->> 'user_id') = '{2}' desc nulls last limit 1",
            key.parent, tenant.id, tenant.owner
        );
        let Some(parent) = text(superuser, sql).await.expect("the superuser reads") else { continue };
        let parent: Map<String, Json> = serde_json::from_str(&parent).expect("a row is JSON");
        for (column, of_parent) in key.columns.iter().zip(&key.parent_columns) {
            values.insert(column.clone(), parent.get(of_parent).cloned().unwrap_or_default());
        }
    }
    values
}

/// Counts on through the candidates of the columns with checks, beginning with those that the refusing check is named
/// after.
fn advance<'t>(
    table: &'t Table,
    tenant: Tenant,
    constraint: &str,
    choices: &mut HashMap<&'t str, usize>,
    message: &str,
) {
    assert!(!constraint.is_empty(), "{}: {message}", table.name);
    let mut columns: Vec<_> = table.columns.iter().filter(|column| !column.checks.is_empty()).collect();
    columns.sort_by_key(|column| !constraint.contains(&column.name));
    for column in columns {
        let choice = choices.entry(&column.name).or_default();
        *choice += 1;
        if *choice < candidates(column, tenant).len() {
            return;
        }
        *choice = 0;
    }
}

fn value(column: &Column, tenant: Tenant, choices: &HashMap<&str, usize>) -> Json {
    match column.name.as_str() {
        "tenant_id" => return json!(tenant.id),
        "owner_id" => return json!(tenant.owner),
        "deleted_at" | "ended_at" => return Json::Null,
        "version" => return json!(1),
        _ => {}
    }
    let choice = choices.get(column.name.as_str()).copied().unwrap_or_default();
    candidates(column, tenant).swap_remove(choice)
}

/// Values of the column's type: first those that its checks name, then what forms of text are usual.
fn candidates(column: &Column, tenant: Tenant) -> Vec<Json> {
    if let Some(label) = &column.label {
        return vec![json!(label)];
    }
    if column.kind.ends_with("[]") {
        return vec![json!([]), json!(["canary"])];
    }
    match column.kind.as_str() {
        // A check may ask for another user than the row's owner.
        "uuid" if column.name == "user_id" => vec![json!(tenant.owner), json!(fresh())],
        "uuid" => vec![json!(fresh())],
        "boolean" => vec![json!(true), json!(false)],
        "smallint" | "integer" | "bigint" | "numeric" | "real" | "double precision" => {
            [1, 0, 100].map(|n| json!(n)).into()
        }
        "json" | "jsonb" => vec![json!({}), json!([]), json!("x")],
        "bytea" => vec![json!(format!("\\x{}", "ab".repeat(32))), json!("\\xab")],
        "date" | "timestamp with time zone" | "timestamp without time zone" => vec![json!("now")],
        "interval" => vec![json!("1 hour")],
        "inet" | "cidr" => vec![json!("192.0.2.7")],
        _ => {
            let named =
                column.checks.iter().flat_map(|check| check.split('\'').skip(1).step_by(2)).map(|word| json!(word));
            // The tenants' differ, so that one can be told from the other and a key over both can be made.
            let own = [json!(format!("canary-{}", tenant.id)), json!(&tenant.id.to_string()[24..])];
            let usual =
                ["canary", "a@example.com", "+12125550100", "https://example.com/", "canary-1"].map(|text| json!(text));
            named.chain(own).chain(usual).chain([json!(fresh()), json!("ab".repeat(32)), Json::Null]).collect()
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "rows of tests need ids, not reproducible ones")]
pub(super) fn fresh() -> Uuid {
    Uuid::now_v7()
}
