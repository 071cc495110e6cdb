use base::jobs::{JobFilter, NewJob};
use sqlx::Row;

use super::kinds::{Act, Again};
use super::world::{ACME, OTHER, World};

const ROLES: [&str; 3] = ["bulkhead_app", "bulkhead_auth", "bulkhead_platform"];

#[tokio::test]
async fn no_role_reads_or_writes_the_tables() {
    let world = World::new().await;
    world.again(1, Act::Succeed).await;
    for role in ROLES {
        let mut session = world.db.connect_within(role, ACME, ACME).await;
        for statement in [
            "select count(*) from jobs.jobs",
            "select payload from jobs.jobs",
            "insert into jobs.rotations (kind) values ('again')",
            "insert into jobs.jobs (id, kind, payload, delivery, due_at, max_tries, created_at)
               values (gen_random_uuid(), 'again', '{}', 'at_least_once', now(), 1, now())",
            "update jobs.jobs set payload = '{}'",
            "delete from jobs.jobs",
            "select * from jobs.rotations",
        ] {
            let refused = sqlx::query(statement).execute(&mut session).await.unwrap_err();
            let refused = refused.into_database_error().unwrap();
            assert_eq!(refused.code().as_deref(), Some("42501"), "{role}: {statement}");
        }
    }
}

#[tokio::test]
async fn a_table_that_was_opened_by_mistake_shows_and_takes_no_row() {
    let world = World::new().await;
    world.again(1, Act::Succeed).await;
    world
        .db
        .superuser("grant all on all tables in schema jobs to bulkhead_app, bulkhead_auth, bulkhead_platform")
        .await;
    for role in ROLES {
        let mut session = world.db.connect_within(role, ACME, ACME).await;
        let seen: i64 = sqlx::query_scalar("select count(*) from jobs.jobs").fetch_one(&mut session).await.unwrap();
        assert_eq!(seen, 0, "{role}");
        let inserted = sqlx::query("insert into jobs.rotations (kind) values ('again')").execute(&mut session).await;
        assert!(inserted.is_err(), "{role}");
    }
}

#[tokio::test]
async fn tenant_code_enqueues_in_its_own_tenant_and_can_name_no_other() {
    let world = World::new().await;
    let payload = Again { number: 1, act: Act::Succeed };
    let mut tx = world.begin(Some(ACME)).await;
    let named = world.queue.enqueue(&mut tx, NewJob::new(&payload).for_tenant(Some(OTHER))).await;
    let refused = named.unwrap_err().into_database_error().unwrap();
    assert_eq!(refused.code().as_deref(), Some("42501"));
    drop(tx);
    let id = world.enqueue(Some(ACME), NewJob::new(&payload)).await;
    assert_eq!(world.job(id).await.tenant_id, Some(ACME));

    // The roles that hold no tenant's data name one, or none.
    for role in ["bulkhead_auth", "bulkhead_platform"] {
        let mut session = world.db.connect(role).await;
        world.queue.enqueue(&mut session, NewJob::new(&payload).for_tenant(Some(OTHER))).await.unwrap();
        world.queue.enqueue(&mut session, NewJob::new(&payload)).await.unwrap();
    }
    let of_other = JobFilter { tenant_id: Some(OTHER), ..JobFilter::default() };
    assert_eq!(world.list(of_other).await.len(), 2);
    assert_eq!(world.list(JobFilter::default()).await.len(), 5);
}

#[tokio::test]
async fn each_role_may_call_what_its_work_needs() {
    let world = World::new().await;
    let mut superuser = world.db.connect("postgres").await;
    let callable = "select role || ' ' || p.proname from unnest($1) role, pg_proc p
        where p.pronamespace = 'jobs'::regnamespace and has_function_privilege(role, p.oid, 'execute') order by 1";
    let rows = sqlx::query(callable).bind(ROLES.map(str::to_owned).to_vec()).fetch_all(&mut superuser).await.unwrap();
    let callable: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let enqueues = |role: &str| ["cancel_key", "enqueue"].map(|name| format!("{role} {name}"));
    let mut expected: Vec<String> = ROLES.iter().flat_map(|role| enqueues(role)).collect();
    expected.push("bulkhead_auth enqueue_for".into());
    for name in [
        "cancel",
        "claim",
        "claim_periodic_run",
        "count_by_state",
        "end_lost_runs",
        "end_run",
        "enqueue_for",
        "extend_lease",
        "extend_periodic_run",
        "forget_tenant",
        "list",
        "list_periodic_runs",
        "oldest_due",
        "record_periodic_run",
        "retry",
        "sweep",
    ] {
        expected.push(format!("bulkhead_platform {name}"));
    }
    expected.sort();
    assert_eq!(callable, expected);
}
