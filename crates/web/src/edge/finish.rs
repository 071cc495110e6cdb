//! How a request ends: the response completed, counted and logged, once.

use std::rc::Rc;

use actix_web::ResponseError;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use base::Panicked;

use crate::edge::connection::{Answering, Connection};
use crate::edge::response::{self, EdgeBody, Finished, UntilSent};
use crate::edge::{Context, Edge, headers, log};
use crate::error::Error;
use crate::problem::Problem;

/// Everything that is needed at a request's end; dropped unused where the client is gone before it.
pub(crate) struct Finish {
    edge: Rc<Edge>,
    pub context: Rc<Context>,
    answering: Option<Answering>,
}

impl Finish {
    pub fn new(edge: Rc<Edge>, context: Rc<Context>, connection: Option<&Rc<Connection>>) -> Self {
        Self { edge, context, answering: connection.map(Connection::begin) }
    }

    /// Whether the response should have begun by now.
    pub fn is_overdue(&self) -> bool {
        self.context.is_overdue(&self.edge.settings.readiness)
    }

    /// Completes a response; one that reports an error becomes a problem.
    pub fn response<B: MessageBody>(mut self, mut response: ServiceResponse<B>) -> ServiceResponse<EdgeBody<B>> {
        response::end_by_closing(&mut response);
        let until_sent = UntilSent::new(self.answering.take(), self.context.occupancy.take_stream());
        match response::error_of(response.response()) {
            Some(error) => self.observe(response.status(), Some(error)),
            None => self.observe_foreign(response.status(), response.response().error()),
        }
        let problem = response::problem_of(response.response());
        headers::complete(response.headers_mut(), self.context.id);
        match problem {
            None => response.map_body(|_, body| EdgeBody::left(body, until_sent)),
            Some(problem) => response.map_body(|head, _| {
                response::prepare(&mut head.headers);
                EdgeBody::right(problem.render(Some(self.context.id)), until_sent)
            }),
        }
    }

    /// Completes the response to a request that goes no further.
    pub fn refuse<B>(mut self, request: ServiceRequest, error: &Error) -> ServiceResponse<EdgeBody<B>> {
        self.observe(error.status_code(), Some(error));
        let body = error.problem().render(Some(self.context.id));
        let until_sent = UntilSent::new(self.answering.take(), None);
        let mut response = error.error_response().set_body(EdgeBody::right(body, until_sent));
        headers::complete(response.headers_mut(), self.context.id);
        request.into_response(response)
    }

    /// Completes the response to an error that passed every other layer.
    pub fn error(self, error: &actix_web::Error) -> actix_web::Error {
        if let Some(ours) = error.as_error::<Error>() {
            return self.fail(ours);
        }
        let response = error.error_response();
        let status = response.status();
        self.observe_foreign(status, Some(error));
        let problem = response::problem_of(&response).unwrap_or_else(|| Problem::of_status(status));
        self.finished(problem, response.headers().clone())
    }

    pub fn fail(self, error: &Error) -> actix_web::Error {
        self.observe(error.status_code(), Some(error));
        self.finished(error.problem(), error.error_response().headers().clone())
    }

    fn finished(&self, problem: Problem, mut map: HeaderMap) -> actix_web::Error {
        response::prepare(&mut map);
        headers::complete(&mut map, self.context.id);
        Finished { problem, headers: map, id: self.context.id }.into()
    }

    fn observe_foreign(&self, status: StatusCode, error: Option<&actix_web::Error>) {
        let cause = error.filter(|_| status.is_server_error()).map(|error| Error::internal(error.to_string()));
        self.observe(status, cause.as_ref());
    }

    fn observe(&self, status: StatusCode, error: Option<&Error>) {
        let metrics = &self.edge.metrics;
        let took = self.context.started.elapsed();
        metrics.observe(self.context.route(), status.as_u16(), took);
        if status == StatusCode::TOO_MANY_REQUESTS {
            metrics.rate_limited.inc();
        }
        if let Some(Error::Internal(cause)) = error
            && cause.is::<Panicked>()
        {
            metrics.panics.inc();
        }
        let route = metrics.label(self.context.route());
        log::record(self.edge.settings.access_log, &self.context, route, status, took, error);
    }
}
