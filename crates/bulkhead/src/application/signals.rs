use std::io;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use tokio::signal::unix::{SignalKind, signal};
use web::health::Readiness;
use web::serve;

/// Waits for SIGTERM or SIGINT, then stops the server by [`serve::stop`]. Returns at a second signal, and at
/// nothing else: the caller then drops the server, which takes no other word while it waits for what is in flight.
pub(super) async fn stop_on_signal(server: ServerHandle, readiness: Arc<Readiness>, drain: Duration) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut signalled = async || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    signalled().await;
    let twice = signalled();
    tokio::pin!(twice);
    tokio::select! {
        () = serve::stop(server, &readiness, drain) => twice.await,
        () = &mut twice => {}
    }
    tracing::warn!("stopping at once: a second signal came");
    Ok(())
}
