//! What a route is: a line of the table that registration, the API's description and the access test all derive from.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::Method;
use domain::kit::Resource;
use futures_util::future::LocalBoxFuture;
use schemars::JsonSchema;
use tenancy::Role;
use tenancy::api_keys::Action;

use crate::edge::limit::Limit;
use crate::error::Error;
use crate::request::Request;
use crate::schema::Schema;

pub type Response = Result<HttpResponse, Error>;
pub type Handler = fn(Rc<Request>) -> LocalBoxFuture<'static, Response>;

/// Who may use a route. The least role is checked by the database, in the unit of work itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// All clients, signed in or not, with the reason why.
    Open(&'static str),
    /// Signed-in users, also while they still owe the second factor; the route knows no tenant.
    MfaPending,
    /// Signed-in users; the route knows no tenant.
    SignedIn,
    /// Members of the tenant, from this role up.
    Member(Role),
    /// Platform admins, with two factors; the route knows no tenant.
    Platform,
}

/// What body a route reads.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    None,
    /// `application/json` of this shape.
    Json(Schema),
    /// `application/json` or `application/merge-patch+json` of this shape.
    MergePatch(Schema),
    /// A form, or a body of any other type: its sender signs it, and the handler verifies that.
    Signed,
    /// A form, or a body of any other type, that says nothing: a token in the path says it all.
    Unread,
    /// `application/json` of this shape, or what browsers report of a content security policy.
    Report(Schema),
    /// What makes a row, as `application/json`, or as `multipart/form-data` with an image beside.
    NewWithImage(&'static Resource),
    /// CSV or NDJSON, read as it arrives.
    Rows(&'static Resource),
}

impl Body {
    /// Whether it may be a JSON object.
    pub fn is_json(self) -> bool {
        matches!(self, Self::Json(_) | Self::MergePatch(_) | Self::NewWithImage(_) | Self::Report(_))
    }
}

/// A response that a route gives when it does what it is asked to.
#[derive(Clone, Copy, Debug)]
pub struct Success {
    pub status: u16,
    pub schema: Schema,
}

/// A line of the route table.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a column of the table, set by itself")]
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
    /// Whether it asks for a proof of identity within the last five minutes (ASVS 7.5.1).
    pub requires_recent_auth: bool,
    /// Whether it asks for a verified address or phone number (REG-2).
    pub requires_verified_contact: bool,
    /// Whether what it makes outlasts the session: an address, a password, a factor, a key, an invitation, an
    /// impersonation. Then whatever ends the session waits until that is committed.
    pub lasting: bool,
    /// Whether the credential may be left to the handler's own statement, which is its first and only unit of work. The
    /// kit's plain reads and writes say so of themselves.
    pub deferrable: bool,
    /// Whether API keys open it, in the scope that its path and method make. Off by default: administering is left to
    /// people.
    pub allows_api_keys: bool,
    /// Whether it is open to impersonators, where that doesn't follow from the rest of the line.
    pub allows_impersonators: bool,
    /// Whether any member may use it on themselves: its path's parameter is a user's id. The handler asks for the role
    /// otherwise.
    pub allows_self: bool,
    /// The parameters of its query, where they aren't a resource's.
    pub query: &'static [&'static str],
    /// The resource that a route of the kit serves.
    pub resource: Option<&'static Resource>,
    pub handler: Handler,
}

impl Success {
    /// A JSON body of a type's shape.
    pub fn of<T: JsonSchema>(status: u16) -> Self {
        Self { status, schema: Schema::of::<T>() }
    }

    /// 204: there is nothing to say.
    pub const NOTHING: Self = Self { status: 204, schema: Schema::Empty };
}

impl Route {
    /// A line for signed-in users, without a body. The setters below change single columns.
    pub fn new(
        group: &'static str,
        (method, path): (Method, &'static str),
        operation: &'static str,
        summary: &'static str,
        success: Success,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            path,
            operation,
            summary,
            group,
            access: Access::SignedIn,
            body: Body::None,
            success,
            limit: None,
            requires_recent_auth: false,
            requires_verified_contact: false,
            lasting: false,
            deferrable: false,
            allows_api_keys: false,
            allows_impersonators: false,
            allows_self: false,
            query: &[],
            resource: None,
            handler,
        }
    }

    #[must_use]
    pub fn access(self, access: Access) -> Self {
        Self { access, ..self }
    }

    /// For all clients, signed in or not; the API's description gives the reason `why`.
    #[must_use]
    pub fn open(self, why: &'static str) -> Self {
        self.access(Access::Open(why))
    }

    /// For members of the tenant, from this role up.
    #[must_use]
    pub fn member(self, needed: Role) -> Self {
        self.access(Access::Member(needed))
    }

    #[must_use]
    pub fn body(self, body: Body) -> Self {
        Self { body, ..self }
    }

    #[must_use]
    pub fn success(self, status: u16, schema: Schema) -> Self {
        Self { success: Success { status, schema }, ..self }
    }

    #[must_use]
    pub fn limit(self, limit: Limit) -> Self {
        Self { limit: Some(limit), ..self }
    }

    #[must_use]
    pub fn resource(self, resource: &'static Resource) -> Self {
        Self { resource: Some(resource), ..self }
    }

    /// For API keys too.
    #[must_use]
    pub fn allow_api_keys(self) -> Self {
        Self { allows_api_keys: true, ..self }
    }

    /// What an API key has to be allowed: the first part of the path behind `/api/`, and to read it or to write it.
    /// `None` for a route that keys don't open.
    pub fn scope(&self) -> Option<(&'static str, Action)> {
        let things = self.path.strip_prefix("/api/")?.split('/').next()?;
        let action = if self.method == Method::GET { Action::Read } else { Action::Write };
        self.allows_api_keys.then_some((things, action))
    }

    /// Also for platform admins who act as another user.
    #[must_use]
    pub fn allow_impersonators(self) -> Self {
        Self { allows_impersonators: true, ..self }
    }

    /// Whether a platform admin who acts as a member may use it, if the member may: it shows what the tenant has, or
    /// changes what API keys may change. Routes of the user's own, of administration and with a proof of identity stay
    /// closed.
    pub fn opens_to_impersonators(&self) -> bool {
        match self.access {
            Access::Open(_) => self.allows_impersonators || !self.path.starts_with("/auth/"),
            Access::Member(_) => {
                !(self.requires_recent_auth || self.requires_verified_contact)
                    && (self.method.is_safe() || self.allows_api_keys)
            }
            Access::MfaPending | Access::SignedIn => self.allows_impersonators,
            Access::Platform => false,
        }
    }

    /// Whether a retry with the same `Idempotency-Key` gets the response of the first request, and acts no second time:
    /// each POST in a tenant, and those that make a tenant.
    pub fn takes_idempotency_key(&self) -> bool {
        let makes_tenant = matches!(self.path, "/api/tenants" | "/admin/tenants");
        self.method == Method::POST && (matches!(self.access, Access::Member(_)) || makes_tenant)
    }

    /// Whether its query may name the tenant, since browsers ask it without headers.
    pub fn names_tenant_in_query(&self) -> bool {
        matches!(self.access, Access::Member(_)) && self.query.contains(&"tenant")
    }

    /// Any member may use it on themselves.
    #[must_use]
    pub fn allow_self(self) -> Self {
        Self { allows_self: true, ..self }
    }

    #[must_use]
    pub fn query(self, query: &'static [&'static str]) -> Self {
        Self { query, ..self }
    }

    #[must_use]
    pub fn require_recent_auth(self) -> Self {
        Self { requires_recent_auth: true, ..self }
    }

    #[must_use]
    pub fn lasting(self) -> Self {
        Self { lasting: true, ..self }
    }

    #[must_use]
    pub fn deferrable(self) -> Self {
        Self { deferrable: true, ..self }
    }

    #[must_use]
    pub fn require_verified_contact(self) -> Self {
        Self { requires_verified_contact: true, ..self }
    }
}

/// What a route's scope is called, for the API's description.
pub fn scope_name((things, action): (&str, Action)) -> String {
    match action {
        Action::Read => format!("{things}:read"),
        Action::Write => format!("{things}:write"),
    }
}

/// Names an async function as a [`Handler`].
macro_rules! handler {
    ($function:path) => {
        |request| Box::pin($function(request))
    };
}
pub(crate) use handler;
