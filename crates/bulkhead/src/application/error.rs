use std::io;
use std::net::SocketAddr;

use crate::database::OpenError;
use crate::dispatcher::CarriersError;
use crate::mailer::TransportError;

/// Why the server did not start; one line a fault.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("the database can't be examined")]
    Examine(#[from] tenancy::Error),
    #[error("{}", .0.join("\n"))]
    Unfit(Vec<String>),
    #[error("{variable}: can't listen on {address}")]
    Listen { variable: &'static str, address: SocketAddr, source: io::Error },
    #[error("can't keep the development secret in {0}")]
    Secret(String, #[source] io::Error),
    #[error("can't start")]
    Start(#[source] io::Error),
    #[error(transparent)]
    Transports(#[from] TransportError),
    #[error("requests to the carrier can't be made")]
    Carriers(#[from] CarriersError),
    #[error("PUBLIC_URL: {0} has no host that carriers could sign")]
    Origin(url::Url),
    #[error("CHAT_URL")]
    Chat(#[from] providers::ChatSetupError),
    #[error("IMAGES_URL")]
    Images(#[from] providers::ImageSetupError),
    #[error("FILES_URL")]
    Files(#[from] providers::FileStoreSetupError),
    #[error("the key for push services can't be had")]
    PushKey(#[source] tenancy::Error),
    #[error("requests to URLs of tenants can't be made")]
    Guarded(#[from] providers::GuardedSetupError),
    #[error("two metrics have one name")]
    Metrics(#[from] prometheus::Error),
}
