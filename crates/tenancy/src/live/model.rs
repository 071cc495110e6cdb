//! A cursor over the change log, checked in all its states: writers that hold their transactions, commit late or roll
//! back, and a reader that looks, hands out what it read, and may be cut off before it has moved its position.
//!
//! What counts as new is [`Snapshot::sees`], by which `tenancy.unseen_changes` finds the lines in SQL.

use stateright::{Checker, Model, Property};

use super::Snapshot;

const WRITERS: usize = 3;

/// How often the reader looks in vain, and is cut off, in one history.
const LOOKS: u8 = 2;
const CUTS: u8 = 2;

/// What a writer's transaction, which writes one line, has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Writer {
    Waits,
    Open(u64),
    Committed(u64),
    RolledBack(u64),
}

/// Numbers of transactions.
type Lines = Vec<u64>;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World {
    writers: [Writer; WRITERS],
    next: u64,
    /// The reader's, as text.
    position: String,
    /// What was read and isn't handed out yet, with the position behind it.
    read: Option<(Lines, String)>,
    heard: Lines,
    looks: u8,
    cuts: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Action {
    Begin(usize),
    Commit(usize),
    RollBack(usize),
    Look,
    /// Hands out what was read and moves the position, in one step as `tenancy.hear_changes` does.
    HandOut,
    /// The reader is cut off, and begins again from its position.
    Cut,
}

/// The rule for what is new, or a broken one that the properties have to find: the position, what a look sees, and the
/// transaction of a line.
#[derive(Clone, Copy)]
struct Rules {
    is_new: fn(&Snapshot, &Snapshot, u64) -> bool,
}

impl World {
    fn snapshot(&self) -> String {
        let mut running: Vec<u64> = self
            .writers
            .iter()
            .filter_map(|writer| if let Writer::Open(id) = writer { Some(*id) } else { None })
            .collect();
        running.sort_unstable();
        let lowest = running.first().copied().unwrap_or(self.next);
        let running: Vec<String> = running.iter().map(u64::to_string).collect();
        format!("{lowest}:{}:{}", self.next, running.join(","))
    }

    fn committed(&self) -> impl Iterator<Item = u64> {
        self.writers.iter().filter_map(|writer| if let Writer::Committed(id) = writer { Some(*id) } else { None })
    }
}

fn parse(text: &str) -> Snapshot {
    text.parse().expect("a snapshot of the model's")
}

impl Model for Rules {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        vec![World {
            writers: [Writer::Waits; WRITERS],
            next: 10,
            position: "10:10:".to_owned(),
            read: None,
            heard: Lines::new(),
            looks: 0,
            cuts: 0,
        }]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        for (place, writer) in world.writers.iter().enumerate() {
            match writer {
                Writer::Waits => actions.push(Action::Begin(place)),
                Writer::Open(_) => actions.extend([Action::Commit(place), Action::RollBack(place)]),
                Writer::Committed(_) | Writer::RolledBack(_) => {}
            }
        }
        match world.read {
            None => actions.push(Action::Look),
            Some(_) => actions.push(Action::HandOut),
        }
        if world.read.is_some() && world.cuts < CUTS {
            actions.push(Action::Cut);
        }
    }

    fn next_state(&self, before: &World, action: Action) -> Option<World> {
        let mut world = before.clone();
        match action {
            Action::Begin(place) => {
                world.writers[place] = Writer::Open(world.next);
                world.next += 1;
            }
            Action::Commit(place) | Action::RollBack(place) => {
                let Writer::Open(id) = world.writers[place] else { return None };
                let is_kept = matches!(action, Action::Commit(_));
                world.writers[place] = if is_kept { Writer::Committed(id) } else { Writer::RolledBack(id) };
            }
            Action::Look => {
                let (old, now) = (parse(&world.position), parse(&world.snapshot()));
                let lines: Lines = world.committed().filter(|id| (self.is_new)(&old, &now, *id)).collect();
                if lines.is_empty() {
                    world.looks += 1;
                    if world.looks > LOOKS {
                        return None;
                    }
                }
                world.read = Some((lines, now.to_string()));
            }
            Action::HandOut => {
                let (lines, position) = world.read.take()?;
                world.heard.extend(lines);
                world.position = position;
            }
            Action::Cut => {
                world.read = None;
                world.cuts += 1;
            }
        }
        Some(world)
    }

    /// A rule that repeats lines would do so for ever.
    fn within_boundary(&self, world: &World) -> bool {
        world.heard.len() <= WRITERS + 1
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("each line is heard once at most", |_, world: &World| {
                (1..world.heard.len()).all(|place| !world.heard[..place].contains(&world.heard[place]))
            }),
            Property::always("what is heard was committed", |_, world: &World| {
                world.heard.iter().all(|heard| world.committed().any(|committed| committed == *heard))
            }),
            Property::always("what the position lies behind was heard", |_, world: &World| {
                let position = parse(&world.position);
                world.committed().all(|id| !position.sees(id) || world.heard.contains(&id))
            }),
            Property::always("a look finds all that is committed, whatever is still open", |_, world: &World| {
                let Some((lines, position)) = &world.read else { return true };
                let now = parse(position);
                world.committed().all(|id| !now.sees(id) || world.heard.contains(&id) || lines.contains(&id))
            }),
            Property::eventually("each committed line is heard", |_, world: &World| {
                let are_over = world.writers.iter().all(|writer| !matches!(writer, Writer::Waits | Writer::Open(_)));
                are_over && world.committed().all(|id| world.heard.contains(&id))
            }),
            Property::sometimes(
                "lines are heard in another order than their numbers, after a cut",
                |_, world: &World| world.cuts > 0 && world.heard.windows(2).any(|pair| pair[0] > pair[1]),
            ),
        ]
    }
}

fn checked(is_new: fn(&Snapshot, &Snapshot, u64) -> bool) -> impl Checker<Rules> {
    Rules { is_new }.checker().threads(2).spawn_bfs().join()
}

/// A rule that is broken in the way that the test says is found by the property of this name.
fn assert_found(property: &str, is_new: fn(&Snapshot, &Snapshot, u64) -> bool) {
    assert!(checked(is_new).discoveries().contains_key(property), "{property}");
}

/// The lowest transaction that ran, and the next one.
fn bounds(snapshot: &Snapshot) -> (u64, u64) {
    let text = snapshot.to_string();
    let mut parts = text.split(':').map(|part| part.parse().unwrap_or_default());
    (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
}

#[test]
fn live_a_1_each_committed_line_is_heard_once_and_none_that_was_rolled_back() {
    let checker = checked(|old, now, id| now.sees(id) && !old.sees(id));
    println!("{} states", checker.unique_state_count());
    checker.assert_properties();
}

#[test]
fn a_cursor_by_the_next_number_skips_what_commits_late_and_is_found() {
    assert_found("what the position lies behind was heard", |old, now, id| now.sees(id) && id >= bounds(old).1);
}

#[test]
fn a_cursor_by_the_oldest_open_transaction_repeats_lines_and_is_found() {
    assert_found("each line is heard once at most", |old, now, id| now.sees(id) && id >= bounds(old).0);
}

#[test]
fn a_cursor_that_waits_for_the_oldest_open_transaction_is_held_up_and_is_found() {
    assert_found("a look finds all that is committed, whatever is still open", |old, now, id| {
        (bounds(old).0..bounds(now).0).contains(&id)
    });
}
