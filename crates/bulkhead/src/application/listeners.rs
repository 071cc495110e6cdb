use std::io;
use std::net::{SocketAddr, TcpListener};

use super::StartError;
use crate::config::{Config, Environment};

/// What the process listens on.
pub(super) struct Listeners {
    pub main: TcpListener,
    /// That of development's second address.
    pub second: Option<TcpListener>,
    /// Of `main`; its port is never 0.
    pub address: SocketAddr,
    pub metrics: Option<TcpListener>,
}

impl Listeners {
    pub fn bind(config: &Config) -> Result<Self, StartError> {
        let main = listen("BULKHEAD_ADDR", config.http.address)?;
        let second = config.http.second_address.and_then(second_listener);
        let metrics = metrics_listener(config)?;
        let address = main.local_addr().map_err(StartError::Start)?;
        Ok(Self { main, second, address, metrics })
    }

    /// The host's name and the port: what tells a process from the others of an installation.
    pub fn node_name(&self) -> String {
        let uname = rustix::system::uname();
        format!("{}:{}", uname.nodename().to_string_lossy(), self.address.port())
    }
}

fn listen(variable: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|source| StartError::Listen { variable, address, source })
}

/// The listener of development's second address. A machine may lack IPv6, or another server may have the port there.
fn second_listener(address: SocketAddr) -> Option<TcpListener> {
    let listener = TcpListener::bind(address);
    if listener.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AddrInUse) {
        tracing::warn!("{address} is in use: http://localhost may lead to another server");
    }
    listener.ok()
}

/// The listener for metrics, if configured. Several servers of one developer share a default; the first gets it.
fn metrics_listener(config: &Config) -> Result<Option<TcpListener>, StartError> {
    let Some(address) = config.telemetry.metrics_address else { return Ok(None) };
    match listen("METRICS_ADDR", address) {
        Err(StartError::Listen { source, .. })
            if source.kind() == io::ErrorKind::AddrInUse && config.environment == Environment::Development =>
        {
            tracing::warn!("METRICS_ADDR: {address} is in use; there are no metrics");
            Ok(None)
        }
        listener => listener.map(Some),
    }
}
