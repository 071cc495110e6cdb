//! A job can't be made up.
fn main() {}

fn name() -> tenancy::Job {
    tenancy::Job("whatever")
}
