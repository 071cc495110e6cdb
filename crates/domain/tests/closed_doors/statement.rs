//! A statement runs through the door, and nowhere else.
fn main() {}

fn take_out(statement: tenancy::Statement) -> sqlx::Result<sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>> {
    statement.finish()
}
