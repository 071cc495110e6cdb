//! Invitations into the tenant.

use std::rc::Rc;

use actix_web::http::{Method, StatusCode};
use auth::outbox;
use auth::{EmailAddress, UserId, users};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tenancy::invitations::{Invitation, InvitationToken, InviteError, NewInvitation, admit_in, invite_in, renew_in};
use tenancy::{Intent, Role, TenantTx, Work, tenants};
use time::OffsetDateTime;
use uuid::Uuid;

use super::idempotent::{self, TenantResponse};
use super::members::{above, role};
use super::page::PageQuery;
use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;
use crate::route::{Body, Response, Route, Success, handler};
use crate::schema::Schema;

/// The lines of the table about invitations.
pub fn routes() -> Vec<Route> {
    let line = |path, operation, summary, success, handler| {
        Route::new("invitations", path, operation, summary, success, handler).member(Role::Admin)
    };
    let (all, one) = ("/api/invitations", "/api/invitations/{id}");
    vec![
        line(
            (Method::GET, all),
            "listInvitations",
            "Lists the invitations that were neither accepted nor withdrawn",
            Success::of::<Invitations>(200),
            handler!(list),
        )
        .query(&["limit", "cursor"]),
        line(
            (Method::POST, all),
            "createInvitation",
            "Invites an address by mail, for seven days; again, by another mail whose link takes the place of the first",
            Success::of::<InvitationView>(201),
            handler!(create),
        )
        .body(Body::Json(Schema::of::<NewInvitationInput>()))
        .require_verified_contact()
        .lasting(),
        line(
            (Method::DELETE, one),
            "withdrawInvitation",
            "Withdraws an invitation; its link leads nowhere from then on",
            Success::NOTHING,
            handler!(withdraw),
        ),
        line(
            (Method::POST, "/api/invitations/{id}/resend"),
            "resendInvitation",
            "Sends an invitation again, by another link and for another seven days",
            Success::of::<InvitationView>(200),
            handler!(resend),
        )
        .require_verified_contact()
        .lasting(),
    ]
}

#[derive(Serialize, JsonSchema)]
struct Invitations {
    items: Vec<InvitationView>,
    /// Where the next page begins; null on the last.
    next_cursor: Option<String>,
}

/// An invitation. What accepts it is in the mail and nowhere else.
#[derive(Serialize, JsonSchema)]
struct InvitationView {
    id: Uuid,
    email: String,
    /// owner, admin, member or viewer
    role: String,
    /// Who invited, or sent it again last
    invited_by: Uuid,
    version: i64,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires_at: OffsetDateTime,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewInvitationInput {
    #[schemars(length(min = 6, max = 254), example = &"bob@example.com")]
    email: String,
    /// owner, admin, member or viewer; none above one's own
    #[schemars(extend("enum" = ["viewer", "member", "admin", "owner"]), example = &"member")]
    role: String,
}

async fn list(request: Rc<Request>) -> Response {
    let page = PageQuery::parse(&request)?;
    let entry = request.entry(Intent::Read)?;
    let (membership, mut found) = request.state.db.list_invitations(&entry, page.after, page.limit).await?;
    let next_cursor = page.cut(&mut found, |invitation| invitation.id);
    let invitations = Invitations { items: found.into_iter().map(InvitationView::from).collect(), next_cursor };
    Ok(Request::json(StatusCode::OK, &membership, serde_json::to_vec(&invitations).map_err(Error::internal)?))
}

async fn create(request: Rc<Request>) -> Response {
    request.state.shared.check_mail()?;
    let input: NewInvitationInput = request.body()?;
    let email = EmailAddress::parse(&input.email)
        .map_err(|error| Error::Unprocessable(vec![FieldError::new("email", "email", error.to_string())]))?;
    let role = role("role", &input.role)?;
    act(&request, async |tx: &mut TenantTx| {
        let auth = &request.state.auth;
        let now = auth.clock.now();
        let token = InvitationToken::issue(&auth.random);
        let new = NewInvitation { id: auth.random.uuid_v7(now), email, role, token: token.clone(), now };
        let invitation = invite_in(tx, &new).await?;
        mail(&request, tx, &invitation, token).await?;
        stored(tx, StatusCode::CREATED, invitation)
    })
    .await
}

async fn resend(request: Rc<Request>) -> Response {
    request.state.shared.check_mail()?;
    let id = request.id()?;
    act(&request, async |tx: &mut TenantTx| {
        let auth = &request.state.auth;
        let token = InvitationToken::issue(&auth.random);
        let invitation = renew_in(tx, id, &token, auth.clock.now()).await?;
        mail(&request, tx, &invitation, token).await?;
        stored(tx, StatusCode::OK, invitation)
    })
    .await
}

async fn withdraw(request: Rc<Request>) -> Response {
    let id = request.id()?;
    let membership = request.state.db.withdraw_invitation(&request.entry(Intent::Write)?, id).await?;
    Ok(Request::empty(StatusCode::NO_CONTENT, &membership))
}

/// Acts in a transaction, once for an `Idempotency-Key`.
async fn act(request: &Request, act: impl AsyncFnOnce(&mut TenantTx) -> Result<TenantResponse, Error>) -> Response {
    idempotent::write(request, async |work: Work<'_>| work.run(act).await).await
}

/// Puts the message with the token down, in the transaction that made it, if the rate limit admits it.
async fn mail(
    request: &Request,
    tx: &mut TenantTx,
    invitation: &Invitation,
    token: InvitationToken,
) -> Result<(), Error> {
    let auth = &request.state.auth;
    let inviter = users::find(auth, UserId(invitation.invited_by)).await?;
    let email = EmailAddress::parse(&invitation.email).map_err(Error::internal)?;
    let admitted = admit_in(tx, auth, &email).await?;
    let content = outbox::Invitation {
        token: token.into_string(),
        tenant: tenants::name_in(tx, tx.membership().tenant_id()).await?,
        inviter: inviter.map(|user| user.name.as_str().to_owned()),
    };
    outbox::send(tx, auth, admitted, content).await.map_err(tenancy::Error::from)?;
    Ok(())
}

fn stored(tx: &TenantTx, status: StatusCode, invitation: Invitation) -> Result<TenantResponse, Error> {
    let version = Some(invitation.version);
    let json = serde_json::to_vec(&InvitationView::from(invitation)).map_err(Error::internal)?;
    Ok(TenantResponse { membership: tx.membership().clone(), status, location: None, version, json })
}

impl From<Invitation> for InvitationView {
    fn from(invitation: Invitation) -> Self {
        let Invitation { id, email, role, invited_by, version, created_at, expires_at } = invitation;
        Self { id, email, role: role.to_string(), invited_by, version, created_at, expires_at }
    }
}

impl From<InviteError> for Error {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::NoSuchInvitation => Self::NotFound,
            InviteError::Above => above(),
            InviteError::Limit(limit) => limit.into(),
            InviteError::Tenancy(error) => error.into(),
        }
    }
}
