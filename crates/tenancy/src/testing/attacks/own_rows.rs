use serde_json::{Map, Value as Json, json};
use sqlx::PgConnection;

use super::actors::Actor;
use super::attempts::{begin, code, digest, end};
use super::tables::Table;
use super::{Arena, rows, run};

/// Tables with addresses, each of which is unique across tenants.
const UNIQUE_BY_DESIGN: [&str; 2] = ["tenancy.tenants", "tenancy.homes"];

/// What keys do to an actor's own rows: they may have the very values that another tenant's have, and may not hang on
/// another tenant's row.
pub(super) async fn all(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    before: &str,
) -> Vec<String> {
    if UNIQUE_BY_DESIGN.contains(&table.name.as_str()) {
        return Vec::new();
    }
    let theirs = rows::one(superuser, table, arena.victim).await;
    let own = rows::one(superuser, table, arena.attacker).await;
    let (Some(theirs), Some(own)) = (theirs, own) else { return Vec::new() };
    let mut findings = Vec::from_iter(same_values(arena, superuser, actor, table, (&theirs, &own), before).await);
    findings.extend(hanging(arena, superuser, actor, table, &own).await);
    findings
}

/// A row with all of the victim's values, but in the actor's own tenant.
async fn same_values(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    (theirs, own): (&Map<String, Json>, &Map<String, Json>),
    before: &str,
) -> Option<String> {
    let mut same = theirs.clone();
    let parents = table.foreign_keys.iter().flat_map(|key| &key.columns).map(String::as_str);
    for name in ["tenant_id", "owner_id"].into_iter().chain(parents) {
        if let Some(value) = own.get(name) {
            same.insert(name.into(), value.clone());
        }
    }
    // The actor's own rows are deleted first, so that the new row conflicts with none of them. The membership that
    // entering needs may be among them, so the context is set directly.
    let prepared = format!(
        "begin; set local session_replication_role = replica; delete from {} where {}; \
         set local session_replication_role = origin; set local session authorization {}; \
         select set_config('app.tenant_id', '{}', true), set_config('app.user_id', '{}', true)",
        table.name,
        rows::of(table, arena.attacker),
        actor.role,
        arena.attacker.id,
        arena.attacker.owner
    );
    let inserted = match run(superuser, prepared).await {
        Ok(_) => run(superuser, rows::insertion(table, &same)).await,
        Err(error) => Err(error),
    };
    let aside = if inserted.is_ok() { harmed(arena, superuser, actor, table, before).await } else { None };
    end(superuser).await;
    let Err(error) = inserted else { return aside };
    (code(&error) != "42501")
        .then(|| format!("{} can't use a value that another tenant uses in {}: {error}", actor.name, table.name))
}

/// Whether a row of the actor's own, just inserted, did something to the victim's.
async fn harmed(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    before: &str,
) -> Option<String> {
    run(superuser, "reset session authorization".into()).await.expect("the superuser is back");
    let changed = digest(&arena.tables, arena.victim, superuser).await != before;
    changed.then(|| format!("{} changes the victim's rows by a row of its own in {}", actor.name, table.name))
}

/// Rows of the actor's own that name the victim's rows as their parents.
async fn hanging(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    own: &Map<String, Json>,
) -> Vec<String> {
    let mut findings = Vec::new();
    for key in &table.foreign_keys {
        let parent = arena.tables.iter().find(|parent| parent.name == key.parent && parent.key().is_some());
        let Some(parent) = parent else { continue };
        let Some(theirs) = rows::one(superuser, parent, arena.victim).await else { continue };
        let mut row = own.clone();
        let links = key.columns.iter().zip(&key.parent_columns);
        for (column, of_parent) in links.filter(|(column, _)| !["tenant_id", "user_id"].contains(&column.as_str())) {
            row.insert(column.clone(), theirs.get(of_parent).cloned().unwrap_or_default());
        }
        if row == *own {
            continue;
        }
        if row.contains_key("id") {
            row.insert("id".into(), json!(rows::fresh()));
        }
        let inserted = match begin(superuser, actor).await {
            Ok(()) => run(superuser, rows::insertion(table, &row)).await,
            Err(error) => Err(error),
        };
        end(superuser).await;
        if inserted.is_ok() {
            findings.push(format!(
                "{} hangs a row of {} on another tenant's row of {}",
                actor.name, table.name, key.parent
            ));
        }
    }
    findings
}
