//! From a proof of identity to the response that signs the user in.

use actix_session::SessionExt;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use auth::sessions::{self, Started};
use auth::{DisplayName, NewSession, SignedIn};
use tenancy::tenants::{CreateTenantError, NewTenant, OwnProfile, TenantKind, slug_from};
use tenancy::{Caller, TenantId};

use super::mfa::MfaRequired;
use super::view::MeView;
use crate::error::Error;
use crate::request::Request;
use crate::route::Response;
use crate::session;

/// Starts a session in place of the one that the request came with, and makes the device known. Where the user has a
/// second factor, it is still owed.
pub async fn sign_in(
    request: &Request,
    status: StatusCode,
    signed_in: SignedIn,
    device_name: Option<&str>,
    workspace: Option<&DisplayName>,
) -> Response {
    let new = NewSession::new(&signed_in, device_name, &super::client(request)?);
    let started = start_session(request, &signed_in, new, workspace).await?;
    response(request, status, &signed_in, started)
}

/// The same for a user who has proved two factors at once.
pub async fn sign_in_with_two_factors(request: &Request, signed_in: SignedIn) -> Response {
    let new = NewSession::new(&signed_in, None, &super::client(request)?).with_two_factors();
    let started = start_session(request, &signed_in, new, None).await?;
    response(request, StatusCode::OK, &signed_in, started)
}

/// A session that was just started, and what it shows its user of themselves; nothing while the second factor is owed.
pub struct StartedSession {
    pub started: Started,
    pub own: Option<OwnProfile>,
}

/// Starts a session and, by its own proof, makes the personal workspace of a user who has no tenant yet.
pub async fn start_session(
    request: &Request,
    signed_in: &SignedIn,
    new: NewSession,
    workspace: Option<&DisplayName>,
) -> Result<StartedSession, Error> {
    let started = sessions::create(&request.state.auth, new).await?;
    let mut own = None;
    if !started.pending {
        let stored = started.workspace_name.as_deref().and_then(|name| DisplayName::parse(name).ok());
        let name = workspace.or(stored.as_ref()).unwrap_or(&signed_in.user.name);
        own = Some(find_self(request, &Caller::session(started.proof.clone()), name).await?);
    }
    Ok(StartedSession { started, own })
}

/// Gives the client a session that was just started.
pub fn response(
    request: &Request,
    status: StatusCode,
    signed_in: &SignedIn,
    StartedSession { started, own }: StartedSession,
) -> Response {
    session::start(&request.http.get_session(), started.token)?;
    let mut response = HttpResponse::build(status);
    if let Some(device) = &signed_in.device {
        response.cookie(request.state.shared.cookies.known_device(device));
    }
    let Some(own) = own else {
        return Ok(response.json(MfaRequired { mfa_required: true, factors: started.factors }));
    };
    let view = MeView::new((&signed_in.user).into(), own.tenants, None).of_platform_admin(own.platform_admin);
    view.with_factors(started.factors).response(response, None)
}

/// The caller with their tenants, the personal workspace among them. It is made where it is missing: by the first session
/// after the registration.
pub async fn find_self(request: &Request, caller: &Caller, name: &DisplayName) -> Result<OwnProfile, Error> {
    let own = async || -> Result<OwnProfile, Error> {
        request.state.db.find_self(caller).await?.ok_or(Error::Unauthenticated)
    };
    let found = own().await?;
    if !found.tenants.is_empty() {
        return Ok(found);
    }
    let auth = &request.state.auth;
    for _ in 0..3 {
        let tenant = NewTenant {
            id: TenantId(auth.random.uuid_v7(auth.clock.now())),
            slug: slug_from(name.as_str(), &auth.random.bytes()),
            name: name.as_str().to_owned(),
            kind: TenantKind::Personal,
        };
        match request.state.db.create_own_tenant(caller, &tenant, request.id).await {
            Ok(()) => return own().await,
            // Forty random bits met forty that are taken: others will do.
            Err(CreateTenantError::SlugTaken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::internal("no slug was free for a personal workspace"))
}
