use std::time::Duration;

use tenancy::Db;

use base::causes;

const EVERY: Duration = Duration::from_secs(1);
const AFTER_A_FAILURE: Duration = Duration::from_secs(20);

/// Keeps the search indexes' lists of pending entries short, which each search reads whole; ends with the runtime.
pub(super) async fn keep_lists_short(db: Db) {
    loop {
        let pause = match db.clean_pending_lists().await {
            Ok(_) => EVERY,
            Err(error) => {
                let error = causes::describe(&error);
                tracing::warn!(?error, "could not clean the pending lists of the search indexes: searches get slower");
                AFTER_A_FAILURE
            }
        };
        tokio::time::sleep(pause).await;
    }
}
