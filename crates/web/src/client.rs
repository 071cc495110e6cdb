//! Who the client is, as far as addresses tell.

use std::net::{IpAddr, Ipv6Addr};

use actix_web::http::header::{HeaderMap, HeaderName};
use ipnet::IpNet;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies whose `X-Forwarded-For` counts. Empty: none, the peer itself is the client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

/// An item of the list that can't be read.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is neither an address, a CIDR block, nor `none`")]
pub struct TrustedProxiesError(String);

impl TrustedProxies {
    /// Parses a comma-separated list of addresses and CIDR blocks, or `none`.
    pub fn parse(list: &str) -> Result<Self, TrustedProxiesError> {
        if list.trim() == "none" {
            return Ok(Self::default());
        }
        list.split(',')
            .map(str::trim)
            .map(|item| {
                item.parse::<IpNet>()
                    .or_else(|_| item.parse::<IpAddr>().map(IpNet::from))
                    .map_err(|_| TrustedProxiesError(item.to_owned()))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether an address, in its canonical form, is a proxy's.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.contains(&address))
    }

    /// Returns the peer where it is untrusted, and otherwise the rightmost untrusted hop of the header; the leftmost
    /// hop where all are trusted.
    ///
    /// A hop that can't be parsed ends the walk at the proxy that reported it: the hops further left come from an
    /// unknown source.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if self.0.is_empty() || !self.trusts(peer) {
            return peer;
        }
        let mut client = peer;
        let mut lines: Vec<_> = headers.get_all(X_FORWARDED_FOR).collect();
        lines.reverse();
        for line in lines {
            for hop in line.as_bytes().rsplit(|byte| *byte == b',') {
                let Some(hop) = parse_hop(hop) else {
                    return client;
                };
                client = hop;
                if !self.trusts(hop) {
                    return client;
                }
            }
        }
        client
    }
}

/// Reads `1.2.3.4`, `1.2.3.4:567`, `2001:db8::1` and `[2001:db8::1]:567`.
fn parse_hop(hop: &[u8]) -> Option<IpAddr> {
    let hop = str::from_utf8(hop).ok()?.trim();
    hop.parse()
        .ok()
        .or_else(|| {
            let socket: std::net::SocketAddr = hop.parse().ok()?;
            Some(socket.ip())
        })
        .or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
        .map(|address: IpAddr| address.to_canonical())
}

/// What limits count by: an IPv4 address, or the /64 that an IPv6 client can roam in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientKey(IpAddr);

impl From<IpAddr> for ClientKey {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from(u128::from(address) >> 64 << 64).into(),
            v4 @ IpAddr::V4(_) => v4,
        })
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn forwarded(lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(X_FORWARDED_FOR, HeaderValue::from_static(line));
        }
        headers
    }

    fn client(proxies: &str, peer: &str, lines: &[&'static str]) -> String {
        TrustedProxies::parse(proxies).unwrap().client(peer.parse().unwrap(), &forwarded(lines)).to_string()
    }

    #[test]
    fn rl_1_forwarded_headers_of_a_stranger_count_for_nothing() {
        assert_eq!(client("none", "9.9.9.9", &["1.1.1.1"]), "9.9.9.9");
        assert_eq!(client("10.0.0.0/8", "9.9.9.9", &["1.1.1.1"]), "9.9.9.9");
    }

    #[test]
    fn rl_1_the_rightmost_untrusted_hop_is_the_client() {
        let client = |lines| client("10.0.0.0/8, 2001:db8::/32", "10.0.0.1", lines);
        assert_eq!(client(&["6.6.6.6, 1.1.1.1"]), "1.1.1.1");
        assert_eq!(client(&["6.6.6.6", "1.1.1.1, 10.3.3.3"]), "1.1.1.1");
        assert_eq!(client(&["1.1.1.1:4711"]), "1.1.1.1");
        assert_eq!(client(&["[2001:db9::1]:4711"]), "2001:db9::1");
        assert_eq!(client(&[]), "10.0.0.1");
    }

    #[test]
    fn rl_1_a_hop_that_is_no_address_ends_the_walk() {
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["1.1.1.1, unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.0/8", "10.0.0.1", &["6.6.6.6, ,10.2.2.2"]), "10.2.2.2");
    }

    #[test]
    fn rl_1_a_mapped_address_is_the_address_it_maps() {
        assert_eq!(client("10.0.0.0/8", "::ffff:10.0.0.1", &["::ffff:1.1.1.1"]), "1.1.1.1");
    }

    #[test]
    fn rl_3_an_ipv6_client_counts_by_its_64() {
        let key = |address: &str| ClientKey::from(address.parse::<IpAddr>().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_ne!(key("1.1.1.1"), key("1.1.1.2"));
    }

    #[test]
    fn a_proxy_that_is_no_address_is_named() {
        let error = TrustedProxies::parse("10.0.0.0/8,proxy").unwrap_err();
        assert_eq!(error.to_string(), "`proxy` is neither an address, a CIDR block, nor `none`");
    }
}
