//! IPv4 addresses in IPv6 ones, as NAT64 translates them (RFC 6052).

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use ipnet::Ipv6Net;

/// The prefix of a NAT64 gateway (RFC 6052, 2.2), as `64:ff9b::/96`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nat64Prefix(Ipv6Net);

/// A text is no prefix of NAT64.
#[derive(Debug, thiserror::Error)]
#[error("must be an IPv6 network of 32, 40, 48, 56, 64 or 96 bits, like 64:ff9b::/96")]
pub struct Nat64PrefixError;

/// Bits 64 to 71, which are zero in each address.
const U_OCTET: usize = 8;

impl Nat64Prefix {
    pub(super) fn contains(self, address: Ipv6Addr) -> bool {
        self.0.contains(&address)
    }

    /// The IPv4 address in an address of this prefix: the octets behind the prefix, but for the octet U. `None` where
    /// that one isn't zero.
    pub(super) fn embedded(self, address: Ipv6Addr) -> Option<Ipv4Addr> {
        let octets = address.octets();
        let mut behind = (usize::from(self.0.prefix_len() / 8)..octets.len()).filter(|index| *index != U_OCTET);
        let mut next = || Some(octets[behind.next()?]);
        let v4 = Ipv4Addr::new(next()?, next()?, next()?, next()?);
        (octets[U_OCTET] == 0).then_some(v4)
    }
}

impl FromStr for Nat64Prefix {
    type Err = Nat64PrefixError;

    fn from_str(text: &str) -> Result<Self, Nat64PrefixError> {
        let net: Ipv6Net = text.parse().map_err(|_| Nat64PrefixError)?;
        let is_prefix = matches!(net.prefix_len(), 32 | 40 | 48 | 56 | 64 | 96) && net.trunc() == net;
        (is_prefix && net.addr().octets()[U_OCTET] == 0).then_some(Self(net)).ok_or(Nat64PrefixError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of RFC 6052, 2.4.
    #[test]
    fn wh_3_an_ipv4_address_is_found_behind_a_prefix_of_each_length() {
        for (prefix, address) in [
            ("2001:db8::/32", "2001:db8:c000:221::"),
            ("2001:db8:100::/40", "2001:db8:1c0:2:21::"),
            ("2001:db8:122::/48", "2001:db8:122:c000:2:2100::"),
            ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"),
            ("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::"),
            ("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33"),
            ("64:ff9b::/96", "64:ff9b::192.0.2.33"),
        ] {
            let (prefix, address): (Nat64Prefix, Ipv6Addr) = (prefix.parse().unwrap(), address.parse().unwrap());
            assert!(prefix.contains(address), "{address}");
            assert_eq!(prefix.embedded(address), Some(Ipv4Addr::new(192, 0, 2, 33)), "{address}");
        }
        let prefix: Nat64Prefix = "2001:db8:122:344::/64".parse().unwrap();
        assert_eq!(prefix.embedded("2001:db8:122:344:1c0:2:2100::".parse().unwrap()), None, "the octet U isn't zero");
    }

    #[test]
    fn a_prefix_of_another_length_or_with_further_bits_is_refused() {
        for text in ["64:ff9b::/95", "64:ff9b::1/96", "10.0.0.0/8", "64:ff9b::", "2001:db8:0:0:1200::/96", "x"] {
            assert!(text.parse::<Nat64Prefix>().is_err(), "{text}");
        }
    }
}
