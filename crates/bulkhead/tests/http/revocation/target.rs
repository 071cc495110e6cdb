//! A request for each route of the table: the rows that it is about, its path and its body.

mod telephony;

use reqwest::Method;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use web::route::{Body, Route};

use super::party::{NOW, Part, Party};
use super::table::{ACCEPTANCE, Kind};
use crate::support::held::Parts;
use crate::support::openapi_requests;
use crate::support::server::{NOWHERE, PASSWORD};

/// More than a body that is read before the credential is proved.
const PADDING: usize = 17 << 10;

/// The rows of the catalogue, which belong to no tenant.
const UNIVERSITY: Uuid = Uuid::from_u128(0x0197_ca7a_0000_7000_8000_0000_0000_0001);
const COURSE: Uuid = Uuid::from_u128(0x0197_ca7a_0000_7000_8000_0000_0000_0002);

/// What of a request is held back until the credential has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// The end of the head.
    Head,
    /// The end of a small body; of `{}` where the route reads none.
    Small,
    /// The end of a body of more than 16 KiB.
    Big,
}

/// A route that does nothing for these callers even with a live credential, with its status and the reason.
pub const NOTHING_TO_DO: &[(&str, Option<Kind>, u16, &str)] = &[
    ("finishPasskeyRegistration", None, 422, "the body is a browser's answer to a challenge"),
    ("endImpersonation", Some(Kind::Cookie), 409, "the session impersonates no one"),
    ("endImpersonation", Some(Kind::Bearer), 409, "the session impersonates no one"),
    ("impersonate", Some(Kind::Bearer), 409, "only a browser's session can be set aside"),
    ("hearRecording", None, 503, "no carrier has the audio"),
];

/// Makes the rows of the catalogue.
pub fn catalogue() -> String {
    format!(
        "insert into app.universities (id, name) values ('{UNIVERSITY}', 'Party University');
         insert into app.courses (id, name, university_id) values ('{COURSE}', 'Party Course', '{UNIVERSITY}');"
    )
}

/// Whether a route needs an authenticator, and whether it has to be confirmed.
pub fn authenticator(route: &Route) -> Option<bool> {
    match route.path {
        "/auth/mfa/totp/confirm" => Some(false),
        "/auth/mfa/totp/disable" | "/auth/mfa/verify" | "/auth/mfa/recovery-codes" => Some(true),
        _ => None,
    }
}

/// Confirms the authenticator of a party.
pub fn confirm_authenticator(party: &Party) -> String {
    let user = party.id(Part::User);
    format!(
        "update auth.totp set confirmed_at = {NOW} where user_id = '{user}';
         update auth.users set factors = '{{totp}}' where id = '{user}';
         update auth.sessions set second_factor = true where user_id = '{user}';"
    )
}

/// Makes the rows that a request is about.
pub fn rows(route: &Route, party: &Party) -> String {
    let [tenant, row, user, target] = [Part::Tenant, Part::Row, Part::User, Part::Target].map(|part| party.id(part));
    let deleted = if route.path.ends_with("/restore") { NOW } else { "null" };
    let tenant_is = |what: &str| format!("update tenancy.tenants set {what} where id = '{tenant}';");
    match route.path {
        path if path.starts_with("/api/leads/{") || path.starts_with("/api/contacts/{") || path.ends_with("/export") => {
            let table = if path.starts_with("/api/leads") { "leads" } else { "contacts" };
            format!("insert into app.{table} (tenant_id, id, owner_id, name, deleted_at) values ('{tenant}', '{row}', '{user}', 'Row', {deleted});")
        }
        path if path.starts_with("/api/call-notes/{") => format!(
            "insert into app.call_notes (tenant_id, id, owner_id, body, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'Row', {deleted});"
        ),
        path if path.starts_with("/api/applications/{") => format!(
            "insert into app.applications (tenant_id, id, owner_id, course_id, deleted_at)
             values ('{tenant}', '{row}', '{user}', '{COURSE}', {deleted});"
        ),
        path if path.starts_with("/api/posts/{") => format!(
            "insert into app.posts (tenant_id, id, owner_id, body, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'Row', {deleted});"
        ),
        path if path.starts_with("/api/follows/{") => format!(
            "insert into app.follows (tenant_id, id, owner_id, user_id) values ('{tenant}', '{row}', '{user}', '{target}');"
        ),
        path if path.starts_with("/api/notifications/{") || path == "/api/notifications/read-all" => format!(
            "insert into tenancy.notifications (tenant_id, id, owner_id, kind, resource, row_id)
             values ('{tenant}', '{row}', '{user}', 'follow', 'follows', '{row}');"
        ),
        path if path.starts_with("/api/notification-preferences/{") => format!(
            "insert into app.notification_preferences (tenant_id, id, owner_id, kind)
             values ('{tenant}', '{row}', '{user}', 'follow');"
        ),
        path if path.starts_with("/api/favourites/{") => format!(
            "insert into app.favourites (tenant_id, id, owner_id, item_type, item_id, deleted_at)
             values ('{tenant}', '{row}', '{user}', 'course', '{COURSE}', {deleted});"
        ),
        path if path.starts_with("/api/conversations/{") => format!(
            "insert into app.conversations (tenant_id, id, owner_id, deleted_at) values ('{tenant}', '{row}', '{user}', {deleted});
             insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id)
             values ('{tenant}', '{row}', '{user}', '{row}', '{user}');
             insert into app.conversation_messages (tenant_id, id, owner_id, conversation_id, client_id, body)
             values ('{tenant}', '{row}', '{user}', '{row}', '{row}', 'Row');"
        ),
        "/api/settings/{key}" => format!(
            "insert into app.settings (tenant_id, id, owner_id, key, value) values ('{tenant}', '{row}', '{user}', '{}', '1');",
            party.slug()
        ),
        "/api/tenant/chat-endpoint" => format!(
            "insert into app.chat_endpoints (tenant_id, id, owner_id, url, model)
             values ('{tenant}', '{row}', '{user}', 'https://93.184.216.34/v1', 'Row');"
        ),
        path if path.starts_with("/api/webhooks/{") => {
            let status = if path.ends_with("/resume") { "paused" } else { "active" };
            format!(
                "insert into app.webhooks (tenant_id, id, owner_id, url, events, status, secret, signing_key, public_key,
                   deleted_at)
                 values ('{tenant}', '{row}', '{user}', 'http://{NOWHERE}/', '{{call-turn.restored}}', '{status}', '\\x00',
                   '\\x00', 'whpk_', {deleted});
                 insert into tenancy.webhook_deliveries (tenant_id, id, owner_id, webhook_id, event_type, status, ended_at)
                 values ('{tenant}', '{row}', '{user}', '{row}', 'webhook.test', 'failed', now());"
            )
        }
        path if path.starts_with("/api/push-subscriptions/{") => format!(
            "insert into app.push_subscriptions (tenant_id, id, owner_id, endpoint, p256dh, auth, session_id)
             values ('{tenant}', '{row}', '{user}', 'http://{NOWHERE}/{row}', '\\x00', '\\x00', (
               select id from auth.sessions where user_id = '{user}' limit 1));"
        ),
        path if path.starts_with("/api/invitations/{") => format!(
            "insert into tenancy.invitations (tenant_id, id, owner_id, email, role, token_hash, expires_at)
             values ('{tenant}', '{row}', '{user}', 'row-{}@party.test', 'viewer', sha256('{row}'), {NOW} + interval '30 days');",
            party.number
        ),
        ACCEPTANCE => format!(
            "delete from tenancy.memberships where tenant_id = '{tenant}' and user_id = '{user}';
             insert into tenancy.invitations (tenant_id, id, owner_id, email, role, token_hash, expires_at)
             values ('{tenant}', '{row}', '{}', 'user-{}@party.test', 'admin', sha256('{}'), {NOW} + interval '30 days');",
            party.id(Part::Owner),
            party.number,
            party.invitation()
        ),
        "/api/api-keys/{id}" => format!(
            "insert into tenancy.api_keys (tenant_id, id, owner_id, prefix, name, key_hash, scopes, role, expires_at)
             values ('{tenant}', '{row}', '{user}', '0123456789ab', 'Row', sha256('{row}'), '{{*:read}}', 'viewer', {NOW} + interval '30 days');"
        ),
        "/auth/passkeys/{id}" => format!(
            "insert into auth.passkeys (id, user_id, user_handle, credential_id, name, credential, created_at)
             values ('{row}', '{user}', '{row}', '{row}', 'Row', '{{}}', {NOW});
             update auth.users set factors = '{{passkey}}' where id = '{user}';
             update auth.sessions set second_factor = true where user_id = '{user}';"
        ),
        "/auth/email/resend" => format!("update auth.users set email_verified_at = null where id = '{user}';"),
        "/admin/users/{id}/enable" => format!("update auth.users set disabled_at = {NOW} where id = '{target}';"),
        "/admin/tenants/{id}/restore" => tenant_is("deleted_at = statement_timestamp()"),
        "/admin/tenants/{id}/resume" => tenant_is("suspended_at = statement_timestamp(), suspended_for = 'Unpaid'"),
        path => telephony::rows(path, party, deleted),
    }
}

/// The request, with a body for this way of holding it back.
pub fn parts(route: &Route, party: &Party, delivery: Delivery) -> Parts {
    let mut headers = vec![party.credential()];
    if route.path.starts_with("/api/") && route.path != "/api/tenants" {
        headers.push(format!("X-Tenant: {}", party.id(Part::Tenant)));
    }
    let body = match (delivery, payload(route, party)) {
        (Delivery::Head, _) => None,
        (Delivery::Small, Some(body)) => Some(body),
        (Delivery::Small | Delivery::Big, None) => Some(("application/json", "{}".to_owned())),
        (Delivery::Big, Some((content_type, text))) => Some((content_type, padded(route, &text))),
    };
    let path = openapi_requests::path(route, &parameter(route, party));
    Parts { method: route.method.as_str().to_owned(), path, headers, body }
}

fn parameter(route: &Route, party: &Party) -> String {
    let part = match route.path {
        "/api/settings/{key}" => return party.slug(),
        "/api/universities/{id}" | "/api/universities/{university_id}/courses" => return UNIVERSITY.to_string(),
        "/api/courses/{id}" => return COURSE.to_string(),
        "/auth/sessions/{id}" => Part::OtherSession,
        path if path.starts_with("/admin/tenants/{id}") => Part::Tenant,
        path if path.starts_with("/admin/users/{id}") || path.starts_with("/api/members/{") => Part::Target,
        _ => Part::Row,
    };
    party.id(part).to_string()
}

fn payload(route: &Route, party: &Party) -> Option<(&'static str, String)> {
    let own = own_body(route, party).map(|body| ("application/json", body.to_string()));
    own.or_else(|| {
        let payload = openapi_requests::payload(route, &party.slug())?;
        Some((payload.content_type, payload.text))
    })
}

/// The body of a route whose description can't tell what fits the party.
fn own_body(route: &Route, party: &Party) -> Option<Json> {
    let is_patch = route.method.as_str() == Method::PATCH.as_str();
    let number = party.number;
    let body = match route.path {
        "/auth/password/change" => json!({"current_password": PASSWORD, "new_password": "a wholly other sentence"}),
        "/auth/reauthenticate" => json!({"password": PASSWORD}),
        "/auth/email/change" => json!({"email": format!("new-{number}@party.test")}),
        "/auth/token/session" => json!({}),
        ACCEPTANCE => json!({"token": party.invitation()}),
        "/api/tenants" if route.method.as_str() == "POST" => json!({"name": "New", "slug": format!("new-{number}")}),
        "/admin/tenants" if route.method.as_str() == "POST" => {
            json!({"name": "New", "slug": format!("new-{number}"), "owner_email": format!("new-{number}@party.test")})
        }
        "/auth/mfa/totp/confirm" | "/auth/mfa/totp/disable" | "/auth/mfa/verify" => {
            json!({"code": party.code.as_ref()?})
        }
        "/api/conversations/{conversation_id}/participants" | "/api/follows" => {
            json!({"user_id": party.id(Part::Target)})
        }
        "/api/members/{user_id}" if is_patch => json!({"role": "member"}),
        "/api/tenant" if is_patch => json!({"name": format!("Renamed {number}")}),
        "/admin/tenants/{id}" if is_patch => json!({"plan": "standard"}),
        "/admin/impersonations" if !is_patch && !matches!(route.body, Body::None) => json!({
            "user_id": party.id(Part::Target), "tenant": party.id(Part::Tenant), "reason": "Ticket 1042: help", "write": true
        }),
        _ => return None,
    };
    Some(body)
}

/// The same, but longer than what is read ahead of the credential.
fn padded(route: &Route, text: &str) -> String {
    if matches!(route.body, Body::Rows(_)) {
        let (_, row) = text.trim_end().split_once('\n').expect("a header and a row");
        return format!("{text}{}", format!("{row}\n").repeat(PADDING / row.len() + 1));
    }
    let (start, end) = text.split_at(text.len() - 1);
    [start, &" ".repeat(PADDING), end].concat()
}
