//! The future of one request, without a box of its own.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context as Task, Poll};
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::ServiceResponse;
use base::Panicked;
use pin_project_lite::pin_project;
use tracing::Span;

use crate::edge::connection::Connection;
use crate::edge::finish::Finish;
use crate::edge::response::EdgeBody;
use crate::error::Error;

type Outcome<B> = Result<ServiceResponse<EdgeBody<B>>, actix_web::Error>;

pin_project! {
    #[project = StateProjection]
    enum State<F, B> {
        Done { outcome: Option<Outcome<B>> },
        Running { #[pin] inner: F, running: Option<Running> },
    }
}

struct Running {
    end: Finish,
    span: Span,
    connection: Option<Rc<Connection>>,
    ticks: u32,
}

impl Running {
    /// Looks at the time only when the connection's clock has ticked, not at every poll.
    fn is_overdue(&mut self) -> bool {
        let Some(connection) = &self.connection else {
            return false;
        };
        std::mem::replace(&mut self.ticks, connection.ticks()) != connection.ticks() && self.end.is_overdue()
    }
}

pin_project! {
    /// Resolves to the completed response.
    pub struct EdgeFuture<F, B> {
        #[pin]
        state: State<F, B>,
    }
}

impl<F, B> EdgeFuture<F, B> {
    pub(crate) fn running(inner: F, end: Finish, connection: Option<Rc<Connection>>, span: Span) -> Self {
        let ticks = connection.as_ref().map_or(0, |connection| connection.ticks());
        let running = Some(Running { end, span, connection, ticks });
        Self { state: State::Running { inner, running } }
    }

    pub(crate) fn refused(response: ServiceResponse<EdgeBody<B>>) -> Self {
        Self { state: State::Done { outcome: Some(Ok(response)) } }
    }

    pub(crate) fn failed(error: actix_web::Error) -> Self {
        Self { state: State::Done { outcome: Some(Err(error)) } }
    }
}

impl<F, B> Future for EdgeFuture<F, B>
where
    F: Future<Output = Result<ServiceResponse<B>, actix_web::Error>>,
    B: MessageBody,
{
    type Output = Outcome<B>;

    fn poll(self: Pin<&mut Self>, cx: &mut Task<'_>) -> Poll<Self::Output> {
        let (inner, slot) = match self.project().state.project() {
            StateProjection::Done { outcome } => {
                return outcome.take().map_or(Poll::Pending, Poll::Ready);
            }
            StateProjection::Running { inner, running } => (inner, running),
        };
        let Some(running) = slot else {
            return Poll::Pending;
        };
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let _entered = running.span.enter();
            inner.poll(cx)
        }));
        let polled = match polled {
            Ok(Poll::Pending) if running.is_overdue() => Err(Error::Unavailable {
                retry_after: Duration::from_secs(1),
                cause: Some("the request's deadline has passed".into()),
            }),
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(outcome)) => Ok(outcome),
            Err(panic) => Err(Error::internal(Panicked::new(panic.as_ref()))),
        };
        let Some(Running { end, span, .. }) = slot.take() else {
            return Poll::Pending;
        };
        let _entered = span.enter();
        Poll::Ready(match polled {
            Ok(Ok(response)) => Ok(end.response(response)),
            Ok(Err(error)) => Err(end.error(&error)),
            Err(error) => Err(end.fail(&error)),
        })
    }
}
