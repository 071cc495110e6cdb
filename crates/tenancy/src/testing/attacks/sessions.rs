use auth::{SessionLimits, SessionProof, SessionToken};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;
use uuid::Uuid;

use super::attempts::code;
use super::{Arena, rows, run};
use crate::{Caller, Db, Entry, Error, Intent, Role, TenantId, TenantRef};

/// Sessions of the victim's owner that are over, or owe something: what is wrong with each, and its row's columns.
const DEAD: [(&str, &str); 4] = [
    ("that has expired", "expires_at = 'NOW'"),
    ("that was idle for too long", "last_seen_at = 'IDLE'"),
    ("whose second factor is owed", "pending = true"),
    ("of a disabled user", "user_id = 'DISABLED'"),
];

/// Attacks the ways in that ask the database whose a session is.
pub(super) async fn attack(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let db = arena.test.db(1);
    let own = enlist(arena, 0, arena.victim.owner, "").await;
    match enter(&db, arena, own.clone()).await {
        Ok(user) if user == arena.victim.owner => {}
        other => findings.push(format!("the session of the tenant's owner is that of {other:?}")),
    }
    match db.find_self(&Caller::session(own)).await {
        Ok(Some((live, tenants)))
            if live.user_id.0 == arena.victim.owner && tenants.iter().map(|own| own.id.0).eq([arena.victim.id]) => {}
        other => findings.push(format!("a session shows {other:?} as its user's own")),
    }

    let stranger = enlist(arena, 1, arena.attacker.owner, "").await;
    if !matches!(enter(&db, arena, stranger.clone()).await, Err(Error::NotAMember)) {
        findings.push("another tenant's owner enters by a session".into());
    }
    if !matches!(db.find_self(&Caller::session(stranger)).await, Ok(Some((live, _))) if live.user_id.0 == arena.attacker.owner)
    {
        findings.push("a session shows somebody else".into());
    }

    let disabled = rows::fresh();
    arena
        .test
        .superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role) values ('{}', '{disabled}', 'owner')",
            arena.victim.id
        ))
        .await;
    let mut dead = vec![("that nobody has", proof(99))];
    for (number, (what, columns)) in (2..).zip(DEAD) {
        let user = if columns.starts_with("user_id") { disabled } else { arena.victim.owner };
        dead.push((what, enlist(arena, number, user, columns).await));
    }
    for (what, proof) in dead {
        if !matches!(enter(&db, arena, proof.clone()).await, Err(Error::NotAMember)) {
            findings.push(format!("a session {what} enters its tenant"));
        }
        if !matches!(db.find_self(&Caller::session(proof)).await, Ok(None)) {
            findings.push(format!("a session {what} shows its user"));
        }
    }
    findings.extend(reach(arena).await);
    arena.test.superuser(&format!("delete from tenancy.memberships where user_id = '{disabled}'")).await;
    findings
}

/// Enters the victim's tenant by a session, as its owner, in either way. Answers whose the session is.
async fn enter(db: &Db, arena: &Arena<'_>, proof: SessionProof) -> Result<Uuid, Error> {
    let entry = Entry {
        who: Caller::session(proof),
        tenant: TenantRef::from(TenantId(arena.victim.id)),
        needed: Role::Owner,
        intent: Intent::Read,
        request_id: rows::fresh(),
    };
    let membership = db.admit(&entry).await?;
    db.begin(&entry).await?.rollback().await?;
    Ok(membership.user_id())
}

/// Makes a session of a user, and both where they lack; `columns` are what is changed of a live one.
async fn enlist(arena: &Arena<'_>, number: u8, user: Uuid, columns: &str) -> SessionProof {
    let proof = proof(number);
    let (hash, now, idle) = (hex::encode(proof.token_hash()), proof.now(), proof.idle_since());
    let disabled_at = if columns.starts_with("user_id") { "now()" } else { "null" };
    let changes = columns
        .replace("NOW", &now.to_string())
        .replace("IDLE", &idle.to_string())
        .replace("DISABLED", &user.to_string());
    let changes = if changes.is_empty() { "id = id".to_owned() } else { changes };
    arena
        .test
        .superuser(&format!(
            "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at, disabled_at)
               values ('{user}', '{user}@example.com', 'Ann', now(), now(), now(), {disabled_at}) on conflict do nothing;
             insert into auth.sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at)
               values ('{0}', '\\x{hash}', '{user}', '{now}', '{now}', '{now}'::timestamptz + interval '1 hour')
               on conflict do nothing;
             update auth.sessions set {changes} where token_hash = '\\x{hash}'",
            rows::fresh()
        ))
        .await;
    proof
}

/// What a client shows who has the token made of this number.
fn proof(number: u8) -> SessionProof {
    let token = SessionToken::parse(&URL_SAFE_NO_PAD.encode([number; 32])).expect("it has a token's form");
    SessionProof::new(&token, &SessionLimits::default(), OffsetDateTime::UNIX_EPOCH + time::Duration::days(22_000))
}

/// What the roles that ask for a session may not do beside.
async fn reach(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    for (role, forbidden) in [
        ("bulkhead_app", "from auth.sessions"),
        ("bulkhead_app", "from auth.users"),
        ("bulkhead_app", "from auth.self_of_session('', now(), now())"),
        ("bulkhead_platform", "from auth.sessions"),
        ("bulkhead_platform", "from auth.users"),
        ("bulkhead_platform", "from auth.user_of_session('', now(), now())"),
        ("bulkhead_auth", "from auth.user_of_session('', now(), now())"),
        ("bulkhead_auth", "from auth.self_of_session('', now(), now())"),
    ] {
        let mut connection = arena.test.connect(role).await;
        let seen = run(&mut connection, format!("select 1 {forbidden} limit 1")).await;
        if !seen.is_err_and(|error| code(&error) == "42501") {
            findings.push(format!("{role} may select {forbidden}"));
        }
    }
    findings
}
