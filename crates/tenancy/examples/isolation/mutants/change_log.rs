use super::Mutant;

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
            "tenancy.changes: takes rows from statements, by a policy that holds nobody",
            "alter policy written_by_trigger on tenancy.changes with check (true)",
        ),
        Mutant::new("tenancy.change_digests: with an open search path", "alter function tenancy.change_digests reset search_path"),
        Mutant::function("writes nothing", "tenancy.record_change", "if tg_op <> 'DELETE' then after", "return null; if tg_op <> 'DELETE' then after"),
        Mutant::function("forgets the actor", "tenancy.record_change", "nullif(current_setting('app.user_id', true), '')::uuid", "null"),
    ]
}
