//! The change log: who may read it, that every act is in it, and that no runtime role can alter it.

use base::{Random, SecretBox};
use tenancy::changes::{ChangeQuery, Cursors, list_changes};
use tenancy::testing::{TestDb, caller};
use tenancy::{Error, Intent, Role, TenantRef, TenantRequest};
use uuid::Uuid;

fn entry(user_id: Uuid, tenant: &str, intent: Intent) -> TenantRequest {
    TenantRequest {
        who: caller(user_id),
        tenant: TenantRef::parse(tenant).unwrap(),
        needed: Role::Admin,
        intent,
        request_id: Uuid::now_v7(),
    }
}

fn cursors() -> Cursors {
    Cursors::new(SecretBox::derive(b"a key"), Random::system())
}

async fn add_lead(test: &TestDb, tenant: Uuid, user: Uuid, request: Uuid, name: &str) -> Uuid {
    let id = Uuid::now_v7();
    let mut app = test.connect("bulkhead_app").await;
    sqlx::query(
        "with access as materialized (select * from tenancy.enter($1, $2::text, 2, $3))
         insert into app.leads (tenant_id, id, owner_id, name) select tenant_id, $4, $1, $5 from access",
    )
    .bind(user)
    .bind(tenant.to_string())
    .bind(request)
    .bind(id)
    .bind(name)
    .execute(&mut app)
    .await
    .unwrap();
    id
}

#[tokio::test]
async fn aud_1_an_act_is_in_its_tenants_log_with_actor_request_and_fields_and_in_no_other() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (_, stranger) = test.tenant("other").await;
    let request = Uuid::now_v7();
    let lead = add_lead(&test, tenant, owner, request, "Ada").await;
    let db = test.db(1);

    let query = ChangeQuery { row_id: Some(lead), ..ChangeQuery::default() };
    let page = list_changes(&db, &entry(owner, "acme", Intent::Read), &query, &cursors()).await.unwrap();
    let [change] = &page.items[..] else { panic!("{page:#?}") };
    assert_eq!((change.table.as_str(), change.operation.as_str()), ("leads", "insert"));
    assert_eq!((change.actor_id, change.request_id), (Some(owner), Some(request)));
    assert!(change.fields.get().contains(r#""name": "Ada""#), "{}", change.fields);

    let theirs = list_changes(&db, &entry(stranger, "other", Intent::Read), &query, &cursors()).await.unwrap();
    assert_eq!((theirs.items.len(), theirs.next_cursor), (0, None));
    let refused = list_changes(&db, &entry(stranger, "acme", Intent::Read), &query, &cursors()).await;
    assert!(matches!(refused, Err(Error::NotAMember)));
}

#[tokio::test]
async fn ten_1_with_the_policies_off_a_log_shows_its_own_tenant_alone() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (_, stranger) = test.tenant("other").await;
    let lead = add_lead(&test, tenant, owner, Uuid::now_v7(), "Ada").await;
    test.superuser("alter table tenancy.changes disable row level security").await;
    let everything =
        list_changes(&test.db(1), &entry(stranger, "other", Intent::Read), &ChangeQuery::default(), &cursors())
            .await
            .unwrap();
    assert!(!everything.items.is_empty());
    assert!(everything.items.iter().all(|change| change.row_id != lead && change.actor_id == Some(stranger)));
}

/// Adds a favourite of a user's, as they would.
async fn add_favourite(test: &TestDb, tenant: Uuid, user: Uuid) -> Uuid {
    let id = Uuid::now_v7();
    let mut app = test.connect_within("bulkhead_app", tenant, user).await;
    sqlx::query(
        "insert into app.favourites (tenant_id, id, owner_id, item_type, item_id) values ($1, $2, $3, 'course', $2)",
    )
    .bind(tenant)
    .bind(id)
    .bind(user)
    .execute(&mut app)
    .await
    .unwrap();
    id
}

/// The lines about private rows that a user reads in the log of a tenant, by the rows' ids.
async fn private_lines(test: &TestDb, user: Uuid) -> Vec<Uuid> {
    let query = ChangeQuery { table: Some("favourites".into()), ..ChangeQuery::default() };
    let page = list_changes(&test.db(1), &entry(user, "acme", Intent::Read), &query, &cursors()).await.unwrap();
    page.items.iter().map(|change| change.row_id).collect()
}

async fn add_admin(test: &TestDb, tenant: Uuid) -> Uuid {
    let admin = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{admin}', 'admin')"
    ))
    .await;
    test.sign_in(admin).await;
    admin
}

#[tokio::test]
async fn ten_9_each_key_alone_keeps_a_private_line_for_its_owner() {
    for open in [
        "select",
        "alter table tenancy.changes disable row level security",
        "drop policy tenant_guard on tenancy.changes",
        "alter policy tenant on tenancy.changes using (true)",
    ] {
        let test = TestDb::new().await;
        let (tenant, owner) = test.tenant("acme").await;
        let admin = add_admin(&test, tenant).await;
        let (theirs, own) = (add_favourite(&test, tenant, owner).await, add_favourite(&test, tenant, admin).await);
        test.superuser(open).await;
        assert_eq!(
            (private_lines(&test, owner).await, private_lines(&test, admin).await),
            (vec![theirs], vec![own]),
            "{open}"
        );
    }
}

#[tokio::test]
async fn ten_9_a_private_line_without_an_audience_is_for_no_reader() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let old = add_favourite(&test, tenant, owner).await;
    test.superuser(&format!("update tenancy.changes set audience = null where row_id = '{old}'")).await;
    let new = add_favourite(&test, tenant, owner).await;
    assert_eq!(private_lines(&test, owner).await, [new]);
}

#[tokio::test]
async fn ten_9_an_update_and_a_deletion_of_a_private_row_are_for_its_owner_alone() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let admin = add_admin(&test, tenant).await;
    let row = add_favourite(&test, tenant, owner).await;
    let mut app = test.connect_within("bulkhead_app", tenant, owner).await;
    for sql in [
        "update app.favourites set deleted_at = now()",
        "select set_config('app.job', 'empty_trash', false)",
        "delete from app.favourites",
    ] {
        sqlx::query(sql).execute(&mut app).await.unwrap();
    }
    assert_eq!((private_lines(&test, owner).await, private_lines(&test, admin).await), (vec![row; 3], vec![]));
}

#[tokio::test]
async fn the_log_is_read_page_by_page_by_table_and_by_actor() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    for n in 0..5 {
        add_lead(&test, tenant, owner, Uuid::now_v7(), &n.to_string()).await;
    }
    let db = test.db(1);
    let entry = entry(owner, "acme", Intent::Read);
    let mut query =
        ChangeQuery { table: Some("leads".into()), actor_id: Some(owner), limit: Some(2), ..ChangeQuery::default() };
    let mut sizes = Vec::new();
    loop {
        let page = list_changes(&db, &entry, &query, &cursors()).await.unwrap();
        sizes.push(page.items.len());
        match page.next_cursor {
            Some(cursor) => query.after = cursors().read(&cursor),
            None => break,
        }
    }
    assert_eq!(sizes, [2, 2, 1]);
    let unknown = ChangeQuery { actor_id: Some(Uuid::now_v7()), ..ChangeQuery::default() };
    assert!(list_changes(&db, &entry, &unknown, &cursors()).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn rol_1_a_member_does_not_read_the_log() {
    let test = TestDb::new().await;
    let (tenant, _) = test.tenant("acme").await;
    let member = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{member}', 'member')"
    ))
    .await;
    test.sign_in(member).await;
    let refused =
        list_changes(&test.db(1), &entry(member, "acme", Intent::Read), &ChangeQuery::default(), &cursors()).await;
    assert!(matches!(refused, Err(Error::RoleTooLow)));
}

#[tokio::test]
async fn aud_2_no_runtime_role_can_alter_the_log() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    for role in ["bulkhead_app", "bulkhead_auth", "bulkhead_platform"] {
        let mut session = test.connect_within(role, tenant, owner).await;
        for sql in
            ["update tenancy.changes set actor_id = null", "delete from tenancy.changes", "truncate tenancy.changes"]
        {
            let refused = sqlx::query(sql).execute(&mut session).await.unwrap_err();
            assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"), "{role}: {sql}");
        }
    }
}

#[tokio::test]
async fn aud_2_an_act_whose_record_fails_does_not_happen() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser("revoke insert on tenancy.changes from bulkhead_app").await;
    let db = test.db(1);
    let mut tx = db.begin(&entry(owner, "acme", Intent::Write)).await.unwrap();
    let id = Uuid::now_v7();
    let refused = sqlx::query("insert into app.leads (tenant_id, id, owner_id, name) values ($1, $2, $3, 'x')")
        .bind(tx.membership().tenant_id().0)
        .bind(id)
        .bind(owner)
        .execute(&mut tx)
        .await
        .unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().as_deref(), Some("42501"));
    assert!(tx.commit().await.is_err());
    let mut superuser = test.connect("postgres").await;
    let leads: i64 = sqlx::query_scalar("select count(*) from app.leads").fetch_one(&mut superuser).await.unwrap();
    assert_eq!(leads, 0);
}
