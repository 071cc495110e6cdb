//! URLs that name an address, in all the forms that a URL may have one in.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

use providers::{GuardedConfig, Refusal};

use crate::{SHORT, client, post, refusal, url};

/// The hosts that LIVE.md lists, all but the one with a user name.
const HOSTS: [(&str, Refusal); 24] = [
    ("127.0.0.1", Refusal::Address),
    ("127.1", Refusal::Address),
    ("2130706433", Refusal::Address),
    ("0x7f000001", Refusal::Address),
    ("0177.0.0.1", Refusal::Address),
    ("①②⑦.⓪.⓪.①", Refusal::Address),
    ("0.0.0.0", Refusal::Address),
    ("localhost.", Refusal::Name),
    ("x.localhost", Refusal::Name),
    ("[::1]", Refusal::Address),
    ("[::]", Refusal::Address),
    ("[::ffff:127.0.0.1]", Refusal::Address),
    ("[::ffff:a9fe:a9fe]", Refusal::Address),
    ("[::127.0.0.1]", Refusal::Address),
    ("[::ffff:0:7f00:1]", Refusal::Address),
    ("[64:ff9b::a9fe:a9fe]", Refusal::Address),
    ("[64:ff9b:1::a00:1]", Refusal::Address),
    ("[2002:7f00:1::]", Refusal::Address),
    ("[2001:0:4136:e378:8000:63bf:80ff:fffe]", Refusal::Address),
    ("[fec0::1]", Refusal::Address),
    ("[fd00:ec2::254]", Refusal::Address),
    ("169.254.169.254", Refusal::Address),
    ("100.100.100.200", Refusal::Address),
    ("168.63.129.16", Refusal::Address),
];

/// Further disguises of 127.0.0.1 and localhost, and of clouds' metadata.
const DISGUISES: [(&str, Refusal); 13] = [
    ("127.0.0.1.", Refusal::Address),
    ("0x7f.1", Refusal::Address),
    ("017700000001", Refusal::Address),
    ("127。0。0。1", Refusal::Address),
    ("%31%32%37.0.0.1", Refusal::Address),
    ("[0:0:0:0:0:ffff:7f00:1]", Refusal::Address),
    ("0", Refusal::Address),
    ("255.255.255.255", Refusal::Address),
    ("[fe80::1]", Refusal::Address),
    ("[ff02::1]", Refusal::Address),
    ("LOCALHOST", Refusal::Name),
    ("metadata.google.internal", Refusal::Name),
    ("intranet", Refusal::Name),
];

/// Listeners on this machine's addresses, on one port. They accept what reaches them.
struct Listeners {
    port: u16,
    listeners: Vec<TcpListener>,
}

impl Listeners {
    fn bind() -> Self {
        let first = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = first.local_addr().unwrap().port();
        let others = ["::1".parse().ok(), private_address()].into_iter().flatten();
        let others = others.filter_map(|address: IpAddr| TcpListener::bind((address, port)).ok());
        let listeners: Vec<_> = std::iter::once(first).chain(others).collect();
        for listener in &listeners {
            listener.set_nonblocking(true).unwrap();
        }
        Self { port, listeners }
    }

    /// How many connections there were since the last look.
    fn connections(&self) -> usize {
        self.listeners.iter().map(|listener| std::iter::from_fn(|| listener.accept().ok()).count()).sum()
    }
}

/// The address by which this machine would reach others, if there is one. Nothing is sent.
fn private_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback())
}

fn development(ports: &[u16], allow: &[SocketAddr]) -> GuardedConfig {
    GuardedConfig { plain_http: true, ports: ports.to_vec(), allow: allow.to_vec(), ..GuardedConfig::default() }
}

#[tokio::test]
async fn wh_3_the_25_addresses_are_refused_when_stored_and_when_used_and_reach_no_listener() {
    let listeners = Listeners::bind();
    let port = listeners.port;
    let client = client(&development(&[port], &[]));
    let own = private_address().map(|address| (address.to_string(), Refusal::Address));
    let listed = HOSTS.into_iter().chain(DISGUISES).map(|(host, expected)| (host.to_owned(), expected));
    for (host, expected) in listed.chain(own) {
        for text in [
            format!("http://{host}:{port}/hook"),
            format!("https://{host}:{port}/hook"),
            format!("http://{host}"),
            format!("https://{host}"),
        ] {
            assert_eq!(refusal(&client, &text).await, expected, "{text}");
        }
    }
    assert_eq!(refusal(&client, &format!("https://ok.example@10.0.0.1:{port}/")).await, Refusal::UserInfo);
    assert_eq!(refusal(&client, &format!("https://:secret@10.0.0.1:{port}/")).await, Refusal::UserInfo);
    assert_eq!(listeners.connections(), 0);
}

/// The control of the test before: with the same client, these listeners notice what is let through.
#[tokio::test]
async fn wh_3_an_allowed_address_is_reached_on_its_own_port_and_by_no_other_form() {
    let (allowed, other) = (Listeners::bind(), Listeners::bind());
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, allowed.port));
    let client = client(&development(&[other.port], &[address]));
    let reached = post(&client, &format!("http://127.1:{}/hook", allowed.port), SHORT).await;
    assert!(reached.is_err(), "the listener responds to nothing");
    assert_eq!((allowed.connections(), other.connections()), (1, 0));
    for host in ["127.0.0.2", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        // The port is that of an address alone.
        let text = format!("http://{host}:{}/hook", allowed.port);
        assert_eq!(refusal(&client, &text).await, Refusal::Port(allowed.port), "{text}");
    }
    let text = format!("http://127.0.0.1:{}/hook", other.port);
    assert_eq!(refusal(&client, &text).await, Refusal::Address, "{text}");
    assert_eq!((allowed.connections(), other.connections()), (0, 0));
}

/// Only judged, never sent to.
#[tokio::test]
async fn wh_3_public_addresses_are_accepted_by_https_on_the_usual_ports() {
    let production = client(&GuardedConfig { ports: vec![9443], ..GuardedConfig::default() });
    for accepted in
        ["https://8.8.8.8/x", "https://8.8.8.8:8443", "https://8.8.8.8:9443/?a=b", "https://[2606:4700::1111]/"]
    {
        assert_eq!(production.check(&url(accepted)).await, Ok(()), "{accepted}");
    }
    for port in [22, 25, 80, 5432, 6379, 9000] {
        assert_eq!(refusal(&production, &format!("https://8.8.8.8:{port}/")).await, Refusal::Port(port));
    }
    for scheme in ["http", "ftp", "ws", "gopher", "file", "unix"] {
        assert_eq!(refusal(&production, &format!("{scheme}://8.8.8.8/")).await, Refusal::Scheme, "{scheme}");
    }
    let development = client(&development(&[], &[]));
    assert_eq!(development.check(&url("http://8.8.8.8/")).await, Ok(()));
    assert_eq!(refusal(&development, "http://8.8.8.8:8080/").await, Refusal::Port(8080));
}

#[tokio::test]
async fn wh_3_an_address_of_nat64_counts_as_its_ipv4_address_where_the_prefix_is_configured() {
    let config = GuardedConfig { nat64: Some("64:ff9b::/96".parse().unwrap()), ..GuardedConfig::default() };
    let (with, without) = (client(&config), client(&GuardedConfig::default()));
    assert_eq!(with.check(&url("https://[64:ff9b::808:808]/")).await, Ok(()));
    assert_eq!(refusal(&with, "https://[64:ff9b::a9fe:a9fe]/").await, Refusal::Address);
    assert_eq!(refusal(&with, "https://[64:ff9b:1::808:808]/").await, Refusal::Address);
    assert_eq!(refusal(&without, "https://[64:ff9b::808:808]/").await, Refusal::Address);
}
