//! What this crate leaves to those below it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::path::{Path, PathBuf};

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn web_holds_no_sql() {
    let sources = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(sources.len() > 50, "{sources:?}");
    let statements = ["query(", "query!(", "query_as", "query_scalar", "raw_sql", "query_file", "QueryBuilder"];
    for path in sources {
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let is_sql = statements.iter().any(|statement| line.contains(&format!("sqlx::{statement}")));
            assert!(!is_sql && !line.contains("use sqlx::query"), "{}:{}: {line}", path.display(), number + 1);
        }
    }
}
