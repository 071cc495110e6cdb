//! Which tables of resources are guarded alike: what is shown of one of them holds for the others.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::PgConnection;

const GUARDS: &str = include_str!("guards.sql");

/// What tables have in common that are broken together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// All guards: policies, grants, triggers, keys, owner and row-level security.
    InAll,
    /// The class, row-level security, and the two policies of its tenant.
    InTheirTenantsPolicies,
}

impl Alike {
    fn counts(self, guard: &str) -> bool {
        let parts = [
            "a table of kind",
            "row-level security is",
            "permissive policy tenant ",
            "restrictive policy tenant_guard ",
        ];
        self == Self::InAll || parts.iter().any(|part| guard.starts_with(part))
    }
}

/// The tables of shared and private resources, by name, those with equal guards together: these are read from the
/// catalogue, and equal but for the table's name.
pub async fn groups(superuser: &mut PgConnection, alike: Alike) -> Vec<Vec<String>> {
    let lines: Vec<(String, String)> =
        sqlx::query_as(GUARDS).fetch_all(superuser).await.expect("the catalogue can be read");
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (table, guard) in lines.into_iter().filter(|(_, guard)| alike.counts(guard)) {
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
