//! Units of work that neither a dropped request nor a panic can leave half done.

use base::Panicked;

use crate::error::Error;

/// Runs `work` as a task of its own on this worker and waits for it.
///
/// A client that resets its connection drops the waiting, not the work. A panic in it is `Error::Internal`; only this
/// request sees it.
pub async fn run<T: 'static>(work: impl Future<Output = Result<T, Error>> + 'static) -> Result<T, Error> {
    match actix_web::rt::spawn(work).await {
        Ok(outcome) => outcome,
        Err(failed) => match failed.try_into_panic() {
            Ok(payload) => Err(Error::internal(Panicked::new(payload.as_ref()))),
            Err(cancelled) => Err(Error::unavailable(cancelled)),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    #[actix_web::test]
    async fn rel_8_a_panic_is_an_internal_error() {
        let outcome = run::<()>(async { panic!("seeded") }).await;
        let Err(Error::Internal(cause)) = outcome else { panic!("{outcome:?}") };
        assert_eq!(cause.to_string(), "panicked: seeded");
        assert!(cause.is::<Panicked>());
    }

    #[actix_web::test]
    async fn rel_1_dropping_the_request_does_not_stop_the_work() {
        let done = Rc::new(Cell::new(false));
        let (release, released) = tokio::sync::oneshot::channel::<()>();
        let seen = Rc::clone(&done);
        let mut unit = Box::pin(run(async move {
            let _ = released.await;
            seen.set(true);
            Ok(())
        }));
        assert!(futures_util::poll!(&mut unit).is_pending());
        drop(unit);
        release.send(()).unwrap();
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        assert!(done.get());
    }
}
