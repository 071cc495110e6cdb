//! What a connection's socket and the requests on it tell each other.

use std::cell::Cell;
use std::rc::Rc;

/// One client connection. Lives on one worker, so plain cells do.
#[derive(Debug, Default)]
pub struct Connection {
    answering: Cell<bool>,
    requests: Cell<u32>,
    ticks: Cell<u32>,
    /// Bytes that arrived while no response was in progress: the next request's head, or an unread body.
    unclaimed: Cell<usize>,
}

impl Connection {
    /// Marks the connection busy until the guard is dropped with the end of the response's body.
    pub(crate) fn begin(self: &Rc<Self>) -> Answering {
        self.answering.set(true);
        self.requests.set(self.requests.get().wrapping_add(1));
        self.unclaimed.set(0);
        Answering(Rc::clone(self))
    }

    pub(crate) fn is_answering(&self) -> bool {
        self.answering.get()
    }

    pub(crate) fn requests(&self) -> u32 {
        self.requests.get()
    }

    pub(crate) fn unclaimed(&self) -> usize {
        self.unclaimed.get()
    }

    pub(crate) fn received(&self, bytes: usize) {
        if !self.answering.get() {
            self.unclaimed.set(self.unclaimed.get().saturating_add(bytes));
        }
    }

    /// Counts the socket's ticks, which wake whatever is being answered.
    pub(crate) fn ticks(&self) -> u32 {
        self.ticks.get()
    }

    pub(crate) fn tick(&self) {
        self.ticks.set(self.ticks.get().wrapping_add(1));
    }
}

#[derive(Debug)]
pub(crate) struct Answering(Rc<Connection>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.set(false);
    }
}
