//! What each runtime role may do at all, found out by trying: every verb on every table, every schema, every role and
//! every function. Each act is rolled back.

use sqlx::{PgConnection, Row};

use super::attempts::{code, end};
use super::{Arena, all_rows, run};

const ROLES: [&str; 3] = ["bulkhead_auth", "bulkhead_app", "bulkhead_platform"];

/// The acts that no runtime role may do, on any object.
const FORBIDDEN: [&str; 6] = ["truncates ", "references ", "puts a trigger on ", "alters ", "creates in ", "becomes "];

/// Every act that the database lets a role do, a line each.
pub(super) async fn allowed(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<String> {
    let mut lines = Vec::new();
    let mut acts = on_tables(superuser).await;
    acts.extend(on_others(superuser).await);
    for role in ROLES {
        for (what, sql) in &acts {
            if attempt(superuser, role, sql).await {
                lines.push(format!("{role} {what}"));
            }
        }
    }
    for table in arena.tables.iter().filter(|table| table.has("tenant_id") && table.key().is_some()) {
        let Some(mut row) = super::rows::one(superuser, table, arena.victim).await else { continue };
        row.remove("tenant_id");
        if row.contains_key("id") {
            row.insert("id".into(), serde_json::json!(super::rows::fresh()));
        }
        if attempt(superuser, "bulkhead_app", &super::rows::insertion(table, &row)).await {
            lines.push(format!("bulkhead_app inserts a row without a tenant into {}", table.name));
        }
    }
    lines
}

/// The acts of [`allowed`] that no role is ever to do.
pub(super) async fn forbidden(superuser: &mut PgConnection) -> Vec<String> {
    let mut acts = on_tables(superuser).await;
    acts.extend(on_others(superuser).await);
    let mut findings = Vec::new();
    for role in ROLES {
        for (what, sql) in acts.iter().filter(|(what, _)| FORBIDDEN.iter().any(|act| what.starts_with(act))) {
            if attempt(superuser, role, sql).await {
                findings.push(format!("{role} {what}"));
            }
        }
    }
    findings
}

async fn on_tables(superuser: &mut PgConnection) -> Vec<(String, String)> {
    let sql = "select format('%I.%I', n.nspname, c.relname),
          (select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum limit 1),
          coalesce((select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by at)
            from unnest(k.conkey) with ordinality u (n, at) join pg_attribute on attrelid = c.oid and attnum = n), ''),
          coalesce((select string_agg(quote_ident(attname), ', ' order by at)
            from unnest(k.conkey) with ordinality u (n, at) join pg_attribute on attrelid = c.oid and attnum = n), '')
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
        where c.relkind in ('r', 'p') and n.nspname in ('auth', 'tenancy', 'app', 'jobs') order by 1";
    let rows = all_rows(superuser, sql.into()).await.expect("the catalogue can be read");
    let mut acts = Vec::new();
    for row in &rows {
        let [table, column, typed, key]: [String; 4] = [0, 1, 2, 3].map(|at| row.get(at));
        acts.extend([
            (format!("selects from {table}"), format!("select to_jsonb(t) from {table} t where false")),
            (format!("inserts into {table}"), format!("insert into {table} ({column}) select null where false")),
            (format!("updates {table}"), format!("update {table} set {column} = default where false")),
            (format!("deletes from {table}"), format!("delete from {table} where false")),
            (format!("truncates {table}"), format!("truncate {table}")),
            (
                format!("puts a trigger on {table}"),
                format!(
                    "create trigger probe before update on {table} for each row \
                     execute function suppress_redundant_updates_trigger()"
                ),
            ),
            (format!("alters {table}"), format!("alter table {table} disable row level security")),
        ]);
        if !key.is_empty() {
            let probe = format!("create table scratch.probe ({typed}, foreign key ({key}) references {table} ({key}))");
            acts.push((format!("references {table}"), probe));
        }
    }
    acts
}

async fn on_others(superuser: &mut PgConnection) -> Vec<(String, String)> {
    let sql = "select format('creates in %I', nspname), format('create table %I.probe ()', nspname)
          from pg_namespace where nspname in ('auth', 'tenancy', 'app', 'jobs', 'public')
        union all
        select format('reads %I of %s', attname, attrelid::regclass), format('select %I from %s where false', attname, attrelid::regclass)
          from pg_attribute join pg_class c on c.oid = attrelid
          where c.relkind in ('r', 'p') and attnum > 0 and not attisdropped
            and c.relnamespace in ('auth'::regnamespace, 'tenancy'::regnamespace, 'app'::regnamespace, 'jobs'::regnamespace)
        union all
        select format('becomes %I', rolname), format('set local role %I', rolname) from pg_roles
          where rolname not in ('bulkhead_auth', 'bulkhead_app', 'bulkhead_platform')
        union all
        select format('calls %s', p.oid::regprocedure), format('select %I.%I(%s)', n.nspname, p.proname,
            (select string_agg(format('null::%s', t::regtype), ', ' order by at) from unnest(p.proargtypes::oid[]) with ordinality a (t, at)))
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ('auth', 'tenancy', 'app', 'jobs') and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
        order by 1";
    let rows = all_rows(superuser, sql.into()).await.expect("the catalogue can be read");
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Whether the role gets past the database's permissions. A later failure, as of a constraint, got past.
async fn attempt(superuser: &mut PgConnection, role: &str, sql: &str) -> bool {
    let begun = format!("begin; set local lock_timeout = '2s'; set local session authorization {role}");
    run(superuser, begun).await.expect("the superuser becomes anybody");
    let done = run(superuser, sql.to_owned()).await;
    end(superuser).await;
    let Err(error) = done else { return true };
    let message = error.to_string();
    // What a function may then do inside is another matter.
    if sql.starts_with("select ") && sql.ends_with(')') {
        return !["function", "schema"].iter().any(|what| message.contains(&format!("permission denied for {what}")));
    }
    !["42501", "23502", "3F000"].contains(&code(&error).as_str())
}
