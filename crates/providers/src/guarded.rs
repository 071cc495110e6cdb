//! The client of URLs that tenants name: of webhooks, of chat endpoints. It reaches the public internet alone.
//!
//! A tenant who names a URL chooses where this server sends a request (SSRF, CWE-918). So each URL is judged, when it
//! is stored and again when a request is sent, and a connection takes an address that only the judge makes. See
//! `docs/design/outgoing-requests.md`.

mod address;
mod connection;
mod error;
mod exchange;
mod judge;
mod metered;
mod names;
mod nat64;
mod request;

use std::net::SocketAddr;

use rustls::pki_types::CertificateDer;
use url::Url;

pub use error::{GuardedError, GuardedSetupError};
pub(crate) use exchange::{ReadError, read_limited};
pub use judge::{PublicAddr, Refusal};
pub use nat64::{Nat64Prefix, Nat64PrefixError};
pub use request::{GuardedRequest, GuardedResponse, Limits};

use connection::Tls;
use judge::Judge;

/// What the judge permits beyond https on the ports 443 and 8443 of public addresses. The default is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuardedConfig {
    /// Whether URLs may begin with `http://`, and name port 80. For development.
    pub plain_http: bool,
    /// Further ports that URLs may name.
    pub ports: Vec<u16>,
    /// Exact addresses that requests may reach although they aren't public. For development and tests.
    pub allow: Vec<SocketAddr>,
    /// The prefix by which this network reaches IPv4 from IPv6. Without one, addresses of NAT64 are refused.
    pub nat64: Option<Nat64Prefix>,
    /// The name servers that look names up; without any, those of the system.
    pub name_servers: Vec<SocketAddr>,
    /// Authorities that receivers' certificates may come from, beside those of Mozilla's list.
    pub authorities: Vec<CertificateDer<'static>>,
}

/// Sends requests to URLs that tenants name. Each request has a connection of its own: no pool, no redirects, no
/// cookies, no proxy, no environment variables.
pub struct GuardedClient {
    judge: Judge,
    tls: Tls,
}

impl GuardedClient {
    /// Connects to nothing yet. Reads the system's name servers unless the configuration names some.
    pub fn new(config: &GuardedConfig) -> Result<Self, GuardedSetupError> {
        Ok(Self { judge: Judge::new(config)?, tls: Tls::new(&config.authorities)? })
    }

    /// Whether a URL that is to be stored leads to the public internet. Looks its name up, for at most 3 seconds.
    pub async fn check(&self, url: &Url) -> Result<(), Refusal> {
        self.judge.judge(url).await.map(drop)
    }

    /// Judges the URL anew, and sends the request to an address that was judged. A status of any kind is a response: a
    /// redirect (3xx) is returned, never followed.
    pub async fn send(&self, request: GuardedRequest) -> Result<GuardedResponse, GuardedError> {
        self.send_noting(request, &mut None).await
    }

    /// The same. Notes the address that it connected to, which stays noted where an error follows.
    pub(crate) async fn send_noting(
        &self,
        request: GuardedRequest,
        reached: &mut Option<SocketAddr>,
    ) -> Result<GuardedResponse, GuardedError> {
        let limits = request.limits;
        tokio::time::timeout(limits.total, self.send_untimed(request, reached))
            .await
            .map_err(|_| GuardedError::TooSlow)?
    }

    async fn send_untimed(
        &self,
        request: GuardedRequest,
        reached: &mut Option<SocketAddr>,
    ) -> Result<GuardedResponse, GuardedError> {
        let addresses = self.judge.judge(&request.url).await?;
        let limits = request.limits;
        let stream = connection::connect(&addresses, limits.connect).await?;
        *reached = stream.peer_addr().ok();
        let (url, request) = request.into_parts()?;
        if url.scheme() == "https" {
            let stream = self.tls.handshake(&url, stream, limits.connect).await?;
            exchange::exchange(stream, request, &limits).await
        } else {
            exchange::exchange(stream, request, &limits).await
        }
    }
}
