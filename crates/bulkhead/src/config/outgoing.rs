//! What requests to URLs that tenants name may reach.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use providers::GuardedConfig;

use crate::config::Env;

const ALLOW: &str = "OUTGOING_ALLOW";

/// Production reaches public addresses by https alone. Development also speaks plain HTTP, and reaches the addresses of
/// `OUTGOING_ALLOW`.
pub(super) fn from_env(env: &Env) -> GuardedConfig {
    let allow: Vec<SocketAddr> = list(env, ALLOW, "addresses with their ports, comma-separated, like 127.0.0.1:9000");
    if env.is_production() && env.text(ALLOW).is_some() {
        env.fault(ALLOW, "must be unset in production: it opens addresses inside of the network to every tenant");
    }
    let nat64 = env
        .text("OUTGOING_NAT64")
        .and_then(|text| text.parse().map_err(|error| env.fault("OUTGOING_NAT64", error)).ok());
    let servers: Vec<NameServer> =
        list(env, "OUTGOING_NAME_SERVERS", "addresses, comma-separated, like 192.0.2.53 or 127.0.0.1:5353");
    GuardedConfig {
        plain_http: !env.is_production(),
        ports: list(env, "OUTGOING_PORTS", "port numbers, comma-separated, like 9443"),
        allow,
        nat64,
        name_servers: servers.into_iter().map(|server| server.0).collect(),
        authorities: Vec::new(),
    }
}

/// The values of a comma-separated list; a fault where one doesn't parse.
fn list<T: FromStr>(env: &Env, name: &'static str, what: &str) -> Vec<T> {
    let values: Result<Vec<T>, T::Err> =
        env.text(name).map_or(Ok(Vec::new()), |text| text.split(',').map(|value| value.trim().parse()).collect());
    values.unwrap_or_else(|_| {
        env.fault(name, format_args!("must be {what}"));
        Vec::new()
    })
}

/// An address with a port, or without one for port 53.
struct NameServer(SocketAddr);

impl FromStr for NameServer {
    type Err = std::net::AddrParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().or_else(|_| Ok(SocketAddr::new(text.parse::<IpAddr>()?, 53))).map(Self)
    }
}
