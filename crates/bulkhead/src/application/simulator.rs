//! The simulated carrier of development.

use std::net::SocketAddr;

use base::{Clock, Random};
use providers::simulator::{Books, Faults, Pace, Simulator, SimulatorSettings, StartError, create_database};
use url::Url;

use crate::database::Embedded;

/// Starts the simulated carrier, whose books are beside the development database. `None` where another node has started
/// it, or where it can't be started: its phones then send nothing.
pub(super) async fn start(
    listen: SocketAddr,
    embedded: &Embedded,
    public_url: &Url,
    node: SocketAddr,
    clock: Clock,
) -> Option<Simulator> {
    let opened = async {
        let books = create_database(&embedded.superuser()).await?;
        Books::open(books).await
    };
    let books = match opened.await {
        Ok(books) => books,
        Err(error) => {
            let error = base::causes::describe(&error);
            tracing::warn!(?error, "the books of the simulated carrier can't be opened: its phones send nothing");
            return None;
        }
    };
    let nodes = Url::parse(&format!("http://{node}")).into_iter().collect();
    let settings = SimulatorSettings {
        listen,
        public_url: public_url.clone(),
        nodes,
        pace: Pace::NATURAL,
        faults: Faults::default(),
        fault_seed: 0,
        clock,
        random: Random::system(),
    };
    match Simulator::start(settings, books).await {
        Ok(simulator) => Some(simulator),
        Err(StartError::Listen(error)) if error.kind() == std::io::ErrorKind::AddrInUse => {
            tracing::info!("SIMULATOR_ADDR: {listen} is in use, perhaps by another node's simulated carrier");
            None
        }
        Err(error) => {
            let error = base::causes::describe(&error);
            tracing::warn!(?error, "the simulated carrier can't be started: its phones send nothing");
            None
        }
    }
}
