use std::collections::VecDeque;

use parking_lot::{Condvar, Mutex};

/// A bounded queue between async callers, who never wait for a place, and threads, who wait for work.
pub struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    capacity: usize,
}

struct State<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        let state = State { waiting: VecDeque::new(), closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), capacity }
    }

    /// Adds to the end, unless the queue is full or closed.
    pub fn push(&self, item: T) -> bool {
        let mut state = self.state.lock();
        if state.closed || state.waiting.len() >= self.capacity {
            return false;
        }
        state.waiting.push_back(item);
        drop(state);
        self.changed.notify_one();
        true
    }

    /// Takes from the front, waiting for something to be there. `None` when the queue is closed and empty.
    pub fn pop(&self) -> Option<T> {
        let mut state = self.state.lock();
        loop {
            if let Some(item) = state.waiting.pop_front() {
                return Some(item);
            }
            if state.closed {
                return None;
            }
            self.changed.wait(&mut state);
        }
    }

    pub fn len(&self) -> usize {
        self.state.lock().waiting.len()
    }

    pub fn close(&self) {
        self.state.lock().closed = true;
        self.changed.notify_all();
    }
}
