//! Faults of roles. Roles belong to a whole server, so these have one of their own, and are seeded one after another.

use tenancy::doctor::Fault;

use crate::doctor::lines;
use crate::doctor_warnings::warnings;
use crate::own_server::OwnServer;

/// What is done to the roles, how it is undone, and what doctor says in between.
const ABOVE: &[(&str, &str, &str)] = &[
    (
        "alter role bulkhead_app superuser",
        "alter role bulkhead_app nosuperuser",
        "bulkhead_app: has SUPERUSER: alter role bulkhead_app nosuperuser",
    ),
    (
        "alter role bulkhead_app bypassrls",
        "alter role bulkhead_app nobypassrls",
        "bulkhead_app: has BYPASSRLS: alter role bulkhead_app nobypassrls",
    ),
    ("alter role bulkhead_owner bypassrls", "alter role bulkhead_owner nobypassrls", "bulkhead_owner: has BYPASSRLS"),
    ("alter role bulkhead_auth createrole", "alter role bulkhead_auth nocreaterole", "bulkhead_auth: has CREATEROLE"),
    (
        "grant bulkhead_owner to bulkhead_app",
        "revoke bulkhead_owner from bulkhead_app",
        "bulkhead_app: can become bulkhead_owner, the owner: revoke bulkhead_owner from bulkhead_app",
    ),
    (
        "create role between; grant bulkhead_platform to between; grant between to bulkhead_app",
        "drop role between",
        "bulkhead_app: can become bulkhead_platform",
    ),
    (
        "grant pg_read_all_data to bulkhead_platform",
        "revoke pg_read_all_data from bulkhead_platform",
        "bulkhead_platform: can become pg_read_all_data",
    ),
    (
        "alter role bulkhead_app set app.tenant_id = '0197a3c2-7d50-7000-8000-000000000001'",
        "alter role bulkhead_app reset app.tenant_id",
        "role bulkhead_app: sets app.tenant_id by default: alter role bulkhead_app reset app.tenant_id",
    ),
];

/// The same, of what bounds a session.
const UNBOUND: &[(&str, &str, &str)] = &[
    (
        "alter role bulkhead_app reset statement_timeout",
        "alter role bulkhead_app set statement_timeout = '5s'",
        "session of bulkhead_app: statement_timeout is 0 ms",
    ),
    (
        "alter role bulkhead_auth set lock_timeout = '1min'",
        "alter role bulkhead_auth set lock_timeout = '2s'",
        "session of bulkhead_auth: lock_timeout is 60000 ms",
    ),
    (
        "alter role bulkhead_app reset idle_in_transaction_session_timeout",
        "alter role bulkhead_app set idle_in_transaction_session_timeout = '10s'",
        "session of bulkhead_app: idle_in_transaction_session_timeout is 0 ms",
    ),
    (
        "alter role bulkhead_app set synchronous_commit = off",
        "alter role bulkhead_app set synchronous_commit = on",
        "session of bulkhead_app: synchronous_commit is off",
    ),
];

/// What a role may do to itself for the sessions after this one: warned about.
const OTHERWISE: &[(&str, &str, &str)] = &[
    (
        "set role bulkhead_app; alter role current_user set statement_timeout = '9s'; reset role",
        "alter role bulkhead_app set statement_timeout = '5s'",
        "role bulkhead_app: has statement_timeout = 9s, not 5s: run sql/roles.sql",
    ),
    (
        "alter role bulkhead_platform reset plan_cache_mode",
        "alter role bulkhead_platform set plan_cache_mode = force_generic_plan",
        "role bulkhead_platform: lacks plan_cache_mode = force_generic_plan, which sql/roles.sql sets: run it",
    ),
    (
        "alter role bulkhead_owner set work_mem = '1GB'",
        "alter role bulkhead_owner reset work_mem",
        "role bulkhead_owner: has work_mem = 1GB, which sql/roles.sql doesn't set: alter role bulkhead_owner reset work_mem",
    ),
];

#[tokio::test]
async fn dbr_1_roles_above_row_level_security_are_refused() {
    finds_each(ABOVE, lines).await;
}

#[tokio::test]
async fn dbr_6_roles_without_bounds_are_refused() {
    finds_each(UNBOUND, lines).await;
}

#[tokio::test]
async fn dbr_6_roles_with_other_settings_than_their_own_are_warned_about() {
    finds_each(OTHERWISE, warnings).await;
}

async fn finds_each(seeds: &[(&'static str, &'static str, &str)], lines: fn(&[Fault]) -> Vec<String>) {
    let mut server = OwnServer::start().await;
    for (seed, undo, expected) in seeds {
        server.run(seed).await;
        let found = lines(&server.pools().examine().await);
        assert!(found.iter().any(|line| line.contains(expected)), "{seed}: expected {expected:?} among {found:#?}");
        server.run(undo).await;
    }
    let found = lines(&server.pools().examine().await);
    assert_eq!(found, Vec::<String>::new());
}
