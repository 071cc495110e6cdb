//! Policies: of every protected table, and those of the platform's role.

use super::Mutant;
use crate::layers;

/// Table, its permissive policy, and its restrictive one.
const PROTECTED: [(&str, &str, &str); 15] = [
    ("app.leads", "tenant", "tenant_guard"),
    ("app.contacts", "tenant", "tenant_guard"),
    ("app.favourites", "tenant", "tenant_guard"),
    ("app.conversations", "tenant", "tenant_guard"),
    ("app.conversation_participants", "tenant", "tenant_guard"),
    ("app.conversation_messages", "tenant", "tenant_guard"),
    ("tenancy.idempotency_keys", "tenant", "tenant_guard"),
    ("tenancy.changes", "tenant", "tenant_guard"),
    ("tenancy.tenants", "tenant", "tenant_guard"),
    ("tenancy.memberships", "tenant", "tenant_guard"),
    ("tenancy.invitations", "tenant", "tenant_guard"),
    ("tenancy.usage", "tenant", "tenant_guard"),
    ("tenancy.homes", "own", "own_guard"),
    ("tenancy.api_keys", "tenant", "tenant_guard"),
    ("tenancy.impersonations", "tenant", "tenant_guard"),
];

pub fn policies() -> Vec<Mutant> {
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
            Mutant::new(format!("{table}: both policies accept everything"), both("with check (true)")).within(
                match table {
                    "tenancy.changes" => &layers::LOG,
                    "tenancy.impersonations" => &layers::READ,
                    _ => &layers::WHOLE,
                },
            ),
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
pub fn platform() -> Vec<Mutant> {
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
