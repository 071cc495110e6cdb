//! Jobs come into a tenant by a proof of their own, and no further than a request.

use sqlx::Row;
use tenancy::testing::TestDb;
use tenancy::{Error, Job, JobRequest, Jobs, Role, TenantId};
use uuid::Uuid;

fn jobs(test: &TestDb) -> Jobs {
    Jobs::new(test.pool("bulkhead_app", 1), test.pool("bulkhead_platform", 1))
}

fn entry(tenant: Uuid, acting_for: Option<(Uuid, Role)>) -> JobRequest {
    JobRequest { tenant_id: TenantId(tenant), job: Job::EMPTY_TRASH, acting_for, run_id: Uuid::now_v7() }
}

async fn add_leads(test: &TestDb, tenant: Uuid, owner: Uuid) {
    test.superuser(&format!(
        "insert into app.leads (tenant_id, id, owner_id, name, deleted_at) values
           ('{tenant}', gen_random_uuid(), '{owner}', 'kept', null), ('{tenant}', gen_random_uuid(), '{owner}', 'binned', now())"
    ))
    .await;
}

#[tokio::test]
async fn ten_1_a_job_sees_its_tenant_alone_and_the_log_names_it() {
    let test = TestDb::new().await;
    let ((tenant, owner), (other, stranger)) = (test.tenant("acme").await, test.tenant("other").await);
    add_leads(&test, tenant, owner).await;
    add_leads(&test, other, stranger).await;
    let jobs = jobs(&test);
    assert_eq!(jobs.tenants(None, 10).await.unwrap().len(), 2);
    let entry = entry(tenant, None);
    let mut tx = jobs.begin(&entry).await.unwrap().unwrap();
    assert_eq!((tx.proof().tenant_id(), tx.proof().job()), (TenantId(tenant), Job::EMPTY_TRASH));
    let seen: Vec<Uuid> = sqlx::query_scalar("select tenant_id from app.leads").fetch_all(&mut tx).await.unwrap();
    assert_eq!(seen, [tenant; 2]);
    sqlx::query("update app.leads set notes = 'seen' where name = 'kept'").execute(&mut tx).await.unwrap();
    tx.commit().await.unwrap();

    let mut superuser = test.connect("postgres").await;
    let line =
        sqlx::query("select tenant_id, actor_id, job, request_id from tenancy.changes where operation = 'update'")
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    assert_eq!((line.get::<Uuid, _>(0), line.get::<Option<Uuid>, _>(1)), (tenant, None));
    assert_eq!((line.get::<&str, _>(2), line.get::<Uuid, _>(3)), ("empty_trash", entry.run_id));
}

#[tokio::test]
async fn ten_2_a_job_for_a_user_enters_as_long_as_they_are_a_member() {
    let test = TestDb::new().await;
    let ((tenant, owner), (_, stranger)) = (test.tenant("acme").await, test.tenant("other").await);
    let viewer = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{viewer}', 'viewer')"
    ))
    .await;
    let jobs = jobs(&test);
    let as_owner = entry(tenant, Some((owner, Role::Member)));
    let tx = jobs.begin(&as_owner).await.unwrap().unwrap();
    assert_eq!(tx.proof().acting_for().unwrap().user_id(), owner);
    tx.rollback().await.unwrap();
    assert!(jobs.begin(&entry(tenant, Some((stranger, Role::Viewer)))).await.unwrap().is_none());
    assert!(jobs.begin(&entry(Uuid::now_v7(), None)).await.unwrap().is_none());
    let refused = jobs.begin(&entry(tenant, Some((viewer, Role::Member)))).await;
    assert!(matches!(refused, Err(Error::RoleTooLow)));
    test.superuser("update tenancy.tenants set require_second_factor = true").await;
    assert!(matches!(jobs.begin(&as_owner).await, Err(Error::SecondFactorRequired)));
    test.superuser("update tenancy.tenants set require_second_factor = false").await;
    test.superuser(&format!(
        "update tenancy.memberships set role = 'owner' where user_id = '{viewer}';
         delete from tenancy.memberships where user_id = '{owner}'"
    ))
    .await;
    assert!(jobs.begin(&as_owner).await.unwrap().is_none());
}

#[tokio::test]
async fn ten_2_a_job_reaches_the_private_rows_of_one_owner_at_a_time_and_of_its_own_tenant() {
    let test = TestDb::new().await;
    let ((tenant, owner), (other, stranger)) = (test.tenant("acme").await, test.tenant("other").await);
    let gone = Uuid::now_v7();
    for (tenant, owner) in [(tenant, owner), (tenant, gone), (other, stranger), (other, gone)] {
        test.superuser(&format!(
            "insert into app.favourites (tenant_id, id, owner_id, item_type, item_id, deleted_at)
             values ('{tenant}', gen_random_uuid(), '{owner}', 'course', gen_random_uuid(), now() - interval '2 days')"
        ))
        .await;
    }
    let jobs = jobs(&test);
    let mut tx = jobs.begin(&entry(tenant, None)).await.unwrap().unwrap();
    let owners = "select owner from tenancy.owners_of_trash('app.favourites', $1, $2) owner order by owner";
    let mut expected = [owner, gone];
    expected.sort();
    for (days, expected) in [(1, &expected[..]), (3, &[])] {
        let found = sqlx::query_scalar::<_, Uuid>(owners).bind(tenant).bind(days).fetch_all(&mut tx).await.unwrap();
        assert_eq!(found, expected);
    }
    tx.act_as_owner(gone).await.unwrap();
    let seen = sqlx::query("select tenant_id, owner_id from app.favourites").fetch_all(&mut tx).await.unwrap();
    let seen: Vec<(Uuid, Uuid)> = seen.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(seen, [(tenant, gone)]);
    tx.rollback().await.unwrap();
    for (table, asked) in [("app.favourites", other), ("app.leads", tenant)] {
        let mut tx = jobs.begin(&entry(tenant, None)).await.unwrap().unwrap();
        let owners = sqlx::query("select tenancy.owners_of_trash($1, $2, 1)").bind(table).bind(asked);
        assert!(owners.fetch_all(&mut tx).await.is_err(), "{table}");
    }
}

#[tokio::test]
async fn ten_6_nothing_of_a_job_stays_on_its_connection() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let pool = test.pool("bulkhead_app", 1);
    let jobs = Jobs::new(pool.clone(), test.pool("bulkhead_platform", 1));
    for entry in [entry(tenant, None), entry(tenant, Some((owner, Role::Owner))), entry(Uuid::now_v7(), None)] {
        if let Some(tx) = jobs.begin(&entry).await.unwrap() {
            tx.commit().await.unwrap();
        }
        let mut next = pool.lease().await.unwrap();
        let left: String = sqlx::query_scalar(
            "select concat(current_setting('app.tenant_id', true), current_setting('app.user_id', true), current_setting('app.job', true))",
        )
        .fetch_one(&mut next)
        .await
        .unwrap();
        next.give_back();
        assert_eq!(left, "");
    }
}

#[tokio::test]
async fn a_row_is_deleted_from_the_bin_by_its_job_and_in_no_other_way() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    add_leads(&test, tenant, owner).await;
    let mut member = test.connect_within("bulkhead_app", tenant, owner).await;
    let deleted = sqlx::query("delete from app.leads").execute(&mut member).await.unwrap();
    assert_eq!(deleted.rows_affected(), 0);
    let mut tx = jobs(&test).begin(&entry(tenant, None)).await.unwrap().unwrap();
    let deleted: Vec<String> =
        sqlx::query_scalar("delete from app.leads returning name").fetch_all(&mut tx).await.unwrap();
    assert_eq!(deleted, ["binned"]);
}
