//! Which tables are guarded alike. `just isolation` breaks the policies of one table in the place of those.

use sqlx::{Executor, PgConnection};
use tenancy::testing::TestDb;
use tenancy::testing::guards::{self, Alike};

/// The tables that are guarded as this one, without it.
async fn like(table: &str, superuser: &mut PgConnection) -> Vec<String> {
    alike(Alike::InAll, table, superuser).await
}

async fn alike(alike: Alike, table: &str, superuser: &mut PgConnection) -> Vec<String> {
    let mut groups = guards::groups(superuser, alike).await.into_iter();
    let mut group = groups.find(|group| group.iter().any(|other| other == table)).unwrap();
    group.retain(|other| other != table);
    group
}

#[tokio::test]
async fn tables_of_one_class_are_guarded_alike_and_those_of_two_are_not() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let shared = like("app.contacts", &mut superuser).await;
    assert!(shared.contains(&"app.leads".to_owned()), "{shared:?}");
    let private = like("app.favourites", &mut superuser).await;
    assert_eq!(private, ["app.applications", "app.image_jobs"]);
}

#[tokio::test]
async fn a_table_that_is_guarded_otherwise_in_one_thing_is_like_no_other() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let like_before = like("app.contacts", &mut superuser).await;
    assert!(!like_before.is_empty());
    for change in [
        "alter table app.contacts disable row level security",
        "alter table app.contacts no force row level security",
        "alter table app.contacts owner to postgres",
        "drop policy tenant on app.contacts",
        "drop policy tenant_guard on app.contacts",
        "alter policy tenant on app.contacts using (true)",
        "alter policy tenant on app.contacts with check (true)",
        "alter policy tenant_guard on app.contacts using (name <> '')",
        "alter policy tenant_guard on app.contacts to public",
        "alter policy tenant on app.contacts to bulkhead_app, bulkhead_platform",
        "alter policy platform_purges on app.contacts using (true)",
        "alter policy emptied_by_job on app.contacts rename to emptied",
        "create policy support on app.contacts for select to bulkhead_app using (true)",
        "drop policy tenant_guard on app.contacts;
         create policy tenant_guard on app.contacts to bulkhead_app
           using (tenant_id = current_setting('app.tenant_id')::uuid)
           with check (tenant_id = current_setting('app.tenant_id')::uuid)",
        "drop policy emptied_by_job on app.contacts;
         create policy emptied_by_job on app.contacts as restrictive for update to bulkhead_app
           using (deleted_at is not null and current_setting('app.job', true) = 'empty_trash')",
        "grant truncate on app.contacts to bulkhead_app",
        "grant select on app.contacts to public",
        "grant select (name) on app.contacts to bulkhead_platform",
        "grant select on app.contacts to bulkhead_app with grant option",
        "revoke delete on app.contacts from bulkhead_app",
        "drop trigger record_change on app.contacts",
        "alter table app.contacts disable trigger record_change",
        "alter table app.contacts disable trigger all",
        "create or replace trigger record_change after insert or update on app.contacts
           for each row execute function tenancy.record_change('id')",
        "create or replace trigger record_change after insert or update or delete on app.contacts
           for each row execute function tenancy.record_change('id', 'audience=owner_id')",
        "create or replace trigger record_change after insert or update or delete on app.contacts
           for each row when (pg_trigger_depth() > 0) execute function tenancy.record_change('id')",
        "create or replace trigger record_change after insert or update or delete on app.contacts
           for each row execute function tenancy.next_version()",
        "create rule copy as on insert to app.contacts do also nothing",
        "create table app.old_contacts () inherits (app.contacts)",
        "alter table app.contacts alter tenant_id set default gen_random_uuid()",
        "alter table app.contacts drop constraint contacts_pkey cascade, alter tenant_id drop not null",
        "alter table app.contacts drop constraint contacts_pkey cascade, add primary key (id)",
        "create unique index contacts_email on app.contacts (email)",
        "create unique index contacts_phone on app.contacts (phone) include (tenant_id)",
        "create unique index leads_id on app.leads (id);
         alter table app.contacts add lead_id uuid references app.leads (id)",
        "update tenancy.classes set class = 'private' where table_name = 'app.contacts'",
    ] {
        superuser.execute("begin").await.unwrap();
        superuser.execute(sqlx::AssertSqlSafe(change)).await.unwrap();
        assert_eq!(like("app.contacts", &mut superuser).await, Vec::<String>::new(), "{change}");
        superuser.execute("rollback").await.unwrap();
        assert_eq!(like("app.contacts", &mut superuser).await, like_before, "{change}");
    }
}

#[tokio::test]
async fn what_a_line_of_the_change_log_tells_makes_no_difference() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let before = like("app.contacts", &mut superuser).await;
    let secret = "create or replace trigger record_change after insert or update or delete on app.contacts
        for each row execute function tenancy.record_change('id', 'phone')";
    superuser.execute(secret).await.unwrap();
    assert_eq!(like("app.contacts", &mut superuser).await, before);
}

#[tokio::test]
async fn tables_with_other_grants_and_equal_policies_of_their_tenants_are_alike_in_these() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let of_policies =
        async |superuser: &mut PgConnection| alike(Alike::InTheirTenantsPolicies, "app.contacts", superuser).await;
    let before = of_policies(&mut superuser).await;
    assert!(before.contains(&"app.calls".to_owned()), "{before:?}");
    assert!(!before.contains(&"app.favourites".to_owned()), "{before:?}");
    superuser.execute("grant truncate on app.contacts to bulkhead_app").await.unwrap();
    assert_eq!(of_policies(&mut superuser).await, before);
    superuser.execute("alter policy tenant_guard on app.contacts using (true)").await.unwrap();
    assert_eq!(of_policies(&mut superuser).await, Vec::<String>::new());
}
