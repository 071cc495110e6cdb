//! Which tables of resources are guarded alike: what is shown of one of them holds for the others.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgConnection;

const GUARDS: &str = include_str!("guards.sql");

/// The tables of shared and private resources, by name, those with equal guards together: policies, grants, triggers,
/// keys, owner and row-level security are read from the catalogue, and equal but for the table's name.
pub async fn groups(superuser: &mut PgConnection) -> Vec<Vec<String>> {
    let lines: Vec<(String, String)> =
        sqlx::query_as(GUARDS).fetch_all(superuser).await.expect("the catalogue can be read");
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, guard) in lines {
        tables.entry(table).or_default().insert(guard);
    }
    let mut groups: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
    for (table, guards) in tables {
        groups.entry(guards).or_default().push(table);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}
