//! Functions with their owner's rights, and those that the planner may call before a policy has spoken.

use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::actors::Actor;
use super::attempts::{begin, end};
use super::tables::Table;
use super::{Arena, all_rows, rows, run};

/// Tells a tenant's id and nothing else, by design: a slug has to be found before there is a tenant to set.
const TELLS_AN_ID: &str = "tenancy.tenant_of_slug";

/// Operators that a caller could put in the way of the built-in ones. They report with whose rights they run, and how
/// many responses to other tenants' retries those rights see, where those are as many as `LEAST`: the caller's own,
/// `tenancy.claim_key` has to see.
const HOSTILE: &str = "create schema hostile; grant usage on schema hostile to public;
    create function hostile.report() returns boolean language plpgsql set search_path = pg_catalog as $$
      declare
        seen bigint;
      begin
        if current_user <> session_user then
          select count(*) into seen from tenancy.idempotency_keys
            where tenant_id is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid;
          if seen >= LEAST then
            raise 'runs the caller''s code as % and sees % answers', current_user, seen using errcode = 'BH666';
          end if;
        end if;
        return true;
      end $$;
    create function hostile.same(text, text) returns boolean language plpgsql cost 0.001 as $$ begin return hostile.report(); end $$;
    create function hostile.same(uuid, uuid) returns boolean language plpgsql cost 0.001 as $$ begin return hostile.report(); end $$;
    create function hostile.same(bytea, bytea) returns boolean language plpgsql cost 0.001 as $$ begin return hostile.report(); end $$;
    create function hostile.above(bigint, bigint) returns boolean language plpgsql cost 0.001 as $$ begin return hostile.report(); end $$;
    grant execute on all functions in schema hostile to public;
    create operator hostile.= (leftarg = text, rightarg = text, function = hostile.same);
    create operator hostile.<> (leftarg = text, rightarg = text, function = hostile.same);
    create operator hostile.= (leftarg = bytea, rightarg = bytea, function = hostile.same);
    create operator hostile.> (leftarg = bigint, rightarg = bigint, function = hostile.above);
    create operator hostile.= (leftarg = uuid, rightarg = uuid, function = hostile.same)";

struct Function {
    name: String,
    call: String,
    /// A runtime role that may call it.
    role: String,
}

/// Calls each definer function from another tenant: does it tell of the victim's data, or run the caller's code?
pub(super) async fn definers(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<String> {
    let mut findings = Vec::new();
    for function in read(arena, superuser).await {
        findings.extend(told(arena, superuser, &function).await);
        findings.extend(hijacked(arena, superuser, &function, 0).await);
    }
    findings
}

/// What the definer functions' rights see of other tenants, if their search paths are open to the caller's code.
pub(super) async fn rights(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<String> {
    let mut findings = Vec::new();
    for function in read(arena, superuser).await {
        findings.extend(hijacked(arena, superuser, &function, 1).await);
    }
    findings
}

/// Functions that complain of the victim's words in their argument, called on every row: the policy has to come first.
pub(super) async fn early(arena: &Arena<'_>, superuser: &mut PgConnection, table: &Table) -> Vec<String> {
    let victims = arena.victim.id;
    let complaining = "select format('%I.%I', n.nspname, p.proname), (select string_agg(case t
           when 'uuid'::regtype then 'tenant_id' when 'text'::regtype then 'COLUMN' else 'null' end, ', ' order by at)
           from unnest(p.proargtypes::oid[]) with ordinality a (t, at))
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
         where n.nspname in ('tenancy', 'app') and p.provolatile = 'i' and not p.proretset and l.lanname = 'plpgsql'
           and 'text'::regtype = any (p.proargtypes::oid[])";
    // A plain column: what is computed from one may be no safer than the function.
    let Some(column) = table.columns.iter().find(|column| column.kind == "text") else { return Vec::new() };
    let functions = all_rows(superuser, complaining.into()).await.expect("the catalogue can be read");
    let actor = Actor::stranger(arena);
    let mut findings = Vec::new();
    for function in &functions {
        let name: String = function.get(0);
        let arguments = function.get::<String, _>(1).replace("COLUMN", &column.quoted);
        let sql = format!(
            "set local enable_indexscan = off; set local enable_bitmapscan = off; set local enable_indexonlyscan = off; \
             select count(*) from {} t where {name}({arguments}) is null",
            table.name
        );
        let called = match begin(superuser, &actor).await {
            Ok(()) => run(superuser, sql).await,
            Err(error) => Err(error),
        };
        end(superuser).await;
        findings.extend(
            called
                .err()
                .filter(|error| error.to_string().contains(&victims.to_string()))
                .map(|_| format!("{name} is called on another tenant's rows of {}", table.name)),
        );
    }
    findings
}

async fn told(arena: &Arena<'_>, superuser: &mut PgConnection, function: &Function) -> Option<String> {
    if function.name == TELLS_AN_ID {
        return None;
    }
    let secrets = secrets(arena, superuser).await;
    let called = match begin(superuser, &Actor::stranger(arena)).await {
        Ok(()) => all_rows(superuser, format!("select to_jsonb(told)::text from {} told", function.call)).await,
        Err(error) => Err(error),
    };
    end(superuser).await;
    let lines: Vec<String> = called.ok()?.iter().filter_map(|row| row.try_get(0).ok()).collect();
    let tells = lines.iter().any(|line| secrets.iter().any(|secret| line.contains(&secret.to_string())));
    tells.then(|| format!("{} tells another tenant's rows", function.name))
}

/// Whether the function runs the caller's code with rights that see at least so many responses of other tenants.
async fn hijacked(arena: &Arena<'_>, superuser: &mut PgConnection, function: &Function, least: u8) -> Option<String> {
    let actor = Actor::stranger(arena);
    let context = if function.role == actor.role { actor.context.as_str() } else { "select" };
    let hostile = HOSTILE.replace("LEAST", &least.to_string());
    let key = live_key(arena);
    let prepared = format!("begin; {hostile}; {key}; set local session authorization {}; {context}", function.role);
    let called = match run(superuser, prepared).await {
        Ok(_) => {
            let sql = format!("set local search_path = hostile, pg_catalog; select * from {}", function.call);
            run(superuser, sql).await
        }
        Err(error) => Err(error),
    };
    end(superuser).await;
    let refused = called.err()?.into_database_error()?;
    (refused.code().as_deref() == Some("BH666")).then(|| format!("{} {}", function.name, refused.message()))
}

/// Makes the API key whose digest the functions are called with: a live one of the stranger's tenant.
fn live_key(arena: &Arena<'_>) -> String {
    let (tenant, maker, id, digest) = (arena.attacker.id, rows::fresh(), rows::fresh(), "01".repeat(32));
    format!(
        "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at)
           values ('{maker}', '{maker}@example.com', 'Ann', now(), now(), now());
         insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{maker}', 'admin');
         insert into tenancy.api_keys (tenant_id, id, owner_id, name, prefix, key_hash, scopes, role, expires_at)
           values ('{tenant}', '{id}', '{maker}', 'attack', '0123456789ab', '\\x{digest}', '{{*:read}}', 'member', now() + interval '1 day')"
    )
}

/// The victim's id, and those of its rows.
async fn secrets(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<Uuid> {
    let mut secrets = vec![arena.victim.id];
    for table in arena.tables.iter().filter(|table| table.key().is_some() && table.has("id")) {
        let row = rows::one(superuser, table, arena.victim).await;
        secrets.extend(row.and_then(|row| row.get("id")?.as_str()?.parse::<Uuid>().ok()));
    }
    secrets
}

/// The definer functions, each called with what a stranger knows of the victim.
async fn read(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<Function> {
    let sql = format!(
        "select format('%I.%I', n.nspname, p.proname), format('%I.%I(%s)', n.nspname, p.proname, (select string_agg(case
             when t = 'uuid'::regtype then '''{0}''::uuid' when t = 'text'::regtype and at = 1 and p.pronargs > 1 then '''app.leads'''
             when t = 'text'::regtype then '''victim''' when t in ('integer'::regtype, 'bigint'::regtype) then '1'
             when t = 'timestamptz'::regtype then '''-infinity''::timestamptz'
             when t = 'bytea'::regtype then '''\\x{1}''::bytea'
             else format('null::%s', t::regtype) end, ', ' order by at)
             from unnest(p.proargtypes::oid[]) with ordinality a (t, at))), role
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace, lateral (
           select role from unnest(array['bulkhead_app', 'bulkhead_platform', 'bulkhead_auth']) with ordinality may (role, at)
           where has_function_privilege(role, p.oid, 'execute') order by at limit 1) able
         where p.prosecdef and p.prokind = 'f' and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
           and n.nspname !~ '^(pg_|information_schema$)' order by 1",
        arena.victim.id,
        "01".repeat(32)
    );
    let rows = all_rows(superuser, sql).await.expect("the catalogue can be read");
    rows.iter().map(|row| Function { name: row.get(0), call: row.get(1), role: row.get(2) }).collect()
}
