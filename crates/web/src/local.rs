//! Whether a request was made on this machine, by what was meant for it.
//!
//! The peer's address alone isn't enough: a page of another site can have its own name lead to 127.0.0.1 (DNS
//! rebinding), and a proxy on this machine speaks for others.

use std::net::SocketAddr;

use actix_web::guard::GuardContext;
use actix_web::http::header::{FORWARDED, HOST, HeaderMap, HeaderName, VIA};

/// A guard for pages that other machines must not see.
pub(crate) fn is_from_this_machine(context: &GuardContext<'_>) -> bool {
    let head = context.head();
    is_loopback(head.peer_addr) && names_this_machine(head.headers()) && !head.headers().keys().any(is_of_a_proxy)
}

fn is_loopback(peer: Option<SocketAddr>) -> bool {
    peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback())
}

/// Whether the only `Host` is a name that no DNS server can lead elsewhere (RFC 6761, 6.3), or a loopback address.
fn names_this_machine(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST);
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    host.to_str().is_ok_and(|host| {
        let host = without_port(host).to_ascii_lowercase();
        matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]")
            || host.strip_suffix(".localhost").is_some_and(is_name)
    })
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_name(name: &str) -> bool {
    name.split('.').all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
}

fn is_of_a_proxy(name: &HeaderName) -> bool {
    *name == FORWARDED || *name == VIA || *name == "x-real-ip" || name.as_str().starts_with("x-forwarded-")
}

#[cfg(test)]
mod tests {
    use actix_web::guard::fn_guard;
    use actix_web::test::TestRequest;

    use super::*;

    const LOOPBACK: &str = "127.0.0.1:50000";

    fn passes(peer: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = TestRequest::get().uri("/dev/mail").peer_addr(peer.parse().unwrap());
        for header in headers {
            request = request.append_header(*header);
        }
        let request = request.to_srv_request();
        actix_web::guard::Guard::check(&fn_guard(is_from_this_machine), &request.guard_ctx())
    }

    #[test]
    fn ops_5_only_a_peer_on_this_machine_passes() {
        for peer in [LOOPBACK, "127.8.8.8:1", "[::1]:50000", "[::ffff:127.0.0.1]:50000"] {
            assert!(passes(peer, &[("host", "localhost:4002")]), "{peer}");
        }
        for peer in
            ["192.0.2.1:50000", "10.0.0.1:50000", "[2001:db8::1]:50000", "[::ffff:192.0.2.1]:50000", "[fe80::1]:1"]
        {
            assert!(!passes(peer, &[("host", "localhost:4002")]), "{peer}");
        }
        let unknown = TestRequest::get().insert_header(("host", "localhost")).to_srv_request();
        assert!(!is_from_this_machine(&unknown.guard_ctx()));
    }

    #[test]
    fn ops_5_only_a_name_of_this_machine_passes() {
        for host in ["localhost", "LocalHost:4002", "app.localhost:4002", "a-1.b.localhost", "127.0.0.1", "[::1]:4002"]
        {
            assert!(passes(LOOPBACK, &[("host", host)]), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:4002",
            "localhost.evil.example",
            "evillocalhost",
            ".localhost",
            "a..localhost",
            "evil.example/.localhost",
            "localhost:4002:4002",
            "localhost.",
            "127.0.0.1.evil.example",
            "127.0.0.2",
            "0.0.0.0",
            "::1",
            "[::1",
            "192.0.2.1:4002",
            "user@localhost",
            "localhost,localhost",
        ] {
            assert!(!passes(LOOPBACK, &[("host", host)]), "{host}");
        }
        assert!(!passes(LOOPBACK, &[]));
        assert!(!passes(LOOPBACK, &[("host", "localhost"), ("host", "localhost")]));
    }

    #[test]
    fn ops_5_a_request_that_a_proxy_passed_on_is_refused() {
        let proxies = [
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix",
            "X-Real-IP",
            "Via",
        ];
        for name in proxies {
            for value in ["", "127.0.0.1", "1.1 proxy"] {
                assert!(!passes(LOOPBACK, &[("host", "localhost"), (name, value)]), "{name}: {value}");
            }
        }
        assert!(passes(LOOPBACK, &[("host", "localhost"), ("x-forwarder", "a"), ("accept", "text/html")]));
    }
}
