use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use web::health::Readiness;

/// Looks four times a second whether the database answers; readiness reports what was seen last.
pub(super) fn start(options: PgConnectOptions) -> Arc<Readiness> {
    let reachable = Arc::new(AtomicBool::new(true));
    let seen = Arc::clone(&reachable);
    tokio::spawn(async move {
        let mut connection = None;
        loop {
            let look = async {
                let mut open = match connection.take() {
                    Some(open) => open,
                    None => options.connect().await?,
                };
                open.ping().await?;
                Ok::<_, sqlx::Error>(open)
            };
            connection = tokio::time::timeout(Duration::from_secs(1), look).await.ok().and_then(Result::ok);
            seen.store(connection.is_some(), Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    });
    Arc::new(Readiness::new(move || reachable.load(Ordering::Relaxed)))
}
