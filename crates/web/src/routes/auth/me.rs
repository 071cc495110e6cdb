use std::rc::Rc;

use actix_web::HttpResponse;
use auth::users;
use schemars::JsonSchema;
use serde::Deserialize;
use tenancy::TenantRef;
use tenancy::tenants::OwnProfile;

use super::impersonation;
use super::input::Faults;
use super::view::{MeView, SessionView, UserView};
use crate::error::Error;
use crate::request::{Request, X_TENANT};
use crate::route::Response;
use crate::session::{Identity, Principal};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeChanges {
    #[schemars(length(min = 1, max = 200), example = &"Ann Example")]
    name: Option<String>,
    /// The slug or the id of the tenant that requests get which name none
    #[schemars(length(min = 2, max = 63), example = &"acme")]
    home_tenant: Option<String>,
}

/// Shows who is signed in, and where.
pub async fn find(request: Rc<Request>) -> Response {
    if let Some(own) = request.state.db.find_self(request.caller()?).await? {
        return show(&request, own);
    }
    match request.identify().await? {
        Identity::Impersonator(acting) => impersonation::show(&request, &acting).await,
        // The session has ended since, or the route is closed to the credential.
        Identity::User(_) | Identity::Key(_) => Err(Error::Unauthenticated),
    }
}

/// Changes the user's name or home.
pub async fn change(request: Rc<Request>) -> Response {
    let input: MeChanges = request.body()?;
    let mut faults = Faults::default();
    let name = input.name.and_then(|name| faults.name("name", &name));
    faults.check()?;
    if let Some(home) = input.home_tenant {
        let home = TenantRef::parse(&home).ok_or(Error::NotFound)?;
        request.state.db.set_home(request.caller()?, &home, request.id).await?;
    }
    if let Some(name) = name {
        users::rename(&request.state.auth, &request.claim()?, &name).await?;
    }
    show(&request, request.state.db.find_self(request.caller()?).await?.ok_or(Error::Unauthenticated)?)
}

/// Who is signed in, with their tenants.
pub fn show(request: &Request, own: OwnProfile) -> Response {
    let OwnProfile { live, platform_admin, tenants } = own;
    let principal = Principal::from(live);
    let user = UserView::from(&principal);
    let named = request.http.headers().get(X_TENANT);
    let named = named.map(|value| value.to_str().map_err(|_| Error::NotFound)).transpose()?;
    let view = MeView::new(user, tenants, Some(SessionView::from(&principal))).of_platform_admin(platform_admin);
    view.with_factors(principal.factors).response(HttpResponse::Ok(), named)
}
