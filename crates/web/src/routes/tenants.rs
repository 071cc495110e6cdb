//! Tenants: those of the user, and the one that a request is in.

use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::header::{ETAG, HeaderValue};
use actix_web::http::{Method, StatusCode};
use auth::DisplayName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::tenants::{
    ChangeTenantError, CloseTenantError, CreateTenantError, MAX_OWNED, NewTenant, OwnTenant, Tenant, TenantChanges,
    TenantKind, slug_from,
};
use tenancy::{Intent, Role, TenantId};
use time::OffsetDateTime;

use super::idempotent;
use super::page::PageQuery;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::{Request, X_TENANT, etag};
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about tenants.
pub fn routes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("tenants", path, operation, summary, success, handler);
    let (all, one) = ("/api/tenants", "/api/tenant");
    let tenant = Success::of::<TenantView>(200);
    vec![
        line(
            (Method::GET, all),
            "listTenants",
            "Lists the tenants that you are a member of, the oldest first",
            Success::of::<OwnTenants>(200),
            handler!(list),
        )
        .query(&["limit", "cursor"]),
        line(
            (Method::POST, all),
            "createTenant",
            "Makes a tenant that you own",
            Success::of::<OwnTenantView>(201),
            handler!(create),
        )
        .body(Body::Json(Schema::of::<NewTenantInput>())),
        line((Method::GET, one), "findTenant", "Shows the tenant that the request is in", tenant, handler!(find))
            .member(Role::Viewer)
            .allow_api_keys(),
        line(
            (Method::PATCH, one),
            "changeTenant",
            "Changes the name or the slug of the tenant, or whether it asks its members for a second factor",
            tenant,
            handler!(change),
        )
        .member(Role::Admin)
        .body(Body::MergePatch(Schema::of::<TenantChangesInput>())),
        line(
            (Method::DELETE, one),
            "closeTenant",
            "Closes the tenant: no member can enter it, and it is removed after thirty days",
            Success::NOTHING,
            handler!(close),
        )
        .member(Role::Owner)
        .require_recent_auth(),
    ]
}

/// A tenant among one's own.
#[derive(Clone, Serialize, JsonSchema)]
pub struct OwnTenantView {
    pub id: uuid::Uuid,
    pub slug: String,
    pub name: String,
    pub kind: String,
    /// owner, admin, member or viewer
    pub role: String,
    /// Whether requests that name no tenant get this one.
    pub home: bool,
    /// Whether it is closed to its members for the time being.
    pub suspended: bool,
    /// Whether its members need a second factor to enter it.
    pub require_second_factor: bool,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    pub created_at: OffsetDateTime,
}

impl From<OwnTenant> for OwnTenantView {
    fn from(tenant: OwnTenant) -> Self {
        let OwnTenant { id: TenantId(id), slug, name, kind, role, home, suspended, require_second_factor, created_at } =
            tenant;
        Self { id, slug, name, kind, role: role.to_string(), home, suspended, require_second_factor, created_at }
    }
}

#[derive(Serialize, JsonSchema)]
struct OwnTenants {
    items: Vec<OwnTenantView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct TenantView {
    id: uuid::Uuid,
    slug: String,
    name: String,
    kind: String,
    /// The caller's role: owner, admin, member or viewer
    role: String,
    /// Whether its members need a second factor to enter it.
    require_second_factor: bool,
    version: i64,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    updated_at: OffsetDateTime,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewTenantInput {
    #[schemars(length(min = 1, max = 200), example = &"Acme Inc.")]
    name: String,
    /// 2 to 63 lower-case letters, digits and single inner hyphens; made from the name where it is left out
    #[schemars(length(min = 2, max = 63), regex(pattern = "^[a-z0-9](-?[a-z0-9]){1,62}$"), example = &"acme")]
    slug: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TenantChangesInput {
    #[schemars(length(min = 1, max = 200), example = &"Acme Inc.")]
    name: Option<String>,
    #[schemars(length(min = 2, max = 63), regex(pattern = "^[a-z0-9](-?[a-z0-9]){1,62}$"), example = &"acme")]
    slug: Option<String>,
    /// Whether members need a second factor to enter the tenant. Only an owner changes it, and switching it on takes an
    /// owner who has one.
    #[schemars(example = false)]
    require_second_factor: Option<bool>,
}

async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let mut tenants = request.state.db.list_own_tenants(request.caller()?, page.after, page.limit).await?;
    let next_cursor = page.cut(&mut tenants, |own| own.id.0);
    let items = tenants.into_iter().map(OwnTenantView::from).collect();
    Ok(HttpResponse::Ok().json(OwnTenants { items, next_cursor }))
}

async fn create(request: Rc<Request>) -> Response {
    let input: NewTenantInput = request.body()?;
    let name = name(&input.name)?;
    let auth = &request.state.auth;
    let key = idempotent::key(&request)?;
    let id = match &key {
        // Only a name for what is to be made: whose it is, the session says.
        Some(key) => TenantId(key.derived_id(request.principal()?.user_id.0)),
        None => TenantId(auth.random.uuid_v7(auth.clock.now())),
    };
    let slug = input.slug.clone().unwrap_or_else(|| slug_from(&name, &auth.random.bytes()));
    let tenant = NewTenant { id, slug, name: name.clone(), kind: TenantKind::Team };
    let caller = request.caller()?;
    let refused = match request.state.db.create_own_tenant(caller, &tenant, request.id).await {
        Ok(()) => None,
        // With a key, this may be a retry; then it finds the tenant that the first request made.
        Err(error @ (CreateTenantError::AlreadyCreated | CreateTenantError::TooMany)) => Some(error),
        Err(error) => return Err(error.into()),
    };
    let Some(made) = request.state.db.find_own_tenant(caller, id).await? else {
        return Err(refused.map_or_else(|| Error::internal("the tenant just made is not one's own"), Error::from));
    };
    if made.name != name || input.slug.is_some_and(|slug| slug != made.slug) {
        return Err(idempotent::reused());
    }
    let view = OwnTenantView::from(made);
    let slug = HeaderValue::from_str(&view.slug).map_err(Error::internal)?;
    Ok(HttpResponse::Created().insert_header((X_TENANT, slug)).json(view))
}

async fn find(request: Rc<Request>) -> Response {
    let (membership, tenant) = request.state.db.find_tenant(&request.entry(Intent::Read)?).await?;
    view(&membership, tenant)
}

async fn change(request: Rc<Request>) -> Response {
    let input: TenantChangesInput = request.body()?;
    let name = input.name.as_deref().map(name).transpose()?;
    let changes = TenantChanges { slug: input.slug, name, require_second_factor: input.require_second_factor };
    let expected = request.expected_versions()?;
    let entry = request.entry(Intent::Write)?;
    let (membership, tenant) = request.state.db.change_tenant(&entry, &changes, expected.as_deref()).await?;
    view(&membership, tenant)
}

/// Its members' homes that were here are in their personal workspaces from here on.
async fn close(request: Rc<Request>) -> Response {
    let membership = request.state.db.close_tenant(&request.entry(Intent::Write)?).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &membership))
}

/// Reads a tenant's name, by the rule for names of people.
fn name(raw: &str) -> Result<String, Error> {
    match DisplayName::parse(raw) {
        Ok(name) => Ok(name.as_str().to_owned()),
        Err(error) => Err(Error::Unprocessable(vec![FieldError::new("name", "name", error.to_string())])),
    }
}

fn view(membership: &tenancy::Membership, tenant: Tenant) -> Response {
    let version = tenant.version;
    let view = TenantView {
        id: tenant.id.0,
        slug: tenant.slug,
        name: tenant.name,
        kind: tenant.kind,
        role: tenant.role.to_string(),
        require_second_factor: tenant.require_second_factor,
        version,
        created_at: tenant.created_at,
        updated_at: tenant.updated_at,
    };
    let json = serde_json::to_vec(&view).map_err(Error::internal)?;
    let mut response = Request::json(StatusCode::OK, membership, json);
    response.headers_mut().insert(ETAG, etag(version));
    Ok(response)
}

impl From<CreateTenantError> for Error {
    fn from(error: CreateTenantError) -> Self {
        match error {
            CreateTenantError::SlugTaken => slug_taken(),
            CreateTenantError::AlreadyCreated => Self::conflict("already_created", "This tenant already exists."),
            CreateTenantError::TooMany => {
                let detail = format!("You own {MAX_OWNED} tenants, which is the most that a user may own.");
                Self::forbidden("quota_reached", detail)
            }
            CreateTenantError::SlugForm => slug_form(),
            CreateTenantError::NameLength => name_length(),
            CreateTenantError::Tenancy(error) => error.into(),
        }
    }
}

impl From<ChangeTenantError> for Error {
    fn from(error: ChangeTenantError) -> Self {
        match error {
            ChangeTenantError::SlugTaken => slug_taken(),
            ChangeTenantError::SlugForm => slug_form(),
            ChangeTenantError::NameLength => name_length(),
            ChangeTenantError::VersionMismatch => Self::VersionMismatch,
            ChangeTenantError::NoSecondFactor => Self::conflict(
                "second_factor_missing",
                "Add a second factor of your own first: without one, you would not enter this tenant any more.",
            ),
            ChangeTenantError::Tenancy(error) => error.into(),
        }
    }
}

impl From<CloseTenantError> for Error {
    fn from(error: CloseTenantError) -> Self {
        match error {
            CloseTenantError::Personal => Self::conflict("personal", "A personal workspace stays with its user."),
            CloseTenantError::Tenancy(error) => error.into(),
        }
    }
}

fn slug_taken() -> Error {
    Error::conflict("slug_taken", "Another tenant has this slug.")
}

fn slug_form() -> Error {
    let message = "must have 2 to 63 lower-case letters, digits and single inner hyphens";
    Error::Unprocessable(vec![FieldError::new("slug", "slug", message)])
}

fn name_length() -> Error {
    Error::Unprocessable(vec![FieldError::new("name", "length", "must have 1 to 200 characters")])
}
