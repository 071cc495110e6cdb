//! What the binary says about its configuration and its start.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::process::{Command, Output};

use crate::binary::bulkhead;

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
