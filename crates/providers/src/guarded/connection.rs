//! Connections to addresses that were judged.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::client::Resumption;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::{Host, Url};

use super::{GuardedError, PublicAddr};

/// How many addresses of a name are tried.
const TRIED: usize = 4;

/// Connects to the first address that accepts. `limit` holds for each; at most four are tried.
pub(super) async fn connect(addresses: &[PublicAddr], limit: Duration) -> Result<TcpStream, GuardedError> {
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    for address in addresses.iter().take(TRIED) {
        match within(limit, connect_to(*address)).await {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(GuardedError::Connect(failure))
}

async fn connect_to(address: PublicAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address.get()).await?;
    stream.set_nodelay(true)?;
    require_peer(stream, address.get())
}

/// Refuses a connection whose other end isn't the address that was judged.
fn require_peer(stream: TcpStream, judged: SocketAddr) -> io::Result<TcpStream> {
    if stream.peer_addr()? == judged {
        return Ok(stream);
    }
    Err(io::Error::new(io::ErrorKind::AddrNotAvailable, "the connection leads to another address"))
}

async fn within<T>(limit: Duration, connecting: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    tokio::time::timeout(limit, connecting).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}

/// TLS 1.2 and 1.3. The receiver's certificate is checked against the host of the URL, anew with each connection.
pub(super) struct Tls(TlsConnector);

impl Tls {
    pub(super) fn new(authorities: &[CertificateDer<'static>]) -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for authority in authorities {
            roots.add(authority.clone())?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config.resumption = Resumption::disabled();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    pub(super) async fn handshake(
        &self,
        url: &Url,
        stream: TcpStream,
        limit: Duration,
    ) -> Result<TlsStream<TcpStream>, GuardedError> {
        let name = server_name(url).map_err(GuardedError::Tls)?;
        within(limit, self.0.connect(name, stream)).await.map_err(GuardedError::Tls)
    }
}

fn server_name(url: &Url) -> io::Result<ServerName<'static>> {
    let name = match url.host() {
        Some(Host::Ipv4(address)) => ServerName::IpAddress(std::net::IpAddr::from(address).into()),
        Some(Host::Ipv6(address)) => ServerName::IpAddress(std::net::IpAddr::from(address).into()),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name).to_owned();
            ServerName::try_from(name).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?
        }
        None => return Err(io::ErrorKind::InvalidInput.into()),
    };
    Ok(name)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn wh_3_a_connection_to_another_address_than_the_judged_one_is_refused() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reached = listener.local_addr().unwrap();
        let connect = async || TcpStream::connect(reached).await.unwrap();
        assert!(require_peer(connect().await, reached).is_ok());
        for judged in ["127.0.0.2".parse().unwrap(), "93.184.216.34".parse().unwrap()] {
            assert!(require_peer(connect().await, SocketAddr::new(judged, reached.port())).is_err(), "{judged}");
        }
    }
}
