//! Breaks one policy, key, grant or guard at a time in a scratch database, and demands that an attack or doctor notices.
//!
//!     cargo run -p tenancy --features testing --example isolation [part of a mutant's name]
//!
//! Prints what noticed each mutant, then killed/total and the survivors; ends with 1 where one survives.

mod mutants;

use std::process::ExitCode;
use std::time::Duration;

use auth::{Mode, Pool, PoolSize};
use mutants::Mutant;
use tenancy::doctor::{self, Connections};
use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;

#[tokio::main]
async fn main() -> ExitCode {
    let chosen = std::env::args().nth(1).unwrap_or_default();
    let clean = notice(&Mutant::NONE).await;
    if clean != Noticed::default() {
        println!("the unbroken database isn't clean: {clean:#?}");
        return ExitCode::FAILURE;
    }
    let mutants: Vec<_> = mutants::all().into_iter().filter(|mutant| mutant.name.contains(&chosen)).collect();
    let mut survivors = Vec::new();
    let mut attacked = 0;
    for mutant in &mutants {
        let noticed = notice(mutant).await;
        attacked += usize::from(!noticed.attacks.is_empty());
        let verdict = if noticed == Noticed::default() { "SURVIVED" } else { "killed" };
        println!(
            "{verdict:8}  attacks {:3}  doctor {:3}  {}",
            noticed.attacks.len(),
            noticed.faults.len(),
            mutant.name
        );
        if std::env::var_os("VERBOSE").is_some() {
            noticed.attacks.iter().chain(&noticed.faults).for_each(|line| println!("    {line}"));
        }
        if noticed == Noticed::default() {
            survivors.push(mutant.name.as_str());
        }
    }
    println!(
        "{} of {} mutants killed, {attacked} of them by an attack",
        mutants.len() - survivors.len(),
        mutants.len()
    );
    for name in &survivors {
        println!("survived: {name}");
    }
    if survivors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What was noticed, line by line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Noticed {
    attacks: Vec<String>,
    faults: Vec<String>,
}

async fn notice(mutant: &Mutant) -> Noticed {
    let test = TestDb::new().await;
    let arena = Arena::prepare(&test).await;
    test.superuser(&mutant.sql).await;
    let faults = examine(&test).await;
    let attacks = arena.attack().await;
    test.superuser(&mutant.undo).await;
    Noticed { attacks, faults }
}

/// Doctor's lines; one with the error where it can't examine at all.
async fn examine(test: &TestDb) -> Vec<String> {
    let size = PoolSize { max: 1, acquire_timeout: Duration::from_secs(5) };
    let connections = Connections {
        auth: &test.pool("bulkhead_auth", 1),
        app: &test.pool("bulkhead_app", 1),
        read: &Pool::read_only(test.options("bulkhead_app"), size, Mode::Direct),
        platform: &test.pool("bulkhead_platform", 1),
    };
    match doctor::examine(connections).await {
        Ok(faults) => faults.iter().filter(|fault| fault.forbids_serving()).map(ToString::to_string).collect(),
        Err(error) => vec![format!("doctor can't examine: {error:?}")],
    }
}
