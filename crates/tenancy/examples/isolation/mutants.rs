mod impersonations;

use crate::layers::{self, Layer};

/// One thing broken.
pub struct Mutant {
    pub name: String,
    pub sql: String,
    /// Roles are the server's: what is done to one is undone.
    pub undo: String,
    /// What is left standing when it is attacked.
    pub layer: &'static Layer,
}

impl Mutant {
    pub const NONE: Self = Self { name: String::new(), sql: String::new(), undo: String::new(), layer: &layers::WHOLE };

    fn new(name: impl Into<String>, sql: impl Into<String>) -> Self {
        Self { name: name.into(), sql: sql.into(), ..Self::NONE }
    }

    fn role(name: &str, sql: &str, undo: &str) -> Self {
        Self { undo: undo.into(), ..Self::new(name, sql) }
    }

    /// What a role has by default, in the mutant's database alone.
    fn default(role: &str, setting: &str, value: &str) -> Self {
        Self::new(
            format!("{role} with {setting} = {value}"),
            format!(
                "do $$ begin execute format('alter role {role} in database %I set {setting} = %L', current_database(), {value}); end $$"
            ),
        )
    }

    /// Attacks the mutant where this layer stands alone.
    fn within(self, layer: &'static Layer) -> Self {
        Self { layer, ..self }
    }

    pub fn alters_roles(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Replaces a piece of a function's text; fails where the function doesn't have it.
    fn function(name: &str, function: &str, from: &str, to: &str) -> Self {
        let sql = format!(
            "do $mutate$ declare before text := pg_get_functiondef('{function}'::regproc); after text := replace(before, $from${from}$from$, $to${to}$to$);
             begin if after = before then raise '{function} has no such text'; end if; execute after; end $mutate$"
        );
        Self::new(format!("{function}: {name}"), sql)
    }
}

pub fn all() -> Vec<Mutant> {
    let mut mutants = policies();
    mutants.extend(platform());
    mutants.extend(keys());
    mutants.extend(grants());
    mutants.extend(way_in());
    mutants.extend(sessions());
    mutants.extend(api_keys());
    mutants.extend(impersonations::all());
    mutants.extend(search());
    mutants.extend(side_doors());
    mutants.extend(change_log());
    mutants.extend(roles());
    mutants
}

/// Table, its permissive policy, and its restrictive one.
const PROTECTED: [(&str, &str, &str); 11] = [
    ("app.leads", "tenant", "tenant_guard"),
    ("app.contacts", "tenant", "tenant_guard"),
    ("app.favourites", "tenant", "tenant_guard"),
    ("tenancy.idempotency_keys", "tenant", "tenant_guard"),
    ("tenancy.changes", "tenant", "tenant_guard"),
    ("tenancy.tenants", "tenant", "tenant_guard"),
    ("tenancy.memberships", "tenant", "tenant_guard"),
    ("tenancy.invitations", "tenant", "tenant_guard"),
    ("tenancy.usage", "tenant", "tenant_guard"),
    ("tenancy.homes", "own", "own_guard"),
    ("tenancy.api_keys", "tenant", "tenant_guard"),
];

fn policies() -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (table, permissive, restrictive) in PROTECTED {
        let both = |change: &str| {
            format!("alter policy {permissive} on {table} {change}; alter policy {restrictive} on {table} {change}")
        };
        mutants.extend([
            Mutant::new(
                format!("{table}: row-level security off"),
                format!("alter table {table} disable row level security"),
            ),
            Mutant::new(
                format!("{table}: not forced on its owner"),
                format!("alter table {table} no force row level security"),
            ),
            Mutant::new(format!("{table}: permissive policy dropped"), format!("drop policy {permissive} on {table}")),
            Mutant::new(
                format!("{table}: restrictive policy dropped"),
                format!("drop policy {restrictive} on {table}"),
            )
            .within(&layers::RESTRICTIVE),
            Mutant::new(
                format!("{table}: permissive policy true"),
                format!("alter policy {permissive} on {table} using (true) with check (true)"),
            )
            .within(&layers::PERMISSIVE),
            Mutant::new(
                format!("{table}: restrictive policy true"),
                format!("alter policy {restrictive} on {table} using (true) with check (true)"),
            )
            .within(&layers::RESTRICTIVE),
            Mutant::new(format!("{table}: both policies read everything"), both("using (true)")),
            Mutant::new(format!("{table}: both policies accept everything"), both("with check (true)"))
                .within(if table == "tenancy.changes" { &layers::LOG } else { &layers::WHOLE }),
        ]);
    }
    let forgiving = "using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid or coalesce(current_setting('app.tenant_id', true), '') = '')";
    mutants.extend([
        Mutant::new(
            "app.leads: no context shows everything",
            format!("alter policy tenant on app.leads {forgiving}; alter policy tenant_guard on app.leads {forgiving}"),
        ),
        Mutant::new("app.leads: a second policy, for support", "create policy support on app.leads for select to bulkhead_app using (true)").within(&layers::PERMISSIVE),
        Mutant::new(
            "app.leads: a second policy and no guard",
            "drop policy tenant_guard on app.leads; create policy support on app.leads for select to bulkhead_app using (true)",
        ),
        Mutant::new(
            "app.leads: a policy for everybody",
            "create policy open on app.leads using (true) with check (true); grant usage on schema app to bulkhead_auth;
             grant select on app.leads to bulkhead_auth",
        ),
        Mutant::new(
            "app.favourites: the owner is not asked for",
            "alter policy tenant on app.favourites using (tenant_id = current_setting('app.tenant_id')::uuid);
             alter policy tenant_guard on app.favourites using (tenant_id = current_setting('app.tenant_id')::uuid)",
        ),
        Mutant::new(
            "app.universities: tenants write the catalogue",
            "create policy tenants_write on app.universities for update to bulkhead_app using (true) with check (true);
             grant update on app.universities to bulkhead_app",
        ),
        Mutant::new("app.leads: no class", "delete from tenancy.classes where table_name = 'app.leads'"),
        Mutant::new("app.leads: private by class, shared by policy", "update tenancy.classes set class = 'private' where table_name = 'app.leads'"),
        Mutant::new(
            "app.leads: the condition in an immutable function",
            "create function tenancy.mine() returns uuid language sql immutable as $$ select current_setting('app.tenant_id')::uuid $$;
             grant execute on function tenancy.mine() to bulkhead_app;
             alter policy tenant on app.leads using (tenant_id = tenancy.mine()) with check (tenant_id = tenancy.mine())",
        )
        .within(&layers::PERMISSIVE),
    ]);
    mutants
}

/// What the platform's own policies let it do to tenants.
fn platform() -> Vec<Mutant> {
    vec![
        Mutant::new("app.leads: the platform removes everything", "alter policy platform_purges on app.leads using (true)"),
        Mutant::new(
            "app.leads: the platform removes what any closed tenant has",
            "alter policy platform_purges on app.leads using
               (exists (select from tenancy.tenants t where t.id = t.tenant_id and t.deleted_at < now() - interval '30 days'))",
        ),
        Mutant::new(
            "app.leads: the platform removes what was closed yesterday",
            "alter policy platform_purges on app.leads using (exists
               (select from tenancy.tenants t where t.id = leads.tenant_id and t.deleted_at < statement_timestamp() - interval '1 day'))",
        ),
        Mutant::new("tenancy.changes: its owner removes everything", "alter policy owner_purges on tenancy.changes using (true)"),
        Mutant::new(
            "tenancy.changes: the platform writes what it likes",
            "alter policy platform_acts on tenancy.changes with check (true)",
        ),
        Mutant::new(
            "tenancy.invitations: the platform invites in a tenant's name",
            "alter policy platform_invites on tenancy.invitations with check (true)",
        ),
    ]
}

fn keys() -> Vec<Mutant> {
    vec![
        Mutant::new(
            "app.leads: primary key without the tenant",
            "alter table app.leads drop constraint leads_pkey, add primary key (id)",
        ),
        Mutant::new(
            "app.contacts: primary key without the tenant",
            "alter table app.contacts drop constraint contacts_pkey, add primary key (id)",
        ),
        Mutant::new(
            "app.leads: e-mail addresses unique over all tenants",
            "create unique index leads_email on app.leads (email)",
        ),
        Mutant::new(
            "app.leads: names unique over all tenants",
            "create unique index leads_name on app.leads (lower(name)) include (tenant_id)",
        ),
        Mutant::new(
            "app.contacts: foreign key without the tenant",
            "create unique index leads_id on app.leads (id);
             alter table app.contacts add lead_id uuid default null references app.leads (id) on delete cascade",
        ),
    ]
}

fn grants() -> Vec<Mutant> {
    let grant = |what: &str| Mutant::new(format!("grant {what}"), format!("grant {what}")).within(&layers::GRANTS);
    vec![
        grant("truncate on app.leads to bulkhead_app"),
        grant("references on app.leads to bulkhead_app"),
        grant("trigger on app.leads to bulkhead_app"),
        grant("update on tenancy.changes to bulkhead_app"),
        grant("delete on tenancy.changes to bulkhead_app"),
        grant("update on auth.events to bulkhead_auth"),
        grant("select on tenancy.seals to bulkhead_app"),
        grant("insert on tenancy.seals to bulkhead_app"),
        grant("delete on tenancy.seals to bulkhead_platform"),
        grant("update on auth.seals to bulkhead_auth"),
        grant("execute on function tenancy.change_digests(bigint, bigint, bigint) to public"),
        grant("insert on tenancy.classes to bulkhead_app"),
        grant("select on app.leads to bulkhead_platform"),
        grant("select (name) on app.leads to bulkhead_platform").within(&layers::WHOLE),
        grant("update on tenancy.memberships to bulkhead_platform"),
        grant("select on tenancy.denied_accesses to bulkhead_app"),
        grant("delete on tenancy.changes to bulkhead_platform"),
        grant("select (email, token_hash) on tenancy.invitations to bulkhead_platform"),
        grant("select on app.leads to public"),
        grant("usage on schema app to bulkhead_auth").within(&layers::SCHEMAS),
        grant("select on auth.sessions to bulkhead_app"),
        grant("select (id) on auth.users to bulkhead_platform"),
        grant("create on schema app to bulkhead_app"),
        grant("execute on function tenancy.enter(uuid, text, integer, uuid) to public"),
        Mutant::new("bulkhead_app owns app.leads", "alter table app.leads owner to bulkhead_app"),
        Mutant::new("a superuser owns app.leads", "alter table app.leads owner to postgres").within(&layers::OWNER),
    ]
}

/// What the sources say of a tenant is not here: `just predicates` takes that out.
fn way_in() -> Vec<Mutant> {
    let enter = |name, from, to| Mutant::function(name, "tenancy.enter", from, to);
    vec![
        enter(
            "asks for no user",
            "where m.tenant_id = wanted and m.user_id = entering",
            "where m.tenant_id = wanted limit 1",
        ),
        enter("asks for no membership", "if not found then", "if false then"),
        enter("keeps the context of a refusal", "ignored := set_config('app.tenant_id', '', true);", ""),
        enter("lets members into a closed tenant", " and t.deleted_at is null", ""),
        enter("lets members into a suspended tenant", "if suspended then", "if false then"),
        enter("asks for no role", "if rank < needed then", "if false then"),
        enter("lets viewers write", "if rank = 1 then", "if false then"),
        enter("takes a viewer for an owner", "when 'viewer' then 1", "when 'viewer' then 4"),
        enter("takes a member for an owner", "when 'member' then 2", "when 'member' then 4"),
        enter(
            "sets the user for the session",
            "set_config('app.user_id', entering::text, true)",
            "set_config('app.user_id', entering::text, false)",
        ),
        enter(
            "sets the tenant for the session",
            "set_config('app.tenant_id', wanted::text, true)",
            "set_config('app.tenant_id', wanted::text, false)",
        ),
    ]
}

fn sessions() -> Vec<Mutant> {
    let live = |name, rule| Mutant::function(name, "auth.is_live", rule, "true");
    let mut mutants = vec![
        live("forgets the absolute limit", "s.expires_at > at"),
        live("forgets the idle limit", "s.last_seen_at > idle_since"),
        live("forgets who was disabled", "u.disabled_at is null"),
    ];
    for function in ["auth.user_of_session", "auth.self_of_session"] {
        let broken = |name, from, to| Mutant::function(name, function, from, to);
        mutants.extend([
            broken("forgets the second factor that is owed", "and not s.pending", ""),
            broken("asks for no rule", "and auth.is_live(s, u, at, idle_since)", ""),
            broken("takes any token", "where s.token_hash = wanted and", "where"),
            broken("takes any user", "on u.id = s.user_id", "on true"),
            Mutant::new(
                format!("{function}: for everybody"),
                format!("grant execute on function {function} to bulkhead_auth, bulkhead_app, bulkhead_platform"),
            )
            .within(&layers::GRANTS),
            Mutant::new(
                format!("{function}: an open search path"),
                format!("alter function {function} reset search_path"),
            ),
            Mutant::new(
                format!("{function}: a superuser's rights"),
                format!("alter function {function} owner to postgres"),
            )
            .within(&layers::RIGHTS),
        ]);
    }
    mutants
}

fn api_keys() -> Vec<Mutant> {
    let function = "tenancy.api_key";
    let broken = |name, from, to| Mutant::function(name, function, from, to);
    vec![
        broken("takes any key", "where k.key_hash = digest and", "where"),
        broken("forgets that it was revoked", "k.deleted_at is null and", ""),
        broken("forgets that it has expired", "and k.expires_at > at", ""),
        broken("forgets who was disabled", "and u.disabled_at is null", ""),
        broken("forgets that the tenant is closed", "and t.deleted_at is null", ""),
        broken("forgets that the tenant is suspended", "and t.suspended_at is null", ""),
        broken("takes a member of any tenant", "m.tenant_id = k.tenant_id and", ""),
        broken("takes any member's role", "and m.user_id = k.owner_id", ""),
        broken("tells the role of the maker", "k.scopes, k.role,", "k.scopes, m.role,"),
        broken("tells any tenant", "t.tenant_id = k.tenant_id and t.id = k.tenant_id", "true"),
        Mutant::new(
            format!("{function}: for everybody"),
            format!("grant execute on function {function} to bulkhead_auth, bulkhead_platform"),
        ),
        Mutant::new(format!("{function}: an open search path"), format!("alter function {function} reset search_path")),
        Mutant::new(
            format!("{function}: a superuser's rights"),
            format!("alter function {function} owner to postgres"),
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.api_keys: its owner writes",
            "create policy owner_writes on tenancy.api_keys to bulkhead_owner using (true) with check (true)",
        ),
    ]
}

fn search() -> Vec<Mutant> {
    let search = |name, from, to| Mutant::function(name, "tenancy.search", from, to);
    vec![
        search(
            "doesn't compare its tenant with the context",
            "if tenant is distinct from",
            "if false and tenant is distinct from",
        ),
        search("searches all tenants whose ids end alike", "and tenant_id is not distinct from $2", ""),
        search("searches everybody", "and tenant_id is not distinct from $2", "or true"),
        Mutant::new("tenancy.search with an open search path", "alter function tenancy.search reset search_path"),
        Mutant::new("tenancy.search with a superuser's rights", "alter function tenancy.search owner to postgres")
            .within(&layers::RIGHTS),
        Mutant::new("tenancy.search for everybody", "grant execute on function tenancy.search to public")
            .within(&layers::GRANTS),
        Mutant::new(
            "app.leads: the policy of tenancy.search for the server",
            "alter policy owner_searches on app.leads to bulkhead_app",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new("tenancy.tenant_words leakproof", "alter function tenancy.tenant_words leakproof")
            .within(&layers::EARLY),
    ]
}

fn side_doors() -> Vec<Mutant> {
    vec![
        Mutant::function(
            "lets a job act for a stranger",
            "tenancy.enter_job",
            "if acting is not null then",
            "if false then",
        ),
        Mutant::function(
            "lets a job into a tenant that is none",
            "tenancy.enter_job",
            "if tenant_id is null then",
            "if false then",
        ),
        Mutant::function("names no job", "tenancy.enter_job", "set_config('app.job', task, true)", "''"),
        Mutant::new("app.leads: rows are deleted by anybody", "drop policy emptied_by_job on app.leads"),
        Mutant::new(
            "a view with its owner's rights",
            "create view app.names as select name from app.leads; grant select on app.names to bulkhead_app",
        ),
        Mutant::new(
            "a materialised view",
            "create materialized view app.names as select name from app.leads; grant select on app.names to bulkhead_app",
        ),
        Mutant::new(
            "a definer function",
            "create function app.names() returns setof text language sql security definer set search_path = '' as $$ select name from app.leads $$",
        ),
        Mutant::new("tenancy.enter with its owner's rights", "alter function tenancy.enter security definer"),
        Mutant::new(
            "tenancy.tenant_of_slug with an open search path",
            "alter function tenancy.tenant_of_slug reset search_path",
        ),
        Mutant::new(
            "tenancy.tenant_of_slug with a superuser's rights",
            "alter function tenancy.tenant_of_slug owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new("tenancy.search_vector leakproof", "alter function tenancy.search_vector leakproof")
            .within(&layers::EARLY),
        Mutant::new("a rewrite rule", "create rule copy as on insert to app.leads do also delete from tenancy.homes")
            .within(&layers::RULES),
        Mutant::new(
            "a child table",
            "create table app.old_leads () inherits (app.leads); grant select on app.old_leads to bulkhead_app",
        ),
        Mutant::new(
            "a tenant table outside the schemas",
            "create table public.notes (tenant_id uuid, body text); grant select on public.notes to bulkhead_app;
             grant usage on schema public to bulkhead_app",
        ),
    ]
}

fn change_log() -> Vec<Mutant> {
    vec![
        Mutant::new("app.leads: change log trigger dropped", "drop trigger record_change on app.leads"),
        Mutant::new("app.leads: change log trigger disabled", "alter table app.leads disable trigger record_change"),
        Mutant::new(
            "app.leads: change log without deletions",
            "drop trigger record_change on app.leads;
             create trigger record_change after insert or update on app.leads for each row execute function tenancy.record_change('id')",
        ),
        Mutant::new("tenancy.memberships: change log trigger dropped", "drop trigger record_change on tenancy.memberships"),
        Mutant::new("tenancy.changes: takes rows from statements", "drop policy written_by_trigger on tenancy.changes"),
        Mutant::new(
            "tenancy.changes: takes rows from statements, by a policy that holds nobody",
            "alter policy written_by_trigger on tenancy.changes with check (true)",
        ),
        Mutant::new("tenancy.change_digests: with an open search path", "alter function tenancy.change_digests reset search_path"),
        Mutant::function("writes nothing", "tenancy.record_change", "if tg_op <> 'DELETE' then after", "return null; if tg_op <> 'DELETE' then after"),
        Mutant::function("forgets the actor", "tenancy.record_change", "nullif(current_setting('app.user_id', true), '')::uuid", "null"),
    ]
}

fn roles() -> Vec<Mutant> {
    vec![
        Mutant::role(
            "bulkhead_app is a superuser",
            "alter role bulkhead_app superuser",
            "alter role bulkhead_app nosuperuser",
        ),
        Mutant::role(
            "bulkhead_app has BYPASSRLS",
            "alter role bulkhead_app bypassrls",
            "alter role bulkhead_app nobypassrls",
        ),
        Mutant::role(
            "bulkhead_platform has BYPASSRLS",
            "alter role bulkhead_platform bypassrls",
            "alter role bulkhead_platform nobypassrls",
        ),
        Mutant::role(
            "bulkhead_app can become the owner",
            "grant bulkhead_owner to bulkhead_app",
            "revoke bulkhead_owner from bulkhead_app",
        ),
        Mutant::role(
            "bulkhead_auth reads all data",
            "grant pg_read_all_data to bulkhead_auth",
            "revoke pg_read_all_data from bulkhead_auth",
        ),
        Mutant::default("bulkhead_app", "app.tenant_id", "(select id from tenancy.tenants where slug = 'victim')"),
        Mutant::default("bulkhead_app", "statement_timeout", "0").within(&layers::BOUNDS),
        Mutant::default("bulkhead_auth", "lock_timeout", "'1min'").within(&layers::BOUNDS),
        Mutant::default("bulkhead_platform", "idle_in_transaction_session_timeout", "0").within(&layers::BOUNDS),
        Mutant::default("bulkhead_app", "synchronous_commit", "'off'").within(&layers::BOUNDS),
    ]
}
