use std::marker::PhantomData;

use sqlx::PgExecutor;

use super::{Message, Recipient, Requested, push};
use crate::Auth;

/// The proof that the rate limit admits one message with this content to its recipient, in the transaction that it was
/// counted in. Sending consumes it.
#[must_use]
#[derive(Debug)]
pub struct Admitted<R> {
    to: Recipient,
    content: PhantomData<R>,
}

impl<R: Requested> Admitted<R> {
    /// For what has counted the message.
    pub(super) fn new(to: Recipient) -> Self {
        Self { to, content: PhantomData }
    }
}

/// Queues a message that the rate limit has admitted. It is sent when the transaction commits; the same transaction
/// counted it, so a rollback takes the count back.
pub async fn send<R: Requested>(
    db: impl PgExecutor<'_>,
    auth: &Auth,
    admitted: Admitted<R>,
    content: R,
) -> Result<(), sqlx::Error> {
    push(db, auth, &Message { to: admitted.to, content: content.into() }).await
}
