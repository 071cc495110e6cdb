//! What the documents hold to: their length, their links, and words that name a thing.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::path::{Path, PathBuf};

/// Words that leave the reader to find out who is meant.
const VAGUE: [&str; 5] = ["whoever", "nobody", "somebody", "everybody", "whom"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The files under a path of the repository that end in one of `endings`, but for what others have written.
fn files(path: &str, endings: &[&str]) -> Vec<PathBuf> {
    let (mut found, mut next) = (Vec::new(), vec![root().join(path)]);
    while let Some(path) = next.pop() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if !matches!(name, "packed" | "vendor" | "node_modules" | "target") {
                next.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "{path} has no file that ends in one of {endings:?}");
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_readme_and_the_map_stay_short() {
    let lines = read(&root().join("README.md")).lines().count();
    assert!(lines <= 120, "README.md has {lines} lines");
    let words = read(&root().join("docs/architecture.md")).split_whitespace().count();
    assert!(words <= 2_000, "docs/architecture.md has {words} words");
}

#[test]
fn sentences_name_the_one_who_acts() {
    let mut uses = Vec::new();
    for part in ["crates", "sql", "migrations", "docs", "README.md", "CONTRIBUTING.md"] {
        for path in files(part, &[".rs", ".sql", ".md", ".js", ".mjs", ".html", ".css"]) {
            let text = read(&path).to_lowercase();
            let words = text.split(|letter: char| !letter.is_alphanumeric());
            uses.extend(words.filter(|word| VAGUE.contains(word)).map(|word| format!("{}: {word}", path.display())));
        }
    }
    assert!(uses.len() <= 60, "{} uses:\n{}", uses.len(), uses.join("\n"));
}

#[test]
fn links_within_the_documents_lead_to_files() {
    let mut checked = 0;
    let mut dead = Vec::new();
    for part in ["docs", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md"] {
        for path in files(part, &[".md"]) {
            let text = read(&path);
            let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
            for link in links.filter(|link| !link.contains("://") && !link.starts_with(['#', '/'])) {
                checked += 1;
                let target = link.split('#').next().unwrap();
                if !path.with_file_name(target).exists() {
                    dead.push(format!("{}: {link}", path.display()));
                }
            }
        }
    }
    assert!(checked > 50, "the links are read");
    assert_eq!(dead, Vec::<String>::new());
}

#[test]
fn declarations_that_the_guide_shows_whole_are_those_of_their_files() {
    let guide = read(&root().join("CONTRIBUTING.md"));
    let shown = guide.split("`, whole:\n\n```rust\n").collect::<Vec<_>>();
    assert!(shown.len() > 2, "the guide shows declarations");
    for pair in shown.windows(2) {
        let path = pair[0].rsplit('`').next().unwrap();
        let shown = pair[1].split("```").next().unwrap();
        assert_eq!(shown, read(&root().join(path)), "{path}");
    }
}
