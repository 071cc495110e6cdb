//! What bounds a session of a runtime role, measured: Postgres has to end what hangs, and a commit has to be written.

use std::time::{Duration, Instant};

use super::attempts::code;
use super::{TestDb, run, text};

/// The ten seconds that doctor lets a bound be, twice over for a busy machine.
const LONGEST: Duration = Duration::from_secs(20);
/// How many commits are looked for: one that isn't waited for is there by chance now and then.
const COMMITS: usize = 40;

/// A line for each bound that a role's session lacks. Takes as long as the longest bound.
pub(super) async fn missing(test: &TestDb) -> Vec<String> {
    let (auth, app, platform) =
        tokio::join!(of(test, "bulkhead_auth"), of(test, "bulkhead_app"), of(test, "bulkhead_platform"));
    [auth, app, platform].concat()
}

async fn of(test: &TestDb, role: &str) -> Vec<String> {
    let (statement, lock, idle, commits) = tokio::join!(
        ends(test, role, "select pg_sleep(40)".into(), "57014"),
        hung_lock(test, role),
        forgotten_transaction(test, role),
        early_commit(test, role)
    );
    [statement, lock, idle, commits].into_iter().flatten().map(|what| format!("{role}: {what}")).collect()
}

async fn hung_lock(test: &TestDb, role: &str) -> Option<String> {
    // One that the role may read, and none of the others is made to wait for.
    let table = match role {
        "bulkhead_auth" => "auth.users",
        "bulkhead_app" => "app.leads",
        _ => "tenancy.denied_accesses",
    };
    let mut holder = test.connect("postgres").await;
    run(&mut holder, format!("begin; lock table {table}")).await.expect("the lock is free");
    // Without the bound of statements, which would end the wait as well.
    ends(test, role, format!("set statement_timeout = 0; select from {table}"), "55P03").await
}

/// Whether a statement that would hang is ended, and for the reason that this bound gives.
async fn ends(test: &TestDb, role: &str, sql: String, expected: &str) -> Option<String> {
    let mut session = test.connect(role).await;
    match tokio::time::timeout(LONGEST, run(&mut session, sql.clone())).await {
        Ok(Err(error)) if code(&error) == expected => None,
        Ok(outcome) => Some(format!("{sql} ends otherwise than by SQLSTATE {expected}: {outcome:?}")),
        Err(_) => Some(format!("{sql} is not ended")),
    }
}

async fn forgotten_transaction(test: &TestDb, role: &str) -> Option<String> {
    let mut forgotten = test.connect(role).await;
    let pid = text(&mut forgotten, "select pg_backend_pid()::text".into()).await.expect("a session has an id")?;
    run(&mut forgotten, "begin".into()).await.expect("a transaction begins");
    let mut superuser = test.connect("postgres").await;
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        let alive = format!("select pid::text from pg_stat_activity where pid = {pid}");
        text(&mut superuser, alive).await.expect("the superuser reads")?;
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Some("a forgotten transaction is not ended".into())
}

/// Whether a commit is acknowledged before it is written.
async fn early_commit(test: &TestDb, role: &str) -> Option<String> {
    let mut session = test.connect(role).await;
    let mut superuser = test.connect("postgres").await;
    for _ in 0..COMMITS {
        let message = "select pg_logical_emit_message(true, 'bounds', 'x')::text".into();
        let at = text(&mut session, message).await.expect("a message is committed")?;
        let written = format!("select (pg_current_wal_flush_lsn() >= '{at}')::text");
        if text(&mut superuser, written).await.expect("the superuser reads").as_deref() != Some("true") {
            return Some("a commit is acknowledged before it is written".into());
        }
    }
    None
}
