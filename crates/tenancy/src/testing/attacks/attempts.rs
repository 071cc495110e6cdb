use serde_json::json;
use sqlx::PgConnection;
use sqlx::error::DatabaseError;

use super::actors::Actor;
use super::tables::{Table, VIEW};
use super::{Arena, Tenant, own_rows, plans, rows, run, search, text};

/// How a database says no: not granted or not by policy, read-only, and no context to compare with.
const REFUSALS: [&str; 4] = ["42501", "25006", "42704", "22P02"];

/// Every command of one actor on one table. `before` is the digest of the victim's rows.
pub(super) async fn all(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    before: &str,
) -> Vec<String> {
    let mut findings = looks(arena, superuser, actor, table).await;
    findings.extend(search::all(arena, superuser, actor, table).await);
    if let Some(untouchable) = actor.untouchable(arena, table) {
        for (verb, sql) in writes(arena, superuser, actor, table, &untouchable).await {
            let done = change(arena, superuser, actor, sql, before).await;
            findings.extend(done.map(|what| format!("{} {verb} {}: {what}", actor.name, table.name)));
        }
    }
    if actor.has_own_rows() && table.key().is_some() {
        // Otherwise seeing nothing would prove nothing.
        if look(superuser, actor, table, "to_jsonb(t)", &rows::of(table, arena.attacker)).await.is_none() {
            findings.push(format!("{} sees nothing of its own in {}", actor.name, table.name));
        }
        findings.extend(own_rows::all(arena, superuser, actor, table, before).await);
        findings.extend(plans::kept(arena, superuser, table).await);
    }
    findings
}

/// What of a table the actor sees that is hidden from it. The session is the superuser's or the actor's role's own.
pub(super) async fn looks(arena: &Arena<'_>, session: &mut PgConnection, actor: &Actor, table: &Table) -> Vec<String> {
    let mut findings = Vec::new();
    let Some(hidden) = actor.hidden(arena, table) else { return findings };
    // The whole row: a role that may read its id alone has not seen it.
    for expression in std::iter::once("to_jsonb(t)").chain(actor.single_columns(table)) {
        let seen = look(session, actor, table, expression, &hidden).await;
        findings.extend(seen.map(|what| format!("{} sees {what} of {expression} in {}", actor.name, table.name)));
    }
    findings
}

/// Begins an attempt as the actor. [`end`] has to follow.
pub(super) async fn begin(superuser: &mut PgConnection, actor: &Actor) -> Result<(), sqlx::Error> {
    begin_after(superuser, "begin", actor).await
}

/// As [`begin`], after what the superuser prepares, which starts with `begin`.
pub(super) async fn begin_after(
    superuser: &mut PgConnection,
    prepared: &str,
    actor: &Actor,
) -> Result<(), sqlx::Error> {
    let sql = format!("{prepared}; set local session authorization {}; {}", actor.role, actor.context);
    run(superuser, sql).await.map(drop)
}

pub(super) async fn end(superuser: &mut PgConnection) {
    run(superuser, "rollback".into()).await.expect("an attempt is rolled back");
}

async fn look(
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    expression: &str,
    hidden: &str,
) -> Option<String> {
    let sql = format!("select count({expression})::text from {} t where {hidden}", table.name);
    let seen = match begin(superuser, actor).await {
        Ok(()) => text(superuser, sql).await,
        Err(error) => Err(error),
    };
    end(superuser).await;
    match seen {
        Ok(count) => count.filter(|count| count != "0").map(|count| format!("{count} rows")),
        Err(error) => unexpected(&error),
    }
}

/// The writes to try, each with its verb.
async fn writes(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    table: &Table,
    untouchable: &str,
) -> Vec<(&'static str, String)> {
    let name = &table.name;
    let column = table.columns.first().map_or("ctid", |column| column.quoted.as_str());
    let mut writes = vec![
        ("updates", format!("update {name} set {column} = {column} where {untouchable}")),
        ("deletes from", format!("delete from {name} where {untouchable}")),
        ("deletes everything from", format!("delete from {name}")),
    ];
    if actor.truncates() {
        writes.push(("truncates", format!("truncate {name} cascade")));
    }
    if let Some(key) = table.key() {
        let whose = if key == "user_id" { arena.victim.owner } else { arena.victim.id };
        writes.push(("moves a row of its own into", format!("update {name} set {key} = '{whose}'")));
        // Row-level security is checked before any constraint: it alone refuses a row without further values.
        writes.push(("inserts a bare row into", format!("insert into {name} ({key}) values ('{whose}')")));
    }
    if let Some(mut row) = rows::one(superuser, table, arena.victim).await {
        if row.contains_key("id") && table.name != "tenancy.tenants" {
            row.insert("id".into(), json!(rows::fresh()));
        }
        writes.push(("inserts into", rows::insertion(table, &row)));
    }
    if actor.keeps(table) {
        writes.retain(|(_, sql)| sql.starts_with("update "));
    }
    writes
}

/// Tries a write, and compares the victim's rows before it is rolled back.
async fn change(
    arena: &Arena<'_>,
    superuser: &mut PgConnection,
    actor: &Actor,
    sql: String,
    before: &str,
) -> Option<String> {
    // Aimed at the victim's rows alone, so that touching one is already too much.
    let aimed = sql.contains(" where ");
    let truncates = sql.starts_with("truncate");
    let done = match begin(superuser, actor).await {
        Ok(()) => run(superuser, sql).await,
        Err(error) => Err(error),
    };
    let finding = match done {
        Ok(touched) if touched > 0 && aimed => Some(format!("{touched} rows are touched")),
        Ok(0) if !truncates => None,
        Ok(_) => {
            run(superuser, "reset session authorization".into()).await.expect("the superuser is back");
            let changed = digest(&arena.tables, arena.victim, superuser).await != before;
            changed.then(|| "the victim's rows have changed".to_owned())
        }
        // The act would leave the actor's own tenant without an owner.
        Err(error) if !aimed && code(&error) == "BH409" => None,
        Err(error) => unexpected(&error),
    };
    end(superuser).await;
    finding
}

pub(super) fn code(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(DatabaseError::code).unwrap_or_default().into_owned()
}

/// An error that is no refusal: the attempt got past row-level security and failed later, at a constraint, say.
pub(super) fn unexpected(error: &sqlx::Error) -> Option<String> {
    let code = code(error);
    (!REFUSALS.contains(&code.as_str())).then(|| format!("it fails late, with {error}"))
}

/// All of the victim's rows, in one number.
pub(super) async fn digest(tables: &[Table], victim: Tenant, superuser: &mut PgConnection) -> String {
    let parts: Vec<_> = tables
        .iter()
        .filter(|table| table.class != VIEW)
        .map(|table| {
            format!(
                "select '{0}' || to_jsonb(t)::text as line from {0} t where {1}",
                table.name,
                rows::of(table, victim)
            )
        })
        .collect();
    let sql = format!("select md5(string_agg(line, '' order by line)) from ({}) lines", parts.join(" union all "));
    text(superuser, sql).await.expect("the superuser reads").unwrap_or_default()
}
