//! The outermost layer: everything that holds for every request, in one middleware.
//!
//! In order: client and request id, flood limit, load, head and cookies as they came, origin of unsafe requests. On the
//! way out: problems in one shape, headers, metrics, log line. A panic anywhere within becomes a 500.

pub mod admission;
pub mod body;
pub mod limit;
pub mod unit;

mod authorization;
pub(crate) mod bare_response;
mod connection;
mod context;
mod cookies;
mod finish;
mod future;
mod head;
mod headers;
mod log;
mod occupancy;
mod origin;
mod peer;
mod response;
mod socket;

#[cfg(test)]
mod tests;

use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready};
use base::Panicked;

pub use admission::{Admission, Bounds};
pub use authorization::bearer;
pub use connection::Connection;
pub use context::Context;
pub use cookies::CookieNames;
pub use future::EdgeFuture;
pub use headers::X_TENANT;
pub use log::AccessLog;
pub use occupancy::Occupancy;
pub use origin::OwnOrigins;
pub use peer::Peer;
pub use response::EdgeBody;
pub use socket::{Socket, Timeouts};

use crate::client::TrustedProxies;
use crate::error::Error;
use crate::health::Readiness;
use crate::metrics::Metrics;
use finish::Finish;
use limit::{Limit, Limits};

/// What the edge needs to know; one per process, shared by its workers.
pub struct Settings {
    pub proxies: TrustedProxies,
    pub own_origins: OwnOrigins,
    pub cookies: CookieNames,
    /// Bytes of request line and headers together.
    pub head_limit: usize,
    pub admission: Arc<Admission>,
    /// Until a response must begin; then it is 503 and the client may retry.
    pub deadline: Duration,
    pub access_log: AccessLog,
    /// What waits while the database is away is 503 long before the deadline.
    pub readiness: Arc<Readiness>,
}

/// The middleware; to be wrapped around the application last, which makes it the outermost.
#[derive(Clone)]
pub struct Edge {
    settings: Arc<Settings>,
    limits: Arc<Limits>,
    metrics: Arc<Metrics>,
}

impl Edge {
    pub fn new(settings: Arc<Settings>, limits: Arc<Limits>, metrics: Arc<Metrics>) -> Self {
        Self { settings, limits, metrics }
    }

    pub(crate) fn admission(&self) -> Arc<Admission> {
        Arc::clone(&self.settings.admission)
    }

    pub(crate) fn metrics(&self) -> Arc<Metrics> {
        Arc::clone(&self.metrics)
    }

    fn client(&self, request: &ServiceRequest) -> IpAddr {
        let peer = request.head().peer_addr.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
        self.settings.proxies.client(peer, request.headers())
    }

    fn context(&self, request: &ServiceRequest) -> Context {
        let client = self.client(request);
        let is_probe = request.path().starts_with("/health");
        let occupancy = Occupancy::new(Arc::clone(&self.settings.admission), client.into(), is_probe);
        Context::new(client, self.settings.deadline, occupancy)
    }

    /// Refuses what needs no further look.
    fn precheck(&self, request: &ServiceRequest, context: &Context) -> Result<(), Error> {
        self.limits.check(Limit::AnyRequest, context.client_key())?;
        if !body::has_body(request) {
            context.occupancy.begin_work()?;
        }
        head::check(request.head(), self.settings.head_limit)?;
        let has_session_cookie = self.settings.cookies.check(request.headers())?;
        if authorization::check(request.headers(), has_session_cookie)? {
            // A browser never adds a bearer token by itself, so a foreign page is unable to have a user's token sent.
            return Ok(());
        }
        self.settings.own_origins.check(request.head())
    }
}

impl<S, B> Transform<S, ServiceRequest> for Edge
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    S::Future: 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EdgeBody<B>>;
    type Error = actix_web::Error;
    type Transform = EdgeService<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(EdgeService { inner, edge: Rc::new(self.clone()) }))
    }
}

/// [`Edge`] around one worker's application.
pub struct EdgeService<S> {
    inner: S,
    edge: Rc<Edge>,
}

impl<S, B> Service<ServiceRequest> for EdgeService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = actix_web::Error>,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EdgeBody<B>>;
    type Error = actix_web::Error;
    type Future = EdgeFuture<S::Future, B>;

    forward_ready!(inner);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let context = Rc::new(self.edge.context(&request));
        let connection = request.conn_data::<Rc<Connection>>().cloned();
        let end = Finish::new(Rc::clone(&self.edge), Rc::clone(&context), connection.as_ref());
        if let Err(refusal) = self.edge.precheck(&request, &context) {
            return EdgeFuture::refused(end.refuse(request, &refusal));
        }
        self.edge.settings.cookies.drop_others(request.headers_mut());
        let span = log::span(request.method(), &context);
        request.extensions_mut().insert(context);
        match catch_unwind(AssertUnwindSafe(|| span.in_scope(|| self.inner.call(request)))) {
            Ok(inner) => EdgeFuture::running(inner, end, connection, span),
            Err(panic) => EdgeFuture::failed(end.fail(&Error::internal(Panicked::new(panic.as_ref())))),
        }
    }
}
