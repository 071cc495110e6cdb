//! What a request takes up of the node at each stage of its way: one thing at a time.

use std::cell::RefCell;
use std::sync::Arc;

use crate::client::ClientKey;
use crate::edge::admission::{Admission, Place, Unfinished};
use crate::error::Error;
use crate::tally::Share;

/// Dropping it gives back what it holds: with the end of the response, or of a unit of work that outlives its client.
#[derive(Debug)]
pub struct Occupancy {
    admission: Arc<Admission>,
    client: ClientKey,
    is_probe: bool,
    hold: RefCell<Hold>,
}

#[derive(Debug)]
enum Hold {
    Nothing,
    Place(#[expect(dead_code, reason = "held for its drop")] Place),
    Unfinished(Unfinished),
    Stream(Share<ClientKey>),
}

impl Occupancy {
    pub(crate) fn new(admission: Arc<Admission>, client: ClientKey, is_probe: bool) -> Self {
        Self { admission, client, is_probe, hold: RefCell::new(Hold::Nothing) }
    }

    /// Takes a place in flight: 503 where there is none.
    pub(crate) fn begin_work(&self) -> Result<(), Error> {
        if !matches!(*self.hold.borrow(), Hold::Place(_)) {
            let place = self.admission.place(self.is_probe)?;
            self.hold.replace(Hold::Place(place));
        }
        Ok(())
    }

    /// Leaves the place in flight to others while the rest of a body is awaited: 429 where the client holds too many
    /// unfinished requests, or bytes of them.
    pub(crate) fn await_body(&self, received: usize) -> Result<(), Error> {
        if !matches!(*self.hold.borrow(), Hold::Unfinished(_)) {
            let unfinished = self.admission.unfinished(self.client, received)?;
            self.hold.replace(Hold::Unfinished(unfinished));
        }
        Ok(())
    }

    /// Counts bytes of a body that is awaited.
    pub(crate) fn receive(&self, bytes: usize) -> Result<(), Error> {
        match &mut *self.hold.borrow_mut() {
            Hold::Unfinished(unfinished) => unfinished.receive(bytes),
            _ => Ok(()),
        }
    }

    /// Changes the place in flight for one among the streams: 429 or 503 where there is none.
    pub(crate) fn begin_stream(&self) -> Result<(), Error> {
        let stream = self.admission.stream(self.client)?;
        self.hold.replace(Hold::Stream(stream));
        Ok(())
    }

    /// Hands the stream's place over to the response's body.
    pub(crate) fn take_stream(&self) -> Option<Share<ClientKey>> {
        let mut hold = self.hold.borrow_mut();
        match std::mem::replace(&mut *hold, Hold::Nothing) {
            Hold::Stream(stream) => Some(stream),
            other => {
                *hold = other;
                None
            }
        }
    }
}
