use std::collections::{HashMap, VecDeque};

use uuid::Uuid;

/// How many items of all actors may wait.
const WHOLE: usize = 4096;

/// How many items of one actor may wait.
const OF_ACTOR: usize = 64;

/// A queue for each actor with something that waits.
///
/// An actor's queue may also be no longer than what is free of the whole. However many actors flood at once, some of it
/// is left for an actor that comes later, and nothing that waits is ever taken out again.
pub(super) struct Queues<T> {
    of_actor: HashMap<Uuid, VecDeque<T>>,
    /// The same actors, in the order of their turns.
    turns: VecDeque<Uuid>,
    waiting: usize,
}

impl<T> Queues<T> {
    pub(super) fn new() -> Self {
        Self { of_actor: HashMap::new(), turns: VecDeque::new(), waiting: 0 }
    }

    /// Appends to the actor's queue; `false`, and the item is dropped, where that is full.
    pub(super) fn push(&mut self, actor: Uuid, item: T) -> bool {
        let own = self.of_actor.get(&actor).map_or(0, VecDeque::len);
        if own >= OF_ACTOR.min(WHOLE - self.waiting) {
            return false;
        }
        if own == 0 {
            self.turns.push_back(actor);
        }
        self.of_actor.entry(actor).or_default().push_back(item);
        self.waiting += 1;
        true
    }

    /// The oldest item of the actor whose turn it is.
    pub(super) fn pop(&mut self) -> Option<T> {
        let actor = self.turns.pop_front()?;
        let queue = self.of_actor.get_mut(&actor)?;
        let item = queue.pop_front()?;
        self.waiting -= 1;
        if queue.is_empty() {
            self.of_actor.remove(&actor);
        } else {
            self.turns.push_back(actor);
        }
        Some(item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(number: usize) -> Uuid {
        Uuid::from_u128(number as u128)
    }

    /// Pushes as many items as are given, and returns how many were taken.
    fn push(queues: &mut Queues<usize>, of: usize, items: usize) -> usize {
        (0..items).filter(|_| queues.push(actor(of), of)).count()
    }

    #[test]
    fn aud_5_a_flood_fills_its_own_queue_and_takes_turns_with_the_others() {
        let mut queues = Queues::new();
        assert_eq!((push(&mut queues, 1, 10_000), push(&mut queues, 2, 3)), (OF_ACTOR, 3));
        let order: Vec<_> = std::iter::from_fn(|| queues.pop()).collect();
        assert_eq!(order[..8], [1, 2, 1, 2, 1, 2, 1, 1]);
        assert_eq!(order.len(), OF_ACTOR + 3);
    }

    #[test]
    fn aud_5_an_actor_keeps_the_oldest_of_its_items() {
        let mut queues = Queues::new();
        for item in 0..10_000 {
            queues.push(actor(1), item);
        }
        assert_eq!(std::iter::from_fn(|| queues.pop()).collect::<Vec<_>>(), (0..OF_ACTOR).collect::<Vec<_>>());
    }

    #[test]
    fn aud_5_beside_two_hundred_floods_a_later_actor_has_room() {
        let mut queues = Queues::new();
        for _ in 0..100 {
            for flood in 1..=200 {
                push(&mut queues, flood, 1);
            }
        }
        assert!(queues.waiting < WHOLE);
        assert_eq!(push(&mut queues, 1_000, 10), 10);
    }

    #[test]
    fn aud_5_what_waits_is_bounded_however_many_actors_there_are() {
        let mut queues = Queues::new();
        let taken: usize = (1..=3 * WHOLE).map(|one| push(&mut queues, one, 2)).sum();
        assert_eq!((taken, queues.waiting), (WHOLE, WHOLE));
        assert_eq!(std::iter::from_fn(|| queues.pop()).count(), WHOLE);
        assert!(queues.of_actor.is_empty() && queues.turns.is_empty());
    }
}
