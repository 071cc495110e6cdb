//! The last text of each function in the migrations, as `sql/functions/` has it.

use std::collections::BTreeMap;

use tenancy::migrate::MIGRATOR;

/// The file of each function, by its name without the arguments; overloads share one.
pub fn files(grants: &BTreeMap<String, Vec<String>>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::<String, BTreeMap<String, String>>::new();
    for migration in MIGRATOR.iter() {
        let lines: Vec<&str> = migration.sql.as_str().lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if let Some(dropped) = line.strip_prefix("drop function ") {
                // All overloads: those that stay are in the migration's other statements.
                for one in dropped.trim_start_matches("if exists ").split("), ") {
                    names.remove(one.split(['(', ';']).next().unwrap());
                }
            } else if let Some(rest) = created(line) {
                let (name, _) = rest.split_once('(').unwrap();
                let text = text(&lines, at);
                names.entry(name.to_owned()).or_default().insert(arguments(&text), text);
            }
        }
    }
    let file = |(name, overloads): (String, BTreeMap<String, String>)| {
        let mut text = overloads.into_values().collect::<Vec<_>>().join("\n");
        text.extend(grants.get(&name).into_iter().flatten().map(String::as_str));
        (name, text)
    };
    names.into_iter().map(file).collect()
}

/// The statement by which roles may call a function.
pub fn grant(name: &str, arguments: &str, roles: &str) -> String {
    let head = format!("grant execute on function {name}({arguments})");
    let statement = match (head.len(), head.len() + roles.len() + 5) {
        (_, ..=120) => format!("{head} to {roles};"),
        (..=120, _) => format!("{head}\n  to {roles};"),
        _ => format!("grant execute on function {name}(\n  {arguments})\n  to {roles};"),
    };
    statement + "\n"
}

fn created(line: &str) -> Option<&str> {
    line.strip_prefix("create or replace function ").or_else(|| line.strip_prefix("create function "))
}

/// The statement that begins at a line, with the comment above it.
fn text(lines: &[&str], at: usize) -> String {
    let comment = lines[..at].iter().rev().take_while(|line| line.starts_with("--")).count();
    let comment = lines[at - comment..at].iter().filter(|line| !line.starts_with("-- squawk-ignore"));
    let mut quotes = lines[at].matches("$$").count();
    let rest = lines[at + 1..].iter().take_while(|line| {
        let is_within = quotes < 2;
        quotes += line.matches("$$").count();
        is_within
    });
    let first = format!("create or replace function {}", created(lines[at]).unwrap());
    let mut text = String::new();
    for line in comment.copied().chain([first.as_str()]).chain(rest.copied()) {
        text += line;
        text += "\n";
    }
    text
}

/// What stands between the parentheses of a definition.
fn arguments(text: &str) -> String {
    let from = text.find("create or replace function").unwrap();
    let mut depth = 0;
    let list = text[from..].chars().skip_while(|letter| *letter != '(').take_while(|letter| {
        depth += match letter {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth > 0
    });
    list.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
