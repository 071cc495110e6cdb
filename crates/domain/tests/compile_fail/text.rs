//! A statement takes no text that was made at run time.
fn build(name: &str) -> tenancy::Statement {
    let mut statement = tenancy::Statement::new("select ");
    let column = format!("{name}, 1");
    statement.push(&column); //~ E0597 `column` does not live long enough
    statement
}
