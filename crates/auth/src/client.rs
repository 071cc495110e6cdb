use std::net::IpAddr;

use uuid::Uuid;

/// The other end of a request, as far as the connection tells. The address is not the client's own claim: it is that of
/// the outermost hop that configured proxies vouch for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Client {
    pub address: Option<IpAddr>,
    pub user_agent: Option<String>,
    pub request_id: Option<Uuid>,
}

impl Client {
    /// What attempts are counted by: the IPv4 address, or the network of an IPv6 one (its first 64 bits), since a
    /// client that has one address of the network has them all.
    pub(crate) fn network(&self) -> Option<Vec<u8>> {
        Some(match self.address?.to_canonical() {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets()[..8].to_vec(),
        })
    }

    /// The address as Postgres reads an `inet`.
    pub(crate) fn inet(&self) -> Option<String> {
        self.address.map(|address| address.to_canonical().to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Option<Vec<u8>> {
        Client { address: Some(address.parse().unwrap()), ..Client::default() }.network()
    }

    #[test]
    fn rl_3_an_ipv6_network_is_one_client() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.7"), network("192.0.2.7"));
        assert_ne!(network("192.0.2.7"), network("192.0.2.8"));
    }
}
