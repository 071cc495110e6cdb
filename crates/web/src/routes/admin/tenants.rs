use std::rc::Rc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use auth::{DisplayName, EmailAddress};
use base::visible;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::invitations::{InvitationToken, NewInvitation};
use tenancy::platform::{Act, Limits, OnboardError, Onboarding, TenantRecord};
use tenancy::{Role, TenantId};
use uuid::Uuid;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::Response;
use crate::routes::idempotent;
use crate::routes::nullable::present;
use crate::routes::page::PageQuery;

#[derive(Serialize)]
struct Page {
    items: Vec<TenantRecord>,
    next_cursor: Option<String>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used; tenancy's own type is serialized")]
pub struct TenantRecords {
    items: Vec<TenantRecordView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// A tenant as platform admins see it
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct TenantRecordView {
    id: Uuid,
    slug: String,
    name: String,
    /// personal or team
    kind: String,
    plan: Option<String>,
    member_quota: Option<i64>,
    row_quota: Option<i64>,
    request_quota: Option<i64>,
    /// Invitations a day; null: 100
    invitation_quota: Option<i64>,
    /// Bytes of stored files; null: without bound
    storage_quota: Option<i64>,
    members: i64,
    /// Whether its members need a second factor to enter it.
    require_second_factor: bool,
    suspended_at: Option<String>,
    suspended_for: Option<String>,
    deleted_at: Option<String>,
    version: i64,
    created_at: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTenantRecord {
    #[schemars(length(min = 1, max = 200), example = &"Acme Inc.")]
    name: String,
    #[schemars(length(min = 2, max = 63), regex(pattern = "^[a-z0-9](-?[a-z0-9]){1,62}$"), example = &"acme")]
    slug: String,
    /// Who is to own it, by an invitation that is mailed there
    #[schemars(length(min = 6, max = 254), example = &"ann@example.com")]
    owner_email: String,
    #[schemars(regex(pattern = "^[a-z0-9._-]{1,50}$"), example = &"standard")]
    plan: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    #[schemars(length(min = 1, max = 500), example = &"Unpaid since March")]
    reason: String,
}

/// What is left out stays; null lifts the limit
#[expect(clippy::option_option, reason = "left out, null and a value are three things")]
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitChanges {
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<String>", regex(pattern = "^[a-z0-9._-]{1,50}$"), example = &"standard")]
    plan: Option<Option<String>>,
    /// The most members
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<i64>", range(min = 1), example = 25)]
    member_quota: Option<Option<i64>>,
    /// The most rows, those in the trash too
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<i64>", range(min = 0), example = 100_000)]
    row_quota: Option<Option<i64>>,
    /// The most requests a minute, on each node
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<i64>", range(min = 1, max = 1_000_000), example = 6000)]
    request_quota: Option<Option<i64>>,
    /// The most invitations a day; null: 100
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<i64>", range(min = 1, max = 10_000), example = 250)]
    invitation_quota: Option<Option<i64>>,
    /// The most bytes of stored files, those in the trash too
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "Option<i64>", range(min = 0), example = 1_073_741_824)]
    storage_quota: Option<Option<i64>>,
}

pub async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let mut items = request
        .state
        .db
        .list_all_tenants(&request.platform_caller()?, page.q.as_deref(), page.after, page.limit)
        .await?;
    let next_cursor = page.cut(&mut items, |tenant| tenant.id.0);
    Ok(HttpResponse::Ok().json(Page { items, next_cursor }))
}

pub async fn find(request: Rc<Request>) -> Response {
    response(request.state.db.find_any_tenant(&request.platform_caller()?, TenantId(request.id()?)).await?)
}

/// Makes a tenant for an owner who gets it by mail.
pub async fn onboard(request: Rc<Request>) -> Response {
    request.state.shared.check_mail()?;
    let input: NewTenantRecord = request.body()?;
    let invalid = |field, code, message: String| Error::Unprocessable(vec![FieldError::new(field, code, message)]);
    let email = EmailAddress::parse(&input.owner_email);
    let email = email.map_err(|error| invalid("owner_email", "email", error.to_string()))?;
    let name = DisplayName::parse(&input.name).map_err(|error| invalid("name", "name", error.to_string()))?;
    plan(input.plan.as_deref())?;

    let auth = &request.state.auth;
    let now = auth.clock.now();
    let key = idempotent::key(&request)?;
    // Only a name for what is to be made: that it may be, the session says.
    let admin_id = request.principal()?.user_id.0;
    let id = key.map_or_else(|| auth.random.uuid_v7(now), |key| key.derived_id(admin_id));
    let owner = NewInvitation {
        id: auth.random.uuid_v7(now),
        email,
        role: Role::Owner,
        token: InvitationToken::issue(&auth.random),
        now,
    };
    let name = name.as_str().to_owned();
    let new = Onboarding { id: TenantId(id), slug: input.slug, name, plan: input.plan, owner };
    let (tenant, made) = request.state.db.onboard(auth, &request.platform_caller()?, &new).await?;
    if !made && (tenant.slug != new.slug || tenant.name != new.name) {
        return Err(idempotent::reused());
    }
    let location = format!("/admin/tenants/{}", tenant.id);
    Ok(HttpResponse::build(StatusCode::CREATED).insert_header((LOCATION, location)).json(tenant))
}

pub async fn limit(request: Rc<Request>) -> Response {
    let input: LimitChanges = request.body()?;
    plan(input.plan.as_ref().and_then(Option::as_deref))?;
    for (field, limit, least, most) in [
        ("member_quota", input.member_quota, 1, i64::MAX),
        ("row_quota", input.row_quota, 0, i64::MAX),
        ("request_quota", input.request_quota, 1, 1_000_000),
        ("invitation_quota", input.invitation_quota, 1, 10_000),
        ("storage_quota", input.storage_quota, 0, i64::MAX),
    ] {
        if limit.flatten().is_some_and(|limit| !(least..=most).contains(&limit)) {
            return Err(Error::Unprocessable(vec![FieldError::new(field, "range", "is out of range")]));
        }
    }
    let limits = Limits {
        plan: input.plan,
        members: input.member_quota,
        rows: input.row_quota,
        requests: input.request_quota,
        invitations: input.invitation_quota,
        storage: input.storage_quota,
    };
    let response = administer(&request, &Act::Limit(limits)).await?;
    // The other nodes see it within ten seconds.
    request.state.shared.quotas.refresh(&request.state.db).await?;
    Ok(response)
}

pub async fn suspend(request: Rc<Request>) -> Response {
    let Suspension { reason: given } = request.body()?;
    let reason = visible(&given);
    if !(1..=500).contains(&reason.chars().count()) || given.contains('\0') {
        return Err(Error::Unprocessable(vec![FieldError::new("reason", "length", "must have 1 to 500 characters")]));
    }
    administer(&request, &Act::Suspend(reason.to_owned())).await
}

pub async fn resume(request: Rc<Request>) -> Response {
    administer(&request, &Act::Resume).await
}

pub async fn restore(request: Rc<Request>) -> Response {
    administer(&request, &Act::Restore).await
}

pub async fn close(request: Rc<Request>) -> Response {
    administer(&request, &Act::Close).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn administer(request: &Request, act: &Act) -> Response {
    let id = TenantId(request.id()?);
    response(request.state.db.administer(&request.platform_caller()?, id, act).await?)
}

fn response(tenant: Option<TenantRecord>) -> Response {
    Ok(HttpResponse::Ok().json(tenant.ok_or(Error::NotFound)?))
}

fn plan(plan: Option<&str>) -> Result<(), Error> {
    let good = |text: &str| {
        (1..=50).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
    };
    if plan.is_none_or(good) {
        return Ok(());
    }
    let message = "must have 1 to 50 of a-z, 0-9, dot, hyphen and underscore";
    Err(Error::Unprocessable(vec![FieldError::new("plan", "plan", message)]))
}

impl From<OnboardError> for Error {
    fn from(error: OnboardError) -> Self {
        match error {
            OnboardError::SlugTaken => Self::conflict("slug_taken", "Another tenant has this slug."),
            OnboardError::SlugForm => {
                let message = "must have 2 to 63 lower-case letters, digits and single inner hyphens";
                Self::Unprocessable(vec![FieldError::new("slug", "slug", message)])
            }
            OnboardError::NoOwner => Self::internal(error),
            OnboardError::Limit(limit) => limit.into(),
            OnboardError::Tenancy(error) => error.into(),
        }
    }
}
