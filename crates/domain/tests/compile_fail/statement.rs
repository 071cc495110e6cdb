//! A statement runs through the door, and nowhere else.
fn take_out(statement: tenancy::Statement) -> sqlx::Result<sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>> {
    statement.finish() //~ E0624 method `finish` is private
}
