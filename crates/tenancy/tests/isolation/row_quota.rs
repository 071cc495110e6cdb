//! A tenant with a row quota has its rows counted exactly; one without pays nothing for it.

use std::time::Duration;

use sqlx::Executor;
use tenancy::testing::{TestDb, caller};
use tenancy::{Error, Intent, Role, Statement, TenantRef, TenantRequest, TenantTx};
use uuid::Uuid;

struct Limited {
    test: TestDb,
    id: Uuid,
    owner: Uuid,
}

impl Limited {
    /// A tenant of a lead, which may have so many.
    async fn to(rows: i64) -> Self {
        let test = TestDb::new().await;
        let (id, owner) = test.tenant("acme").await;
        let limited = Self { test, id, owner };
        let mut tx = limited.begin().await;
        make(&mut tx, 1).await.unwrap();
        tx.commit().await.unwrap();
        limited
            .test
            .superuser(&format!(
                "update tenancy.tenants set row_quota = {rows} where id = '{id}'; select tenancy.count_rows('{id}')"
            ))
            .await;
        limited
    }

    async fn begin(&self) -> TenantTx {
        let tenant = TenantRef::parse("acme").unwrap();
        let (needed, intent, request_id) = (Role::Member, Intent::Write, Uuid::now_v7());
        self.test
            .db(1)
            .begin(&TenantRequest { who: caller(self.owner), tenant, needed, intent, request_id })
            .await
            .unwrap()
    }

    /// What is counted, and how many leads there are.
    async fn counts(&self) -> (i64, i64) {
        let mut superuser = self.test.connect("postgres").await;
        let counts = "select rows, (select count(*) from app.leads l where l.tenant_id = u.tenant_id) from tenancy.usage u where tenant_id = $1";
        sqlx::query_as(counts).bind(self.id).fetch_one(&mut superuser).await.unwrap()
    }

    /// Waits until a session waits for another one's lock on the count.
    async fn until_one_waits(&self) {
        let mut superuser = self.test.connect("postgres").await;
        let waits = "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')";
        for _ in 0..1_000 {
            if sqlx::query_scalar(waits).fetch_one(&mut superuser).await.unwrap() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        panic!("nothing waits for a lock");
    }
}

/// Makes so many leads by one statement.
async fn make(tx: &mut TenantTx, leads: i64) -> Result<(), Error> {
    let mut sql = Statement::new("insert into app.leads (tenant_id, id, owner_id, name) select ");
    sql.bind(tx.membership().tenant_id().0).push(", gen_random_uuid(), ").bind(tx.membership().user_id());
    sql.push(", 'Ada' from generate_series(1, ").bind(leads).push(")");
    tx.run(sql).await?;
    Ok(())
}

#[tokio::test]
async fn no_table_keeps_a_copy_of_new_rows_for_a_trigger() {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let keeping =
        "select tgrelid::regclass::text from pg_trigger where tgnewtable is not null or tgoldtable is not null";
    let tables: Vec<String> = sqlx::query_scalar(keeping).fetch_all(&mut superuser).await.unwrap();
    assert_eq!(tables, Vec::<String>::new());
}

#[tokio::test]
async fn rows_are_counted_once_whatever_statements_and_savepoints_make_them() {
    let limited = Limited::to(5_000).await;
    let mut tx = limited.begin().await;
    make(&mut tx, 1_000).await.unwrap();
    tx.execute("savepoint one").await.unwrap();
    make(&mut tx, 500).await.unwrap();
    tx.execute("rollback to one").await.unwrap();
    make(&mut tx, 1_000).await.unwrap();
    make(&mut tx, 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(limited.counts().await, (2_002, 2_002));

    let mut tx = limited.begin().await;
    make(&mut tx, 100).await.unwrap();
    tx.rollback().await.unwrap();
    assert_eq!(limited.counts().await, (2_002, 2_002));
}

#[tokio::test]
async fn the_row_that_is_one_too_many_is_refused_in_whichever_statement_it_is() {
    let limited = Limited::to(10).await;
    for statements in [&[9, 1][..], &[10], &[3, 3, 4]] {
        let mut tx = limited.begin().await;
        let (last, others) = statements.split_last().unwrap();
        for leads in others {
            make(&mut tx, *leads).await.unwrap();
        }
        assert!(matches!(make(&mut tx, *last).await, Err(Error::QuotaReached)), "{statements:?}");
        drop(tx);
        assert_eq!(limited.counts().await, (1, 1), "{statements:?}");
    }
    let mut tx = limited.begin().await;
    make(&mut tx, 9).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(limited.counts().await, (10, 10));
}

#[tokio::test]
async fn of_two_transactions_that_make_the_last_row_one_commits() {
    for first_commits in [true, false] {
        let limited = Limited::to(2).await;
        let (mut first, mut second) = (limited.begin().await, limited.begin().await);
        make(&mut first, 1).await.unwrap();
        let waiting = tokio::spawn(async move {
            make(&mut second, 1).await?;
            second.commit().await
        });
        limited.until_one_waits().await;
        if first_commits {
            first.commit().await.unwrap();
            assert!(matches!(waiting.await.unwrap(), Err(Error::QuotaReached)));
        } else {
            first.rollback().await.unwrap();
            waiting.await.unwrap().unwrap();
        }
        assert_eq!(limited.counts().await, (2, 2), "the first commits: {first_commits}");
    }
}

#[tokio::test]
async fn a_quota_that_is_set_anew_counts_what_commits_meanwhile() {
    let limited = Limited::to(10).await;
    let mut tx = limited.begin().await;
    make(&mut tx, 2).await.unwrap();
    let mut platform = limited.test.connect("bulkhead_platform").await;
    let id = limited.id;
    let counting = tokio::spawn(async move {
        let count = sqlx::query_scalar::<_, i64>("select tenancy.count_rows($1)").bind(id);
        count.fetch_one(&mut platform).await.unwrap()
    });
    limited.until_one_waits().await;
    tx.commit().await.unwrap();
    assert_eq!(counting.await.unwrap(), 3);
    assert_eq!(limited.counts().await, (3, 3));
}
