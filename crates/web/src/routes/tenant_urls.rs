//! URLs that tenants name, before they are stored.

use providers::Refusal;
use tenancy::TenantRequest;
use url::Url;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;

/// Refuses a URL that leads to where tenants' requests may not go: 422 on the field. Only a caller who may store it has
/// its name looked up, and no connection to the database is held meanwhile.
pub(super) async fn check(
    request: &Request,
    entry: &TenantRequest,
    field: &'static str,
    url: &Url,
) -> Result<(), Error> {
    request.state.db.authorize(entry).await?;
    request.state.shared.guarded.check(url).await.map_err(|refusal| refused(field, refusal))
}

fn refused(field: &'static str, refusal: Refusal) -> Error {
    let code = match refusal {
        Refusal::Scheme | Refusal::UserInfo => "url",
        Refusal::Port(_) => "port",
        Refusal::Name | Refusal::Address => "not_public",
        Refusal::Unresolved | Refusal::NameServers => "unresolved",
    };
    Error::Unprocessable(vec![FieldError::new(field, code, refusal.to_string())])
}
