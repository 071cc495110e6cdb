use proptest::prelude::*;

use super::*;

fn is_public_address(text: &str) -> bool {
    is_public(text.parse().expect(text), None)
}

/// The first and the last address of each refused network, and the neighbours beyond them where those are public.
#[test]
fn wh_3_each_refused_ipv4_network_is_refused_from_its_first_address_to_its_last() {
    let borders = [
        ("0.0.0.0", "0.255.255.255", None, Some("1.0.0.0")),
        ("10.0.0.0", "10.255.255.255", Some("9.255.255.255"), Some("11.0.0.0")),
        ("100.64.0.0", "100.127.255.255", Some("100.63.255.255"), Some("100.128.0.0")),
        ("127.0.0.0", "127.255.255.255", Some("126.255.255.255"), Some("128.0.0.0")),
        ("168.63.129.16", "168.63.129.16", Some("168.63.129.15"), Some("168.63.129.17")),
        ("169.254.0.0", "169.254.255.255", Some("169.253.255.255"), Some("169.255.0.0")),
        ("172.16.0.0", "172.31.255.255", Some("172.15.255.255"), Some("172.32.0.0")),
        ("192.0.0.0", "192.0.0.255", Some("191.255.255.255"), Some("192.0.1.0")),
        ("192.0.2.0", "192.0.2.255", Some("192.0.1.255"), Some("192.0.3.0")),
        ("192.31.196.0", "192.31.196.255", Some("192.31.195.255"), Some("192.31.197.0")),
        ("192.52.193.0", "192.52.193.255", Some("192.52.192.255"), Some("192.52.194.0")),
        ("192.88.99.0", "192.88.99.255", Some("192.88.98.255"), Some("192.88.100.0")),
        ("192.168.0.0", "192.168.255.255", Some("192.167.255.255"), Some("192.169.0.0")),
        ("192.175.48.0", "192.175.48.255", Some("192.175.47.255"), Some("192.175.49.0")),
        ("198.18.0.0", "198.19.255.255", Some("198.17.255.255"), Some("198.20.0.0")),
        ("198.51.100.0", "198.51.100.255", Some("198.51.99.255"), Some("198.51.101.0")),
        ("203.0.113.0", "203.0.113.255", Some("203.0.112.255"), Some("203.0.114.0")),
        ("224.0.0.0", "239.255.255.255", Some("223.255.255.255"), None),
        ("240.0.0.0", "255.255.255.255", None, None),
    ];
    assert_eq!(borders.len(), REFUSED_V4.len());
    for (first, last, before, after) in borders {
        assert!(!is_public_address(first) && !is_public_address(last), "{first} to {last}");
        for neighbour in [before, after].into_iter().flatten() {
            assert!(is_public_address(neighbour), "{neighbour}");
        }
    }
}

#[test]
fn wh_3_each_refused_ipv6_network_is_refused_from_its_first_address_to_its_last() {
    const ONES: &str = "ffff:ffff:ffff:ffff:ffff";
    let borders = [
        ("2001::", format!("2001:1ff:ffff:{ONES}"), "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"),
        ("2001:db8::", format!("2001:db8:ffff:{ONES}"), "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"),
        ("2002::", format!("2002:ffff:ffff:{ONES}"), "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"),
        ("2620:4f:8000::", format!("2620:4f:8000:{ONES}"), "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::"),
        ("3fff::", format!("3fff:fff:ffff:{ONES}"), "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"),
    ];
    assert_eq!(borders.len(), REFUSED_V6.len());
    for (first, last, before, after) in borders {
        assert!(!is_public_address(first) && !is_public_address(&last), "{first} to {last}");
        assert!(is_public_address(before) && is_public_address(after), "{before} and {after}");
    }
    // Around global unicast, 2000::/3.
    assert!(!is_public_address("1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff") && is_public_address("2000::"));
    assert!(is_public_address("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff") && !is_public_address("4000::"));
}

/// Filters of others let these through: CVE-2026-2455 (mapped), CVE-2026-48736 (6to4, NAT64, Teredo, compatible).
#[test]
fn wh_3_an_ipv6_address_that_embeds_an_ipv4_address_is_refused_even_if_that_is_public() {
    for address in [
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "::127.0.0.1",
        "::93.184.216.34",
        "::ffff:0:7f00:1",
        "64:ff9b::7f00:1",
        "64:ff9b::5db8:d822",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:5db8:d822::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ] {
        assert!(!is_public_address(address), "{address}");
    }
}

#[test]
fn wh_3_the_node_recognises_its_own_addresses_and_no_others() {
    let own = |text: &str| is_own(text.parse().expect(text)).expect(text);
    assert!(own("127.0.0.1:443") && own("[::1]:443"));
    assert!(!own("192.0.2.1:443") && !own("8.8.8.8:443") && !own("[2606:4700::1111]:443"));
}

/// Any address, or one beside the border of a refused network.
fn any_v4() -> impl Strategy<Value = Ipv4Addr> {
    let beside =
        (prop::sample::select(REFUSED_V4.to_vec()), any::<bool>(), -2i32..=2).prop_map(|(net, is_last, offset)| {
            let border = if is_last { net.broadcast() } else { net.network() };
            Ipv4Addr::from_bits(border.to_bits().wrapping_add_signed(offset))
        });
    prop_oneof![any::<u32>().prop_map(Ipv4Addr::from_bits), beside]
}

proptest! {
    /// The standard library's own lists as a second opinion.
    #[test]
    fn wh_3_what_the_standard_library_knows_as_special_is_refused(v4 in any_v4()) {
        let is_special = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_broadcast()
            || v4.is_documentation() || v4.is_multicast() || v4.is_unspecified();
        prop_assert!(!is_special || !is_public(IpAddr::V4(v4), None));
    }

    #[test]
    fn wh_3_no_ipv6_address_outside_of_global_unicast_is_public(bits: u128) {
        prop_assert!(bits >> 125 == 1 || !is_public(IpAddr::V6(Ipv6Addr::from_bits(bits)), None));
    }

    #[test]
    fn wh_3_behind_a_configured_nat64_prefix_the_ipv4_address_decides(v4 in any_v4()) {
        let embedded = IpAddr::V6(Ipv6Addr::from_bits(0x0064_ff9b << 96 | u128::from(v4.to_bits())));
        let prefix = "64:ff9b::/96".parse().unwrap();
        prop_assert_eq!(is_public(embedded, Some(prefix)), is_public(IpAddr::V4(v4), None));
        prop_assert!(!is_public(embedded, None));
    }
}
