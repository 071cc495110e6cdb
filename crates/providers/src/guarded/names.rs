//! Looks host names up, by a resolver of our own: the system's would add its search list, and has no time limit.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::Name;
use hickory_resolver::{TokioResolver, system_conf};

use super::{GuardedSetupError, Refusal};

/// For a name, over all tries with all name servers.
const TIME_LIMIT: Duration = Duration::from_secs(3);

/// For which time an answer is kept at most, whatever its zone says.
const KEPT: Duration = Duration::from_mins(1);

/// Of a name. To judge each takes system calls, and a tenant's name server may list thousands.
const MOST_ADDRESSES: usize = 64;

/// Names that lead to this machine or into its network by definition (RFC 6761, 6762, 7686, 8375; ICANN's `internal`).
const INTERNAL: [&str; 6] = ["localhost", "local", "internal", "home.arpa", "onion", "invalid"];

pub(super) struct Names(TokioResolver);

impl Names {
    /// Without any servers, those of `/etc/resolv.conf`; without that, the one of this machine, as resolv.conf(5) says.
    pub(super) fn new(servers: &[SocketAddr]) -> Result<Self, GuardedSetupError> {
        let servers = if servers.is_empty() { system() } else { servers.iter().copied().map(name_server).collect() };
        let config = ResolverConfig::from_name_servers(servers);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        set_options(builder.options_mut());
        Ok(Self(builder.build().map_err(GuardedSetupError::Resolver)?))
    }

    /// The addresses of a name of both families, from 1 to 64.
    pub(super) async fn resolve(&self, name: &str) -> Result<Vec<IpAddr>, Refusal> {
        let name = name.strip_suffix('.').unwrap_or(name);
        if is_internal(name) {
            return Err(Refusal::Name);
        }
        // The dot at the end makes it absolute: no search list.
        let name = Name::from_ascii(format!("{name}.")).map_err(|_| Refusal::Name)?;
        let found = tokio::time::timeout(TIME_LIMIT, self.0.lookup_ip(name)).await.map_err(|_| Refusal::NameServers)?;
        let addresses: Vec<_> = found.map_err(|error| refusal(&error))?.iter().collect();
        match addresses.len() {
            0 => Err(Refusal::Unresolved),
            1..=MOST_ADDRESSES => Ok(addresses),
            _ => Err(Refusal::Address),
        }
    }
}

fn refusal(error: &NetError) -> Refusal {
    if error.is_no_records_found() { Refusal::Unresolved } else { Refusal::NameServers }
}

fn system() -> Vec<NameServerConfig> {
    let local = SocketAddr::from(([127, 0, 0, 1], 53));
    system_conf::read_system_conf().map_or_else(|_| vec![name_server(local)], |(config, _)| config.name_servers)
}

fn name_server(address: SocketAddr) -> NameServerConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    NameServerConfig::new(address.ip(), true, connections.into())
}

fn set_options(options: &mut ResolverOpts) {
    // Three tries of a second each.
    options.timeout = Duration::from_secs(1);
    options.attempts = 2;
    // The hosts of a file are those of the inside.
    options.use_hosts_file = ResolveHosts::Never;
    options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
    options.positive_max_ttl = Some(KEPT);
    options.negative_max_ttl = Some(KEPT);
}

/// Whether a name is none of the public internet: one label, or under one of `INTERNAL`. `Url` has it in lower case.
fn is_internal(name: &str) -> bool {
    !name.contains('.')
        || INTERNAL
            .iter()
            .any(|zone| name.strip_suffix(zone).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wh_3_names_of_the_inside_are_recognised_by_their_last_labels() {
        for name in
            ["localhost", "x.localhost", "metadata.google.internal", "printer.local", "a.home.arpa", "intranet", ""]
        {
            assert!(is_internal(name), "{name}");
        }
        for name in ["localhost.example.com", "notlocal.example", "mylocalhost.com", "home.arpa.example", "x.nolocal"] {
            assert!(!is_internal(name), "{name}");
        }
    }
}
