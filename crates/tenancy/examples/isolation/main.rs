//! Breaks one policy, key, grant or guard at a time in a scratch database, and demands that an attack notices.
//!
//!     cargo run -p tenancy --features testing --example isolation [part of a mutant's name]
//!
//! Of tables whose tenants' policies are alike, those of one are broken, which stands for the others: the catalogue shows
//! that they are equal but for the table's name (`tenancy::testing::guards`). Every second mutant is examined. With
//! `EVERY_TABLE` set, or a part of a name, those of every table are broken, all of them, and doctor examines each.
//!
//! A mutant names the layer that it weakens; it is attacked where the layers that would make up for it are taken away.
//! That the unbroken layer holds alone is shown first. Prints what attacks, and what doctor, noticed of each mutant, then
//! killed/total and the survivors; ends with 1 where no attack notices one. What doctor misses is named too, and is no
//! failure: a mutant is killed by what comes of it.

mod layers;
mod mutants;

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::time::Duration;

use base::{Mode, Pool, PoolSize};
use futures_util::{StreamExt, stream};
use layers::Layer;
use mutants::Mutant;
use tenancy::doctor::{self, Connections};
use tenancy::testing::TestDb;
use tenancy::testing::attacks::Arena;
use tenancy::testing::guards::{self, Alike};

/// How many mutants are examined at once. Those that alter a role wait: roles are the whole server's.
const AT_ONCE: usize = 4;

/// The short form examines one mutant of so many: what is proved is that the attacks notice, and `cargo test` makes them all.
const SHORT_FORM: usize = 2;

/// What the unbroken layers answer, by their names.
type Controls = BTreeMap<&'static str, BTreeSet<String>>;

#[tokio::main]
async fn main() -> ExitCode {
    let chosen = std::env::args().nth(1).unwrap_or_default();
    let original = TestDb::new().await;
    let mutants = mutants(&original, &chosen).await;
    let arena = Arena::prepare(&original).await;
    let scene = Scene { original: &original, arena: &arena, has_doctor: !chosen.is_empty() || every_table() };
    let Some(controls) = controls(&scene, &mutants).await else { return ExitCode::FAILURE };

    let (alone, together): (Vec<_>, Vec<_>) = mutants.iter().partition(|mutant| mutant.alters_roles());
    let mut unnoticed = Unnoticed::default();
    let notice = |mutant| notice(&scene, mutant, &controls);
    let mut examined = stream::iter(together).map(notice).buffered(AT_ONCE);
    while let Some(noticed) = examined.next().await {
        unnoticed.add(noticed);
    }
    for mutant in alone {
        unnoticed.add(notice(mutant).await);
    }
    let total = mutants.len();
    println!("{} of {total} mutants killed by an attack", total - unnoticed.by_attacks.len());
    if scene.has_doctor {
        println!("{} of {total} noticed by doctor", total - unnoticed.by_doctor.len());
    }
    unnoticed.by_attacks.iter().for_each(|name| println!("survived: {name}"));
    unnoticed.by_doctor.iter().for_each(|name| println!("not seen by doctor: {name}"));
    if unnoticed.by_attacks.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The mutants with this part of a name. Without one, tables that are guarded alike have one of them broken.
async fn mutants(original: &TestDb, chosen: &str) -> Vec<Mutant> {
    let groups = guards::groups(&mut original.connect("postgres").await, Alike::InTheirTenantsPolicies).await;
    let mut all = mutants::all(&groups.concat());
    if chosen.is_empty() && !every_table() {
        let every = all.len();
        let broken: Vec<_> = groups.iter().map(|group| group[0].clone()).collect();
        all = mutants::all(&broken);
        for group in groups.iter().filter(|group| group.len() > 1) {
            println!("alike     {} stands for {}", group[0], group[1..].join(", "));
        }
        all = all.into_iter().step_by(SHORT_FORM).collect();
        println!("{} mutants stand for {every}", all.len());
    }
    all.retain(|mutant| mutant.name.contains(chosen));
    all
}

/// Whether the long form was asked for.
fn every_table() -> bool {
    std::env::var_os("EVERY_TABLE").is_some()
}

/// What each mutant begins with: a database with rows of two tenants, which is copied and stays as it is.
struct Scene<'s> {
    original: &'s TestDb,
    arena: &'s Arena<'s>,
    /// Whether doctor examines the mutants.
    has_doctor: bool,
}

/// The names of the mutants that passed.
#[derive(Default)]
struct Unnoticed {
    by_attacks: Vec<String>,
    by_doctor: Vec<String>,
}

impl Unnoticed {
    fn add(&mut self, noticed: Noticed<'_>) {
        let Noticed { mutant, attacks, faults } = noticed;
        let verdict = if attacks.is_empty() { "SURVIVED" } else { "killed" };
        let doctor = faults.as_ref().map_or_else(String::new, |faults| format!("  doctor {:3}", faults.len()));
        println!("{verdict:8}  attacks {:3}{doctor}  {}  [{}]", attacks.len(), mutant.name, mutant.layer.name);
        if std::env::var_os("VERBOSE").is_some() {
            attacks.iter().chain(faults.iter().flatten()).for_each(|line| println!("    {line}"));
        }
        if attacks.is_empty() {
            self.by_attacks.push(mutant.name.clone());
        }
        if faults.is_some_and(|faults| faults.is_empty()) {
            self.by_doctor.push(mutant.name.clone());
        }
    }
}

/// What was noticed of a mutant, line by line.
struct Noticed<'m> {
    mutant: &'m Mutant,
    attacks: Vec<String>,
    /// Doctor's, where it was asked.
    faults: Option<Vec<String>>,
}

/// Attacks each layer unbroken. `None`, and a line that says so, where one doesn't hold alone.
async fn controls(scene: &Scene<'_>, mutants: &[Mutant]) -> Option<Controls> {
    let faults = examine(&scene.original.copy().await).await;
    if !faults.is_empty() {
        println!("doctor refuses the unbroken database: {faults:#?}");
        return None;
    }
    let layers: BTreeMap<_, _> = mutants.iter().map(|mutant| (mutant.layer.name, mutant.layer)).collect();
    let answers =
        stream::iter(layers).map(async |(name, layer)| (name, layer, attack(scene, &Mutant::NONE, layer).await.1));
    let mut controls = Controls::new();
    let mut holds = true;
    for (name, layer, lines) in answers.buffered(AT_ONCE).collect::<Vec<_>>().await {
        if !layer.is_compared() && !lines.is_empty() {
            println!("unbroken, this layer doesn't hold: {name}: {lines:#?}");
            holds = false;
        }
        println!("control   {name}");
        controls.insert(name, lines);
    }
    holds.then_some(controls)
}

async fn notice<'m>(scene: &Scene<'_>, mutant: &'m Mutant, controls: &Controls) -> Noticed<'m> {
    let (faults, lines) = attack(scene, mutant, mutant.layer).await;
    let expected = controls.get(mutant.layer.name);
    let attacks = lines.into_iter().filter(|line| !expected.is_some_and(|lines| lines.contains(line))).collect();
    Noticed { mutant, attacks, faults }
}

/// What doctor says of a database with the mutant, and what comes of attacking it where the layer stands alone.
async fn attack(scene: &Scene<'_>, mutant: &Mutant, layer: &Layer) -> (Option<Vec<String>>, BTreeSet<String>) {
    let test = scene.original.copy().await;
    let arena = scene.arena.in_copy(&test);
    test.superuser(&mutant.sql).await;
    let faults = if scene.has_doctor && !mutant.sql.is_empty() { Some(examine(&test).await) } else { None };
    let lines = layer.attack(&test, &arena, &mutant.sql).await;
    test.superuser(&mutant.undo).await;
    (faults, lines)
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
    match doctor::examine(connections, &[]).await {
        Ok(faults) => faults.iter().filter(|fault| fault.forbids_serving()).map(ToString::to_string).collect(),
        Err(error) => vec![format!("doctor can't examine: {error:?}")],
    }
}
