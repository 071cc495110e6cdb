//! A request as its handler sees it: its route and who asks known, its body read.

mod who;

use std::cell::RefCell;
use std::rc::Rc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, dev::Payload, web::Bytes};
use domain::kit::Resource;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use tenancy::impersonations::Impersonation;
use tenancy::{Caller, Entry, Intent, Membership, Role, TenantRef};
use uuid::Uuid;

pub use who::Who;

use crate::error::Error;
use crate::json;
use crate::problem::FieldError;
use crate::route::{Access, Route};
use crate::session::{Identity, Principal};
use crate::state::State;

/// `X-Tenant`: the tenant that a request names, and that an answer was given for.
pub const X_TENANT: HeaderName = HeaderName::from_static("x-tenant");

pub struct Request {
    pub http: HttpRequest,
    pub state: Rc<State>,
    pub route: &'static Route,
    pub id: Uuid,
    pub(crate) who: Who,
    pub(crate) parameter: Option<String>,
    pub(crate) body: Bytes,
    /// The body of a route that reads it as it arrives.
    pub(crate) payload: RefCell<Option<Payload>>,
}

impl Request {
    /// Who is signed in. [`Error::Unauthenticated`] also where that isn't looked up yet: then the handler runs again, with it.
    pub fn principal(&self) -> Result<&Principal, Error> {
        match self.who.identity() {
            Some(Identity::User(principal)) => Ok(principal),
            _ => Err(Error::Unauthenticated),
        }
    }

    /// As whom a platform admin acts; `None` also where that isn't looked up yet.
    pub fn impersonation(&self) -> Option<&Impersonation> {
        match self.who.identity() {
            Some(Identity::Impersonator(acting)) => Some(acting),
            _ => None,
        }
    }

    /// Who asks, as the database is told.
    pub fn caller(&self) -> Result<&Caller, Error> {
        self.who.caller().ok_or(Error::Unauthenticated)
    }

    /// The tenant that the request names, as it was sent.
    pub fn named_tenant(&self) -> Option<&str> {
        self.http.headers().get(X_TENANT).and_then(|named| named.to_str().ok())
    }

    pub fn resource(&self) -> Result<&'static Resource, Error> {
        self.route.resource.ok_or_else(|| Error::internal("the route serves no resource"))
    }

    /// The way into the tenant that the request names, at the role that the route needs. 404 for a name that can be no
    /// tenant's.
    pub fn entry(&self, intent: Intent) -> Result<Entry, Error> {
        let Access::Member(needed) = self.route.access else {
            return Err(Error::internal("the route knows no tenant"));
        };
        let needed = if self.route.oneself { Role::Viewer } else { needed };
        let named = match self.http.headers().get(X_TENANT) {
            None => TenantRef::HOME,
            Some(named) => named.to_str().ok().and_then(TenantRef::parse).ok_or(Error::NotFound)?,
        };
        let tenant = match self.who.identity() {
            Some(identity) => identity.tenant_for(named)?,
            None => named,
        };
        Ok(Entry { who: self.caller()?.clone(), tenant, needed, intent, request_id: self.id })
    }

    /// The path's parameter as it was sent.
    pub fn parameter(&self) -> Result<&str, Error> {
        self.parameter.as_deref().ok_or(Error::NotFound)
    }

    /// The path's parameter as an id. One that is none names nothing.
    pub fn id(&self) -> Result<Uuid, Error> {
        Uuid::try_parse(self.parameter()?).map_err(|_| Error::NotFound)
    }

    /// The parameters of the query, in their order. 400 for more than 64, and for what isn't UTF-8 or has a NUL.
    pub fn query(&self) -> Result<Vec<(String, String)>, Error> {
        let text = self.http.query_string();
        let pairs: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).into_owned().take(65).collect();
        let broken = |text: &String| text.contains(['\0', char::REPLACEMENT_CHARACTER]);
        if pairs.len() > 64 || pairs.iter().any(|(name, value)| broken(name) || broken(value)) {
            return Err(Error::bad_request("The query can't be read."));
        }
        Ok(pairs)
    }

    /// The body as a JSON object: 400 where it isn't JSON, 422 where it is another value.
    pub fn object(&self) -> Result<Map<String, Json>, Error> {
        match json::parse(&self.body) {
            Ok(Json::Object(object)) => Ok(object),
            Ok(_) => Err(Error::Unprocessable(vec![FieldError::new("", "type", "must be an object")])),
            Err(_) => Err(Error::bad_request("The body isn't JSON.")),
        }
    }

    /// The body as a type of its own: 400 where it isn't JSON, 422 by field where it is of another shape.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Error> {
        parse(self.object()?)
    }

    /// An answer of JSON for a tenant.
    pub fn json(status: StatusCode, membership: &Membership, json: Vec<u8>) -> HttpResponse {
        let mut answer = Self::empty(status, membership);
        answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        answer.set_body(actix_web::body::BoxBody::new(json))
    }

    /// An answer for a tenant without a body.
    pub fn empty(status: StatusCode, membership: &Membership) -> HttpResponse {
        let mut answer = HttpResponse::new(status);
        if let Ok(slug) = HeaderValue::from_str(membership.slug()) {
            answer.headers_mut().insert(X_TENANT, slug);
        }
        answer
    }

    /// Whether `If-None-Match` names this version.
    pub fn has_version(&self, version: i64) -> bool {
        let headers = self.http.headers().get_all(IF_NONE_MATCH);
        headers.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|tag| {
            let tag = tag.trim();
            tag == "*" || parse_tag(tag.strip_prefix("W/").unwrap_or(tag)) == Some(version)
        })
    }

    /// The versions that `If-Match` names; `None` where any will do. A weak tag matches none (RFC 9110, 13.1.1).
    pub fn expected_versions(&self) -> Result<Option<Vec<i64>>, Error> {
        let mut versions = None;
        for value in self.http.headers().get_all(IF_MATCH) {
            let value = value.to_str().map_err(|_| Error::bad_request("If-Match can't be read."))?;
            for tag in value.split(',').map(str::trim) {
                if tag == "*" {
                    return Ok(None);
                }
                versions.get_or_insert_with(Vec::new).extend(parse_tag(tag));
            }
        }
        Ok(versions)
    }
}

/// The entity tag of a version: `"7"`.
pub fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

fn parse_tag(tag: &str) -> Option<i64> {
    tag.strip_prefix('"')?.strip_suffix('"')?.parse().ok()
}

/// Says which field is wrong, and how, where a body is of another shape than its type.
fn parse<T: DeserializeOwned>(object: Map<String, Json>) -> Result<T, Error> {
    serde_path_to_error::deserialize(Json::Object(object)).map_err(|error| {
        let (path, message) = (error.path().to_string(), error.inner().to_string());
        let named = message.split('`').nth(1).unwrap_or_default().to_owned();
        let (field, code, message) = match () {
            () if message.starts_with("unknown field") => (named, "unknown", "is not a field of this body".to_owned()),
            () if message.starts_with("missing field") => (named, "required", "must be given".to_owned()),
            () => (path, "type", message),
        };
        Error::Unprocessable(vec![FieldError::new(field, code, message)])
    })
}
