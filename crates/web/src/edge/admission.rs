//! What requests and connections may take up of this node, in all and by client (API-7).
//!
//! Places in flight are for requests that the server works on: a request takes one when it is all there, or when its
//! credential is looked up. Whatever the server waits for is bounded by client instead, so that no client takes the
//! others' places by sending slowly. Imports, exports and audio last as long as their clients, and have places of their
//! own.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use prometheus::IntGauge;

use crate::client::{ClientKey, TrustedProxies};
use crate::error::Error;
use crate::metrics::Metrics;
use crate::tally::{Bound, Refusal, Share, Tally};

/// A client's part of the memory for unfinished bodies, so that no client takes all of it.
pub const CLIENTS_PART_OF_BYTES: usize = 4;

/// The limits of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Requests at work.
    pub in_flight: usize,
    /// Requests whose head or body isn't all there.
    pub unfinished_per_client: usize,
    /// Bytes of what is there of unfinished requests.
    pub unfinished_bytes: usize,
    /// Imports, exports and audio under way.
    pub streams: usize,
    pub streams_per_client: usize,
    pub connections_per_client: usize,
}

/// What is taken up of a node; shared by its workers.
#[derive(Debug)]
pub struct Admission {
    in_flight: AtomicUsize,
    in_flight_bound: Bound,
    in_flight_gauge: IntGauge,
    proxies: TrustedProxies,
    unfinished: Arc<Tally<ClientKey>>,
    unfinished_bytes: Arc<Tally<ClientKey>>,
    streams: Arc<Tally<ClientKey>>,
    connections: Arc<Tally<ClientKey>>,
}

/// A place among the requests in flight; given back when dropped.
#[derive(Debug)]
pub struct Place(Arc<Admission>);

/// What an unfinished request holds.
#[derive(Debug)]
pub struct Unfinished {
    _slot: Share<ClientKey>,
    bytes: Share<ClientKey>,
}

impl Admission {
    pub fn new(bounds: Bounds, proxies: TrustedProxies, metrics: &Metrics) -> Arc<Self> {
        let load = &metrics.load;
        let client =
            |most, of_what, limit| Bound { most, refusal: Refusal::Client(of_what), refusals: load.refusals(limit) };
        let node =
            |most, of_what, limit| Bound { most, refusal: Refusal::Node(of_what), refusals: load.refusals(limit) };
        let unfinished = Tally::new(
            client(
                bounds.unfinished_per_client,
                "unfinished requests (UNFINISHED_REQUESTS_PER_CLIENT)",
                "unfinished_per_client",
            ),
            None,
            Some(load.unfinished.clone()),
        );
        let unfinished_bytes = Tally::new(
            client(
                bounds.unfinished_bytes / CLIENTS_PART_OF_BYTES,
                "bytes of unfinished requests (a quarter of UNFINISHED_BODIES_LIMIT_BYTES)",
                "unfinished_bytes_per_client",
            ),
            Some(node(
                bounds.unfinished_bytes,
                "bytes of unfinished requests (UNFINISHED_BODIES_LIMIT_BYTES)",
                "unfinished_bytes",
            )),
            Some(load.unfinished_bytes.clone()),
        );
        let streams = Tally::new(
            client(
                bounds.streams_per_client,
                "imports, exports and audio at once (STREAMS_PER_CLIENT)",
                "streams_per_client",
            ),
            Some(node(bounds.streams, "imports, exports and audio at once (STREAMS_LIMIT)", "streams")),
            Some(load.streams.clone()),
        );
        let connections = Tally::new(
            client(bounds.connections_per_client, "connections (CONNECTIONS_PER_CLIENT)", "connections_per_client"),
            None,
            Some(load.connections.clone()),
        );
        Arc::new(Self {
            in_flight: AtomicUsize::new(0),
            in_flight_bound: node(bounds.in_flight, "requests in flight (REQUESTS_IN_FLIGHT_LIMIT)", "in_flight"),
            in_flight_gauge: metrics.in_flight.clone(),
            proxies,
            unfinished,
            unfinished_bytes,
            streams,
            connections,
        })
    }

    /// Takes a place in flight, beyond the limit only for a probe.
    pub(crate) fn place(self: &Arc<Self>, is_probe: bool) -> Result<Place, Error> {
        let others = self.in_flight.fetch_add(1, Ordering::Relaxed);
        self.in_flight_gauge.inc();
        let place = Place(Arc::clone(self));
        if others >= self.in_flight_bound.most && !is_probe {
            return Err(self.in_flight_bound.refuse());
        }
        Ok(place)
    }

    /// Notes a request that isn't all there, with the bytes that are.
    pub(crate) fn unfinished(&self, client: ClientKey, bytes: usize) -> Result<Unfinished, Error> {
        Ok(Unfinished { _slot: self.unfinished.take(client, 1)?, bytes: self.unfinished_bytes.take(client, bytes)? })
    }

    pub(crate) fn stream(&self, client: ClientKey) -> Result<Share<ClientKey>, Error> {
        self.streams.take(client, 1)
    }

    /// Takes a connection of a client; `None` for a proxy's, which brings many clients.
    pub(crate) fn connection(&self, peer: IpAddr) -> Result<Option<Share<ClientKey>>, Error> {
        self.client_at(peer).map(|client| self.connections.take(client, 1)).transpose()
    }

    /// The client that a peer is by itself.
    pub(crate) fn client_at(&self, peer: IpAddr) -> Option<ClientKey> {
        (!self.proxies.trusts(peer.to_canonical())).then(|| peer.into())
    }
}

impl Unfinished {
    pub fn receive(&mut self, bytes: usize) -> Result<(), Error> {
        self.bytes.grow(bytes)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
        self.0.in_flight_gauge.dec();
    }
}
