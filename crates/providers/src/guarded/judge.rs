//! The rules for URLs that tenants name, in one place: the same when a URL is stored and when it is used.

use std::io;
use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

use super::address::{is_own, is_public};
use super::names::Names;
use super::{GuardedConfig, GuardedSetupError, Nat64Prefix};

/// The ports that any URL may name.
const PORTS: [u16; 2] = [443, 8443];

/// An address that a request may reach. Only the judge makes one, so a connection without its consent doesn't compile:
///
/// ```compile_fail
/// let address: std::net::SocketAddr = "127.0.0.1:80".parse().unwrap();
/// let judged = providers::PublicAddr(address);
/// ```
///
/// ```
/// fn compiles(judged: providers::PublicAddr) -> std::net::SocketAddr {
///     judged.get()
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicAddr(SocketAddr);

impl PublicAddr {
    pub fn get(self) -> SocketAddr {
        self.0
    }
}

/// Why no request is sent to a URL. The text completes a sentence about the URL, for the person who entered it; it
/// hides the addresses that a name led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("must begin with https://")]
    Scheme,
    #[error("must be without a user name and password")]
    UserInfo,
    #[error("must name port 443 or 8443, not {0}")]
    Port(u16),
    #[error("must name a host on the public internet")]
    Name,
    #[error("names a host that has no address")]
    Unresolved,
    /// Another try may succeed.
    #[error("names a host whose name servers don't respond")]
    NameServers,
    #[error("must lead to an address on the public internet")]
    Address,
}

pub(super) struct Judge {
    plain_http: bool,
    ports: Vec<u16>,
    allow: Vec<SocketAddr>,
    nat64: Option<Nat64Prefix>,
    names: Names,
    is_own: fn(SocketAddr) -> io::Result<bool>,
}

impl Judge {
    pub(super) fn new(config: &GuardedConfig) -> Result<Self, GuardedSetupError> {
        let http = config.plain_http.then_some(80);
        Ok(Self {
            plain_http: config.plain_http,
            ports: PORTS.into_iter().chain(http).chain(config.ports.iter().copied()).collect(),
            allow: config.allow.clone(),
            nat64: config.nat64,
            names: Names::new(&config.name_servers)?,
            is_own,
        })
    }

    /// The addresses that a URL leads to, all of them permitted; at least one. A name with one refused address is
    /// refused as a whole, since its name servers choose which address comes first.
    pub(super) async fn judge(&self, url: &Url) -> Result<Vec<PublicAddr>, Refusal> {
        let port = self.judge_parts(url)?;
        // `url::Host`, not a parsed text: the brackets of an IPv6 address keep it from being recognised as one.
        let addresses = match url.host().ok_or(Refusal::Name)? {
            Host::Ipv4(address) => vec![IpAddr::V4(address)],
            Host::Ipv6(address) => vec![IpAddr::V6(address)],
            Host::Domain(name) => self.names.resolve(name).await?,
        };
        addresses.into_iter().map(|address| self.judge_address(SocketAddr::new(address, port))).collect()
    }

    /// The port of a URL, of which scheme, user and port are permitted.
    fn judge_parts(&self, url: &Url) -> Result<u16, Refusal> {
        if url.scheme() != "https" && !(self.plain_http && url.scheme() == "http") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let port = url.port_or_known_default().ok_or(Refusal::Scheme)?;
        let is_permitted = self.ports.contains(&port) || self.allow.iter().any(|address| address.port() == port);
        is_permitted.then_some(port).ok_or(Refusal::Port(port))
    }

    fn judge_address(&self, address: SocketAddr) -> Result<PublicAddr, Refusal> {
        if self.allow.contains(&address) {
            return Ok(PublicAddr(address));
        }
        if !self.ports.contains(&address.port()) {
            return Err(Refusal::Port(address.port()));
        }
        // A machine that can't tell has no socket for the request either.
        if !is_public(address.ip(), self.nat64) || (self.is_own)(address).unwrap_or(true) {
            return Err(Refusal::Address);
        }
        Ok(PublicAddr(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wh_3_a_public_address_of_the_node_itself_is_refused_and_one_that_cannot_be_compared() {
        let address = "8.8.8.8:443".parse().unwrap();
        let judge = |is_own| Judge { is_own, ..Judge::new(&GuardedConfig::default()).unwrap() }.judge_address(address);
        assert_eq!(judge(|_| Ok(false)), Ok(PublicAddr(address)));
        assert_eq!(judge(|_| Ok(true)), Err(Refusal::Address));
        assert_eq!(judge(|_| Err(io::ErrorKind::AddrNotAvailable.into())), Err(Refusal::Address));
    }
}
