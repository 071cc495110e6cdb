use auth::{CredentialError, SessionLimits, SessionProof, SessionToken};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use time::OffsetDateTime;
use uuid::Uuid;

use super::attempts::code;
use super::{Arena, rows, run, text};
use crate::{Caller, Db, Error, Intent, Membership, Role, SessionDemands, TenantId, TenantRef, TenantRequest};

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
        Ok(Some(own))
            if own.live.user_id.0 == arena.victim.owner
                && !own.platform_admin
                && own.tenants.iter().map(|own| own.id.0).eq([arena.victim.id]) => {}
        other => findings.push(format!("a session shows {other:?} as its user's own")),
    }

    let stranger = enlist(arena, 1, arena.attacker.owner, "").await;
    if !matches!(enter(&db, arena, stranger.clone()).await, Err(Error::NotAMember)) {
        findings.push("another tenant's owner enters by a session".into());
    }
    if !matches!(db.find_self(&Caller::session(stranger)).await, Ok(Some(own)) if own.live.user_id.0 == arena.attacker.owner)
    {
        findings.push("a session shows another user".into());
    }

    let disabled = rows::fresh();
    arena
        .test
        .superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role) values ('{}', '{disabled}', 'owner')",
            arena.victim.id
        ))
        .await;
    let mut dead = vec![("that is unknown", proof(99))];
    for (number, (what, columns)) in (2..).zip(DEAD) {
        let user = if columns.starts_with("user_id") { disabled } else { arena.victim.owner };
        dead.push((what, enlist(arena, number, user, columns).await));
    }
    for (what, proof) in dead {
        if !matches!(enter(&db, arena, proof.clone()).await, Err(Error::Credential(CredentialError::Ended))) {
            findings.push(format!("a session {what} enters its tenant"));
        }
        if !matches!(db.find_self(&Caller::session(proof)).await, Ok(None)) {
            findings.push(format!("a session {what} shows its user"));
        }
    }
    findings.extend(reach(arena).await);
    findings.extend(demands(arena).await);
    arena.test.superuser(&format!("delete from tenancy.memberships where user_id = '{disabled}'")).await;
    findings
}

/// What is asked of a session beyond being live, and what an access token's session id opens: `auth.prove_session`
/// under each of its callers.
async fn demands(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let plain = enlist(arena, 50, arena.victim.owner, "").await;
    // The attacker is a platform admin, and the victim is none.
    let appoint = |user| format!("insert into auth.platform_admins (user_id, created_at) values ('{user}', now())");
    arena.test.superuser(&appoint(arena.attacker.owner)).await;
    let (now, idle) = (plain.now(), plain.idle_since());
    let token = format!("'\\x{}'::bytea", hex::encode(plain.token_hash().unwrap_or_default()));
    let strict = |token: &str, session: &str, since: &str, verified: bool| {
        let tenant = arena.victim.id;
        format!(
            "select from tenancy.enter_by_proof({token}, {session}, '{now}', '{idle}', '{tenant}', 1, null, {since}, {verified}, false)"
        )
    };
    let admin = |since: &str, hold: bool| {
        format!("select from auth.platform_admin_of_session({token}, null, '{now}', '{idle}', {since}, {hold})")
    };
    let session_id = format!("(select id from auth.sessions where token_hash = {token})");
    let mut superuser = arena.test.connect("postgres").await;
    let id = text(&mut superuser, format!("select {session_id}::text")).await.ok().flatten().unwrap_or_default();
    let since = format!("'{now}'");
    arena
        .test
        .superuser(&format!(
            "update auth.sessions set proved_at = '{now}'::timestamptz - interval '1 second' where id = '{id}'"
        ))
        .await;
    let holder = format!("select from auth.holder_of_session({token}, null, '{now}', '{idle}')");
    let by_id = |id: &str| strict("null", &format!("'{id}'"), "null", false);
    let attempts = [
        ("bulkhead_app", strict(&token, "null", "null", true), "BH441", "a user without a verified contact"),
        ("bulkhead_app", strict(&token, "null", &since, false), "BH442", "an old proof of identity"),
        ("bulkhead_app", by_id(&id), "BH401", "the id of a cookie's session"),
        ("bulkhead_app", by_id(&rows::fresh().to_string()), "BH401", "an id of no session"),
        ("bulkhead_platform", admin("null", false), "BH443", "a user who isn't a platform admin"),
    ];
    for (role, sql, expected, what) in attempts {
        findings.extend(refused(arena, role, sql, expected, what).await);
    }
    let db = arena.test.db(1);
    let shown = async || {
        let own = db.find_self(&Caller::session(plain.clone())).await;
        own.map(|own| own.map(|own| own.platform_admin))
    };
    if !matches!(shown().await, Ok(Some(false))) {
        findings.push("a session shows its user as a platform admin because another user is one".into());
    }
    arena.test.superuser(&appoint(arena.victim.owner)).await;
    if !matches!(shown().await, Ok(Some(true))) {
        findings.push("a session doesn't show that its user is a platform admin".into());
    }
    findings.extend(
        refused(arena, "bulkhead_platform", admin("null", false), "BH444", "one factor of a platform admin").await,
    );
    arena.test.superuser(&format!("update auth.sessions set second_factor = true where id = '{id}'")).await;
    findings.extend(
        refused(arena, "bulkhead_platform", admin(&since, true), "BH442", "a platform admin's old proof").await,
    );
    findings.extend(refused(arena, "bulkhead_platform", admin("null", true), "", "a platform admin").await);
    arena.test.superuser(&format!("update auth.sessions set pending = true where id = '{id}'")).await;
    findings.extend(
        refused(arena, "bulkhead_platform", admin("null", false), "BH401", "a session that owes a factor").await,
    );
    findings.extend(refused(arena, "bulkhead_app", holder.clone(), "BH401", "a holder who owes a factor").await);
    // A client without cookies.
    arena
        .test
        .superuser(&format!("update auth.sessions set pending = false, token_hash = null where id = '{id}'"))
        .await;
    findings.extend(refused(arena, "bulkhead_app", by_id(&id), "", "the session of an access token").await);
    findings.extend(refused(arena, "bulkhead_app", holder, "BH401", "a token that was renewed").await);
    arena
        .test
        .superuser(&format!(
            "delete from auth.sessions where id = '{id}'; delete from auth.platform_admins where user_id in ('{}', '{}')",
            arena.victim.owner, arena.attacker.owner
        ))
        .await;
    findings
}

/// A finding where the statement isn't refused by this SQLSTATE, or where it is refused and none is expected.
async fn refused(arena: &Arena<'_>, role: &str, sql: String, expected: &str, what: &str) -> Option<String> {
    let mut connection = arena.test.connect(role).await;
    let told = match run(&mut connection, sql).await {
        Ok(_) => String::new(),
        Err(error) => code(&error),
    };
    (told != expected).then(|| format!("{what}: the door says {told:?} and not {expected:?}"))
}

/// Enters the victim's tenant by a session, as its owner, in each of the ways. Returns whose the session is, or the
/// error that all ways give.
async fn enter(db: &Db, arena: &Arena<'_>, proof: SessionProof) -> Result<Uuid, Error> {
    let request = |hold| TenantRequest {
        who: Caller::session_with(proof.clone(), SessionDemands { hold, ..SessionDemands::default() }),
        tenant: TenantRef::from(TenantId(arena.victim.id)),
        needed: Role::Owner,
        intent: if hold { Intent::Write } else { Intent::Read },
        request_id: rows::fresh(),
    };
    let ways = [
        db.authorize(&request(false)).await,
        db.authorize(&request(true)).await,
        begin(db, &request(false)).await,
        begin(db, &request(true)).await,
    ];
    let [first, others @ ..] = ways;
    let told = format!("{:?}", first.as_ref().map(Membership::user_id));
    match others.iter().find(|other| format!("{:?}", other.as_ref().map(Membership::user_id)) != told) {
        None => Ok(first?.user_id()),
        Some(other) => Err(sqlx::Error::Protocol(format!("one way tells {told}, another {other:?}")).into()),
    }
}

async fn begin(db: &Db, request: &TenantRequest) -> Result<Membership, Error> {
    let tx = db.begin(request).await?;
    let membership = tx.membership().clone();
    tx.rollback().await?;
    Ok(membership)
}

/// Makes a session of a user, and both where they lack; `columns` are what is changed of a live one.
async fn enlist(arena: &Arena<'_>, number: u8, user: Uuid, columns: &str) -> SessionProof {
    let proof = proof(number);
    let (hash, now, idle) = (hex::encode(proof.token_hash().unwrap_or_default()), proof.now(), proof.idle_since());
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
        ("bulkhead_app", "from auth.self_of_session('', null, now(), now())"),
        ("bulkhead_platform", "from auth.sessions"),
        ("bulkhead_platform", "from auth.users"),
        ("bulkhead_platform", "from auth.holder_of_session('', null, now(), now())"),
        ("bulkhead_auth", "from auth.holder_of_session('', null, now(), now())"),
        ("bulkhead_app", "from auth.platform_admin_of_session('', null, now(), now(), null, false)"),
        ("bulkhead_auth", "from auth.platform_admin_of_session('', null, now(), now(), null, false)"),
        ("bulkhead_app", "from auth.prove_session('', null, now(), now(), true, null, false, false, false)"),
        ("bulkhead_platform", "from auth.prove_session('', null, now(), now(), true, null, false, false, false)"),
        ("bulkhead_auth", "from auth.self_of_session('', null, now(), now())"),
    ] {
        let mut connection = arena.test.connect(role).await;
        let seen = run(&mut connection, format!("select 1 {forbidden} limit 1")).await;
        if !seen.is_err_and(|error| code(&error) == "42501") {
            findings.push(format!("{role} may select {forbidden}"));
        }
    }
    findings
}
