//! Conversations: who enters them, and what the class participants hides.

use super::Mutant;
use crate::layers;

pub fn conversations() -> Vec<Mutant> {
    let function = "tenancy.enter_conversations";
    let enter = |name, from, to| Mutant::function(name, function, from, to);
    let mut mutants = vec![
        enter("asks for no participant", " and p.user_id = participant", "").within(&layers::PARTICIPANT),
        enter("lets former participants in", " and p.deleted_at is null", ""),
        enter(
            "takes any tenant and user",
            "if tenant is distinct from current_setting('app.tenant_id')::uuid\n      or",
            "if false and",
        ),
        enter("takes any user", "participant is distinct from current_setting('app.user_id')::uuid", "false"),
        enter("takes any tenant", "tenant is distinct from current_setting('app.tenant_id')::uuid", "false"),
        enter("sets the conversations for the session", "entered::text, true)", "entered::text, false)"),
        Mutant::new(
            "app.conversation_participants: the policy of tenancy.enter_conversations for all members' participations",
            "alter policy owner_finds_participations on app.conversation_participants
               using (tenant_id = current_setting('app.tenant_id')::uuid)",
        )
        .within(&layers::PARTICIPATIONS),
        Mutant::new(
            "app.conversation_participants: the policy of tenancy.hearers where a user has entered, for all members' participations",
            "alter policy owner_finds_hearers on app.conversation_participants
               using (tenant_id = current_setting('app.tenant_id')::uuid)",
        )
        .within(&layers::PARTICIPATIONS),
        Mutant::new(
            "app.conversation_participants: the policy of tenancy.enter_conversations for the server",
            "alter policy owner_finds_participations on app.conversation_participants to bulkhead_app
               using (tenant_id = current_setting('app.tenant_id')::uuid)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::function(
            "asks for no job",
            "tenancy.enter_trash",
            " or current_setting('app.job', true) is distinct from 'empty_trash'",
            "",
        ),
        Mutant::new(
            "tenancy.changes: lines about conversations that name no audience are shown",
            "alter policy private_lines on tenancy.changes using (audience is not null or table_name <> all (array(
               select split_part(k.table_name, '.', 2) from tenancy.classes k where k.class = 'private')))",
        ),
    ];
    for definer in [function, "tenancy.enter_trash"] {
        mutants.extend([
            Mutant::new(
                format!("{definer} with an open search path"),
                format!("alter function {definer} reset search_path"),
            ),
            Mutant::new(
                format!("{definer} with a superuser's rights"),
                format!("alter function {definer} owner to postgres"),
            )
            .within(&layers::RIGHTS),
            Mutant::new(
                format!("{definer} for the platform"),
                format!("grant execute on function {definer} to bulkhead_platform"),
            )
            .within(&layers::GRANTS),
        ]);
    }
    mutants
}

/// What the class hides of each table.
pub fn participants() -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for (table, column) in [
        ("app.conversations", "id"),
        ("app.conversation_participants", "conversation_id"),
        ("app.conversation_messages", "conversation_id"),
    ] {
        let tenants = "using (tenant_id = current_setting('app.tenant_id')::uuid)";
        mutants.extend([
            Mutant::new(
                format!("{table}: the conversation is not asked for"),
                format!("alter policy tenant on {table} {tenants}; alter policy tenant_guard on {table} {tenants}"),
            ),
            Mutant::new(
                format!("{table}: the conversation is not asked for, by the permissive policy"),
                format!("alter policy tenant on {table} {tenants}"),
            )
            .within(&layers::PERMISSIVE),
            Mutant::new(
                format!("{table}: the conversation is not asked for, by the restrictive policy"),
                format!("alter policy tenant_guard on {table} {tenants}"),
            )
            .within(&layers::RESTRICTIVE),
            Mutant::new(
                format!("{table}: the policy of tenancy.enter_trash for the server"),
                format!("alter policy owner_finds_trash on {table} to bulkhead_app {tenants}"),
            )
            .within(&layers::PERMISSIVE),
            Mutant::new(
                format!("{table}: its lines name no audience"),
                format!(
                    "create or replace trigger record_change after insert or update or delete on {table}
                       for each row execute function tenancy.record_change('id')"
                ),
            ),
            Mutant::new(
                format!("{table}: its lines name their writer as the audience"),
                format!(
                    "create or replace trigger record_change after insert or update or delete on {table}
                       for each row execute function tenancy.record_change('id', 'audience=owner_id')"
                ),
            ),
            Mutant::new(
                format!("{table}: no conversation shows everything"),
                format!(
                    "alter policy tenant on {table} using (tenant_id = current_setting('app.tenant_id')::uuid
                       and coalesce({column} = any (nullif(current_setting('app.conversations', true), '')::uuid[]), true));
                     alter policy tenant_guard on {table} using (tenant_id = current_setting('app.tenant_id')::uuid
                       and coalesce({column} = any (nullif(current_setting('app.conversations', true), '')::uuid[]), true))"
                ),
            ),
        ]);
    }
    mutants
}
