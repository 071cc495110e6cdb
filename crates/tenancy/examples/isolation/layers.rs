//! What a mutant is attacked without: where two keys hold a door, the one that is left has to hold it alone.

use std::collections::BTreeSet;

use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;

/// A layer of the defence, and how it is attacked alone.
#[derive(Debug, PartialEq, Eq)]
pub struct Layer {
    pub name: &'static str,
    /// Takes the other layers away.
    without: &'static str,
    attack: Attack,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attack {
    Everything,
    /// The same where the layer alone lets members do what they otherwise may not.
    BeyondMembers,
    Acts,
    OwnRows,
    Rights,
    Early,
    Bounds,
}

/// Everything in its place.
pub static WHOLE: Layer = Layer { name: "the whole", without: "", attack: Attack::Everything };

pub static PERMISSIVE: Layer = Layer {
    name: "the permissive policies alone",
    without: "do $$ declare one record; begin
        for one in select polname, polrelid::regclass as name from pg_policy where not polpermissive and polcmd = '*' loop
          execute format('drop policy %I on %s', one.polname, one.name);
        end loop;
      end $$",
    attack: Attack::Everything,
};

pub static RESTRICTIVE: Layer = Layer {
    name: "the restrictive policies alone",
    without: "do $$ declare one record; begin
        for one in select polname, polrelid::regclass as name from pg_policy
          where polpermissive and polcmd = '*' and 'bulkhead_app'::regrole = any (polroles) loop
          execute format('alter policy %I on %s using (true) with check (true)', one.polname, one.name);
        end loop;
      end $$",
    attack: Attack::Everything,
};

/// The change log without the guard that lets triggers alone write it: whose lines a member may then write.
pub static LOG: Layer = Layer {
    name: "the policies of the log that say whose a line is",
    without: "drop policy written_by_trigger on tenancy.changes",
    attack: Attack::BeyondMembers,
};

/// What members only read, were they allowed to write it.
pub static READ: Layer = Layer {
    name: "the policies of what members only read",
    without: "grant insert, update on tenancy.impersonations to bulkhead_app",
    attack: Attack::BeyondMembers,
};

/// Who takes part, as the function asks it, with a policy that shows it the participations of all of the tenant's
/// members.
pub static PARTICIPANT: Layer = Layer {
    name: "the participation that is asked for",
    without: "alter policy owner_finds_participations on app.conversation_participants
        using (tenant_id = current_setting('app.tenant_id')::uuid)",
    attack: Attack::Everything,
};

/// The policy alone, with a function that asks for no user.
pub static PARTICIPATIONS: Layer = Layer {
    name: "the policy on the participations that are found",
    without: "do $mutate$ begin
        execute replace(pg_get_functiondef('tenancy.enter_conversations'::regproc), ' and p.user_id = participant', '');
      end $mutate$",
    attack: Attack::Everything,
};

/// Policies aside, every role may look into every schema and make tables in one, so only grants and keys are left.
pub static GRANTS: Layer = Layer {
    name: "grants and keys alone",
    without: "do $$ declare one record; begin
        for one in select oid::regclass as name from pg_class where relrowsecurity loop
          execute format('alter table %s disable row level security', one.name);
        end loop;
      end $$;
      grant usage on schema auth, tenancy, app, jobs, public to bulkhead_auth, bulkhead_app, bulkhead_platform;
      create schema scratch; grant usage, create on schema scratch to bulkhead_auth, bulkhead_app, bulkhead_platform",
    attack: Attack::Acts,
};

pub static SCHEMAS: Layer = Layer {
    name: "the schemas alone",
    without: "do $$ declare one record; begin
        for one in select oid::regclass as name from pg_class where relrowsecurity loop
          execute format('alter table %s disable row level security', one.name);
        end loop;
      end $$;
      grant select on all tables in schema tenancy, app to bulkhead_auth",
    attack: Attack::Acts,
};

/// The owner of the tables is bound as well: a rule that would delete every user's keys deletes none.
pub static OWNER: Layer = Layer {
    name: "the policies of a table whose rule would delete another's rows",
    without: "create or replace rule copy as on insert to app.leads do also delete from tenancy.idempotency_keys",
    attack: Attack::OwnRows,
};

/// Were the owner of the tables not bound, nothing of the tables' own would reach over tenants.
pub static RULES: Layer = Layer {
    name: "no rules, with an owner that no policy binds",
    without: "do $$ declare one record; begin
        for one in select oid::regclass as name from pg_class where relforcerowsecurity loop
          execute format('alter table %s no force row level security', one.name);
        end loop;
      end $$",
    attack: Attack::OwnRows,
};

pub static RIGHTS: Layer = Layer {
    name: "the rights of definer functions whose search path is open",
    without: "do $$ declare one record; begin
        for one in select oid::regprocedure as name from pg_proc
          where prosecdef and pronamespace in ('auth'::regnamespace, 'tenancy'::regnamespace, 'app'::regnamespace, 'jobs'::regnamespace) loop
          execute format('alter function %s reset search_path', one.name);
        end loop;
      end $$",
    attack: Attack::Rights,
};

/// The bodies complain of every word of the victim's, and cost next to nothing: a planner that may calls them first.
pub static EARLY: Layer = Layer {
    name: "the order of evaluation, with functions that tell what they see",
    without: "do $$ declare one record; begin
        for one in select pg_get_functiondef(p.oid) as text, p.oid::regprocedure as name,
            array_position(p.proargtypes::oid[], 'text'::regtype::oid) + 1 as at
          from pg_proc p join pg_language l on l.oid = p.prolang
          where p.pronamespace in ('tenancy'::regnamespace, 'app'::regnamespace) and p.provolatile = 'i' and not p.proretset
            and l.lanname in ('sql', 'plpgsql') and 'text'::regtype = any (p.proargtypes::oid[]) loop
          execute regexp_replace(regexp_replace(one.text, 'LANGUAGE \\w+', 'LANGUAGE plpgsql'), 'AS \\$function\\$.*\\$function\\$',
            format('COST 1 AS $function$ begin if strpos($%s, %L) > 0 then raise ''%%'', $%1$s; end if; return null; end $function$',
              one.at, (select id from tenancy.tenants where slug = 'victim')));
        end loop;
      end $$",
    attack: Attack::Early,
};

pub static BOUNDS: Layer = Layer { name: "the bounds of sessions, measured", without: "", attack: Attack::Bounds };

impl Layer {
    /// Takes the other layers away and attacks what is left of a change of the schema, an empty one for none. A line
    /// for each attack that came to something, up to the first part of the attacks that does.
    pub async fn attack(&self, test: &TestDb, arena: &Arena<'_>, change: &str) -> BTreeSet<String> {
        if !self.without.is_empty() {
            test.superuser(self.without).await;
        }
        let lines = match self.attack {
            Attack::Everything => arena.attack_until_noticed(change).await,
            Attack::BeyondMembers => arena.attack().await,
            Attack::Acts => arena.acts().await,
            Attack::OwnRows => arena.attack_by_own_rows().await,
            Attack::Rights => arena.attack_rights().await,
            Attack::Early => arena.attack_early().await,
            Attack::Bounds => arena.missing_bounds().await,
        };
        lines.into_iter().collect()
    }

    /// Whether the unbroken layer answers lines as well, and those of a mutant are what it answers beyond them.
    pub fn is_compared(&self) -> bool {
        matches!(self.attack, Attack::Acts | Attack::BeyondMembers)
    }
}
