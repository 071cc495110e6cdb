//! Who belongs to the tenant.

use std::collections::HashMap;
use std::rc::Rc;

use actix_web::http::header::ETAG;
use actix_web::http::{Method, StatusCode};
use auth::users::{self, Person};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::members::{ChangeMemberError, Member};
use tenancy::{Intent, Membership, Role};
use time::OffsetDateTime;
use uuid::Uuid;

use super::page::PageQuery;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::{Request, etag};
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about members.
pub fn routes() -> Vec<Route> {
    let line =
        |path, operation, summary, success, handler| Route::new("members", path, operation, summary, success, handler);
    let (all, one) = ("/api/members", "/api/members/{user_id}");
    vec![
        line(
            (Method::GET, all),
            "listMembers",
            "Lists the members; addresses are for admins",
            Success::of::<Members>(200),
            handler!(list),
        )
        .member(Role::Viewer)
        .query(&["limit", "cursor"]),
        line(
            (Method::PATCH, one),
            "changeMember",
            "Gives a member another role, none above one's own",
            Success::of::<MemberView>(200),
            handler!(change),
        )
        .member(Role::Admin)
        .body(Body::MergePatch(Schema::of::<MemberChanges>())),
        line(
            (Method::DELETE, one),
            "removeMember",
            "Takes a member out of the tenant, from their next request on",
            Success::NOTHING,
            handler!(remove),
        )
        .member(Role::Admin)
        .allow_self(),
    ]
}

#[derive(Serialize, JsonSchema)]
struct Members {
    items: Vec<MemberView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct MemberView {
    user_id: Uuid,
    name: Option<String>,
    /// For admins, and for the member themselves
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// owner, admin, member or viewer
    role: String,
    /// Rises with every change; the `ETag`.
    version: i64,
    /// Since when they are a member
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MemberChanges {
    /// owner, admin, member or viewer
    #[schemars(extend("enum" = ["viewer", "member", "admin", "owner"]), example = &"member")]
    role: String,
}

async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let entry = request.entry(Intent::Read)?;
    let (membership, mut members) = request.state.db.list_members(&entry, page.after, page.limit).await?;
    let next_cursor = page.cut(&mut members, |member| member.user_id);
    let members = Members { items: views(&request, &membership, &members).await?, next_cursor };
    Ok(Request::json(StatusCode::OK, &membership, serde_json::to_vec(&members).map_err(Error::internal)?))
}

async fn change(request: Rc<Request>) -> Response {
    let (user_id, input) = (request.id()?, request.body::<MemberChanges>()?);
    let role = role("role", &input.role)?;
    let expected = request.expected_versions()?;
    let entry = request.entry(Intent::Write)?;
    let (membership, member) = request.state.db.change_role(&entry, user_id, role, expected.as_deref()).await?;
    let view = views(&request, &membership, &[member]).await?.into_iter().next();
    let mut response = Request::json(StatusCode::OK, &membership, serde_json::to_vec(&view).map_err(Error::internal)?);
    response.headers_mut().insert(ETAG, etag(member.version));
    Ok(response)
}

async fn remove(request: Rc<Request>) -> Response {
    let user_id = request.id()?;
    let membership = request.state.db.remove_member(&request.entry(Intent::Write)?, user_id).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &membership))
}

/// The members with what they are called. It is looked up for those ids alone, which the tenant's own statement gave.
async fn views(request: &Request, membership: &Membership, members: &[Member]) -> Result<Vec<MemberView>, Error> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.user_id).collect();
    let people = users::profiles(&request.state.auth, &ids).await?;
    let mut people: HashMap<Uuid, Person> = people.into_iter().map(|person| (person.id.0, person)).collect();
    let view = |member: &Member| {
        let person = people.remove(&member.user_id);
        let sees_address = membership.role() >= Role::Admin || membership.user_id() == member.user_id;
        let email = person.as_ref().filter(|_| sees_address).and_then(|person| person.email.as_ref());
        MemberView {
            user_id: member.user_id,
            email: email.map(ToString::to_string),
            name: person.map(|person| person.name.as_str().to_owned()),
            role: member.role.to_string(),
            version: member.version,
            created_at: member.created_at,
        }
    };
    Ok(members.iter().map(view).collect())
}

/// Reads a role by its word.
pub(super) fn role(field: &'static str, text: &str) -> Result<Role, Error> {
    let unknown = || FieldError::new(field, "enum", "must be viewer, member, admin or owner");
    Role::parse(text).ok_or_else(|| Error::Unprocessable(vec![unknown()]))
}

impl From<ChangeMemberError> for Error {
    fn from(error: ChangeMemberError) -> Self {
        match error {
            ChangeMemberError::NoSuchMember => Self::NotFound,
            ChangeMemberError::Above => above(),
            ChangeMemberError::VersionMismatch => Self::VersionMismatch,
            ChangeMemberError::Tenancy(error) => error.into(),
        }
    }
}

/// 403: a member acts only on members up to their own role, and gives only roles up to their own (ROL-2).
pub(super) fn above() -> Error {
    Error::forbidden("role_too_low", "That is above your own role.")
}
