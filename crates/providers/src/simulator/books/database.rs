use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};

use super::BooksError;

/// The role that owns the books, and the name of its database. It may connect to no other.
const NAME: &str = "bulkhead_simulator";

/// Makes the database of the books and its role beside the database of a superuser, where they are missing. For
/// development: returns how the simulated carrier connects to them.
pub async fn create_database(superuser: &PgConnectOptions) -> Result<PgConnectOptions, BooksError> {
    let mut connection = superuser.connect().await?;
    let role = "select exists (select from pg_roles where rolname = 'bulkhead_simulator')";
    if !is_there(&mut connection, role).await? {
        sqlx::raw_sql("create role bulkhead_simulator login").execute(&mut connection).await?;
    }
    let database = "select exists (select from pg_database where datname = 'bulkhead_simulator')";
    if !is_there(&mut connection, database).await? {
        // Neither statement of the two runs inside a transaction with the other.
        let create = "create database bulkhead_simulator owner bulkhead_simulator";
        sqlx::raw_sql(create).execute(&mut connection).await?;
        let revoke = "revoke all on database bulkhead_simulator from public";
        sqlx::raw_sql(revoke).execute(&mut connection).await?;
    }
    connection.close().await?;
    Ok(superuser.clone().username(NAME).database(NAME))
}

async fn is_there(connection: &mut PgConnection, query: &'static str) -> Result<bool, BooksError> {
    Ok(sqlx::query_scalar(query).fetch_one(connection).await?)
}
