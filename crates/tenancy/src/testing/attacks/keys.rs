use auth::CredentialError;
use base::Random;
use sqlx::Row;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::attempts::code;
use super::{Arena, rows, run, text};
use crate::api_keys::{Action, ApiKey, KeyHolder};
use crate::{Caller, Db, Error, Intent, Role, TenantId, TenantRef, TenantRequest};

/// Keys that open nothing: what is wrong with each, and what is changed of a live one.
const DEAD: [(&str, &str); 7] = [
    ("that was revoked", "update tenancy.api_keys set deleted_at = now() where id = 'KEY'"),
    ("that has expired", "update tenancy.api_keys set expires_at = 'NOW' where id = 'KEY'"),
    ("whose maker was disabled", "update auth.users set disabled_at = now() where id = 'MAKER'"),
    ("whose maker is a member no more", "delete from tenancy.memberships where user_id = 'MAKER'"),
    (
        "whose maker is a member elsewhere",
        "update tenancy.memberships set tenant_id = 'ELSEWHERE' where user_id = 'MAKER'",
    ),
    // Without what follows from it: the tenant opens again.
    (
        "of a closed tenant",
        "set local session_replication_role = replica; update tenancy.tenants set deleted_at = now() where id = 'TENANT'",
    ),
    (
        "of a suspended tenant",
        "set local session_replication_role = replica; update tenancy.tenants set suspended_at = now() where id = 'TENANT'",
    ),
];

/// Attacks the way in that asks the database what a key stands for.
pub(super) async fn attack(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let db = arena.test.db(1);
    let random = Random::seeded(1);
    let (own, maker) = make(arena, &random, None).await;
    match find(&db, &own).await {
        Ok(Some(holder)) if (holder.user_id, holder.tenant_id.0) == (maker, arena.victim.id) => {
            if holder.role != Role::Member {
                findings.push(format!("a key of an admin's for a member is a key for the role {}", holder.role));
            }
            findings.extend(entered(&db, arena, &own).await);
        }
        other => findings.push(format!("a key of the tenant's stands for {other:?}")),
    }
    if !matches!(find(&db, &ApiKey::issue(&random)).await, Ok(None)) {
        findings.push("an unknown key has a holder".into());
    }
    for (what, change) in DEAD {
        let (key, _) = make(arena, &random, Some(change)).await;
        if !matches!(find(&db, &key).await, Ok(None)) {
            findings.push(format!("a key {what} has a holder"));
        }
        let request = TenantRequest {
            who: Caller::key(&key, ("leads", Action::Read), now()),
            tenant: TenantRef::HOME,
            needed: Role::Viewer,
            intent: Intent::Read,
            request_id: rows::fresh(),
        };
        if !matches!(db.authorize(&request).await, Err(Error::Credential(CredentialError::Ended))) {
            findings.push(format!("a key {what} enters its tenant"));
        }
        let reopen = "set local session_replication_role = replica;
            update tenancy.tenants set deleted_at = null, suspended_at = null where id = 'TENANT'";
        arena.test.superuser(&reopen.replace("TENANT", &arena.victim.id.to_string())).await;
    }
    findings.extend(beside_a_password(arena, &random).await);
    for role in ["bulkhead_auth", "bulkhead_platform"] {
        let mut connection = arena.test.connect(role).await;
        let asked = run(&mut connection, "select from tenancy.api_key('', now())".into()).await;
        if !asked.is_err_and(|error| code(&error) == "42501") {
            findings.push(format!("{role} may ask what a key stands for"));
        }
    }
    arena.test.superuser("delete from tenancy.memberships where user_id in (select owner_id from tenancy.api_keys where name = 'attack')").await;
    arena.test.superuser("delete from tenancy.api_keys where name = 'attack'").await;
    findings
}

/// A key leads into its own tenant only, and is forgotten with its unit of work.
async fn entered(db: &Db, arena: &Arena<'_>, key: &ApiKey) -> Vec<String> {
    let mut findings = Vec::new();
    let request = |tenant, action, needed| TenantRequest {
        who: Caller::key(key, ("leads", action), now()),
        tenant: TenantRef::from(TenantId(tenant)),
        needed,
        intent: Intent::Write,
        request_id: rows::fresh(),
    };
    let read = |tenant| request(tenant, Action::Read, Role::Member);
    if let Err(error) = db.authorize(&read(arena.victim.id)).await {
        findings.push(format!("a key can't enter its tenant: {error}"));
    }
    if !matches!(db.authorize(&read(arena.attacker.id)).await, Err(Error::NotAMember)) {
        findings.push("a key enters another tenant".into());
    }
    let without_scope = db.authorize(&request(arena.victim.id, Action::Write, Role::Viewer)).await;
    if !matches!(without_scope, Err(Error::Credential(CredentialError::ScopeMissing))) {
        findings.push("a key enters for what it has no scope for".into());
    }
    if !matches!(db.authorize(&request(arena.victim.id, Action::Read, Role::Admin)).await, Err(Error::RoleTooLow)) {
        findings.push("a key of an admin's for a member enters as an admin".into());
    }
    let left = db.run_unscoped(sqlx::query("select current_setting('app.api_key_id', true) as left_behind")).await;
    match left.as_deref().map(|rows| rows[0].try_get::<Option<String>, _>(0)) {
        Ok(Ok(left)) if left.as_deref().unwrap_or_default().is_empty() => {}
        other => findings.push(format!("a key outlives its unit of work: {other:?}")),
    }
    findings
}

/// What the role that changes passwords learns of keys, and which it revokes: those of the one user, where they still
/// are a member.
async fn beside_a_password(arena: &Arena<'_>, random: &Random) -> Vec<String> {
    let mut findings = Vec::new();
    let (_, maker) = make(arena, random, None).await;
    let (others, _) = make(arena, random, None).await;
    let (_, left) = make(arena, random, Some("delete from tenancy.memberships where user_id = 'MAKER'")).await;
    let mut auth = arena.test.connect("bulkhead_auth").await;
    for (user, expected) in [(maker, "1"), (left, "0"), (rows::fresh(), "0")] {
        let named = format!("select count(*)::text from auth.api_keys_of('{user}', '{}', 20)", now());
        match text(&mut auth, named).await {
            Ok(Some(told)) if told == expected => {}
            other => {
                findings.push(format!("the role that changes passwords is told of {other:?} keys, not {expected}"));
            }
        }
    }
    let revoked = format!(
        "select auth.revoke_api_keys_of('{maker}', '{0}', null); select auth.revoke_api_keys_of('{left}', '{0}', null)",
        now()
    );
    if let Err(error) = run(&mut auth, revoked).await {
        findings.push(format!("the role that changes passwords can't revoke keys: {error}"));
    }
    let mut superuser = arena.test.connect("postgres").await;
    let spared =
        format!("select (deleted_at is null)::text from tenancy.api_keys where prefix = '{}'", others.prefix());
    match text(&mut superuser, spared).await {
        Ok(Some(told)) if told == "true" => {}
        other => findings.push(format!("with a user's keys, that of another is revoked: {other:?}")),
    }
    let lives = format!(
        "select count(*)::text from tenancy.api_keys where owner_id in ('{maker}', '{left}') and deleted_at is null"
    );
    match text(&mut superuser, lives).await {
        Ok(Some(told)) if told == "0" => {}
        other => findings.push(format!("{other:?} keys of a user outlive their end")),
    }
    for role in ["bulkhead_app", "bulkhead_platform"] {
        let mut connection = arena.test.connect(role).await;
        for call in [
            format!("auth.api_keys_of('{maker}', now(), 20)"),
            format!("auth.revoke_api_keys_of('{maker}', now(), null)"),
        ] {
            if !run(&mut connection, format!("select {call}")).await.is_err_and(|error| code(&error) == "42501") {
                findings.push(format!("{role} may call {call}"));
            }
        }
    }
    findings
}

async fn find(db: &Db, key: &ApiKey) -> Result<Option<KeyHolder>, Error> {
    db.find_api_key(key, now()).await
}

fn now() -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::days(22_000)
}

/// Makes a key for a member, by an admin of the victim's tenant; `change` is done to it afterwards.
async fn make(arena: &Arena<'_>, random: &Random, change: Option<&str>) -> (ApiKey, Uuid) {
    let (key, id, maker) = (ApiKey::issue(random), rows::fresh(), rows::fresh());
    let (prefix, hash, tenant) = (key.prefix(), hex::encode(key.hash()), arena.victim.id);
    let change = change
        .unwrap_or("select")
        .replace("KEY", &id.to_string())
        .replace("TENANT", &tenant.to_string())
        .replace("MAKER", &maker.to_string())
        .replace("ELSEWHERE", &arena.attacker.id.to_string())
        .replace("NOW", &now().to_string());
    arena
        .test
        .superuser(&format!(
            "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at)
               values ('{maker}', '{maker}@example.com', 'Ann', now(), now(), now());
             insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{maker}', 'admin');
             insert into tenancy.api_keys (tenant_id, id, owner_id, name, prefix, key_hash, scopes, role, expires_at)
               values ('{tenant}', '{id}', '{maker}', 'attack', '{prefix}', '\\x{hash}', '{{*:read}}', 'member',
                 '{0}'::timestamptz + interval '1 second');
             {change}",
            now()
        ))
        .await;
    (key, maker)
}
