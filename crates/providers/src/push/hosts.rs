//! Which hosts are push services. An endpoint comes from a browser, or from a member who pretends to be one: without this
//! list, each subscription would let a member choose where this server posts to.

use std::net::{IpAddr, SocketAddr};

use url::{Host, Url};

/// The push services of Chrome, Firefox, Safari and Edge, as `PUSH_HOSTS` names them.
pub const DEFAULT_PUSH_HOSTS: &str = "fcm.googleapis.com,jmt17.google.com,updates.push.services.mozilla.com,\
                                      web.push.apple.com,notify.windows.com,*.notify.windows.com";

const PORT: u16 = 443;

/// The push services that endpoints may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushHosts {
    exact: Vec<String>,
    /// Each with a full stop in front; stands for all names that end so.
    suffixes: Vec<String>,
    allow: Vec<SocketAddr>,
}

/// Which entry of a list names no host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} must be a host such as push.example.com, or *.push.example.com for the hosts under it")]
pub struct PushHostsError(String);

/// Why nothing is sent to an endpoint. The text completes a sentence about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushRefusal {
    #[error("must begin with https://")]
    Scheme,
    #[error("must be without a user name and password")]
    UserInfo,
    #[error("must name port 443, not {0}")]
    Port(u16),
    #[error("must name a host of the push services that this server sends to")]
    Host,
}

impl PushHosts {
    /// Reads a list with commas. An entry is a host's exact name; behind `*.` or a full stop it stands for the names under
    /// it. `allow` are exact addresses that endpoints may name as well, for development and tests.
    pub fn parse(list: &str, allow: Vec<SocketAddr>) -> Result<Self, PushHostsError> {
        let mut hosts = Self { exact: Vec::new(), suffixes: Vec::new(), allow };
        for entry in list.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let under = entry.strip_prefix("*.").or_else(|| entry.strip_prefix('.'));
            let name = domain(under.unwrap_or(entry)).ok_or_else(|| PushHostsError(entry.to_owned()))?;
            match under {
                Some(_) => hosts.suffixes.push(format!(".{name}")),
                None => hosts.exact.push(name),
            }
        }
        Ok(hosts)
    }

    /// Whether an endpoint may be stored and sent to: https on port 443 of a listed host, and no user name. The same rules
    /// hold each time.
    pub fn check(&self, endpoint: &Url) -> Result<(), PushRefusal> {
        if !endpoint.username().is_empty() || endpoint.password().is_some() {
            return Err(PushRefusal::UserInfo);
        }
        if self.allows(endpoint) {
            return Ok(());
        }
        if endpoint.scheme() != "https" {
            return Err(PushRefusal::Scheme);
        }
        match endpoint.port_or_known_default() {
            Some(PORT) => {}
            port => return Err(PushRefusal::Port(port.unwrap_or_default())),
        }
        match endpoint.host() {
            Some(Host::Domain(name)) if self.names(name) => Ok(()),
            _ => Err(PushRefusal::Host),
        }
    }

    fn names(&self, name: &str) -> bool {
        self.exact.iter().any(|exact| exact == name) || self.suffixes.iter().any(|suffix| name.ends_with(suffix))
    }

    fn allows(&self, endpoint: &Url) -> bool {
        let address = match endpoint.host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            _ => return false,
        };
        let port = endpoint.port_or_known_default();
        port.is_some_and(|port| self.allow.contains(&SocketAddr::new(address, port)))
    }
}

/// A name of two labels or more, as URLs have it: in lower case, and in ASCII.
fn domain(text: &str) -> Option<String> {
    match Host::parse(text).ok()? {
        Host::Domain(name) if name.split('.').count() > 1 && name.split('.').all(|label| !label.is_empty()) => {
            Some(name)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(hosts: &PushHosts, endpoint: &str) -> Option<PushRefusal> {
        hosts.check(&endpoint.parse().expect(endpoint)).err()
    }

    fn hosts(list: &str) -> PushHosts {
        PushHosts::parse(list, Vec::new()).unwrap()
    }

    #[test]
    fn b_10_endpoints_of_the_known_push_services_are_permitted() {
        let hosts = hosts(DEFAULT_PUSH_HOSTS);
        for endpoint in [
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://fcm.googleapis.com:443/fcm/send/abc",
            "https://FCM.googleapis.com/fcm/send/abc",
            "https://jmt17.google.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/abc",
            "https://notify.windows.com/w/?token=abc",
            "https://wns2-par02p.notify.windows.com/w/?token=abc",
        ] {
            assert_eq!(refusal(&hosts, endpoint), None, "{endpoint}");
        }
    }

    #[test]
    fn b_10_hostile_endpoints_are_refused() {
        let hosts = hosts(DEFAULT_PUSH_HOSTS);
        for (endpoint, reason) in [
            ("http://fcm.googleapis.com/x", PushRefusal::Scheme),
            ("ftp://fcm.googleapis.com/x", PushRefusal::Scheme),
            ("wss://fcm.googleapis.com/x", PushRefusal::Scheme),
            ("file:///etc/passwd", PushRefusal::Scheme),
            ("http://fcm.googleapis.com:443/x", PushRefusal::Scheme),
            ("https://fcm.googleapis.com:8443/x", PushRefusal::Port(8443)),
            ("https://fcm.googleapis.com:80/x", PushRefusal::Port(80)),
            ("https://127.0.0.1/x", PushRefusal::Host),
            ("https://[::1]/x", PushRefusal::Host),
            ("https://2130706433/x", PushRefusal::Host),
            ("https://localhost/x", PushRefusal::Host),
            ("https://169.254.169.254/latest/meta-data", PushRefusal::Host),
            ("https://fcm.googleapis.com.evil.example/x", PushRefusal::Host),
            ("https://evil-fcm.googleapis.com/x", PushRefusal::Host),
            ("https://x.fcm.googleapis.com/x", PushRefusal::Host),
            ("https://evilnotify.windows.com/x", PushRefusal::Host),
            ("https://notify.windows.com.evil.example/x", PushRefusal::Host),
            ("https://fcm.googleapis.com./x", PushRefusal::Host),
            ("https://evil.example/fcm.googleapis.com", PushRefusal::Host),
            ("https://evil.example#fcm.googleapis.com", PushRefusal::Host),
            ("https://evil.example\\@fcm.googleapis.com/x", PushRefusal::Host),
            ("https://fcm.googleapis.com@evil.example/x", PushRefusal::UserInfo),
            ("https://user@fcm.googleapis.com/x", PushRefusal::UserInfo),
            ("https://:secret@fcm.googleapis.com/x", PushRefusal::UserInfo),
        ] {
            assert_eq!(refusal(&hosts, endpoint), Some(reason), "{endpoint}");
        }
    }

    #[test]
    fn b_10_only_the_exact_addresses_for_development_are_permitted_beside_the_list() {
        let hosts = PushHosts::parse("push.example.com", vec!["127.0.0.1:9000".parse().unwrap()]).unwrap();
        for endpoint in ["http://127.0.0.1:9000/x", "https://127.0.0.1:9000/x", "https://push.example.com/x"] {
            assert_eq!(refusal(&hosts, endpoint), None, "{endpoint}");
        }
        for (endpoint, reason) in [
            ("http://127.0.0.1:9001/x", PushRefusal::Scheme),
            ("https://127.0.0.2:9000/x", PushRefusal::Port(9000)),
            ("http://localhost:9000/x", PushRefusal::Scheme),
            ("http://push.example.com:9000/x", PushRefusal::Scheme),
            ("http://u@127.0.0.1:9000/x", PushRefusal::UserInfo),
            ("https://fcm.googleapis.com/x", PushRefusal::Host),
        ] {
            assert_eq!(refusal(&hosts, endpoint), Some(reason), "{endpoint}");
        }
    }

    #[test]
    fn an_entry_stands_for_its_host_or_for_the_hosts_under_it() {
        for list in ["*.push.example.com", ".push.example.com", " *.PUSH.example.com , "] {
            let hosts = hosts(list);
            for endpoint in ["https://a.push.example.com/x", "https://a.b.push.example.com/x"] {
                assert_eq!(refusal(&hosts, endpoint), None, "{list} {endpoint}");
            }
            for endpoint in ["https://push.example.com/x", "https://apush.example.com/x"] {
                assert_eq!(refusal(&hosts, endpoint), Some(PushRefusal::Host), "{list} {endpoint}");
            }
        }
        assert_eq!(refusal(&hosts(""), "https://fcm.googleapis.com/x"), Some(PushRefusal::Host));
    }

    #[test]
    fn an_entry_that_names_no_host_is_an_error() {
        for entry in
            ["*", "*.", ".", "*.com", "com", "localhost", "127.0.0.1", "[::1]", "https://a.com", "a.com:443", "a..com"]
        {
            let error = PushHosts::parse(&format!("push.example.com,{entry}"), Vec::new()).unwrap_err();
            assert_eq!(error, PushHostsError(entry.to_owned()));
        }
    }
}
