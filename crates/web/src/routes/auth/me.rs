use std::rc::Rc;

use actix_web::HttpResponse;
use auth::{User, users};
use schemars::JsonSchema;
use serde::Deserialize;
use tenancy::TenantRef;
use tenancy::tenants::OwnTenant;

use super::impersonation;
use super::input::Faults;
use super::view::{MeView, SessionView, UserView};
use crate::error::Error;
use crate::request::{Request, X_TENANT};
use crate::route::Answer;
use crate::session::Principal;

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
pub async fn find(request: Rc<Request>) -> Answer {
    if let Some((live, tenants)) = request.state.db.find_self(request.caller()?).await? {
        return show(&request, &live.into(), None, tenants);
    }
    if let Some(acting) = request.impersonation() {
        return impersonation::show(&request, acting).await;
    }
    let principal = request.principal()?;
    show(&request, principal, None, request.state.db.tenants_of(principal.user_id.0).await?)
}

/// Changes the user's name or home.
pub async fn change(request: Rc<Request>) -> Answer {
    let input: MeChanges = request.body()?;
    let principal = request.principal()?;
    let mut faults = Faults::default();
    let name = input.name.and_then(|name| faults.name("name", &name));
    faults.check()?;
    if let Some(home) = input.home_tenant {
        let home = TenantRef::parse(&home).ok_or(Error::NotFound)?;
        request.state.db.set_home(principal.user_id.0, &home, request.id).await?;
    }
    let renamed = match name {
        None => None,
        Some(name) => {
            let client = super::client(&request)?;
            let renamed = users::rename(&request.state.auth, principal.user_id, &name, &client).await?;
            Some(renamed.ok_or(Error::Unauthenticated)?)
        }
    };
    show(&request, principal, renamed.as_ref(), request.state.db.tenants_of(principal.user_id.0).await?)
}

/// Who is signed in, with their tenants. `changed` is the user where the request has changed it.
pub fn show(request: &Request, principal: &Principal, changed: Option<&User>, tenants: Vec<OwnTenant>) -> Answer {
    let user = changed.map_or_else(|| UserView::from(principal), UserView::from);
    let named = request.http.headers().get(X_TENANT);
    let named = named.map(|value| value.to_str().map_err(|_| Error::NotFound)).transpose()?;
    let view = MeView::new(user, tenants, Some(SessionView::from(principal)));
    view.with_factors(principal.factors.clone()).answer(HttpResponse::Ok(), named)
}
