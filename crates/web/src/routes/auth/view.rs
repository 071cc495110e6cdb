use actix_web::HttpResponseBuilder;
use actix_web::http::header::HeaderValue;
use auth::User;
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::TenantRef;
use tenancy::tenants::OwnTenant;
use time::OffsetDateTime;
use uuid::Uuid;

use super::impersonation::ImpersonationView;
use crate::error::Error;
use crate::request::X_TENANT;
use crate::route::Response;
use crate::routes::tenants::OwnTenantView;
use crate::session::Principal;

/// Who is signed in, and where.
#[derive(Serialize, JsonSchema)]
pub struct MeView {
    user: UserView,
    /// The tenant that the request is in: the one that it names, or the home
    tenant: Option<OwnTenantView>,
    /// The user's role in it: owner, admin, member or viewer
    role: Option<String>,
    /// All tenants of the user, the home first
    memberships: Vec<OwnTenantView>,
    /// The kinds of second factor that the user has: totp, passkey; empty for a platform admin who acts as the user
    factors: Vec<String>,
    /// Whether the user may use `/admin/…`, with a second factor; false for a platform admin who acts as another user
    platform_admin: bool,
    /// The platform admin's impersonation of the user, which the client shows as a banner; null without one
    impersonation: Option<ImpersonationView>,
    /// The session that the request came with; left out where the response starts one
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<SessionView>,
}

#[derive(Serialize, JsonSchema)]
pub struct UserView {
    id: Uuid,
    /// Left out for a user who has only a phone number
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    email_verified: bool,
    /// A number that the user has proved to hold, in E.164
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    name: String,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
}

#[derive(Serialize, JsonSchema)]
pub struct SessionView {
    id: Uuid,
    device_name: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    /// At most a minute behind
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    last_seen_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires_at: OffsetDateTime,
    /// When the user last proved, in this session, who they are
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    proved_at: OffsetDateTime,
    /// Whether with two factors
    second_factor: bool,
}

impl MeView {
    pub fn new(user: UserView, tenants: Vec<OwnTenant>, session: Option<SessionView>) -> Self {
        let memberships = tenants.into_iter().map(OwnTenantView::from).collect();
        Self {
            user,
            tenant: None,
            role: None,
            memberships,
            factors: Vec::new(),
            platform_admin: false,
            impersonation: None,
            session,
        }
    }

    pub fn acted_by(self, impersonation: ImpersonationView) -> Self {
        Self { impersonation: Some(impersonation), ..self }
    }

    pub fn of_platform_admin(self, platform_admin: bool) -> Self {
        Self { platform_admin, ..self }
    }

    pub fn with_factors(self, factors: Vec<String>) -> Self {
        Self { factors, ..self }
    }

    /// The response for the tenant that is `named`, by slug or id, or for the home. 404 for one that isn't the user's.
    pub fn response(mut self, mut response: HttpResponseBuilder, named: Option<&str>) -> Response {
        self.tenant = match named {
            None => self.memberships.iter().find(|own| own.home).cloned(),
            Some(named) => {
                TenantRef::parse(named).ok_or(Error::NotFound)?;
                let id = Uuid::try_parse(named).ok();
                let own =
                    self.memberships.iter().find(|own| own.slug.eq_ignore_ascii_case(named) || Some(own.id) == id);
                Some(own.cloned().ok_or(Error::NotFound)?)
            }
        };
        if let Some(tenant) = &self.tenant {
            self.role = Some(tenant.role.clone());
            response.insert_header((X_TENANT, HeaderValue::from_str(&tenant.slug).map_err(Error::internal)?));
        }
        Ok(response.json(self))
    }
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.0,
            email: user.email.as_ref().map(ToString::to_string),
            email_verified: user.email_verified,
            phone: user.phone.clone(),
            name: user.name.as_str().to_owned(),
            created_at: user.created_at,
        }
    }
}

impl From<&Principal> for UserView {
    fn from(principal: &Principal) -> Self {
        Self {
            id: principal.user_id.0,
            email: principal.email.clone(),
            email_verified: principal.email_verified,
            phone: principal.phone.clone(),
            name: principal.name.clone(),
            created_at: principal.registered_at,
        }
    }
}

impl From<&Principal> for SessionView {
    fn from(principal: &Principal) -> Self {
        Self {
            id: principal.session_id.0,
            device_name: principal.device_name.clone(),
            created_at: principal.created_at,
            last_seen_at: principal.last_seen_at,
            expires_at: principal.expires_at,
            proved_at: principal.proved_at,
            second_factor: principal.second_factor,
        }
    }
}
