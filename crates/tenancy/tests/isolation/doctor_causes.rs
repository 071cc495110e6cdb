//! What doctor shows of faults that cause others: a line for each that has to be repaired.

use tenancy::doctor::{Fault, root_causes};
use tenancy::testing::TestDb;

use crate::doctor::pools;
use crate::own_server::OwnServer;

fn shown(faults: Vec<Fault>) -> Vec<String> {
    let causes = root_causes(faults).into_iter().filter(|fault| fault.check != "server");
    causes.map(|fault| fault.to_string()).collect()
}

/// What is left of the faults of a database with this seed.
async fn shown_with(seed: &str) -> Vec<String> {
    let test = TestDb::new().await;
    test.superuser(seed).await;
    shown(pools(&test).examine().await)
}

fn expect(shown: &[String], beginnings: &[&str]) {
    assert_eq!(shown.len(), beginnings.len(), "{shown:#?}");
    for (line, beginning) in shown.iter().zip(beginnings) {
        assert!(line.starts_with(beginning), "expected {beginning:?} among {shown:#?}");
    }
}

#[tokio::test]
async fn three_faults_are_three_lines_in_the_order_of_cause_and_consequence() {
    let mut server = OwnServer::start().await;
    server
        .run(
            "alter role bulkhead_app superuser;
             alter table app.leads disable row level security;
             drop function tenancy.rank(text)",
        )
        .await;
    let faults = server.pools().examine().await;
    assert!(faults.len() > 60, "{}", faults.len());
    expect(
        &shown(faults),
        &[
            "bulkhead_app: has SUPERUSER: alter role bulkhead_app nosuperuser",
            "app.leads: has no row-level security",
            "function tenancy.rank(text): is missing",
        ],
    );
}

#[tokio::test]
async fn a_fault_of_a_role_is_one_line() {
    let mut server = OwnServer::start().await;
    for (seed, undo, expected) in [
        (
            "alter role bulkhead_app bypassrls",
            "alter role bulkhead_app nobypassrls",
            "bulkhead_app: has BYPASSRLS: alter role bulkhead_app nobypassrls",
        ),
        (
            "grant bulkhead_owner to bulkhead_app",
            "revoke bulkhead_owner from bulkhead_app",
            "bulkhead_app: can become bulkhead_owner, the owner",
        ),
        (
            "alter role bulkhead_auth superuser",
            "alter role bulkhead_auth nosuperuser",
            "bulkhead_auth: has SUPERUSER: alter role bulkhead_auth nosuperuser",
        ),
        (
            "alter role bulkhead_app reset statement_timeout",
            "alter role bulkhead_app set statement_timeout = '5s'",
            "session of bulkhead_app: statement_timeout is 0 ms",
        ),
        (
            "alter role bulkhead_app set app.tenant_id = '0197a3c2-7d50-7000-8000-000000000001'",
            "alter role bulkhead_app reset app.tenant_id",
            "role bulkhead_app: sets app.tenant_id by default",
        ),
    ] {
        server.run(seed).await;
        expect(&shown(server.pools().examine().await), &[expected]);
        server.run(undo).await;
    }
    expect(&shown(server.pools().examine().await), &[]);
}

#[tokio::test]
async fn a_fault_of_a_table_or_a_function_is_one_line() {
    for (seed, expected) in [
        (
            "create table app.forgotten (tenant_id uuid, id uuid); alter table app.forgotten owner to bulkhead_owner",
            "app.forgotten: has no isolation class: call tenancy.protect on it",
        ),
        (
            "revoke execute on function tenancy.enter(uuid, text, integer, uuid) from bulkhead_app",
            "the check session, the check canary: can't run: permission denied for function enter",
        ),
        (
            "drop function tenancy.enter(uuid, text, integer, uuid)",
            "function tenancy.enter(uuid,text,integer,uuid): is missing",
        ),
        (
            "alter table app.leads no force row level security",
            "app.leads: does not force row-level security on its owner",
        ),
    ] {
        expect(&shown_with(seed).await, &[expected]);
    }
}

#[test]
fn a_warning_hides_no_fault() {
    let warning = Fault { check: "role_settings", object: "role bulkhead_app".into(), fault: "lacks x = 1".into() };
    let fault = Fault { check: "session", object: "session of bulkhead_app".into(), fault: "x is 0".into() };
    assert_eq!(root_causes(vec![warning, fault.clone()]), [fault]);
}
