//! No actor reaches another tenant's rows.

use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;

#[tokio::test]
async fn dbr_3_no_command_on_any_table_reaches_another_tenants_rows() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    assert!(arena.tables().contains(&"app.leads"));
    assert_eq!(arena.attack().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_table_added_later_is_attacked_without_being_named() {
    let test = TestDb::new().await;
    test.superuser(
        "create table app.notes (tenant_id uuid not null, id uuid not null, owner_id uuid not null, lead_id uuid,
           kind text not null check (kind in ('a', 'b')), body text not null check (char_length(body) > 3),
           version bigint not null default 1, updated_at timestamptz, primary key (tenant_id, id),
           foreign key (tenant_id, lead_id) references app.leads (tenant_id, id), unique (tenant_id, body));
         select tenancy.protect('app.notes', 'private')",
    )
    .await;
    let arena = Arena::prepare(&test).await;
    assert_eq!(arena.attack_only("app.notes").await, Vec::<String>::new());
    test.superuser("alter table app.notes disable row level security").await;
    let findings = arena.attack_only("app.notes").await;
    for expected in [
        "another tenant's owner sees 1 rows of to_jsonb(t) in app.notes",
        "a colleague sees 1 rows of to_jsonb(t) in app.notes",
    ] {
        assert!(findings.contains(&expected.to_owned()), "{findings:#?}");
    }
}

#[tokio::test]
async fn ten_4_a_search_of_a_private_table_finds_its_owners_rows_only() {
    let test = TestDb::new().await;
    test.superuser(
        "create table app.notes (tenant_id uuid not null, id uuid not null, owner_id uuid not null, title text not null,
           body text, version bigint not null default 1, created_at timestamptz not null default now(),
           updated_at timestamptz, deleted_at timestamptz, primary key (tenant_id, id));
         alter table app.notes owner to bulkhead_owner;
         select tenancy.protect('app.notes', 'private', searched => '{title,body}')",
    )
    .await;
    let arena = Arena::prepare(&test).await;
    assert_eq!(arena.attack_only("app.notes").await, Vec::<String>::new());
    test.superuser("update tenancy.classes set class = 'shared' where table_name = 'app.notes'").await;
    assert_eq!(
        arena.attack_only("app.notes").await,
        ["a viewer", "a colleague in no conversation", "a colleague"]
            .map(|who| {
                ["asks for a page of", "reads a page of", "sorts a page of"]
                    .map(|how| format!("{who} {how} the victim's tenant and finds 1 rows of app.notes"))
            })
            .concat()
    );
}

#[tokio::test]
async fn ten_4_keys_that_reach_over_tenants_are_noticed() {
    let test = TestDb::new().await;
    test.superuser(
        "create unique index leads_id on app.leads (id);
         alter table app.contacts add lead_id uuid references app.leads (id) on delete cascade",
    )
    .await;
    let arena = Arena::prepare(&test).await;
    let leads = arena.attack_only("app.leads").await;
    assert!(
        leads.iter().any(|line| line.contains("can't use a value that another tenant uses in app.leads")),
        "{leads:#?}"
    );
    let contacts = arena.attack_only("app.contacts").await;
    let expected = "another tenant's owner hangs a row of app.contacts on another tenant's row of app.leads";
    assert!(contacts.contains(&expected.to_owned()), "{contacts:#?}");
}

#[tokio::test]
async fn dbr_6_what_hangs_is_ended_in_time_and_a_commit_is_written_first() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    assert_eq!(arena.missing_bounds().await, Vec::<String>::new());
    test.superuser(&format!(
        "alter role bulkhead_app in database {0} set synchronous_commit = off; alter role bulkhead_auth in database {0} set lock_timeout = 0",
        test.name()
    ))
    .await;
    let missing = arena.missing_bounds().await;
    assert!(
        missing.iter().any(|line| line == "bulkhead_app: a commit is acknowledged before it is written"),
        "{missing:#?}"
    );
    assert!(missing.iter().any(|line| line.ends_with("is not ended")), "{missing:#?}");
}

#[tokio::test]
async fn dbr_1_a_role_that_may_do_more_than_its_work_needs_is_found_by_trying() {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    let before = arena.acts().await;
    test.superuser(
        "grant truncate, trigger on app.leads to bulkhead_app; grant select (id) on auth.users to bulkhead_platform",
    )
    .await;
    let more: Vec<_> = arena.acts().await.into_iter().filter(|line| !before.contains(line)).collect();
    assert_eq!(
        more,
        [
            "bulkhead_app truncates app.leads",
            "bulkhead_app puts a trigger on app.leads",
            "bulkhead_platform reads id of auth.users"
        ]
    );
}
