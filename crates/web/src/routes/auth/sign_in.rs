//! From a proof of who somebody is to the answer that signs them in.

use actix_session::SessionExt;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use auth::{DisplayName, NewSession, SignedIn, sessions};
use tenancy::TenantId;
use tenancy::tenants::{FoundTenantError, NewTenant, OwnTenant, TenantKind, slug_from};
use uuid::Uuid;

use super::mfa::MfaRequired;
use super::view::MeView;
use crate::error::Error;
use crate::request::Request;
use crate::route::Answer;
use crate::session;

/// Starts a session in place of the one that the request came with, and makes the device known. Where the user has a second
/// factor, it is still owed.
pub async fn sign_in(
    request: &Request,
    status: StatusCode,
    signed_in: SignedIn,
    device_name: Option<&str>,
    tenants: Vec<OwnTenant>,
) -> Answer {
    let new = NewSession::new(&signed_in, device_name, &super::client(request)?);
    start(request, status, signed_in, new, tenants).await
}

/// The same for somebody who has proved two factors at once.
pub async fn sign_in_with_two_factors(request: &Request, signed_in: SignedIn) -> Answer {
    let new = NewSession::new(&signed_in, None, &super::client(request)?).with_two_factors();
    let tenants = own_tenants(request, signed_in.user.id.0, &signed_in.user.name).await?;
    start(request, StatusCode::OK, signed_in, new, tenants).await
}

async fn start(
    request: &Request,
    status: StatusCode,
    signed_in: SignedIn,
    new: NewSession,
    tenants: Vec<OwnTenant>,
) -> Answer {
    let started = sessions::create(&request.state.auth, new).await?;
    session::start(&request.http.get_session(), started.token)?;
    let mut answer = HttpResponse::build(status);
    if let Some(device) = &signed_in.device {
        answer.cookie(request.state.shared.cookies.known_device(device));
    }
    if started.pending {
        return Ok(answer.json(MfaRequired { mfa_required: true, factors: started.factors }));
    }
    MeView::new((&signed_in.user).into(), tenants, None).with_factors(started.factors).answer(answer, None)
}

/// The tenants of a user, the personal workspace among them. It is made where it is missing: at registration, or at the
/// next sign-in after a registration that broke off.
pub async fn own_tenants(request: &Request, user_id: Uuid, name: &DisplayName) -> Result<Vec<OwnTenant>, Error> {
    let own = request.state.db.tenants_of(user_id).await?;
    if !own.is_empty() {
        return Ok(own);
    }
    let auth = &request.state.auth;
    for _ in 0..3 {
        let tenant = NewTenant {
            id: TenantId(auth.random.uuid_v7(auth.clock.now())),
            slug: slug_from(name.as_str(), &auth.random.bytes()),
            name: name.as_str().to_owned(),
            kind: TenantKind::Personal,
        };
        match request.state.db.found_tenant(user_id, &tenant, request.id).await {
            Ok(()) => return Ok(request.state.db.tenants_of(user_id).await?),
            // Forty random bits met forty that are taken: others will do.
            Err(FoundTenantError::SlugTaken) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Error::internal("no slug was free for a personal workspace"))
}
