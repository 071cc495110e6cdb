//! A job can't be made up.
fn name() -> tenancy::Job {
    tenancy::Job("any name") //~ E0423 cannot initialize a tuple struct which contains private fields
}
