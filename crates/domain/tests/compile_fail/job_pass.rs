//! A job's pass can't be claimed; it is read.
fn claim(tenant_id: tenancy::TenantId) -> tenancy::JobContext {
    tenancy::JobContext { tenant_id, job: tenancy::Job::EMPTY_TRASH, acting_for: None } //~ E0451 fields `tenant_id`, `job` and `acting_for` of struct `JobContext` are private
}
