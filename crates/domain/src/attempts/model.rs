//! An attempt, two nodes and a carrier, checked in all their states: `Attempt::after` is what the dispatcher runs.
//!
//! A node claims, sends and reports, and may be killed before each of these steps. A request that was sent may be lost,
//! taken at once, or taken long after its node has given it up, and the answer to it may be lost as well. A lease ends
//! at any time, also of a node that goes on. Callbacks come at any time after the carrier took the request, repeatedly.

use stateright::{Checker, Model, Property};
use uuid::Uuid;

use super::{Attempt, AttemptOutcome, Claim, Event, MAX_TRIES, State};

const NODES: usize = 2;

/// How often the attempt is claimed, a node killed, and the phone blocked, in one history.
const CLAIMS: u8 = 3;
const KILLS: u8 = 2;
const BLOCKS: u8 = 1;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Node {
    Idle,
    Holds(Claim),
    Waits(Claim),
    Knows(Claim, AttemptOutcome),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World {
    attempt: Attempt,
    nodes: [Node; NODES],
    /// Requests that are on their way, by the node that waits for the answer, if it still does.
    sent: Vec<Option<usize>>,
    /// How many requests the carrier has taken.
    taken: u8,
    claims: u8,
    kills: u8,
    blocks: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Action {
    Claim(usize),
    Send(usize),
    NeverConnect(usize),
    TimeOut(usize),
    Kill(usize),
    Report(usize),
    /// The carrier takes a request, and its answer arrives where its node waits.
    Take(usize),
    /// The carrier takes a request, and its answer is lost.
    TakeInSilence(usize),
    Refuse(usize, AttemptOutcome),
    LoseRequest(usize),
    Happen(Event),
}

/// The rules that the dispatcher follows, or broken ones that the properties have to find.
#[derive(Clone, Copy)]
struct Rules {
    after: fn(Attempt, Event) -> Option<Attempt>,
}

impl Model for Rules {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        let world = |tries| World {
            attempt: Attempt { tries, ..Attempt::PLANNED },
            nodes: [Node::Idle; NODES],
            sent: Vec::new(),
            taken: 0,
            claims: 0,
            kills: 0,
            blocks: 0,
        };
        vec![world(0), world(MAX_TRIES - 2)]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        for (node, does) in world.nodes.iter().enumerate() {
            match does {
                Node::Idle if world.claims < CLAIMS => actions.push(Action::Claim(node)),
                Node::Idle => {}
                Node::Holds(_) => actions.extend([Action::Send(node), Action::NeverConnect(node)]),
                Node::Waits(_) => actions.push(Action::TimeOut(node)),
                Node::Knows(..) => actions.push(Action::Report(node)),
            }
            if *does != Node::Idle && world.kills < KILLS {
                actions.push(Action::Kill(node));
            }
        }
        for request in 0..world.sent.len() {
            actions.extend([Action::Take(request), Action::TakeInSilence(request), Action::LoseRequest(request)]);
            let refusals = [AttemptOutcome::RecipientRefused, AttemptOutcome::SenderRefused, AttemptOutcome::TryLater];
            actions.extend(refusals.map(|outcome| Action::Refuse(request, outcome)));
        }
        let events = [Event::LeaseEnded, Event::GivenUp, Event::Unblocked, Event::Cancelled, Event::Overdue];
        actions.extend(events.map(Action::Happen));
        if world.taken > 0 {
            actions.push(Action::Happen(Event::Found));
        }
    }

    fn next_state(&self, before: &World, action: Action) -> Option<World> {
        let mut world = before.clone();
        match action {
            Action::Claim(node) => {
                let claim = Claim(Uuid::from_u128(u128::from(world.claims)));
                world.attempt = (self.after)(world.attempt, Event::Claimed(claim))?;
                world.claims += 1;
                world.nodes[node] = Node::Holds(claim);
            }
            Action::Send(node) => {
                let Node::Holds(claim) = world.nodes[node] else { return None };
                world.nodes[node] = Node::Waits(claim);
                world.sent.push(Some(node));
            }
            Action::NeverConnect(node) => world.learn(node, AttemptOutcome::TryLater),
            Action::TimeOut(node) => {
                world.learn(node, AttemptOutcome::InDoubt);
                world.forget(node);
            }
            Action::Kill(node) => {
                world.nodes[node] = Node::Idle;
                world.forget(node);
                world.kills += 1;
            }
            Action::Report(node) => {
                let Node::Knows(claim, outcome) = world.nodes[node] else { return None };
                if let Some(after) = (self.after)(world.attempt, Event::Reported(claim, outcome)) {
                    world.attempt = after;
                    world.blocks += u8::from(after.state == State::Blocked);
                }
                world.nodes[node] = Node::Idle;
            }
            Action::Take(request) => {
                world.taken += 1;
                world.answer(request, AttemptOutcome::Accepted);
            }
            Action::TakeInSilence(request) => {
                world.taken += 1;
                world.answer(request, AttemptOutcome::InDoubt);
            }
            Action::Refuse(request, outcome) => {
                if outcome == AttemptOutcome::SenderRefused && world.blocks == BLOCKS {
                    return None;
                }
                world.answer(request, outcome);
            }
            Action::LoseRequest(request) => world.answer(request, AttemptOutcome::InDoubt),
            Action::Happen(event) => world.attempt = (self.after)(world.attempt, event)?,
        }
        Some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("the carrier takes it at most once", |_, world: &World| world.taken <= 1),
            Property::always("what counts as accepted was taken", |_, world: &World| {
                world.attempt.state != State::Accepted || world.taken == 1
            }),
            Property::always("what counts as refused, cancelled or missed was not taken", |_, world: &World| {
                let is_undone = matches!(world.attempt.state, State::Refused | State::Cancelled | State::Missed);
                !is_undone || world.taken == 0 && world.sent.is_empty()
            }),
            Property::eventually("it ends", |_, world: &World| world.attempt.state.is_final()),
            Property::sometimes("it is accepted after a kill", |_, world: &World| {
                world.kills > 0 && world.attempt.state == State::Accepted
            }),
            Property::sometimes("it was taken, and stays unknown", |_, world: &World| {
                world.taken == 1 && world.attempt.state == State::Unknown
            }),
        ]
    }
}

impl World {
    fn learn(&mut self, node: usize, outcome: AttemptOutcome) {
        if let Node::Holds(claim) | Node::Waits(claim) = self.nodes[node] {
            self.nodes[node] = Node::Knows(claim, outcome);
        }
    }

    /// The node no longer waits for an answer. Its request goes on.
    fn forget(&mut self, node: usize) {
        for waits in &mut self.sent {
            if *waits == Some(node) {
                *waits = None;
            }
        }
    }

    fn answer(&mut self, request: usize, outcome: AttemptOutcome) {
        if let Some(node) = self.sent.remove(request) {
            self.learn(node, outcome);
        }
    }
}

fn checked(after: fn(Attempt, Event) -> Option<Attempt>) -> impl Checker<Rules> {
    Rules { after }.checker().threads(2).spawn_bfs().join()
}

#[test]
fn the_carrier_takes_an_attempt_at_most_once_and_each_attempt_ends() {
    let checker = checked(Attempt::after);
    println!("{} states", checker.unique_state_count());
    checker.assert_properties();
}

/// A rule that is broken in the way that each argument says is found by the property of that name.
fn assert_found(property: &str, after: fn(Attempt, Event) -> Option<Attempt>) {
    assert!(checked(after).discoveries().contains_key(property), "{property}");
}

#[test]
fn a_lease_that_ends_in_another_try_is_found() {
    assert_found("the carrier takes it at most once", |attempt, event| match (attempt.state, event) {
        (State::Dispatching, Event::LeaseEnded) => Some(Attempt { state: State::Planned, ..attempt }),
        _ => attempt.after(event),
    });
}

#[test]
fn a_doubt_that_ends_in_another_try_is_found() {
    assert_found("the carrier takes it at most once", |attempt, event| match (attempt.state, event) {
        (State::InDoubt, Event::GivenUp) => Some(Attempt { state: State::Planned, ..attempt }),
        _ => attempt.after(event),
    });
}

#[test]
fn a_cancellation_while_the_request_is_on_its_way_is_found() {
    let property = "what counts as refused, cancelled or missed was not taken";
    assert_found(property, |attempt, event| match (attempt.state, event) {
        (State::Dispatching, Event::Cancelled) => Some(Attempt { state: State::Cancelled, ..attempt }),
        _ => attempt.after(event),
    });
}

#[test]
fn a_doubt_that_counts_as_accepted_is_found() {
    assert_found("what counts as accepted was taken", |attempt, event| match (attempt.state, event) {
        (State::InDoubt, Event::GivenUp) => Some(Attempt { state: State::Accepted, ..attempt }),
        _ => attempt.after(event),
    });
}

#[test]
fn a_doubt_without_an_end_is_found() {
    assert_found("it ends", |attempt, event| match event {
        Event::GivenUp => None,
        _ => attempt.after(event),
    });
}
