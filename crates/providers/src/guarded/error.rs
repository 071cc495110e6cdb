use std::io;

use super::Refusal;

/// Why there is no client.
#[derive(Debug, thiserror::Error)]
pub enum GuardedSetupError {
    #[error("there is no resolver for host names")]
    Resolver(#[source] hickory_resolver::net::NetError),
    #[error("TLS can't be set up")]
    Tls(#[from] rustls::Error),
}

/// Why a request got no response. Only `Refused` says that nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum GuardedError {
    #[error("the URL {0}")]
    Refused(#[from] Refusal),
    #[error("the URL and the headers make no request")]
    Request(#[source] hyper::http::Error),
    #[error("there is no connection to the receiver")]
    Connect(#[source] io::Error),
    #[error("the receiver offers no TLS under its name")]
    Tls(#[source] io::Error),
    #[error("the receiver takes too long")]
    TooSlow,
    #[error("the body of the response is too long")]
    BodyTooLong,
    /// The response ends early, has too long a head, or is none of HTTP/1.1.
    #[error("the receiver sends no response that can be read")]
    Http(#[source] hyper::Error),
}
