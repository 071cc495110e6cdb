//! Where a server may listen. What is meant for development, its mailbox above all, is no business of the network.

use std::net::{IpAddr, SocketAddr};

use crate::config::Env;

/// Reads an address to listen on. Development listens on a loopback address, or on the one that `BULKHEAD_DEV_LISTEN`
/// names.
pub(super) fn address(env: &Env, name: &'static str, default: SocketAddr, what: &str) -> SocketAddr {
    let address = env.parsed(name, default, what);
    let permitted = permitted(env);
    let ip = address.ip().to_canonical();
    if env.is_production() || ip.is_loopback() || permitted.is_some_and(|permitted| permitted.to_canonical() == ip) {
        return address;
    }
    env.fault(
        name,
        "names an address that other machines reach, but this is development: set BULKHEAD_ENV=production, listen on \
         127.0.0.1, or repeat the address without its port in BULKHEAD_DEV_LISTEN",
    );
    address
}

/// The address beyond loopback that development may listen on.
fn permitted(env: &Env) -> Option<IpAddr> {
    let permitted = env.text("BULKHEAD_DEV_LISTEN")?.parse();
    if permitted.is_err() {
        env.fault("BULKHEAD_DEV_LISTEN", "must be an address without a port, like 0.0.0.0");
    }
    permitted.ok()
}
