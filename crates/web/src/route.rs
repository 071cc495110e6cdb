//! What a route is: a line of the table that registration, the API's description and the access test all derive from.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use domain::kit::Resource;
use futures_util::future::LocalBoxFuture;
use tenancy::Role;

use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::Request;
use crate::schema::Schema;

pub type Answer = Result<HttpResponse, Error>;
pub type Handler = fn(Rc<Request>) -> LocalBoxFuture<'static, Answer>;

/// Who may use a route. The least role is checked by the database, in the unit of work itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody, with the reason why.
    Open(&'static str),
    /// Whoever is signed in; the route knows no tenant.
    SignedIn,
    /// Members of the tenant, from this role up.
    Member(Role),
}

/// What body a route reads.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    None,
    /// `application/json` of this shape.
    Json(Schema),
    /// `application/json` or `application/merge-patch+json` of this shape.
    MergePatch(Schema),
    /// CSV or NDJSON, read as it arrives.
    Rows(&'static Resource),
}

/// An answer that a route gives when it does what it is asked to.
#[derive(Clone, Copy, Debug)]
pub struct Success {
    pub status: u16,
    pub schema: Schema,
}

/// A line of the route table.
#[derive(Clone, Debug)]
pub struct Route {
    pub method: Method,
    /// Parameters in braces: `/api/leads/{id}`.
    pub path: &'static str,
    /// Unique: `listLeads`.
    pub operation: &'static str,
    pub summary: &'static str,
    pub group: &'static str,
    pub access: Access,
    pub body: Body,
    pub success: Success,
    /// What it counts as, beside a request like any other.
    pub limit: Option<Limit>,
    /// The resource that a route of the kit serves.
    pub resource: Option<&'static Resource>,
    pub handler: Handler,
}

/// Names an async function as a [`Handler`].
macro_rules! handler {
    ($function:path) => {
        |request| Box::pin($function(request))
    };
}
pub(crate) use handler;
