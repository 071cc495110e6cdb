//! The people of one request: a tenant of their own, one credential, and the SQL that makes and ends it.

use std::fmt::Write;

use actix_web::cookie::{Cookie, CookieJar, Key};
use base::Random;
use tenancy::Role;
use tenancy::api_keys::ApiKey;
use uuid::Uuid;
use web::route::{Access, Route};

use super::table::{Ending, Kind};
use crate::support::server::SECRET;

/// In every id of a party, followed by its number: what is written tells whose it is.
pub const MARK: &str = "ce11-7000-8000";

/// When the clock of the tests stands still.
pub const NOW: &str = "'2026-03-01T12:00:00Z'::timestamptz";

/// What an id is of.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    User = 1,
    Owner,
    Target,
    Admin,
    Tenant,
    Session,
    OtherSession,
    AdminSession,
    Key,
    Impersonation,
    Row,
}

/// A person with a credential.
pub struct Party {
    pub number: u32,
    pub kind: Kind,
    role: Role,
    is_platform_admin: bool,
    /// Of the user's own session.
    cookie: String,
    /// Of another session of the user.
    other: String,
    acting: String,
    key: ApiKey,
    /// An access token with its session, once it was issued.
    pub access_token: Option<(String, Uuid)>,
    /// A code of the user's authenticator, once there is one.
    pub code: Option<String>,
    /// The tenant, where parties share one.
    tenant: Option<Uuid>,
}

impl Party {
    pub fn new(number: u32, kind: Kind, route: &Route) -> Self {
        let random = Random::system();
        let role = match route.access {
            Access::Member(needed) => needed,
            _ => Role::Member,
        };
        Self {
            number,
            kind,
            role,
            is_platform_admin: route.access == Access::Platform,
            cookie: random.token(),
            other: random.token(),
            acting: random.token(),
            key: ApiKey::issue(&random),
            access_token: None,
            code: None,
            tenant: None,
        }
    }

    /// The same in a tenant that other parties are in as well.
    pub fn within(self, tenant: Uuid) -> Self {
        Self { tenant: Some(tenant), ..self }
    }

    pub fn id(&self, part: Part) -> Uuid {
        if let (Part::Tenant, Some(tenant)) = (part, self.tenant) {
            return tenant;
        }
        let mark = 0x0197_ce11_ce11_7000_8000_0000_0000_0000;
        Uuid::from_u128(mark | u128::from(self.number) << 16 | part as u128)
    }

    pub fn slug(&self) -> String {
        format!("party-{}", self.number)
    }

    /// The header of the credential.
    pub fn credential(&self) -> String {
        match self.kind {
            Kind::Cookie => self.own_cookie(),
            Kind::Bearer => {
                let (token, _) = self.access_token.as_ref().expect("the access token was issued");
                format!("Authorization: Bearer {token}")
            }
            Kind::Key => format!("Authorization: Bearer {}", self.key.clone().into_string()),
            Kind::Acting => cookie(&self.acting),
        }
    }

    /// The header of the user's own session, whatever the kind of the credential.
    pub fn own_cookie(&self) -> String {
        cookie(&self.cookie)
    }

    /// The header of another session of the user.
    pub fn other_cookie(&self) -> String {
        cookie(&self.other)
    }

    /// The token of an invitation for the user, where there is one.
    pub fn invitation(&self) -> &str {
        &self.acting
    }

    /// Makes the people, the tenant and the credential. `hash` is that of everyone's password.
    pub fn arrange(&self, hash: &str) -> String {
        let [user, owner, target, admin] =
            [Part::User, Part::Owner, Part::Target, Part::Admin].map(|part| self.id(part));
        let (tenant, number) = (self.id(Part::Tenant), self.number);
        let mut sql = "insert into auth.users (id, email, name, password_hash, password_changed_at, created_at, updated_at, email_verified_at) values ".to_owned();
        for (index, (id, name)) in
            [(user, "user"), (owner, "owner"), (target, "target"), (admin, "admin")].iter().enumerate()
        {
            let comma = if index == 0 { "" } else { ", " };
            let _ = write!(
                sql,
                "{comma}('{id}', '{name}-{number}@party.test', 'Party {number}', '{hash}', {NOW}, {NOW}, {NOW}, {NOW})"
            );
        }
        let _ = write!(
            sql,
            "; insert into tenancy.tenants (tenant_id, id, slug, name, kind) values ('{tenant}', '{tenant}', '{}', 'Party', 'team')
               on conflict do nothing;
             insert into tenancy.memberships (tenant_id, user_id, role) values
               ('{tenant}', '{owner}', 'owner'), ('{tenant}', '{user}', '{}'), ('{tenant}', '{target}', 'viewer');",
            self.slug(),
            self.role,
        );
        sql += &self.session(Part::Session, Part::User, &self.cookie);
        sql += &self.session(Part::OtherSession, Part::User, &self.other);
        if self.is_platform_admin {
            let _ = write!(sql, "insert into auth.platform_admins (user_id, created_at) values ('{user}', {NOW});");
        }
        match self.kind {
            Kind::Cookie | Kind::Bearer => {}
            Kind::Key => {
                let id = self.id(Part::Key);
                let (prefix, text) = (self.key.prefix(), self.key.clone().into_string());
                let _ = write!(
                    sql,
                    "insert into tenancy.api_keys (tenant_id, id, owner_id, prefix, name, key_hash, scopes, role, expires_at) values
                       ('{tenant}', '{id}', '{user}', '{prefix}', 'Party', sha256('{text}'), '{{*:read,*:write}}', 'admin', {NOW} + interval '30 days');"
                );
            }
            Kind::Acting => sql += &self.impersonate(),
        }
        sql
    }

    fn session(&self, part: Part, of: Part, token: &str) -> String {
        let second_factor = self.is_platform_admin || matches!(part, Part::AdminSession);
        format!(
            "insert into auth.sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, proved_at, second_factor) values
               ('{}', sha256('{token}'), '{}', {NOW}, {NOW}, {NOW} + interval '12 hours', {NOW}, {second_factor});",
            self.id(part),
            self.id(of),
        )
    }

    fn impersonate(&self) -> String {
        let [user, admin, tenant, id, session] =
            [Part::User, Part::Admin, Part::Tenant, Part::Impersonation, Part::AdminSession].map(|part| self.id(part));
        // No browser has its token while the impersonation lasts.
        let set_aside = self.session(Part::AdminSession, Part::Admin, &session.to_string());
        format!(
            "{set_aside}
             insert into auth.platform_admins (user_id, created_at) values ('{admin}', {NOW});
             insert into tenancy.impersonations (tenant_id, id, admin_id, user_id, reason, read_only, created_at, expires_at) values
               ('{tenant}', '{id}', '{admin}', '{user}', 'Ticket 1042: help', false, {NOW}, {NOW} + interval '30 minutes');
             insert into auth.impersonations (id, token_hash, session_id, admin_id, user_id, created_at, expires_at) values
               ('{id}', sha256('{}'), '{session}', '{admin}', '{user}', {NOW}, {NOW} + interval '30 minutes');",
            self.acting,
        )
    }

    /// What the routes that end credentials do to the rows.
    pub fn end(&self, ending: Ending) -> String {
        let [user, tenant] = [Part::User, Part::Tenant].map(|part| self.id(part));
        let membership = format!("tenant_id = '{tenant}' and user_id = '{user}'");
        let all_sessions =
            format!("delete from auth.sessions where user_id = '{user}'; {}", self.end_impersonation(true));
        match ending {
            Ending::Nothing => String::new(),
            Ending::Revoked if self.kind == Kind::Acting => self.end_impersonation(false),
            Ending::LoggedOut if self.kind == Kind::Acting => self.end_impersonation(true),
            Ending::Revoked if self.kind == Kind::Key => {
                format!("update tenancy.api_keys set deleted_at = {NOW} where id = '{}';", self.id(Part::Key))
            }
            Ending::Revoked | Ending::LoggedOut | Ending::RefreshTokenRevoked => {
                let own = (self.kind == Kind::Bearer).then_some(self.access_token.as_ref()).flatten();
                let session = own.map_or(self.id(Part::Session), |(_, session)| *session);
                format!("delete from auth.sessions where id = '{session}';")
            }
            Ending::LoggedOutEverywhere => {
                format!("select from auth.users where id = '{user}' for no key update; {all_sessions}")
            }
            Ending::PasswordChanged => {
                format!("update auth.users set password_changed_at = {NOW} where id = '{user}'; {all_sessions}")
            }
            Ending::KeysRevokedWithPassword => {
                format!(
                    "update auth.users set password_changed_at = {NOW} where id = '{user}'; {all_sessions}
                     select auth.revoke_api_keys_of('{user}', {NOW}, null);"
                )
            }
            Ending::UserDisabled => {
                format!("update auth.users set disabled_at = {NOW} where id = '{user}'; {all_sessions}")
            }
            Ending::RoleLowered => format!("update tenancy.memberships set role = 'viewer' where {membership};"),
            Ending::RemovedFromTenant => format!("delete from tenancy.memberships where {membership};"),
            Ending::TenantSuspended => {
                format!(
                    "update tenancy.tenants set suspended_at = {NOW}, suspended_for = 'Unpaid' where id = '{tenant}';"
                )
            }
            Ending::SecondFactorRequired => {
                format!("update tenancy.tenants set require_second_factor = true where id = '{tenant}';")
            }
            Ending::PlatformRightsTaken => {
                format!("delete from auth.platform_admins where user_id in ('{user}', '{}');", self.id(Part::Admin))
            }
        }
    }

    /// Ends what acts as the user, and the admin's own session where that doesn't go on.
    fn end_impersonation(&self, with_session: bool) -> String {
        if self.kind != Kind::Acting {
            return String::new();
        }
        let (id, session) = (self.id(Part::Impersonation), self.id(Part::AdminSession));
        let session =
            if with_session { format!("delete from auth.sessions where id = '{session}';") } else { String::new() };
        format!(
            "delete from auth.impersonations where id = '{id}';
             update tenancy.impersonations set ended_at = {NOW} where id = '{id}'; {session}"
        )
    }
}

/// The header of a session's cookie, signed as the server signs it.
fn cookie(token: &str) -> String {
    let mut jar = CookieJar::new();
    jar.signed_mut(&Key::derive_from(SECRET.as_bytes())).add(Cookie::new("session", token.to_owned()));
    let signed = jar.get("session").map(Cookie::value).unwrap_or_default();
    format!("Cookie: session={signed}")
}
