use super::Mutant;
use crate::layers;

pub fn roles() -> Vec<Mutant> {
    vec![
        Mutant::role(
            "bulkhead_app is a superuser",
            "alter role bulkhead_app superuser",
            "alter role bulkhead_app nosuperuser",
        ),
        Mutant::role(
            "bulkhead_app has BYPASSRLS",
            "alter role bulkhead_app bypassrls",
            "alter role bulkhead_app nobypassrls",
        ),
        Mutant::role(
            "bulkhead_platform has BYPASSRLS",
            "alter role bulkhead_platform bypassrls",
            "alter role bulkhead_platform nobypassrls",
        ),
        Mutant::role(
            "bulkhead_app can become the owner",
            "grant bulkhead_owner to bulkhead_app",
            "revoke bulkhead_owner from bulkhead_app",
        ),
        Mutant::role(
            "bulkhead_auth reads all data",
            "grant pg_read_all_data to bulkhead_auth",
            "revoke pg_read_all_data from bulkhead_auth",
        ),
        Mutant::default("bulkhead_app", "app.tenant_id", "(select id from tenancy.tenants where slug = 'victim')"),
        Mutant::default("bulkhead_app", "statement_timeout", "0").within(&layers::BOUNDS),
        Mutant::default("bulkhead_auth", "lock_timeout", "'1min'").within(&layers::BOUNDS),
        Mutant::default("bulkhead_platform", "idle_in_transaction_session_timeout", "0").within(&layers::BOUNDS),
        Mutant::default("bulkhead_app", "synchronous_commit", "'off'").within(&layers::BOUNDS),
    ]
}
