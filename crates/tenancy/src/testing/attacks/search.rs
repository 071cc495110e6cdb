use sqlx::PgConnection;

use super::actors::Actor;
use super::attempts::{begin_after, end, unexpected};
use super::tables::Table;
use super::{Arena, Tenant, literal, rows, text};

/// The calls of the search, which runs with its owner's rights: what it does, and how a page is asked for. It is put
/// together in two ways where many rows match: by reading rows in an order that has an index, and by sorting them.
const SEARCHES: [(&str, &str); 3] = [
    ("asks for a page of", ", 1000, '{}', false, 'created_at', true, null, null, null, 100)"),
    ("reads a page of", ", 0, '{}', false, 'created_at', true, null, null, null, 100)"),
    ("sorts a page of", ", 0, '{}', false, 'updated_at', true, null, null, null, 100)"),
];

/// What the searches tell an actor of a table's rows.
pub(super) async fn all(arena: &Arena<'_>, superuser: &mut PgConnection, actor: &Actor, table: &Table) -> Vec<String> {
    let mut findings = Vec::new();
    let Some(hidden) = actor.hidden(arena, table).filter(|_| table.searched) else { return findings };
    let hidden = ids(superuser, table, &hidden).await;
    for (how, page) in SEARCHES {
        let search = |tenant, ids: &str| search(page, table, tenant, ids);
        findings.extend(by_one(arena, superuser, actor, table, &hidden, how, search).await);
    }
    findings
}

async fn by_one(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    hidden: &str,
    how: &str,
    search: impl Fn(Tenant, &str) -> String,
) -> Vec<String> {
    let mut findings = Vec::new();
    for (whose, tenant) in [("the victim's tenant", arena.victim), ("the attacker's tenant", arena.attacker)] {
        let found = find(superuser, actor, "begin", &search(tenant, hidden)).await;
        findings.extend(found.map(|what| format!("{} {how} {whose} and finds {what} of {}", actor.name, table.name)));
    }
    if actor.has_own_rows() {
        let own = ids(superuser, table, &rows::of(table, arena.attacker)).await;
        if find(superuser, actor, "begin", &search(arena.attacker, &own)).await.is_none() {
            findings.push(format!("{} {how} its own tenant and finds nothing in {}", actor.name, table.name));
        }
        let twin = Tenant { id: twin(arena), ..arena.victim };
        let moved = format!(
            "begin; set local session_replication_role = replica; update {} set tenant_id = '{}' where {}; \
             set local session_replication_role = origin",
            table.name,
            twin.id,
            rows::of(table, arena.victim)
        );
        let found = find(superuser, actor, &moved, &search(arena.attacker, hidden)).await;
        findings.extend(found.map(|what| {
            format!("{} {how} its own tenant and finds {what} of {} in one whose id ends alike", actor.name, table.name)
        }));
    }
    findings
}

/// The victim's id, but with the end of the attacker's, which is all that an index of words has of it.
fn twin(arena: &Arena) -> uuid::Uuid {
    const END: u128 = u32::MAX as u128;
    uuid::Uuid::from_u128(arena.victim.id.as_u128() & !END | arena.attacker.id.as_u128() & END)
}

/// The search of a tenant for the word that all generated rows have; it counts those of the given ids.
fn search(page: &str, table: &Table, tenant: Tenant, ids: &str) -> String {
    format!(
        "select count(*)::text from tenancy.search_page({}, '{}', 'Canary'{page} id where id = any ({}::uuid[])",
        literal(&table.name),
        tenant.id,
        literal(ids)
    )
}

async fn ids(superuser: &mut PgConnection, table: &Table, which: &str) -> String {
    let sql = format!("select coalesce(array_agg(id), '{{}}')::text from {} t where {which}", table.name);
    text(superuser, sql).await.expect("the superuser reads").unwrap_or_default()
}

async fn find(superuser: &mut PgConnection, actor: &Actor, prepared: &str, search: &str) -> Option<String> {
    let found = match begin_after(superuser, prepared, actor).await {
        Ok(()) => text(superuser, search.to_owned()).await,
        Err(error) => Err(error),
    };
    end(superuser).await;
    match found {
        Ok(count) => count.filter(|count| count != "0").map(|count| format!("{count} rows")),
        Err(error) => unexpected(&error),
    }
}
