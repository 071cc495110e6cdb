//! What commands show of their progress: on a terminal, and nowhere else.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::process::Command;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use sqlx::Executor;
use tenancy::migrate::MIGRATOR;
use tenancy::testing::TestDb;

use crate::support::binary::{bulkhead, url};
use crate::support::server::SECRET;
use crate::support::wait::until;

/// `bulkhead migrate` over a database that has all migrations.
fn migrate(db: &TestDb) -> Command {
    let urls = ["auth", "app", "platform", "owner"].map(|role| url(db, &format!("bulkhead_{role}")));
    let mut command = bulkhead(&[
        ("SESSION_SECRET", SECRET),
        ("DATABASE_URL_AUTH", &urls[0]),
        ("DATABASE_URL_APP", &urls[1]),
        ("DATABASE_URL_PLATFORM", &urls[2]),
        ("DATABASE_URL_OWNER", &urls[3]),
        ("TERM", "xterm"),
    ]);
    command.arg("migrate");
    command
}

/// Runs a command on a terminal of its own, and answers all that it wrote there.
fn on_a_terminal(mut command: Command) -> String {
    let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&controller).unwrap();
    unlockpt(&controller).unwrap();
    let path = ptsname(&controller, Vec::new()).unwrap();
    let terminal = OpenOptions::new().read(true).write(true).open(OsStr::from_bytes(path.as_bytes())).unwrap();
    command.stdout(terminal.try_clone().unwrap()).stderr(terminal);
    let mut child = command.spawn().unwrap();
    // Its ends of the terminal: the last one to close is the child's.
    drop(command);
    let mut written = Vec::new();
    // The end of a terminal is an error on Linux.
    let _ = File::from(controller).read_to_end(&mut written);
    assert!(child.wait().unwrap().success());
    String::from_utf8(written).unwrap()
}

#[tokio::test]
async fn a_terminal_shows_which_migration_runs_and_keeps_the_result_alone() {
    let db = TestDb::new().await;
    let mut superuser = db.connect("postgres").await;
    superuser.execute("begin; lock table public._sqlx_migrations").await.unwrap();
    let ended = tokio::task::spawn_blocking({
        let command = migrate(&db);
        move || on_a_terminal(command)
    });
    let mut watch = db.connect("postgres").await;
    until("the command waits for the lock", async || {
        let waits =
            "select exists (select from pg_locks where not granted and relation = 'public._sqlx_migrations'::regclass)";
        sqlx::query_scalar(waits).fetch_one(&mut watch).await.unwrap()
    })
    .await;
    // The line is drawn some times a second.
    tokio::time::sleep(Duration::from_millis(500)).await;
    superuser.execute("rollback").await.unwrap();
    let written = ended.await.unwrap();
    let all = MIGRATOR.iter().count();
    assert!(written.contains(&format!(" 0/{all} schemas")), "{written:?}");
    // The line is erased before the result is written.
    let (progress, result) = written.rsplit_once("\u{1b}[2K").unwrap();
    assert!(progress.contains("schemas") && !result.contains('/'), "{written:?}");
    assert_eq!(result, format!("the database has all {all} migrations\r\n"));
}

#[tokio::test]
async fn a_pipe_gets_the_result_and_no_progress() {
    let db = TestDb::new().await;
    let mut command = migrate(&db);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let result = format!("the database has all {} migrations\n", MIGRATOR.iter().count());
    assert_eq!((text(ended.stdout), text(ended.stderr)), (result, String::new()));
}
