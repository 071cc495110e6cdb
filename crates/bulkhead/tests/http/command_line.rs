//! The command line of the binary: its help, its version and its exit codes.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use crate::support::binary::bulkhead;

/// What was printed to standard output and standard error, and the exit code.
async fn run(arguments: &[&str]) -> (String, String, i32) {
    let mut command = bulkhead(&[]);
    command.args(arguments);
    let ended = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(ended.stdout), text(ended.stderr), ended.status.code().unwrap())
}

#[tokio::test]
async fn every_command_has_its_help() {
    let commands = [
        "serve",
        "migrate",
        "doctor",
        "audit",
        "catalog",
        "demo",
        "admin",
        "jobs",
        "simulate",
        "openapi",
        "completions",
    ];
    for all in [&["help"][..], &["--help"], &["-h"]] {
        let (help, complaint, code) = run(all).await;
        assert_eq!((complaint.as_str(), code), ("", 0));
        assert!(commands.iter().all(|command| help.contains(&format!("\n  {command} "))), "{help}");
        assert!(help.contains("Exit codes:") && help.contains(".env.example"), "{help}");
    }
    let nested =
        [&["audit", "verify"][..], &["catalog", "import"], &["admin", "create"], &["jobs", "list"], &["jobs", "retry"]];
    for command in commands.iter().map(std::slice::from_ref).chain(nested) {
        let (help, complaint, code) = run(&[command, &["--help"]].concat()).await;
        assert_eq!((complaint.as_str(), code), ("", 0), "{command:?}");
        assert!(help.contains(&format!("Usage: bulkhead {}", command.join(" "))), "{help}");
    }
}

#[tokio::test]
async fn the_version_is_that_of_the_release() {
    for argument in ["--version", "-V"] {
        let (version, _, code) = run(&[argument]).await;
        assert!(code == 0 && version.starts_with(concat!("bulkhead ", env!("CARGO_PKG_VERSION"))), "{version}");
        assert_eq!(version.lines().count(), 1);
    }
}

#[tokio::test]
async fn a_command_line_that_cannot_be_read_ends_with_2_and_a_failure_with_1() {
    for (arguments, expected) in [
        (&["docter"][..], "'doctor'"),
        (&["admin", "create"], "<EMAIL>"),
        (&["admin", "create", "ann"], "'ann'"),
        (&["audit", "verify", "--since", "x"], "an anchor reads"),
        (&["audit", "verify", "--until", "x"], "--until"),
        (&["catalog", "import", "cities", "x.csv"], "universities"),
        (&["jobs"], "list"),
        (&["jobs", "list", "--state", "lost"], "'--state <STATE>'"),
        (&["jobs", "list", "--tenant", "acme"], "'--tenant <ID>'"),
        (&["jobs", "list", "--limit", "0"], "'--limit <NUMBER>'"),
        (&["jobs", "retry"], "<ID>"),
        (&["jobs", "cancel", "7"], "'<ID>'"),
        (&["doctor", "now"], "now"),
    ] {
        let (printed, complaint, code) = run(arguments).await;
        assert_eq!((printed.as_str(), code), ("", 2), "{arguments:?}: {complaint}");
        assert!(complaint.contains(expected), "{arguments:?}: {complaint}");
    }
    let (printed, complaint, code) = run(&["catalog", "import", "courses", "courses.txt"]).await;
    assert_eq!((printed.as_str(), complaint.as_str(), code), ("", "courses.txt must end in .csv or .ndjson\n", 1));
}

#[tokio::test]
async fn shells_complete_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let (script, complaint, code) = run(&["completions", shell]).await;
        assert_eq!((complaint.as_str(), code), ("", 0), "{shell}");
        assert!(script.contains("bulkhead") && script.contains("doctor"), "{shell}: {script}");
    }
}
