//! What clients may take up of the node.

use web::edge::admission::{Bounds, CLIENTS_PART_OF_BYTES};

use crate::config::Env;

/// `body_limit` in bytes; the memory for unfinished bodies must let each client send one of that size.
pub(super) fn from_env(env: &Env, body_limit: usize) -> Bounds {
    const UNFINISHED_BYTES: &str = "UNFINISHED_BODIES_LIMIT_BYTES";
    let bounds = Bounds {
        in_flight: env.number("REQUESTS_IN_FLIGHT_LIMIT", 2048, 1..=1_000_000),
        unfinished_per_client: env.number("UNFINISHED_REQUESTS_PER_CLIENT", 64, 1..=1_000_000),
        unfinished_bytes: env.number(UNFINISHED_BYTES, 64 << 20, 4 << 10..=16 << 30),
        streams: env.number("STREAMS_LIMIT", 64, 1..=100_000),
        streams_per_client: env.number("STREAMS_PER_CLIENT", 16, 1..=100_000),
        connections_per_client: env.number("CONNECTIONS_PER_CLIENT", 1024, 1..=1_000_000),
    };
    if bounds.unfinished_bytes / CLIENTS_PART_OF_BYTES < body_limit {
        env.fault(UNFINISHED_BYTES, format_args!("must be at least {CLIENTS_PART_OF_BYTES} times BODY_LIMIT_BYTES"));
    }
    bounds
}
