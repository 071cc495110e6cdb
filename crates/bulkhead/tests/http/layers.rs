//! Which crate stands on which, and what each leaves to those below it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each crate, and the crates that it may name.
const CRATES: [(&str, &[&str]); 8] = [
    ("base", &[]),
    ("auth", &["base"]),
    ("tenancy", &["base", "auth", "local-postgres"]),
    ("domain", &["base", "auth", "tenancy"]),
    ("providers", &["base"]),
    ("web", &["base", "auth", "tenancy", "domain", "providers"]),
    ("bulkhead", &["base", "auth", "tenancy", "domain", "providers", "web", "local-postgres"]),
    ("local-postgres", &[]),
];

fn crates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The crates of the workspace that a crate is built from; what only its tests use doesn't count.
fn dependencies(name: &str) -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(crates().join(name).join("Cargo.toml")).unwrap();
    let table = manifest.split("\n[").find_map(|table| table.strip_prefix("dependencies]\n")).unwrap();
    let names = table.lines().filter_map(|line| line.split(['.', ' ', '=']).next());
    names.filter(|name| CRATES.iter().any(|(other, _)| other == name)).map(str::to_owned).collect()
}

#[test]
fn a_crate_names_only_those_below_it() {
    let folders = std::fs::read_dir(crates()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(folders.collect::<BTreeSet<_>>(), CRATES.map(|(name, _)| name.to_owned()).into());
    for (name, may) in CRATES {
        let beyond: Vec<_> = dependencies(name).into_iter().filter(|other| !may.contains(&other.as_str())).collect();
        assert_eq!(beyond, Vec::<String>::new(), "{name}");
    }
    assert!(dependencies("bulkhead").contains("web"), "the manifests are read");
}

#[test]
fn web_and_bulkhead_hold_no_sql() {
    let statements = ["query(", "query!(", "query_as", "query_scalar", "raw_sql", "query_file", "QueryBuilder"];
    for (name, least) in [("web", 50), ("bulkhead", 30)] {
        let sources = sources(&crates().join(name).join("src"));
        assert!(sources.len() > least, "{sources:?}");
        for path in sources {
            let text = std::fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                let is_sql = statements.iter().any(|statement| line.contains(&format!("sqlx::{statement}")));
                let is_sql = is_sql || line.contains("use sqlx::query") || line.contains("Statement::new");
                assert!(!is_sql, "{}:{}: {line}", path.display(), number + 1);
            }
        }
    }
}

/// The modules at the top of a crate, each with those that it and the modules within it name; tests don't count.
fn modules(name: &str) -> BTreeMap<String, BTreeSet<String>> {
    let root = crates().join(name).join("src");
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources(&root) {
        let place = path.strip_prefix(&root).unwrap();
        if place.iter().any(|part| part == "tests" || part == "tests.rs") || path.extension().is_none_or(|e| e != "rs")
        {
            continue;
        }
        let module = place.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let paths = code.split("crate::").skip(1).flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').map(str::trim).collect(),
            None => vec![rest],
        });
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let others = paths.filter_map(|path| path.split(|letter| !is_part(letter)).next());
        let others = others.filter(|other| *other != module).map(str::to_owned);
        modules.entry(module.clone()).or_default().extend(others);
    }
    modules
}

/// Whether a module names another, by itself or through those between them.
fn reaches(modules: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(module) = next.pop() {
        for named in modules.get(module).into_iter().flatten() {
            if seen.insert(named.as_str()) {
                next.push(named);
            }
        }
    }
    seen.contains(to)
}

#[test]
fn no_module_of_web_or_bulkhead_stands_on_one_that_stands_on_it() {
    // A route has its handler's type, which takes a request, which has its route.
    let tied = ["request", "route"];
    for name in ["web", "bulkhead"] {
        let modules = modules(name);
        let in_circles = modules.keys().filter(|module| reaches(&modules, module, module));
        let in_circles: Vec<_> = in_circles.filter(|module| !tied.contains(&module.as_str())).collect();
        assert_eq!(in_circles, Vec::<&String>::new(), "{name}: {modules:?}");
    }
    let web = modules("web");
    assert!(reaches(&web, "routes", "route") && reaches(&web, "request", "route"), "the sources are read");
}
