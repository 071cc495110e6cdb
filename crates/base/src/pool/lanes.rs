//! Who gets the next connection of a pool: callers wait by lane, and lanes take turns.

mod recent;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio::time::Instant;

pub use recent::RecentLanes;

/// What a lease is counted for, as an opaque key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lane(u128);

impl Lane {
    /// For work that is counted for no one in particular. As many as like may wait here.
    pub const COMMON: Self = Self(0);

    pub const fn new(key: u128) -> Self {
        Self(key)
    }
}

/// What one lane may have of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Connections at a time.
    pub connections: usize,
    /// Connections at a time while another lane has asked for one within the last second. So the lane's statements,
    /// once they run, leave processors of the database to those of the other.
    pub beside_others: usize,
    /// Callers that wait for one.
    pub waiting: usize,
}

impl Share {
    const WHOLE: Self = Self { connections: usize::MAX, beside_others: usize::MAX, waiting: usize::MAX };
}

/// The connections of a pool as numbers: how many are free, and which lane holds how many.
pub(super) struct Lanes(Mutex<State>);

struct State {
    share: Share,
    recent: RecentLanes,
    free: usize,
    lanes: HashMap<Lane, Queue>,
    /// The lanes in which callers wait, each once; the first whose share is not used up is next.
    turns: VecDeque<Lane>,
    refused: u64,
}

#[derive(Default)]
struct Queue {
    held: usize,
    waiting: VecDeque<oneshot::Sender<()>>,
    has_turn: bool,
}

/// The right to a connection. Dropping it passes the right on.
pub(super) struct Permit {
    lanes: Arc<Lanes>,
    lane: Lane,
}

/// A caller who waits in a lane. Dropping it leaves the lane.
pub(super) struct Waiter {
    lanes: Arc<Lanes>,
    lane: Lane,
    called: oneshot::Receiver<()>,
}

/// What becomes of a caller who asks for a connection.
pub(super) enum Acquisition {
    Now(Permit),
    Wait(Waiter),
    /// As many callers of this lane wait as may.
    Full,
}

impl Lanes {
    pub fn new(connections: usize) -> Self {
        Self(Mutex::new(State {
            share: Share::WHOLE,
            recent: RecentLanes::default(),
            free: connections,
            lanes: HashMap::new(),
            turns: VecDeque::new(),
            refused: 0,
        }))
    }

    pub fn set_share(&self, share: Share, recent: RecentLanes) {
        let mut state = self.0.lock();
        state.share = share;
        state.recent = recent;
    }

    pub fn free(&self) -> usize {
        self.0.lock().free
    }

    /// How many callers were refused since the start because their lane's share was used up.
    pub fn refused(&self) -> u64 {
        self.0.lock().refused
    }

    pub fn acquire(self: &Arc<Self>, lane: Lane) -> Acquisition {
        let mut state = self.0.lock();
        let now = Instant::now();
        state.recent.note(lane, now);
        let most = state.most(lane, now);
        let State { share, free, lanes, turns, refused, .. } = &mut *state;
        let queue = lanes.entry(lane).or_default();
        // A free connection means that each lane with callers who wait had its share when it was last counted.
        if *free > 0 && queue.held < most && !queue.has_turn {
            *free -= 1;
            queue.held += 1;
            return Acquisition::Now(Permit { lanes: Arc::clone(self), lane });
        }
        if lane != Lane::COMMON && queue.waiting.len() >= share.waiting {
            queue.waiting.retain(|caller| !caller.is_closed());
            if queue.waiting.len() >= share.waiting {
                *refused += 1;
                return Acquisition::Full;
            }
        }
        let (call, called) = oneshot::channel();
        queue.waiting.push_back(call);
        if !std::mem::replace(&mut queue.has_turn, true) {
            turns.push_back(lane);
        }
        // The other lane may have gone quiet meanwhile, so that those who wait have a larger share than before.
        state.hand_out(now);
        Acquisition::Wait(Waiter { lanes: Arc::clone(self), lane, called })
    }

    /// Counts a caller who waited in vain; whether that was for the lane's own share and not for the others'.
    pub fn note_timeout(&self, lane: Lane) -> bool {
        let mut state = self.0.lock();
        let most = state.most(lane, Instant::now());
        let is_own = lane != Lane::COMMON && state.lanes.get(&lane).is_some_and(|queue| queue.held >= most);
        state.refused += u64::from(is_own);
        is_own
    }

    fn release(&self, lane: Lane) {
        let mut state = self.0.lock();
        state.free += 1;
        if let Some(queue) = state.lanes.get_mut(&lane) {
            queue.held -= 1;
        }
        state.hand_out(Instant::now());
        state.forget_if_idle(lane);
    }
}

impl State {
    /// How many connections a lane may have now.
    fn most(&self, lane: Lane, now: Instant) -> usize {
        let Share { connections, beside_others, .. } = self.share;
        if beside_others < connections && self.recent.has_other(lane, now) { beside_others } else { connections }
    }

    /// Gives what is free to the lanes in their turn, as far as their shares go.
    fn hand_out(&mut self, now: Instant) {
        while self.free > 0 {
            let may_take = |lane: &Lane| self.lanes.get(lane).is_none_or(|queue| queue.held < self.most(*lane, now));
            let Some(lane) = self.turns.iter().position(may_take).and_then(|next| self.turns.remove(next)) else {
                return;
            };
            let Some(queue) = self.lanes.get_mut(&lane) else { continue };
            // A caller who gave up hears nothing; the next of the lane is called instead.
            while let Some(caller) = queue.waiting.pop_front() {
                if caller.send(()).is_ok() {
                    self.free -= 1;
                    queue.held += 1;
                    break;
                }
            }
            queue.has_turn = !queue.waiting.is_empty();
            if queue.has_turn {
                self.turns.push_back(lane);
            }
            self.forget_if_idle(lane);
        }
    }

    fn forget_if_idle(&mut self, lane: Lane) {
        if self.lanes.get(&lane).is_some_and(|queue| queue.held == 0 && !queue.has_turn) {
            self.lanes.remove(&lane);
        }
    }
}

impl Waiter {
    /// Waits until it is this caller's turn.
    pub async fn turn(mut self) -> Permit {
        // The sender stays in its queue until it calls, so that there is no other end to this.
        let _called = (&mut self.called).await;
        Permit { lanes: Arc::clone(&self.lanes), lane: self.lane }
    }
}

impl Drop for Waiter {
    /// A caller who goes away as they are called passes the call on.
    fn drop(&mut self) {
        self.called.close();
        if self.called.try_recv().is_ok() {
            self.lanes.release(self.lane);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.lanes.release(self.lane);
    }
}

#[cfg(test)]
mod tests;
