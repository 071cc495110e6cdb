use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use local_postgres::Server;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};

static SERVER: LazyLock<Server> = LazyLock::new(|| Server::temporary(&[]).unwrap());

pub async fn superuser() -> PgConnectOptions {
    // Starting the server blocks; the test's runtime stays free meanwhile.
    tokio::task::spawn_blocking(|| LazyLock::force(&SERVER)).await.unwrap();
    PgConnectOptions::new().socket(SERVER.socket_dir()).username("postgres").database("postgres")
}

/// A database of its own for each test, owned by a role that may do nothing else.
pub async fn create() -> PgConnectOptions {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let superuser = superuser().await;
    let name = format!("books_{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut admin = superuser.connect().await.unwrap();
    #[expect(clippy::disallowed_methods, reason = "a name can't be bound")]
    for statement in [format!("create role {name} login"), format!("create database {name} owner {name}")] {
        admin.execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement))).await.unwrap();
    }
    admin.close().await.unwrap();
    superuser.username(&name).database(&name)
}

/// Ends what is connected to a database of [`create`], and waits until its statements are over.
pub async fn end_connections(books: &PgConnectOptions) {
    let mut admin = superuser().await.connect().await.unwrap();
    let sql = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1";
    while sqlx::query_scalar::<_, i64>(sql).bind(books.get_database()).fetch_one(&mut admin).await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    admin.close().await.unwrap();
}
