use std::rc::Rc;

use actix_web::HttpResponse;
use auth::UserId;
use auth::users::{self, DisableError, UserRecord};
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::denied::DeniedAccess;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::Response;
use crate::routes::page::PageQuery;

#[derive(Serialize, JsonSchema)]
pub struct UserRecords {
    items: Vec<UserRecordView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// A user as platform admins see them
#[derive(Serialize, JsonSchema)]
struct UserRecordView {
    id: Uuid,
    email: Option<String>,
    email_verified: bool,
    phone: Option<String>,
    name: String,
    platform_admin: bool,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    /// Since when no credential of theirs opens anything
    #[serde(with = "time::serde::rfc3339::option")]
    #[schemars(with = "Option<String>")]
    disabled_at: Option<OffsetDateTime>,
}

#[derive(Serialize)]
struct DeniedPage {
    items: Vec<DeniedAccess>,
    next_cursor: Option<String>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; tenancy's own type is serialized")]
pub struct DeniedAccesses {
    items: Vec<DeniedAccessView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// An attempt at what belongs to another tenant; the client was told that there is no such thing
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct DeniedAccessView {
    id: i64,
    at: String,
    actor_id: Uuid,
    /// The platform admin who acted as the actor, where one did
    impersonator_id: Option<Uuid>,
    /// The tenant that the actor was in
    actor_tenant_id: Option<Uuid>,
    /// Whose the target is
    owner_tenant_id: Uuid,
    table_name: String,
    row_id: Uuid,
    /// The operation that was called
    route: String,
    request_id: Uuid,
    address: Option<String>,
    /// Whether it was the third within ten minutes of the person who acted, or a later one
    alert: bool,
}

pub async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let mut found =
        users::list(&request.state.auth, &request.claim()?, page.q.as_deref(), page.after, page.limit).await?;
    let next_cursor = page.cut(&mut found, |user| user.id.0);
    let items = found.into_iter().map(UserRecordView::from).collect();
    Ok(HttpResponse::Ok().json(UserRecords { items, next_cursor }))
}

/// Disables a user. Only another platform admin can disable a platform admin, so that the installation keeps one.
pub async fn disable(request: Rc<Request>) -> Response {
    let found = users::disable(&request.state.auth, &request.claim()?, UserId(request.id()?)).await?;
    if found { Ok(HttpResponse::NoContent().finish()) } else { Err(Error::NotFound) }
}

pub async fn enable(request: Rc<Request>) -> Response {
    let found = users::enable(&request.state.auth, &request.claim()?, UserId(request.id()?)).await?;
    if found { Ok(HttpResponse::NoContent().finish()) } else { Err(Error::NotFound) }
}

pub async fn denied(request: Rc<Request>) -> Response {
    let (mut limit, mut before) = (50, None);
    for (name, text) in request.query()? {
        match (name.as_str(), text.parse::<i64>()) {
            ("limit", Ok(most @ 1..=100)) => limit = most,
            ("cursor", Ok(id)) => before = Some(id),
            ("limit" | "cursor", _) => {
                return Err(Error::Unprocessable(vec![FieldError::new(name, "range", "is out of range")]));
            }
            _ => {
                let message = "is not a parameter of this list";
                return Err(Error::Unprocessable(vec![FieldError::new(name, "unknown", message)]));
            }
        }
    }
    let mut items = request.state.db.list_denied_accesses(&request.platform_caller()?, before, limit + 1).await?;
    let more = items.len() > usize::try_from(limit).unwrap_or_default();
    items.truncate(usize::try_from(limit).unwrap_or_default());
    let next_cursor = items.last().filter(|_| more).map(|last| last.id.to_string());
    Ok(HttpResponse::Ok().json(DeniedPage { items, next_cursor }))
}

impl From<DisableError> for Error {
    fn from(error: DisableError) -> Self {
        match error {
            DisableError::OwnAccount => Self::conflict("own_account", "Another platform admin has to do that."),
            DisableError::Store(error) => error.into(),
        }
    }
}

impl From<UserRecord> for UserRecordView {
    fn from(user: UserRecord) -> Self {
        Self {
            id: user.id.0,
            email: user.email.as_ref().map(ToString::to_string),
            email_verified: user.email_verified,
            phone: user.phone,
            name: user.name.as_str().to_owned(),
            platform_admin: user.platform_admin,
            created_at: user.created_at,
            disabled_at: user.disabled_at,
        }
    }
}
