//! What the binary says about its configuration and its start.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::time::Duration;

use tenancy::testing::TestDb;

use crate::support::binary::{Running, bulkhead, url};
use crate::support::server::{Caller, SECRET};

/// What a command that ends by itself has said.
struct Said {
    stdout: String,
    stderr: String,
    succeeded: bool,
}

async fn said(mut command: Command) -> Said {
    let Output { status, stdout, stderr } =
        tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { stdout: text(stdout), stderr: text(stderr), succeeded: status.success() }
}

#[tokio::test]
async fn a_broken_line_of_the_env_file_is_refused_by_its_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(".env");
    let start = || {
        let mut command = bulkhead(&[]);
        command.env_remove("BULKHEAD_ADDR").current_dir(&folder);
        said(command)
    };
    std::fs::write(&file, "# Ours\nWORKERS=1\nSESSION SECRET=hush\nBULKHEAD_ADDR=here\nMAIL_FROM=a b hush\n").unwrap();
    let refused = start().await;
    let expected = [3, 5].map(|line| {
        let path = file.canonicalize().unwrap();
        format!(
            "{}, line {line}: must be NAME=value, with quotation marks around a value that has spaces",
            path.display()
        )
    });
    assert_eq!(refused.stderr.lines().collect::<Vec<_>>(), expected);
    assert!(!refused.succeeded && refused.stdout.is_empty());

    std::fs::write(&file, "# Ours\nWORKERS=1\nBULKHEAD_ADDR=here").unwrap();
    assert_eq!(start().await.stderr, "BULKHEAD_ADDR must be an address and port, like 0.0.0.0:4002\n");
    std::fs::write(&file, b"WORKERS=\xff\n").unwrap();
    let refused = start().await.stderr;
    assert!(refused.contains(".env can't be read: ") && refused.lines().count() == 1, "{refused}");
}

#[tokio::test]
async fn production_is_not_begun_by_the_env_file_that_it_does_not_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".env"), "BULKHEAD_ENV=production\n").unwrap();
    let mut command = bulkhead(&[]);
    command.current_dir(&folder);
    let refused = said(command).await.stderr;
    let first = "BULKHEAD_ENV must be set to `production` in the environment itself: production doesn't read .env";
    assert_eq!(refused.lines().next(), Some(first));
}

/// A command over a database whose URLs are these.
fn over(urls: &[(&str, String)], variables: &[(&str, &str)], arguments: &[&str]) -> Command {
    let urls = urls.iter().map(|(name, url)| (*name, url.as_str()));
    let secret = [("SESSION_SECRET", SECRET)];
    let all: Vec<_> = secret.into_iter().chain(urls).chain(variables.iter().copied()).collect();
    let mut command = bulkhead(&all);
    command.args(arguments);
    command
}

fn urls(db: &TestDb) -> [(&'static str, String); 3] {
    [
        ("DATABASE_URL_AUTH", url(db, "bulkhead_auth")),
        ("DATABASE_URL_APP", url(db, "bulkhead_app")),
        ("DATABASE_URL_PLATFORM", url(db, "bulkhead_platform")),
    ]
}

/// The same URLs but for one of them.
fn but(db: &TestDb, name: &str, role: &str) -> Vec<(&'static str, String)> {
    urls(db).into_iter().map(|(known, given)| (known, if known == name { url(db, role) } else { given })).collect()
}

#[tokio::test]
async fn a_misspelt_variable_is_warned_about_by_every_command() {
    let db = TestDb::new().await;
    let misspelt = [("SESION_SECRET", "hush"), ("BULKHEAD_ADR", "hush")];
    let examined = said(over(&urls(&db), &misspelt, &["doctor"])).await;
    assert_eq!(examined.stdout, "the database isolates tenants\n");
    let expected = [
        "warning: BULKHEAD_ADR has no effect: did you mean BULKHEAD_ADDR?",
        "warning: SESION_SECRET has no effect: did you mean SESSION_SECRET?",
    ];
    assert_eq!(examined.stderr.lines().collect::<Vec<_>>(), expected);
    let server = Running::start(&db, &misspelt).await;
    let before = server.lines_before.iter().filter(|line| line.contains(" has no effect: did you mean "));
    assert_eq!(before.count(), 2, "{:#?}", server.lines_before);
}

#[tokio::test]
async fn a_listener_that_cannot_bind_names_its_variable() {
    let db = TestDb::new().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let refused = said(over(&urls(&db), &[("BULKHEAD_ADDR", &address)], &[])).await.stderr;
    assert!(refused.starts_with(&format!("BULKHEAD_ADDR: can't listen on {address}: ")), "{refused}");
    assert_eq!(refused.matches("in use").count(), 1, "{refused}");
    let production = [
        ("BULKHEAD_ENV", "production"),
        ("PUBLIC_URL", "https://bulkhead.test"),
        ("TRUSTED_PROXIES", "none"),
        ("METRICS_ADDR", &address),
    ];
    let refused = said(over(&urls(&db), &production, &[])).await.stderr;
    assert!(refused.starts_with(&format!("METRICS_ADDR: can't listen on {address}: ")), "{refused}");
}

#[tokio::test]
async fn development_serves_without_metrics_where_their_port_is_taken() {
    let db = TestDb::new().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let server = Running::start(&db, &[("METRICS_ADDR", &address)]).await;
    let warned = server.lines_before.iter().any(|line| line.contains("WARN") && line.contains("METRICS_ADDR"));
    assert!(warned, "{:#?}", server.lines_before);
    Caller::new(&server.url).get("/health/ready").await.ok();
}

#[tokio::test]
async fn a_url_with_another_role_names_its_variable_and_both_roles() {
    let db = TestDb::new().await;
    for (name, role, expected) in [
        (
            "DATABASE_URL_APP",
            "postgres",
            "DATABASE_URL_APP connects as postgres, a superuser: it must connect as bulkhead_app",
        ),
        (
            "DATABASE_URL_APP",
            "bulkhead_owner",
            "DATABASE_URL_APP connects as bulkhead_owner: it must connect as bulkhead_app",
        ),
        (
            "DATABASE_URL_AUTH",
            "bulkhead_app",
            "DATABASE_URL_AUTH connects as bulkhead_app: it must connect as bulkhead_auth",
        ),
        (
            "DATABASE_URL_PLATFORM",
            "bulkhead_auth",
            "DATABASE_URL_PLATFORM connects as bulkhead_auth: it must connect as bulkhead_platform",
        ),
        (
            "DATABASE_URL_AUTH",
            "no_such_role",
            "DATABASE_URL_AUTH: can't connect to the database: role \"no_such_role\" does not exist",
        ),
    ] {
        let refused = said(over(&but(&db, name, role), &[], &[])).await;
        assert_eq!((refused.stderr.trim_end(), refused.succeeded), (expected, false));
        assert_eq!(said(over(&but(&db, name, role), &[], &["doctor"])).await.stdout.trim_end(), expected);
    }
    let replica = [("DATABASE_URL_READ", url(&db, "bulkhead_platform"))];
    let refused = said(over(&[&urls(&db)[..], &replica].concat(), &[], &[])).await.stderr;
    assert_eq!(refused.trim_end(), "DATABASE_URL_READ connects as bulkhead_platform: it must connect as bulkhead_app");
    let owner = [("DATABASE_URL_OWNER", url(&db, "postgres"))];
    let refused = said(over(&[&urls(&db)[..], &owner].concat(), &[], &["migrate"])).await.stderr;
    assert_eq!(
        refused.trim_end(),
        "DATABASE_URL_OWNER connects as postgres, a superuser: it must connect as bulkhead_owner"
    );
}

#[tokio::test]
async fn a_cause_that_all_urls_share_is_said_once() {
    let nowhere = ["AUTH", "APP", "PLATFORM"].map(|role| format!("DATABASE_URL_{role}"));
    let nowhere = nowhere.each_ref().map(|name| (name.as_str(), "postgres://x:hush@127.0.0.1:1/bulkhead".to_owned()));
    let refused = said(over(&nowhere, &[], &[])).await.stderr;
    let expected = "DATABASE_URL_AUTH, DATABASE_URL_APP, DATABASE_URL_PLATFORM: can't connect to the database: \
                    Connection refused (os error 111)\n";
    assert_eq!(refused, expected);
}

#[tokio::test]
async fn a_database_of_another_version_says_what_to_run() {
    let db = TestDb::new().await;
    let owner = [("DATABASE_URL_OWNER", url(&db, "bulkhead_owner"))];
    let migrate = || said(over(&[&urls(&db)[..], &owner].concat(), &[], &["migrate"]));
    let serve = || said(over(&urls(&db), &[], &[]));

    db.superuser("delete from _sqlx_migrations where version >= 20261201003000").await;
    let refused = serve().await.stderr;
    assert!(refused.starts_with("migration 20261201003000 (leads) and "), "{refused}");
    assert!(refused.trim_end().ends_with(" more are pending: run `bulkhead migrate`"), "{refused}");
    let refused = migrate().await.stderr;
    assert!(refused.lines().count() == 1 && refused.contains("while executing migration 2026"), "{refused}");
    assert!(!refused.contains(" at line "), "{refused}");
    assert_eq!(refused.matches("already exists").count(), 1, "{refused}");

    db.superuser(
        "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
         values (29990101000000, 'from the future', now(), true, '\\x00', 0)",
    )
    .await;
    let newer = "the database was migrated by a newer version of Bulkhead, to migration 29990101000000: \
                 run that version or a later one";
    assert_eq!(serve().await.stderr.lines().last(), Some(newer));
    assert_eq!(migrate().await.stderr.trim_end(), newer);

    db.superuser(
        "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time)
         values (20261121000100, 'schemas', now(), true, '\\x00', 0)",
    )
    .await;
    let unreleased = "the database was migrated by a version before 0.1.0, from which no migration leads to this one: \
                      create a new database and run `bulkhead migrate` on it (the development database is the folder \
                      .bulkhead: delete it)\n";
    assert_eq!(serve().await.stderr, unreleased);
    assert_eq!(migrate().await.stderr, unreleased);

    db.superuser("drop table _sqlx_migrations").await;
    assert_eq!(serve().await.stderr, "the database has no migration yet: run `bulkhead migrate`\n");
}

#[tokio::test]
async fn a_reader_that_goes_ends_no_command() {
    for arguments in [&["openapi"][..], &["help"]] {
        let mut command = bulkhead(&[]);
        let ended = tokio::task::spawn_blocking(move || {
            let mut child = command.args(arguments).spawn().unwrap();
            drop(child.stdout.take());
            child.wait_with_output().unwrap()
        });
        let ended = ended.await.unwrap();
        assert!(ended.status.success() && ended.stderr.is_empty(), "{arguments:?}: {ended:?}");
    }
}

#[tokio::test]
async fn stopping_says_one_thing_when_it_begins_and_one_when_it_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = bulkhead(&[("WORKERS", "2")]);
    let mut server = command.current_dir(&folder).spawn().unwrap();
    let mut said = BufReader::new(server.stdout.take().unwrap());
    let mut log = server.stderr.take().unwrap();
    let address = tokio::task::spawn_blocking(move || {
        let mut lines = said.by_ref().lines();
        let first = lines.next().unwrap().unwrap();
        let rest: Vec<_> = lines.take(2).collect();
        assert_eq!(rest.len(), 2);
        (first.rsplit(' ').next().unwrap().to_owned(), said)
    });
    let (address, mut said) = address.await.unwrap();
    // Its body isn't all there, so it is under way when the server is told to stop.
    let mut request = TcpStream::connect(&address).unwrap();
    let head =
        "POST /auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\r\n";
    request.write_all(head.as_bytes()).unwrap();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let process = rustix::process::Pid::from_child(&server);
    rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    request.write_all(&[b'x'; 40]).unwrap();
    let (status, last, log) = tokio::task::spawn_blocking(move || {
        let mut answer = String::new();
        request.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        let (mut last, mut all) = (String::new(), String::new());
        said.read_to_string(&mut last).unwrap();
        log.read_to_string(&mut all).unwrap();
        (server.wait().unwrap(), last, all)
    })
    .await
    .unwrap();
    assert!(status.success(), "{log}");
    assert_eq!(last, "Bulkhead has stopped\n");
    let log: Vec<_> = log.lines().collect();
    assert!(log.len() == 2 && log[0].contains("POST /auth/login") ^ log[1].contains("POST /auth/login"), "{log:#?}");
    assert!(log.iter().any(|line| line.contains("stopping")), "{log:#?}");
}
