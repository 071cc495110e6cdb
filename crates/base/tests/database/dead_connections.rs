//! Connections that end, or lead nowhere any more, while a pool keeps them idle.

use std::io::ErrorKind;
use std::pin::pin;
use std::time::Duration;

use base::{Mode, Pool, PoolSize, Transaction};
use futures_util::future::join_all;
use tenancy::testing::TestDb;
use tokio::time::{Instant, sleep, timeout};

use crate::path::{Order, Path};

/// Longer than a pool lends a connection without a ping.
const A_WHILE: Duration = Duration::from_millis(1200);

/// A database with a table that `bulkhead_auth` writes.
async fn database() -> TestDb {
    let db = TestDb::new().await;
    db.superuser(
        "create table public.notes (note text not null);
         grant usage on schema public to bulkhead_auth;
         grant select, insert on public.notes to bulkhead_auth",
    )
    .await;
    db
}

fn size() -> PoolSize {
    PoolSize { max: 4, acquire_timeout: Duration::from_secs(5) }
}

/// A pool that writes, with idle connections.
async fn pool(db: &TestDb) -> Pool {
    warm(Pool::new(db.options("bulkhead_auth"), size(), Mode::Direct)).await
}

async fn warm(pool: Pool) -> Pool {
    let leases = join_all((0..3).map(|_| pool.lease())).await;
    for lease in leases {
        lease.unwrap().give_back();
    }
    // They are no longer taken to work because they were used just now.
    sleep(Duration::from_millis(10)).await;
    pool
}

/// Writes by a statement alone.
async fn write(pool: &Pool, note: &str) -> Result<(), sqlx::Error> {
    let mut lease = pool.lease().await.unwrap();
    sqlx::query("insert into public.notes values ($1)").bind(note).execute(&mut lease).await?;
    lease.give_back();
    Ok(())
}

/// Writes in a transaction.
async fn write_in_transaction(pool: &Pool, note: &str) -> Result<(), sqlx::Error> {
    let mut tx = Transaction::begin(pool).await.unwrap();
    sqlx::query("insert into public.notes values ($1)").bind(note).execute(&mut tx).await?;
    tx.commit().await
}

async fn count(pool: &Pool) -> Result<i64, sqlx::Error> {
    let mut lease = pool.lease().await.unwrap();
    let count = sqlx::query_scalar("select count(*) from public.notes").fetch_one(&mut lease).await?;
    lease.give_back();
    Ok(count)
}

async fn process_id(pool: &Pool) -> i32 {
    let mut lease = pool.lease().await.unwrap();
    let id = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut lease).await.unwrap();
    lease.give_back();
    id
}

#[tokio::test]
async fn a_session_that_the_database_ends_when_idle_fails_no_unit_of_work() {
    let db = database().await;
    db.superuser(&format!("alter database {} set idle_session_timeout = '200ms'", db.name())).await;
    let pool = pool(&db).await;
    for pause in [Duration::from_millis(400), A_WHILE] {
        sleep(pause).await;
        write(&pool, "alone").await.unwrap();
        sleep(pause).await;
        write_in_transaction(&pool, "in a transaction").await.unwrap();
    }
    sleep(A_WHILE).await;
    assert_eq!(count(&pool).await.unwrap(), 4);
}

#[tokio::test]
async fn a_session_that_an_operator_ends_when_idle_fails_no_unit_of_work() {
    let db = database().await;
    let pool = pool(&db).await;
    let end = "do $$ begin
                 perform pg_terminate_backend(pid, 5000) from pg_stat_activity
                 where usename = 'bulkhead_auth' and datname = current_database();
               end $$";
    for _ in 0..2 {
        db.superuser(end).await;
        write(&pool, "alone").await.unwrap();
        db.superuser(end).await;
        write_in_transaction(&pool, "in a transaction").await.unwrap();
    }
    assert_eq!(count(&pool).await.unwrap(), 4);
}

#[tokio::test]
async fn a_connection_that_a_proxy_closed_is_replaced() {
    let db = database().await;
    let path = Path::to(&db);
    let pool = warm(Pool::new(path.options(&db, "bulkhead_auth"), size(), Mode::Direct)).await;
    let reads = warm(Pool::read_only(path.options(&db, "bulkhead_auth"), size(), Mode::Direct)).await;
    path.order(Order::Close);
    sleep(Duration::from_millis(50)).await;
    assert_eq!(count(&reads).await.unwrap(), 0, "a read runs again at once");
    write_in_transaction(&pool, "in a transaction").await.unwrap();
    path.order(Order::Close);
    sleep(A_WHILE).await;
    write(&pool, "alone").await.unwrap();
    assert_eq!(count(&reads).await.unwrap(), 2);
}

#[tokio::test]
async fn a_path_that_fell_silent_is_left_within_a_second() {
    let db = database().await;
    let path = Path::to(&db);
    let pool = warm(Pool::new(path.options(&db, "bulkhead_auth"), size(), Mode::Direct)).await;
    path.order(Order::FallSilent);
    let start = Instant::now();
    write_in_transaction(&pool, "at once").await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());

    let pool = warm(Pool::new(path.options(&db, "bulkhead_auth"), size(), Mode::Direct)).await;
    path.order(Order::FallSilent);
    sleep(A_WHILE).await;
    let start = Instant::now();
    write(&pool, "later").await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    let start = Instant::now();
    let more = join_all((0..3).map(|_| write(&pool, "more"))).await;
    assert!(more.iter().all(Result::is_ok), "{more:?}");
    assert!(start.elapsed() < Duration::from_millis(900), "the others of that path are gone: {:?}", start.elapsed());
    assert_eq!(count(&pool).await.unwrap(), 5);
}

#[tokio::test]
async fn a_path_that_falls_silent_in_a_transaction_is_given_up() {
    let db = database().await;
    let path = Path::to(&db);
    for mode in [Mode::Direct, Mode::Transaction] {
        for is_commit in [false, true] {
            let pool = warm(Pool::new(path.options(&db, "bulkhead_auth"), size(), mode)).await;
            let mut tx = Transaction::begin(&pool).await.unwrap();
            let insert = sqlx::query("insert into public.notes values ('before')");
            insert.execute(&mut tx).await.unwrap();
            path.order(Order::FallSilent);
            let used = pool.in_use();
            let work = async {
                if is_commit {
                    return tx.commit().await;
                }
                let failed = sqlx::query("select count(*) from public.notes").fetch_one(&mut tx).await;
                // Nothing more is asked of it, so this takes no time.
                tx.rollback().await.expect_err("the connection is silent");
                failed.map(|_| ())
            };
            let failed = within_twelve_seconds(work).await.unwrap_err();
            assert!(matches!(&failed, sqlx::Error::Io(error) if error.kind() == ErrorKind::TimedOut), "{failed:?}");
            assert_eq!((used, pool.in_use()), (1, 0), "its place is free");
        }
    }
    assert_eq!(count(&pool(&db).await).await.unwrap(), 0);
}

/// What comes of work that waits for a silent path, while at most twelve seconds go by at once.
async fn within_twelve_seconds<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    // It is sent, and there is no answer.
    let early = timeout(Duration::from_millis(200), &mut work).await;
    assert!(early.is_err(), "the path is silent");
    tokio::time::pause();
    let done = timeout(Duration::from_secs(12), work).await;
    tokio::time::resume();
    done.expect("it is given up after eleven seconds")
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_is_not_repeated() {
    let db = database().await;
    let path = Path::to(&db);
    let pool = warm(Pool::new(path.options(&db, "bulkhead_auth"), size(), Mode::Direct)).await;
    write(&pool, "so that the next is prepared").await.unwrap();
    path.order(Order::CloseAtAnswer);
    let failed = write(&pool, "once").await.unwrap_err();
    assert!(matches!(failed, sqlx::Error::Io(_)), "{failed:?}");
    path.order(Order::Close);
    let deadline = Instant::now() + Duration::from_secs(5);
    while count(&pool).await.unwrap() < 2 {
        assert!(Instant::now() < deadline, "the statement reached the database");
        sleep(Duration::from_millis(20)).await;
    }
    sleep(Duration::from_millis(200)).await;
    assert_eq!(count(&pool).await.unwrap(), 2);
}

#[tokio::test]
async fn a_connection_that_was_idle_for_minutes_is_closed() {
    let db = database().await;
    let pool = pool(&db).await;
    let before = process_id(&pool).await;
    assert_eq!(process_id(&pool).await, before);
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(200)).await;
    tokio::time::resume();
    assert_ne!(process_id(&pool).await, before);
    let open = "do $$ begin
                  for i in 1..100 loop
                    perform pg_stat_clear_snapshot();
                    exit when (select count(*) from pg_stat_activity
                      where usename = 'bulkhead_auth' and datname = current_database()) = 1;
                    perform pg_sleep(0.05);
                  end loop;
                  assert (select count(*) from pg_stat_activity
                    where usename = 'bulkhead_auth' and datname = current_database()) = 1;
                end $$";
    db.superuser(open).await;
}
