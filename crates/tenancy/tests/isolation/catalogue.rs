//! Each fault of the catalogue is seeded in a database of its own, and doctor refuses it by name.

use crate::doctor::refuses;

#[tokio::test]
async fn ops_1_a_runtime_role_that_owns_a_table_is_refused() {
    refuses(
        "alter table app.leads owner to bulkhead_app",
        "app.leads: belongs to bulkhead_app: alter table app.leads owner to bulkhead_owner",
    )
    .await;
}

#[tokio::test]
async fn a_superuser_that_owns_a_table_is_refused() {
    refuses("alter table app.leads owner to postgres", "app.leads: belongs to postgres").await;
}

#[tokio::test]
async fn dbr_1_create_on_a_schema_is_refused() {
    refuses(
        "grant create on schema app to bulkhead_app",
        "bulkhead_app: may create in schema app: revoke create on schema app from bulkhead_app",
    )
    .await;
}

#[tokio::test]
async fn dbr_1_create_on_a_schema_for_public_is_refused() {
    refuses("grant create on schema public to public", "bulkhead_auth: may create in schema public").await;
}

#[tokio::test]
async fn ops_1_a_table_without_row_level_security_is_refused() {
    let advice =
        "app.leads: has no row-level security, which was switched off: alter table app.leads enable row level security";
    refuses("alter table app.leads disable row level security", advice).await;
    refuses(
        "alter table app.leads disable row level security, no force row level security",
        &format!("{advice}, force row level security"),
    )
    .await;
}

#[tokio::test]
async fn ops_1_a_table_that_does_not_force_it_is_refused() {
    refuses(
        "alter table app.leads no force row level security",
        "app.leads: does not force row-level security on its owner",
    )
    .await;
}

#[tokio::test]
async fn dbr_2_a_table_without_policies_is_refused() {
    refuses(
        "do $$ declare one name; begin
           for one in select polname from pg_policy where polrelid = 'app.leads'::regclass loop
             execute format('drop policy %I on app.leads', one);
           end loop;
         end $$",
        "app.leads: has no policy",
    )
    .await;
}

#[tokio::test]
async fn dbr_2_a_policy_without_a_check_is_refused() {
    refuses("drop policy tenant on app.leads; create policy tenant on app.leads to bulkhead_app using (tenant_id = current_setting('app.tenant_id')::uuid)", "app.leads: policy tenant has no WITH CHECK").await;
}

#[tokio::test]
async fn a_missing_restrictive_policy_is_refused() {
    refuses("drop policy tenant_guard on app.leads", "app.leads: lacks the restrictive policy of class shared").await;
}

#[tokio::test]
async fn a_permissive_policy_that_lets_everything_through_is_refused() {
    refuses(
        "create policy support on app.leads for select to bulkhead_app using (true)",
        "app.leads: policy support lets every row through",
    )
    .await;
}

#[tokio::test]
async fn a_policy_of_another_text_is_refused() {
    refuses(
        "create policy support on app.leads for select to bulkhead_app using (status = 'new')",
        "app.leads: policy support reads (status = 'new'::text)",
    )
    .await;
}

#[tokio::test]
async fn a_policy_for_public_is_refused() {
    refuses("create policy support on app.leads for select using (true)", "app.leads: policy support is for public")
        .await;
}

#[tokio::test]
async fn a_platform_policy_that_is_not_listed_is_refused() {
    refuses(
        "create policy support on app.leads for update to bulkhead_platform using (true) with check (true)",
        "app.leads: policy support lets every row through",
    )
    .await;
}

#[tokio::test]
async fn an_immutable_function_in_a_policy_is_refused() {
    refuses("create function tenancy.mine() returns uuid language sql immutable as $$ select current_setting('app.tenant_id')::uuid $$;
         create policy mine on app.leads as restrictive to bulkhead_app using (tenant_id = tenancy.mine()) with check (true)", "app.leads: policy mine calls tenancy.mine(), which is immutable").await;
}

#[tokio::test]
async fn a_private_table_whose_policy_forgets_the_owner_is_refused() {
    refuses(
        "update tenancy.classes set class = 'private' where table_name = 'app.leads'",
        "app.leads: lacks the restrictive policy of class private",
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_plain_view_is_refused() {
    refuses("set role bulkhead_owner; create view app.names as select name from app.leads; grant select on app.names to bulkhead_app", "app.names: is a view with its owner's rights").await;
}

#[tokio::test]
async fn dbr_4_a_plain_view_in_another_schema_is_refused() {
    refuses(
        "create view public.names as select name from app.leads",
        "public.names: is a view with its owner's rights",
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_materialised_view_is_refused() {
    refuses(
        "set role bulkhead_owner; create materialized view app.names as select 1 as name with no data",
        "app.names: is a materialised view",
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_rewrite_rule_is_refused() {
    refuses("create rule copy as on insert to app.leads do also nothing", "app.leads: has the rewrite rule copy").await;
}

#[tokio::test]
async fn dbr_4_a_definer_function_is_refused() {
    refuses("create function app.all_leads() returns setof app.leads language sql security definer set search_path = '' as $$ select * from app.leads $$", "function app.all_leads(): runs with its owner's rights and is not on the list").await;
}

#[tokio::test]
async fn dbr_4_a_listed_definer_function_with_an_open_search_path_is_refused() {
    refuses(
        "alter function tenancy.tenant_of_slug(text) reset search_path",
        "function tenancy.tenant_of_slug(text): runs with its owner's rights and an open search path",
    )
    .await;
}

#[tokio::test]
async fn dbr_4_a_definer_function_of_a_superuser_is_refused() {
    refuses(
        "alter function tenancy.tenant_of_slug(text) owner to postgres",
        "function tenancy.tenant_of_slug(text): runs with the rights of postgres, which no policy binds",
    )
    .await;
}

#[tokio::test]
async fn a_function_for_public_is_refused() {
    refuses("grant execute on function tenancy.enter(uuid, text, integer, uuid) to public", "may be called by public")
        .await;
}

#[tokio::test]
async fn dbr_5_a_unique_key_without_the_tenant_is_refused() {
    refuses(
        "create unique index leads_email on app.leads (email)",
        "app.leads: unique key leads_email has no tenant_id",
    )
    .await;
}

#[tokio::test]
async fn dbr_5_a_unique_key_that_only_includes_the_tenant_is_refused() {
    refuses(
        "create unique index leads_email on app.leads (email) include (tenant_id)",
        "app.leads: unique key leads_email has no tenant_id",
    )
    .await;
}

#[tokio::test]
async fn dbr_5_a_foreign_key_without_the_tenant_is_refused() {
    refuses(
        "create unique index leads_id on app.leads (id);
         alter table app.contacts add lead_id uuid constraint contacts_lead references app.leads (id)",
        "app.contacts: foreign key contacts_lead has no tenant_id",
    )
    .await;
}

#[tokio::test]
async fn dbr_5_a_foreign_key_that_clears_the_tenant_is_refused() {
    refuses("alter table app.contacts add lead_id uuid,
         add constraint contacts_lead foreign key (tenant_id, lead_id) references app.leads (tenant_id, id) on delete set null", "app.contacts: foreign key contacts_lead sets tenant_id when its parent goes").await;
}

#[tokio::test]
async fn dbr_1_truncate_is_refused() {
    refuses(
        "grant truncate on app.leads to bulkhead_app",
        "app.leads: grants TRUNCATE to bulkhead_app: revoke TRUNCATE on app.leads from bulkhead_app",
    )
    .await;
}

#[tokio::test]
async fn dbr_1_references_and_trigger_are_refused() {
    refuses("grant references, trigger on app.leads to bulkhead_app", "app.leads: grants TRIGGER to bulkhead_app")
        .await;
}

#[tokio::test]
async fn a_grant_to_public_is_refused() {
    refuses("grant select (name) on app.leads to public", "app.leads: grants SELECT (name) to public").await;
}

#[tokio::test]
async fn a_grant_of_tenant_data_to_the_auth_role_is_refused() {
    refuses("grant select on app.leads to bulkhead_auth", "app.leads: grants SELECT to bulkhead_auth").await;
}

#[tokio::test]
async fn a_grant_of_tenant_data_to_the_platform_role_is_refused() {
    refuses(
        "grant select (email) on app.leads to bulkhead_platform",
        "app.leads: grants SELECT (email) to bulkhead_platform",
    )
    .await;
}

#[tokio::test]
async fn rol_2_a_grant_to_write_impersonations_is_refused() {
    let table = "tenancy.impersonations";
    refuses(
        "grant insert on tenancy.impersonations to bulkhead_app",
        &format!("{table}: grants INSERT to bulkhead_app"),
    )
    .await;
    refuses(
        "grant update (user_id) on tenancy.impersonations to bulkhead_platform",
        &format!("{table}: grants UPDATE (user_id) to bulkhead_platform"),
    )
    .await;
    refuses(
        "grant update on auth.impersonations to bulkhead_auth",
        "auth.impersonations: grants UPDATE to bulkhead_auth",
    )
    .await;
}

#[tokio::test]
async fn a_schema_opened_to_the_auth_role_is_refused() {
    refuses("grant usage on schema app to bulkhead_auth", "schema app: grants USAGE to bulkhead_auth").await;
}

#[tokio::test]
async fn dbr_2_a_table_without_a_class_is_refused() {
    refuses(
        "create table app.notes (tenant_id uuid, id uuid)",
        "app.notes: has no isolation class: call tenancy.protect on it",
    )
    .await;
}

#[tokio::test]
async fn dbr_2_a_tenant_table_in_another_schema_is_refused() {
    refuses("create table public.notes (tenant_id uuid, id uuid)", "public.notes: has no row-level security").await;
}

#[tokio::test]
async fn a_tenant_that_may_be_null_is_refused() {
    refuses(
        "alter table tenancy.tenants alter tenant_id drop not null",
        "tenancy.tenants: is of class tenant, and has no column tenant_id that is not null",
    )
    .await;
}

#[tokio::test]
async fn a_reachable_partition_is_refused() {
    refuses(
        "create table app.leads_too () inherits (app.leads); grant select on app.leads_too to bulkhead_app",
        "app.leads_too: is a part of app.leads and can be reached by bulkhead_app",
    )
    .await;
}

#[tokio::test]
async fn ten_2_a_way_in_that_checks_no_membership_is_refused() {
    refuses("create or replace function tenancy.enter(entering uuid, named text, needed integer, request uuid)
         returns table (tenant_id uuid, slug text, role text) language sql set search_path = '' as $$
           select named::uuid, set_config('app.tenant_id', named, true), set_config('app.user_id', entering::text, true) $$", "function tenancy.enter: lets a stranger into a tenant").await;
}

#[tokio::test]
async fn ten_6_a_way_in_whose_context_outlives_it_is_refused() {
    refuses(
        "do $$ begin execute replace(pg_get_functiondef('tenancy.enter'::regproc), ', true)', ', false)'); end $$",
        "session of bulkhead_app: begins with app.user_id set",
    )
    .await;
}

#[tokio::test]
async fn a_table_whose_rows_anybody_deletes_is_refused() {
    let expected = "app.leads: lets rows be deleted that are not in the trash";
    refuses("drop policy emptied_by_job on app.leads", expected).await;
    refuses("alter policy emptied_by_job on app.leads using (deleted_at is not null)", expected).await;
}

#[tokio::test]
async fn dbr_1_a_whole_table_for_the_platform_is_refused() {
    refuses("grant select on app.leads to bulkhead_platform", "app.leads: grants SELECT to bulkhead_platform").await;
}

#[tokio::test]
async fn rol_5_a_policy_that_revokes_the_keys_of_other_users_is_refused() {
    let tenant = "tenant_id = current_setting('app.tenant_id')::uuid";
    let user = "owner_id = current_setting('app.user_id')::uuid";
    for (change, expected) in [
        (
            format!("using ({tenant})"),
            "tenancy.api_keys: policy owner_revokes_keys reaches more than the keys of the user",
        ),
        (format!("with check ({tenant} and {user})"), "tenancy.api_keys: policy owner_revokes_keys accepts"),
    ] {
        refuses(&format!("alter policy owner_revokes_keys on tenancy.api_keys {change}"), expected).await;
    }
}
