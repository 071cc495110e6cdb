//! What is known about a request while it is on its way.

use std::cell::Cell;
use std::future::{Ready, ready};
use std::net::IpAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use uuid::Uuid;

use crate::client::ClientKey;
use crate::edge::occupancy::Occupancy;
use crate::error::Error;
use crate::health::Readiness;
use crate::metrics::RouteId;
use crate::request_id::RequestId;

/// How long a request waits for a database that doesn't answer.
const WITHOUT_DATABASE: Duration = Duration::from_secs(1);

/// Made by the edge for each request; what later layers learn (route, user, tenant) they note here, and the
/// edge's log line and metrics use it. Never holds a secret.
#[derive(Debug)]
pub struct Context {
    pub id: RequestId,
    pub started: Instant,
    /// The client's address: the peer, or what trusted proxies say.
    pub client: IpAddr,
    pub(crate) occupancy: Occupancy,
    route: Cell<RouteId>,
    user: Cell<Option<Uuid>>,
    impersonator: Cell<Option<Uuid>>,
    tenant: Cell<Option<Uuid>>,
    deadline: Cell<Option<Duration>>,
}

impl Context {
    pub(crate) fn new(client: IpAddr, deadline: Duration, occupancy: Occupancy) -> Self {
        Self {
            id: RequestId::next(),
            started: Instant::now(),
            client,
            occupancy,
            route: Cell::new(RouteId::UNMATCHED),
            user: Cell::new(None),
            impersonator: Cell::new(None),
            tenant: Cell::new(None),
            deadline: Cell::new(Some(deadline)),
        }
    }

    /// Returns the request's context; an error where the edge isn't in front, which is a fault of ours.
    pub fn of(request: &HttpRequest) -> Result<Rc<Self>, Error> {
        request
            .extensions()
            .get::<Rc<Self>>()
            .cloned()
            .ok_or_else(|| Error::internal("a request that did not come through the edge"))
    }

    pub fn client_key(&self) -> ClientKey {
        self.client.into()
    }

    pub fn set_route(&self, route: RouteId) {
        self.route.set(route);
    }

    pub fn route(&self) -> RouteId {
        self.route.get()
    }

    pub fn set_user(&self, user: Uuid) {
        self.user.set(Some(user));
    }

    pub fn user(&self) -> Option<Uuid> {
        self.user.get()
    }

    /// Notes who acts as the user.
    pub fn set_impersonator(&self, admin: Uuid) {
        self.impersonator.set(Some(admin));
    }

    pub fn impersonator(&self) -> Option<Uuid> {
        self.impersonator.get()
    }

    pub fn set_tenant(&self, tenant: Uuid) {
        self.tenant.set(Some(tenant));
    }

    pub fn tenant(&self) -> Option<Uuid> {
        self.tenant.get()
    }

    /// Replaces the time in which the response must begin; `None` for streams that last as long as their client.
    pub fn set_deadline(&self, deadline: Option<Duration>) {
        self.deadline.set(deadline);
    }

    /// Whether the response should have begun by now; while the database is away, that is a second after the start.
    pub(crate) fn is_overdue(&self, readiness: &Readiness) -> bool {
        self.deadline.get().is_some_and(|deadline| {
            let waited = self.started.elapsed();
            waited > deadline || (waited > WITHOUT_DATABASE && !readiness.is_database_reachable())
        })
    }
}

impl FromRequest for RequestId {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Context::of(request).map(|context| context.id))
    }
}
