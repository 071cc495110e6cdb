//! A Postgres for one test, with the roles and the migrated database: what is done to roles concerns a whole server.

use local_postgres::Server;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use tenancy::migrate;

use crate::doctor::Pools;

pub struct OwnServer {
    server: Server,
    superuser: PgConnection,
}

impl OwnServer {
    pub async fn start() -> Self {
        let server = tokio::task::spawn_blocking(|| Server::temporary(&[])).await.unwrap().unwrap();
        let options = |role: &str, database: &str| options(&server, role, database);
        let mut outside = options("postgres", "postgres").connect().await.unwrap();
        migrate::create_database(&mut outside).await.unwrap();
        let mut superuser = options("postgres", "bulkhead").connect().await.unwrap();
        migrate::create_roles(&mut superuser).await.unwrap();
        let mut owner = options("bulkhead_owner", "bulkhead").connect().await.unwrap();
        migrate::run(&mut owner).await.unwrap();
        owner.close().await.unwrap();
        Self { server, superuser }
    }

    /// Pools as a server has them.
    pub fn pools(&self) -> Pools {
        Pools::new(|role| options(&self.server, role, "bulkhead"))
    }

    /// Runs statements as the superuser.
    pub async fn run(&mut self, sql: &'static str) {
        self.superuser.execute(sqlx::raw_sql(sql)).await.unwrap();
    }
}

fn options(server: &Server, role: &str, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass().socket(server.socket_dir()).username(role).database(database)
}
