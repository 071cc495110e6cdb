//! A request as its handler sees it: its route and its credential known, its body read.

mod identity;

use std::cell::RefCell;
use std::rc::Rc;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, IF_MATCH, IF_NONE_MATCH, USER_AGENT};
use actix_web::{HttpRequest, HttpResponse, dev::Payload, web::Bytes};
use auth::{Claim, Client, Demands};
use base::json;
use domain::kit::{Collection, Resource};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};
use tenancy::impersonations::Impersonation;
use tenancy::platform::PlatformCaller;
use tenancy::{Caller, Intent, Membership, Role, TenantId, TenantRef, TenantRequest};
use time::OffsetDateTime;
use uuid::Uuid;

pub use crate::edge::X_TENANT;
pub use identity::{RequestIdentity, ShownCaller};

use crate::edge::Context;
use crate::error::Error;
use crate::path::PathValues;
use crate::problem::FieldError;
use crate::route::{Access, Route};
use crate::session::{self, Credential, Identity, Principal};
use crate::shares::Act;
use crate::state::State;
use crate::tally::Share;

/// How long a proof of identity is recent enough for a sensitive change (ASVS 7.5.1).
pub const RECENT_AUTH: time::Duration = time::Duration::minutes(5);

pub struct Request {
    pub http: HttpRequest,
    pub state: Rc<State>,
    pub route: &'static Route,
    pub id: Uuid,
    pub(crate) identity: RequestIdentity,
    pub(crate) path: PathValues,
    pub(crate) body: Bytes,
    /// The body of a route that reads it as it arrives.
    pub(crate) payload: RefCell<Option<Payload>>,
}

impl Request {
    /// The signed-in user, for display only. An act takes [`Request::claim`].
    pub fn principal(&self) -> Result<&Principal, Error> {
        match self.identity.resolved() {
            Some(Identity::User(principal)) => Ok(principal),
            _ => Err(Error::Unauthenticated),
        }
    }

    /// The member that a platform admin acts as; `None` also where the credential wasn't looked up.
    pub fn impersonation(&self) -> Option<&Impersonation> {
        match self.identity.resolved() {
            Some(Identity::Impersonator(acting)) => Some(acting),
            _ => None,
        }
    }

    /// The holder of the credential: as looked up before the body, or looked up now where that was left to the work.
    pub async fn identify(&self) -> Result<Identity, Error> {
        if let Some(identity) = self.identity.resolved() {
            return Ok(identity.clone());
        }
        let shown = self.identity.shown().ok_or(Error::Unauthenticated)?;
        session::identify(&self.state, &shown.credential).await?.ok_or(Error::Unauthenticated)
    }

    /// The credential for acts on the session and its user, with what the route demands of it.
    pub fn claim(&self) -> Result<Claim, Error> {
        self.optional_claim()?.ok_or(Error::Unauthenticated)
    }

    /// The same for an open route, which the holder of a session may use as well.
    pub fn optional_claim(&self) -> Result<Option<Claim>, Error> {
        let Some(ShownCaller { credential: Credential::Session(proof), .. }) = self.identity.shown() else {
            return Ok(None);
        };
        let demands = Demands {
            may_owe: matches!(self.route.access, Access::Open(_) | Access::MfaPending),
            proved_since: self.proved_since(),
            verified: self.route.requires_verified_contact,
            platform: self.route.access == Access::Platform,
        };
        let user_agent = self.http.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
        let client = Client {
            address: Some(Context::of(&self.http)?.client),
            user_agent: user_agent.map(str::to_owned),
            request_id: Some(self.id),
        };
        let device = self.state.shared.cookies.device(&self.http);
        Ok(Some(Claim::new(proof.clone(), demands, client, device)))
    }

    /// The credential for what platform admins do.
    pub fn platform_caller(&self) -> Result<PlatformCaller, Error> {
        let Some(ShownCaller { credential: Credential::Session(proof), .. }) = self.identity.shown() else {
            return Err(Error::Unauthenticated);
        };
        Ok(PlatformCaller {
            proof: proof.clone(),
            proved_since: self.proved_since(),
            hold: self.route.lasting,
            request_id: self.id,
        })
    }

    /// Since when the last proof of identity has to be, where the route asks for a recent one.
    fn proved_since(&self) -> Option<OffsetDateTime> {
        self.route.requires_recent_auth.then(|| self.state.auth.clock.now() - RECENT_AUTH)
    }

    /// The credential for units of work in tenants.
    pub fn caller(&self) -> Result<&Caller, Error> {
        self.identity.shown().map(|shown| &shown.caller).ok_or(Error::Unauthenticated)
    }

    /// The tenant that the request names, as it was sent: by its header, or in the query of a route that browsers ask
    /// without headers.
    pub fn named_tenant(&self) -> Result<Option<String>, Error> {
        if let Some(named) = self.http.headers().get(X_TENANT) {
            return named.to_str().map(|named| Some(named.to_owned())).map_err(|_| Error::NotFound);
        }
        if !self.route.names_tenant_in_query() {
            return Ok(None);
        }
        Ok(self.query()?.into_iter().find(|(name, _)| name == "tenant").map(|(_, named)| named))
    }

    pub fn resource(&self) -> Result<&'static Resource, Error> {
        self.route.resource.ok_or_else(|| Error::internal("the route serves no resource"))
    }

    /// The rows of the route's resource; in a nested one, of the parent's row that the path names.
    pub fn collection(&self) -> Result<Collection<'static>, Error> {
        let resource = self.resource()?;
        let Some(parent) = resource.parent else { return Ok(resource.into()) };
        Ok(resource.of(self.path_id(parent.column)?))
    }

    /// The id of another row than the route's own, which the path names. 404 where it is none.
    pub fn path_id(&self, parameter: &str) -> Result<Uuid, Error> {
        self.path.get(parameter).and_then(|text| Uuid::try_parse(text).ok()).ok_or(Error::NotFound)
    }

    /// The way into the tenant that the request names, at the role that the route needs. 404 for a name that can be no
    /// tenant's.
    pub fn entry(&self, intent: Intent) -> Result<TenantRequest, Error> {
        let Access::Member(needed) = self.route.access else {
            return Err(Error::internal("the route knows no tenant"));
        };
        let needed = if self.route.allows_self { Role::Viewer } else { needed };
        let named = match self.named_tenant()? {
            None => TenantRef::HOME,
            Some(named) => TenantRef::parse(&named).ok_or(Error::NotFound)?,
        };
        let shown = self.identity.shown().ok_or(Error::Unauthenticated)?;
        let who = match (intent, &shown.on_replica) {
            (Intent::Read, Some(on_replica)) => on_replica,
            _ => &shown.caller,
        };
        Ok(TenantRequest { who: who.clone(), tenant: named, needed, intent, request_id: self.id })
    }

    /// Lets the tenant of the request do one thing more, for as long as the share is kept. Which tenant that is, this node
    /// has learned from earlier requests of the caller, or asks the database.
    pub async fn take_share(&self, entry: &TenantRequest, act: Act) -> Result<Share<TenantId>, Error> {
        let db = &self.state.db;
        let tenant = match db.seen().tenant(entry) {
            Some(tenant) => tenant,
            None => db.authorize(entry).await?.tenant_id(),
        };
        self.state.shared.shares.take(tenant, act)
    }

    /// The value of a parameter of the path.
    pub fn parameter(&self, name: &str) -> Result<&str, Error> {
        self.path.get(name).ok_or(Error::NotFound)
    }

    /// The id of the row that the path leads to. A text that is no id names nothing.
    pub fn id(&self) -> Result<Uuid, Error> {
        self.path.id().ok_or(Error::NotFound)
    }

    /// The parameters of the query that have a value, in their order: `?q=&limit=5` is `?limit=5`. 400 for more than 64,
    /// and for what isn't UTF-8 or has a NUL.
    pub fn query(&self) -> Result<Vec<(String, String)>, Error> {
        let text = self.http.query_string();
        let mut pairs: Vec<_> = url::form_urlencoded::parse(text.as_bytes()).into_owned().take(65).collect();
        let broken = |text: &String| text.contains(['\0', char::REPLACEMENT_CHARACTER]);
        if pairs.len() > 64 || pairs.iter().any(|(name, value)| broken(name) || broken(value)) {
            return Err(Error::bad_request("The query can't be read."));
        }
        pairs.retain(|(_, value)| !value.is_empty());
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

    /// A response of JSON for a tenant.
    pub fn json(status: StatusCode, membership: &Membership, json: Vec<u8>) -> HttpResponse {
        let mut response = Self::empty(status, membership);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        response.set_body(actix_web::body::BoxBody::new(json))
    }

    /// A response for a tenant without a body.
    pub fn empty(status: StatusCode, membership: &Membership) -> HttpResponse {
        let mut response = HttpResponse::new(status);
        if let Ok(slug) = HeaderValue::from_str(membership.slug()) {
            response.headers_mut().insert(X_TENANT, slug);
        }
        response
    }

    /// Whether `If-None-Match` names this version.
    pub fn has_version(&self, version: i64) -> bool {
        let headers = self.http.headers().get_all(IF_NONE_MATCH);
        headers.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|tag| {
            let tag = tag.trim();
            tag == "*" || parse_tag(tag) == Some(version)
        })
    }

    /// The versions that `If-Match` names; `None` where any will do.
    ///
    /// A weak tag counts, other than RFC 9110 (13.1.1) has it: our tags are all strong, so it is one of ours that a proxy
    /// weakened as it compressed the response, and it still names the version.
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

/// The version in a tag of ours, also as a proxy writes the tag of a response that it compressed: `W/"7"` (nginx),
/// `"7-gzip"` (Caddy, Apache), `"7;gzip"` or `"7--gzip"` (Jetty).
fn parse_tag(tag: &str) -> Option<i64> {
    let quoted = tag.strip_prefix("W/").or_else(|| tag.strip_prefix("w/")).unwrap_or(tag);
    let text = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let end = text.find(['-', ';']).unwrap_or(text.len());
    let (version, coding) = text.split_at(end);
    let is_known = matches!(coding.trim_start_matches(['-', ';']), "" | "gzip" | "br" | "zstd" | "deflate");
    version.parse().ok().filter(|_| is_known && coding.len() != 1)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_names_its_version_after_a_proxy_has_compressed_the_response() {
        for tag in
            ["\"7\"", "W/\"7\"", "w/\"7\"", "\"7-gzip\"", "W/\"7-br\"", "\"7-zstd\"", "\"7;gzip\"", "\"7--gzip\""]
        {
            assert_eq!(parse_tag(tag), Some(7), "{tag}");
        }
        for tag in
            ["7", "\"\"", "W/", "\"7", "\"7-\"", "\"7-8\"", "\"7gzip\"", "\"-gzip\"", "\"7 \"", "W/W/\"7\"", "\"-7\""]
        {
            assert_eq!(parse_tag(tag), None, "{tag}");
        }
    }
}
