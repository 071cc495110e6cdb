use super::Mutant;
use crate::layers;

pub fn change_log() -> Vec<Mutant> {
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
            "tenancy.changes: takes rows from statements, by a policy that is always true",
            "alter policy written_by_trigger on tenancy.changes with check (true)",
        ),
        Mutant::new("tenancy.change_digests: with an open search path", "alter function tenancy.change_digests reset search_path"),
        Mutant::function("writes nothing", "tenancy.record_change", "if tg_op <> 'DELETE' then after", "return null; if tg_op <> 'DELETE' then after"),
        Mutant::new(
            "tenancy.changes: private lines for every reader",
            "alter policy tenant on tenancy.changes using (tenant_id = current_setting('app.tenant_id')::uuid);
             alter policy tenant_guard on tenancy.changes using (tenant_id = current_setting('app.tenant_id')::uuid)",
        ),
        Mutant::new(
            "tenancy.changes: private lines for every reader, by the permissive policy",
            "alter policy tenant on tenancy.changes using (tenant_id = current_setting('app.tenant_id')::uuid)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.changes: private lines for every reader, by the restrictive policy",
            "alter policy tenant_guard on tenancy.changes using (tenant_id = current_setting('app.tenant_id')::uuid)",
        )
        .within(&layers::RESTRICTIVE),
        Mutant::new(
            "tenancy.changes: private lines that name no audience are shown",
            "drop policy private_lines on tenancy.changes",
        ),
        Mutant::new(
            "app.favourites: its lines name no audience",
            "create or replace trigger record_change after insert or update or delete on app.favourites
               for each row execute function tenancy.record_change('id')",
        ),
        Mutant::function("forgets the audience", "tenancy.record_change", "(subject ->> substring(tg_argv[1] from '^audience=(.*)$'))::uuid", "null"),
        Mutant::function("forgets the actor", "tenancy.record_change", "nullif(current_setting('app.user_id', true), '')::uuid", "null"),
    ]
}
