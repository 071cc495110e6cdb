//! No effect without a credential that is live in the unit of work which has the effect (SES-9).
//!
//! Each request comes in two parts: its head and most of its body while its credential is good, the last byte once the
//! end of that credential is committed. [`table`] says which ending ends which credential. A cell of the table must be
//! refused and write nothing; every other cell must pass, so that nothing is refused for the wrong reason.
//!
//! Every cell of the route table takes a minute: `just revocation` runs what is ignored here. It is a part of this test
//! binary, not of `faults`, since it takes its requests from the same generator, and a second binary with a copy of
//! that would be built for it alone.

mod cells;
mod exports;
mod party;
mod races;
mod retries;
mod table;
mod target;
mod theft;
mod watch;

use web::route::Route;
use web::routes::ROUTES;

use cells::{Cell, Trial};
use table::{Ending, KINDS, Kind, opens};
use target::Delivery;

/// The parts that the routes are tried in, each in a test of its own.
const PARTS: [fn(&Route) -> bool; 6] =
    [of_accounts, of_tenants, of_leads, of_contacts, of_other_resources, of_the_platform];

fn of_accounts(route: &Route) -> bool {
    route.path.starts_with("/auth/")
}

fn of_tenants(route: &Route) -> bool {
    route.path.starts_with("/api/") && route.resource.is_none()
}

fn of_leads(route: &Route) -> bool {
    route.resource.is_some_and(|resource| resource.plural == "leads")
}

fn of_contacts(route: &Route) -> bool {
    route.resource.is_some_and(|resource| resource.plural == "contacts")
}

fn of_other_resources(route: &Route) -> bool {
    route.resource.is_some() && !of_leads(route) && !of_contacts(route)
}

fn of_the_platform(route: &Route) -> bool {
    route.path.starts_with("/admin/")
}

/// Whether any credential counts on a route.
fn is_closed(route: &Route) -> bool {
    KINDS.into_iter().any(|kind| opens(route, kind))
}

/// The route of a method and a path.
fn route(method: &str, path: &str) -> &'static Route {
    let found = ROUTES.iter().find(|route| route.method.as_str() == method && route.path == path);
    found.unwrap_or_else(|| panic!("{method} {path} is a route"))
}

async fn try_all(of_this_part: fn(&Route) -> bool) {
    let mut trial = Trial::new().await;
    let tried = trial.run(cells::of(ROUTES.iter().filter(|route| is_closed(route) && of_this_part(route)))).await;
    trial.report();
    assert!(tried > 100, "{tried} cells");
    assert_eq!(trial.findings(), 0, "findings, listed above");
}

#[test]
fn ses_9_every_route_that_asks_for_a_credential_is_tried() {
    for route in ROUTES.iter().filter(|route| is_closed(route)) {
        let parts = PARTS.iter().filter(|holds| holds(route)).count();
        assert_eq!(parts, 1, "{} {}", route.method, route.path);
    }
    for (operation, ..) in target::NOTHING_TO_DO {
        assert!(ROUTES.iter().any(|route| route.operation == *operation), "{operation}");
    }
}

#[tokio::test]
async fn ses_9_a_credential_that_ends_before_the_last_byte_has_no_effect() {
    use {Delivery as D, Ending as E, Kind as K};
    let sample = [
        ("POST", "/auth/email/change", K::Cookie, E::PasswordChanged, D::Small),
        ("POST", "/auth/invitations/accept", K::Cookie, E::Revoked, D::Small),
        ("PATCH", "/auth/me", K::Bearer, E::RefreshTokenRevoked, D::Small),
        ("POST", "/auth/mfa/totp/confirm", K::Cookie, E::LoggedOutEverywhere, D::Small),
        ("GET", "/auth/sessions", K::Cookie, E::UserDisabled, D::Small),
        ("POST", "/api/leads", K::Cookie, E::Revoked, D::Small),
        ("POST", "/api/leads", K::Cookie, E::LoggedOut, D::Big),
        ("POST", "/api/leads", K::Key, E::Revoked, D::Small),
        ("POST", "/api/leads", K::Key, E::PasswordChanged, D::Small),
        ("POST", "/api/leads", K::Key, E::KeysRevokedWithPassword, D::Small),
        ("PATCH", "/api/leads/{id}", K::Bearer, E::Revoked, D::Big),
        ("PUT", "/api/leads/{id}", K::Acting, E::PlatformRightsTaken, D::Small),
        ("POST", "/api/contacts/import", K::Key, E::Revoked, D::Big),
        ("DELETE", "/api/leads/{id}", K::Cookie, E::RemovedFromTenant, D::Small),
        ("POST", "/api/api-keys", K::Cookie, E::RoleLowered, D::Small),
        ("PUT", "/api/settings/{key}", K::Acting, E::Revoked, D::Small),
        ("GET", "/api/tenant", K::Bearer, E::TenantSuspended, D::Small),
        ("POST", "/api/invitations", K::Cookie, E::SecondFactorRequired, D::Small),
        ("POST", "/admin/tenants/{id}/suspend", K::Cookie, E::PlatformRightsTaken, D::Small),
        ("GET", "/auth/me", K::Cookie, E::RemovedFromTenant, D::Small),
    ];
    let cell = |(method, path, kind, ending, delivery)| Cell { route: route(method, path), kind, ending, delivery };
    let mut trial = Trial::new().await;
    trial.run(sample.map(cell).to_vec()).await;
    trial.report();
    assert_eq!(trial.findings(), 0, "findings, listed above");
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_no_route_of_an_account_acts_for_a_credential_that_has_ended() {
    try_all(of_accounts).await;
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_no_route_of_a_tenant_acts_for_a_credential_that_has_ended() {
    try_all(of_tenants).await;
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_no_route_of_leads_acts_for_a_credential_that_has_ended() {
    try_all(of_leads).await;
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_no_route_of_contacts_acts_for_a_credential_that_has_ended() {
    try_all(of_contacts).await;
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_no_route_of_other_resources_acts_for_a_credential_that_has_ended() {
    try_all(of_other_resources).await;
}

#[tokio::test]
#[ignore = "takes a minute: just revocation"]
async fn ses_9_no_route_of_the_platform_acts_for_a_credential_that_has_ended() {
    try_all(of_the_platform).await;
}
