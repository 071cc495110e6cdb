//! `Db` is the only way to tenant data: each file of `compile_fail` tries another one, and doesn't compile.
//!
//! A line that the compiler refuses ends in `//~ CODE message`, both as the compiler has them. A file is checked
//! against the libraries that this test itself is built on, so that none is compiled again.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const LIBRARIES: [&str; 4] = ["auth", "base", "sqlx", "tenancy"];

/// How the variables begin by which Cargo describes a package to its tests.
const ABOUT_THE_PACKAGE: [&str; 4] = ["CARGO_MANIFEST", "CARGO_PKG_", "CARGO_CRATE_", "CARGO_PRIMARY_"];

/// An error of the compiler: its line, and its code and message.
type Refusal = (u64, String);

#[test]
fn only_db_leads_to_tenant_data() {
    let libraries = Libraries::built();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail");
    let mut wrong = Vec::new();
    let mut tried = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path();
        let expected = expected(&fs::read_to_string(&file).unwrap());
        assert!(!expected.is_empty(), "{}: it names no error", file.display());
        let found = libraries.check(&file);
        if found != expected {
            wrong.push(format!("{}:\nexpected {expected:#?}\nfound {found:#?}", file.display()));
        }
        tried += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried >= 10, "only {tried} files");
}

/// The control: what uses the libraries as it may compiles, so that a refusal isn't one of the set-up.
#[test]
fn an_allowed_use_compiles() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("allowed.rs");
    fs::write(
        &file,
        "pub async fn read(tx: &mut tenancy::TenantTx, sql: tenancy::Statement) { let _rows = tx.run(sql).await; }",
    )
    .unwrap();
    assert_eq!(Libraries::built().check(&file), BTreeSet::new());
}

fn expected(source: &str) -> BTreeSet<Refusal> {
    let marks = (1..).zip(source.lines()).filter_map(|(number, line)| Some((number, line.split_once(" //~ ")?.1)));
    marks.map(|(number, mark)| (number, mark.to_owned())).collect()
}

/// The arguments by which the compiler finds the libraries of this test.
struct Libraries(Vec<String>);

impl Libraries {
    /// Cargo names the files; it has built them for this very test.
    fn built() -> Self {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["test", "--workspace", "--test", "compile_fail", "--no-run", "--message-format", "json"]);
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        // Build scripts watch what Cargo tells a test of its package: with it, they would run again.
        for (name, _) in
            std::env::vars().filter(|(name, _)| ABOUT_THE_PACKAGE.iter().any(|part| name.starts_with(part)))
        {
            cargo.env_remove(name);
        }
        let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let mut arguments = Vec::new();
        let mut named = BTreeSet::new();
        for artifact in messages(&output.stdout).filter(|message| message["reason"] == "compiler-artifact") {
            let Some(library) = LIBRARIES.into_iter().find(|name| artifact["target"]["name"] == *name) else {
                continue;
            };
            let mut files = artifact["filenames"].as_array().unwrap().iter().filter_map(Value::as_str).map(Path::new);
            let Some(file) = files.find(|file| file.extension() == Some("rlib".as_ref())) else { continue };
            assert!(named.insert(library), "two builds of {library}: {}", file.display());
            arguments.push("--extern".to_owned());
            arguments.push(format!("{library}={}", file.display()));
            if named.len() == 1 {
                let folder = file.parent().unwrap();
                arguments.push("-L".to_owned());
                arguments.push(format!("dependency={}", folder.display()));
            }
        }
        assert_eq!(named, BTreeSet::from(LIBRARIES));
        Self(arguments)
    }

    /// The errors that the compiler finds in a file.
    fn check(&self, file: &Path) -> BTreeSet<Refusal> {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--error-format", "json"]);
        rustc.arg("--out-dir").arg(env!("CARGO_TARGET_TMPDIR")).args(&self.0).arg(file);
        let output = rustc.output().unwrap();
        let errors = messages(&output.stderr).filter(|message| message["level"] == "error");
        let refusals = errors.filter_map(|error| {
            let span = error["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
            let code = error["code"]["code"].as_str().map(|code| format!("{code} ")).unwrap_or_default();
            Some((span["line_start"].as_u64()?, format!("{code}{}", error["message"].as_str()?)))
        });
        let refusals: BTreeSet<_> = refusals.collect();
        assert_eq!(output.status.success(), refusals.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        refusals
    }
}

fn messages(output: &[u8]) -> impl Iterator<Item = Value> {
    output.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok())
}
