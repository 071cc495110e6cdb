//! Tells a release build which commit it is of. A debug build would be built anew with each commit.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = if is_release { commit() } else { None };
    println!("cargo:rustc-env=COMMIT_OF_RELEASE={}", commit.map(|commit| format!(" ({commit})")).unwrap_or_default());
}

/// The commit that is checked out; `None` outside of a git repository.
fn commit() -> Option<String> {
    // Changes with each commit, and with each change of the branch.
    println!("cargo:rerun-if-changed={}", git(&["rev-parse", "--git-path", "logs/HEAD"])?);
    git(&["rev-parse", "--short=12", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
