//! Impersonation from the platform admin's side: how `/auth/me` shows it, and how it ends.

use std::rc::Rc;

use actix_session::SessionExt;
use actix_web::HttpResponse;
use actix_web::http::Method;
use auth::impersonations;
use auth::{UserId, users};
use schemars::JsonSchema;
use serde::Serialize;
use tenancy::impersonations::Impersonation;
use time::OffsetDateTime;
use uuid::Uuid;

use super::logout::signed_out;
use super::view::{MeView, UserView};
use crate::error::Error;
use crate::request::{Request, X_TENANT};
use crate::route::{Response, Route, Success, handler};
use crate::session;
use base::causes;

/// The line of the table about the end of an impersonation.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "auth",
            (Method::POST, "/auth/impersonation/end"),
            "endImpersonation",
            "Ends an impersonation, and gives the browser the platform admin's own session again",
            Success::NOTHING,
            handler!(end),
        )
        .allow_impersonators(),
    ]
}

/// A platform admin acts as the user.
#[derive(Serialize, JsonSchema)]
pub struct ImpersonationView {
    id: Uuid,
    admin: AdminView,
    reason: String,
    /// Whether nothing can be changed
    read_only: bool,
    #[serde(with = "time::serde::rfc3339")]
    #[schemars(with = "String", extend("format" = "date-time"))]
    expires_at: OffsetDateTime,
}

/// The platform admin who acts as the user
#[derive(Serialize, JsonSchema)]
struct AdminView {
    id: Uuid,
    name: String,
    email: Option<String>,
}

/// Shows the user as themselves, in the one tenant, and who acts as them.
pub async fn show(request: &Request, acting: &Impersonation) -> Response {
    let auth = &request.state.auth;
    let user = users::find(auth, UserId(acting.user_id)).await?.ok_or(Error::Unauthenticated)?;
    let admin = users::find(auth, UserId(acting.admin_id)).await?.ok_or(Error::Unauthenticated)?;
    let tenants: Vec<_> = request.state.db.find_impersonated_tenant(request.caller()?).await?.into_iter().collect();
    let named = request.http.headers().get(X_TENANT);
    let named = named.map(|value| value.to_str().map_err(|_| Error::NotFound)).transpose()?;
    let own = acting.tenant_id.to_string();
    let tenant = named.or((!tenants.is_empty()).then_some(own.as_str()));
    let view = ImpersonationView {
        id: acting.id.0,
        admin: AdminView {
            id: acting.admin_id,
            name: admin.name.as_str().to_owned(),
            email: admin.email.map(|email| email.to_string()),
        },
        reason: acting.reason.clone(),
        read_only: acting.read_only,
        expires_at: acting.expires_at,
    };
    MeView::new(UserView::from(&user), tenants, None).acted_by(view).response(HttpResponse::Ok(), tenant)
}

/// Ends the impersonation that the request came with. The admin's own session gets a new token.
async fn end(request: Rc<Request>) -> Response {
    let Some(acting) = request.impersonation() else {
        request.claim()?.prove(&request.state.auth).await?;
        return Err(Error::conflict("not_impersonating", "You act as yourself: there is no impersonation to end."));
    };
    let token = impersonations::give_up(&request.state.auth, &request.claim()?).await?;
    note_end(&request, acting).await;
    session::start(&request.http.get_session(), token)?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends the impersonation and the admin's own session, and takes the cookie away.
pub async fn sign_out(request: &Request, acting: &Impersonation) -> Response {
    impersonations::sign_out(&request.state.auth, &request.claim()?).await?;
    note_end(request, acting).await;
    Ok(signed_out(request))
}

/// Has the tenant's log say that it is over. Where that fails, housekeeping does so later.
async fn note_end(request: &Request, acting: &Impersonation) {
    let now = request.state.auth.clock.now();
    let actor = (acting.admin_id, request.id);
    let noted = request.state.db.note_end_of_impersonation(actor, acting.tenant_id, acting.id, now).await;
    if let Err(error) = noted {
        tracing::warn!(error = ?causes::describe(&error), "the end of an impersonation was not noted");
    }
}
