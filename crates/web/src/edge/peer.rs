//! A connection's peer, and what it takes up before its request reaches the application.

use std::net::SocketAddr;
use std::sync::Arc;

use crate::client::ClientKey;
use crate::edge::admission::{Admission, Unfinished};
use crate::error::Error;
use crate::tally::Share;

/// Gives back what it holds when it is dropped with its connection.
pub struct Peer {
    admission: Arc<Admission>,
    /// `None` for a proxy, whose heads are of many clients.
    client: Option<ClientKey>,
    _connection: Option<Share<ClientKey>>,
    head: Option<Unfinished>,
}

impl Peer {
    pub(crate) fn new(
        admission: Arc<Admission>,
        address: Option<SocketAddr>,
        connection: Option<Share<ClientKey>>,
    ) -> Self {
        let client = address.and_then(|address| admission.client_at(address.ip()));
        Self { admission, client, _connection: connection, head: None }
    }

    /// Counts a head of which so many bytes are there as an unfinished request, for as long as the rest is awaited.
    pub(crate) fn await_head(&mut self, bytes: usize) -> Result<(), Error> {
        let Some(client) = self.client else { return Ok(()) };
        // What is held is given back first, so that it doesn't count against its own successor.
        self.head = None;
        self.head = Some(self.admission.unfinished(client, bytes)?);
        Ok(())
    }

    /// Gives back what a head held that is there, or was none.
    pub(crate) fn end_head(&mut self) {
        self.head = None;
    }
}
