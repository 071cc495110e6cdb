//! What would lead past the way in: search, jobs, views, functions and rules.

use super::Mutant;
use crate::layers;

pub fn search() -> Vec<Mutant> {
    let page = |name, from, to| Mutant::function(name, "tenancy.search_page", from, to);
    vec![
        page(
            "doesn't compare its tenant with the context",
            "if tenant is distinct from",
            "if false and tenant is distinct from",
        ),
        page(
            "finds few in all tenants whose ids end alike",
            "and tenant_id is not distinct from $2 %s limit $3",
            "%s limit $3",
        ),
        page("reads the rows of all tenants", "where tenant_id = $2 %s", "where true %s"),
        page(
            "sorts the rows of all tenants whose ids end alike",
            "and tenant_id is not distinct from $2 %s and",
            "%s and",
        ),
        Mutant::new(
            "tenancy.search_page with an open search path",
            "alter function tenancy.search_page reset search_path",
        ),
        Mutant::new(
            "tenancy.search_page with a superuser's rights",
            "alter function tenancy.search_page owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new("tenancy.search_page for every role", "grant execute on function tenancy.search_page to public")
            .within(&layers::GRANTS),
        Mutant::new(
            "app.leads: the policy of tenancy.search_page for the server",
            "alter policy owner_searches on app.leads to bulkhead_app",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new("tenancy.tenant_words leakproof", "alter function tenancy.tenant_words leakproof")
            .within(&layers::EARLY),
    ]
}

pub fn bypasses() -> Vec<Mutant> {
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
        Mutant::function(
            "asks for no job",
            "tenancy.owners_of_trash",
            "or current_setting('app.job', true) is distinct from 'empty_trash'",
            "",
        ),
        Mutant::new("tenancy.claim_key with an open search path", "alter function tenancy.claim_key reset search_path"),
        Mutant::new(
            "tenancy.claim_key with a superuser's rights",
            "alter function tenancy.claim_key owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.idempotency_keys: the policy of tenancy.claim_key for all keys",
            "alter policy owner_claims on tenancy.idempotency_keys using (true)",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.owners_of_trash with an open search path",
            "alter function tenancy.owners_of_trash reset search_path",
        ),
        Mutant::new(
            "tenancy.owners_of_trash with a superuser's rights",
            "alter function tenancy.owners_of_trash owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.owners_of_trash for another role",
            "grant execute on function tenancy.owners_of_trash to bulkhead_platform",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "app.favourites: the policy of tenancy.owners_of_trash for the server",
            "alter policy owner_finds_trash on app.favourites to bulkhead_app
               using (tenant_id = current_setting('app.tenant_id')::uuid)",
        )
        .within(&layers::PERMISSIVE),
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

/// What serves the carriers of phones.
pub fn carriers() -> Vec<Mutant> {
    vec![
        Mutant::new(
            "tenancy.phone_of_webhook with an open search path",
            "alter function tenancy.phone_of_webhook reset search_path",
        ),
        Mutant::new(
            "tenancy.phone_of_webhook for another role",
            "grant execute on function tenancy.phone_of_webhook to bulkhead_platform",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "app.attempts: the policy of tenancy.due_attempts for the server",
            "alter policy owner_dispatches on app.attempts to bulkhead_app",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.due_attempts with a superuser's rights",
            "alter function tenancy.due_attempts owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.due_attempts for another role",
            "grant execute on function tenancy.due_attempts to bulkhead_app",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "app.webhooks: the policy of tenancy.due_webhooks for the server",
            "alter policy owner_finds_webhooks on app.webhooks to bulkhead_app",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.webhook_deliveries: the policy of tenancy.due_webhooks for the server",
            "alter policy owner_finds_deliveries on tenancy.webhook_deliveries to bulkhead_app",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.hear_changes for another role",
            "grant execute on function tenancy.hear_changes to bulkhead_app",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "tenancy.hear_changes with a superuser's rights",
            "alter function tenancy.hear_changes owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.conversation_signals: the policy of tenancy.look for the server",
            "alter policy owner_tells_signals on tenancy.conversation_signals to bulkhead_app using (true)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.presence: the policy of tenancy.note_presence for the server",
            "alter policy owner_notes_presence on tenancy.presence to bulkhead_app using (true) with check (true)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new("tenancy.look for another role", "grant execute on function tenancy.look to bulkhead_app")
            .within(&layers::GRANTS),
        Mutant::new(
            "tenancy.note_presence for another role",
            "grant execute on function tenancy.note_presence to bulkhead_app",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "app.push_subscriptions: the policy of tenancy.due_pushes for the server",
            "alter policy owner_finds_push_subscriptions on app.push_subscriptions to bulkhead_app using (true)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.push_deliveries: the policy of tenancy.due_pushes for the server",
            "alter policy owner_finds_pushes on tenancy.push_deliveries to bulkhead_app using (true)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.due_pushes for another role",
            "grant execute on function tenancy.due_pushes to bulkhead_app",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "tenancy.queue_push with a superuser's rights",
            "alter function tenancy.queue_push owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "app.campaigns: the policy of tenancy.due_campaigns for the server",
            "alter policy owner_plans on app.campaigns to bulkhead_app",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.due_campaigns with a superuser's rights",
            "alter function tenancy.due_campaigns owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.due_campaigns for another role",
            "grant execute on function tenancy.due_campaigns to bulkhead_app",
        )
        .within(&layers::GRANTS),
    ]
}

/// What counts the files of all members of a tenant.
pub fn files() -> Vec<Mutant> {
    vec![
        Mutant::new(
            "tenancy.image_files: the policy of tenancy.count_stored_bytes for the server",
            "alter policy owner_counts_files on tenancy.image_files to bulkhead_app using (true)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.image_files: the policy of tenancy.files_to_move for the server",
            "alter policy owner_finds_files_to_move on tenancy.image_files to bulkhead_app using (true)",
        )
        .within(&layers::PERMISSIVE),
        Mutant::new(
            "tenancy.files_to_move for another role",
            "grant execute on function tenancy.files_to_move to bulkhead_app",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "tenancy.files_to_move with a superuser's rights",
            "alter function tenancy.files_to_move owner to postgres",
        )
        .within(&layers::RIGHTS),
        Mutant::new("tenancy.removed_files for the server", "grant select on tenancy.removed_files to bulkhead_app")
            .within(&layers::GRANTS),
    ]
}
