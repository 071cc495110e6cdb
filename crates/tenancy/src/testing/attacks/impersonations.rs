use auth::{CredentialError, SessionLimits, SessionProof, SessionToken};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::Row;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::attempts::code;
use super::{Arena, rows, run, text};
use crate::impersonations::Impersonation;
use crate::{Caller, Db, Error, Intent, Role, Statement, TenantId, TenantRef, TenantRequest};

/// Impersonations that open nothing: what is wrong with each, and what is changed of a live one.
const DEAD: [(&str, &str); 14] = [
    ("that was ended", "update tenancy.impersonations set ended_at = now() where id = 'ID'"),
    ("whose token has expired", "update auth.impersonations set expires_at = 'NOW' where id = 'ID'"),
    ("that has expired for its tenant", "update tenancy.impersonations set expires_at = 'NOW' where id = 'ID'"),
    (
        "that its tenant knows as another admin's",
        "update tenancy.impersonations set admin_id = gen_random_uuid() where id = 'ID'",
    ),
    (
        "that its tenant knows as another user's",
        "update tenancy.impersonations set user_id = gen_random_uuid() where id = 'ID'",
    ),
    ("that no tenant knows", "update tenancy.impersonations set id = gen_random_uuid() where id = 'ID'"),
    ("whose admin's session has ended", "delete from auth.sessions where user_id = 'ADMIN'"),
    (
        "whose admin's session was idle for too long",
        "update auth.sessions set last_seen_at = 'IDLE' where user_id = 'ADMIN'",
    ),
    (
        "whose session knows its admin by one factor",
        "update auth.sessions set second_factor = false where user_id = 'ADMIN'",
    ),
    ("whose session is another user's", "update auth.sessions set user_id = 'OTHER' where user_id = 'ADMIN'"),
    ("whose admin is none any more", "delete from auth.platform_admins where user_id = 'ADMIN'"),
    ("whose admin was disabled", "update auth.users set disabled_at = now() where id = 'ADMIN'"),
    ("of a disabled user", "update auth.users set disabled_at = now() where id = 'USER'"),
    (
        "of a user who became a platform admin",
        "insert into auth.platform_admins (user_id, created_at) values ('USER', now())",
    ),
];

/// Attacks the way in that asks the database which user a platform admin acts as. It leaves tokens behind.
pub(super) async fn attack(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let db = arena.test.db(1);
    arena.test.superuser("delete from auth.impersonations").await;
    let (live, user) = make(arena, 0, None).await;
    match db.find_impersonation(&live).await {
        Ok(Some(found)) if (found.user_id, found.tenant_id.0) == (user, arena.victim.id) => {
            if found.role != Some(Role::Viewer) {
                findings.push(format!("who acts as a member and only reads has the role {:?}", found.role));
            }
            findings.extend(entered(&db, arena, &live, &found).await);
        }
        other => findings.push(format!("an impersonation in the tenant is {other:?}")),
    }
    if !matches!(db.find_impersonation(&proof(99)).await, Ok(None)) {
        findings.push("an unknown token opens an impersonation".into());
    }
    for (number, (what, change)) in (1..).zip(DEAD) {
        let (dead, _) = make(arena, number, Some(change)).await;
        if !matches!(db.find_impersonation(&dead).await, Ok(None)) {
            findings.push(format!("an impersonation {what} opens something"));
        }
        let request = TenantRequest {
            who: Caller::session(dead),
            tenant: TenantRef::HOME,
            needed: Role::Viewer,
            intent: Intent::Read,
            request_id: rows::fresh(),
        };
        if !matches!(db.authorize(&request).await, Err(Error::Credential(CredentialError::Ended))) {
            findings.push(format!("an impersonation {what} enters its tenant"));
        }
    }
    findings.extend(former_member(&db, arena).await);
    findings.extend(reach(arena).await);
    arena
        .test
        .superuser(
            "delete from tenancy.memberships where user_id in (select id from auth.users where name = 'Acted as');
             delete from tenancy.impersonations where reason = 'made by an attack';
             delete from auth.platform_admins",
        )
        .await;
    findings
}

/// It leads into its own tenant only, writes where it may and under both names, and is forgotten with its unit of work.
async fn entered(db: &Db, arena: &Arena<'_>, proof: &SessionProof, found: &Impersonation) -> Vec<String> {
    let mut findings = Vec::new();
    let request = |needed, tenant| TenantRequest {
        who: Caller::session(proof.clone()),
        tenant: TenantRef::from(TenantId(tenant)),
        needed,
        intent: Intent::Write,
        request_id: rows::fresh(),
    };
    let change = || {
        let mut sql = Statement::new("update tenancy.memberships set role = role where user_id = ");
        sql.bind(found.user_id).push(" returning role");
        sql
    };
    if !matches!(
        db.authorize(&request(Role::Member, arena.victim.id)).await,
        Err(Error::Credential(CredentialError::ReadOnly))
    ) {
        findings.push("an impersonation that only reads enters as a member".into());
    }
    // This write passes every check of the server: the database has to refuse it.
    let written = match db.begin(&request(Role::Viewer, arena.victim.id)).await {
        Ok(mut tx) => tx.run(change()).await.map(|rows| rows.len()),
        Err(error) => Err(error),
    };
    let refused = matches!(&written, Err(Error::Database(error)) if code(error) == "25006");
    if !refused {
        findings.push(format!("an impersonation that only reads writes: {written:?}"));
    }
    arena
        .test
        .superuser("update tenancy.impersonations set read_only = false where reason = 'made by an attack'")
        .await;
    let written = match db.begin(&request(Role::Member, arena.victim.id)).await {
        Ok(mut tx) => match tx.run(change()).await {
            Ok(_) => tx.commit().await.map(drop),
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    let line = format!(
        "select count(*)::text from tenancy.changes where table_name = 'memberships' and actor_id = '{}' and impersonator_id = '{}'",
        found.user_id, found.admin_id
    );
    let mut superuser = arena.test.connect("postgres").await;
    let lines = text(&mut superuser, line).await.expect("the superuser reads").unwrap_or_default();
    if written.is_err() || lines != "1" {
        findings.push(format!("{lines} lines name the impersonator: {written:?}"));
    }
    if !matches!(db.authorize(&request(Role::Viewer, arena.attacker.id)).await, Err(Error::NotAMember)) {
        findings.push("an impersonation enters another tenant".into());
    }
    let left = db.run_unscoped(sqlx::query("select current_setting('app.impersonator_id', true) as left_behind")).await;
    match left.as_deref().map(|rows| rows[0].try_get::<Option<String>, _>(0)) {
        Ok(Ok(left)) if left.as_deref().unwrap_or_default().is_empty() => {}
        other => findings.push(format!("an impersonation outlives its unit of work: {other:?}")),
    }
    findings
}

/// Of a member of another tenant, and of this one no more, it says so.
async fn former_member(db: &Db, arena: &Arena<'_>) -> Option<String> {
    let moved = "update tenancy.memberships set tenant_id = 'ELSEWHERE' where user_id = 'USER'";
    let (proof, _) = make(arena, 90, Some(moved)).await;
    let found = db.find_impersonation(&proof).await;
    let role = found.as_ref().ok().and_then(Option::as_ref).map(|found| found.role);
    (role != Some(None)).then(|| format!("who acts as a member no more is told {found:?}"))
}

/// What the roles that have to do with impersonations may not do beside.
async fn reach(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    for (role, forbidden) in [
        ("bulkhead_auth", "select from tenancy.impersonation('', now(), now())"),
        ("bulkhead_app", "select from auth.impersonations"),
        ("bulkhead_platform", "select from auth.impersonations"),
        ("bulkhead_auth", "select from tenancy.impersonations"),
        ("bulkhead_auth", "update auth.impersonations set expires_at = now()"),
        ("bulkhead_platform", "update tenancy.impersonations set user_id = user_id"),
    ] {
        let mut connection = arena.test.connect(role).await;
        let done = run(&mut connection, forbidden.into()).await;
        if !done.is_err_and(|error| code(&error) == "42501") {
            findings.push(format!("{role} may {forbidden}"));
        }
    }
    findings
}

/// What a client shows who has the token made of this number.
fn proof(number: u8) -> SessionProof {
    let token = SessionToken::parse(&URL_SAFE_NO_PAD.encode([number, 7].repeat(16))).expect("it has a token's form");
    SessionProof::new(&token, &SessionLimits::default(), OffsetDateTime::UNIX_EPOCH + Duration::days(22_000))
}

/// Has a platform admin act as a member of the victim's tenant; `change` is done to it afterwards.
async fn make(arena: &Arena<'_>, number: u8, change: Option<&str>) -> (SessionProof, Uuid) {
    let (proof, id, [admin, user, other]) = (proof(number), rows::fresh(), [(); 3].map(|()| rows::fresh()));
    let (hash, now, tenant) = (hex::encode(proof.token_hash().unwrap_or_default()), proof.now(), arena.victim.id);
    let change = change
        .unwrap_or("select")
        .replace("ID'", &format!("{id}'"))
        .replace("ADMIN", &admin.to_string())
        .replace("USER", &user.to_string())
        .replace("OTHER", &other.to_string())
        .replace("ELSEWHERE", &arena.attacker.id.to_string())
        .replace("NOW", &now.to_string())
        .replace("IDLE", &proof.idle_since().to_string());
    let person = |id: Uuid| format!("('{id}', '{id}@example.com', 'Acted as', now(), now(), now())");
    arena
        .test
        .superuser(&format!(
            "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at) values {0}, {1}, {2};
             insert into auth.platform_admins (user_id, created_at) values ('{admin}', now()), ('{other}', now());
             insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{user}', 'member');
             insert into auth.sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, second_factor)
               values ('{admin}', sha256('{admin}'), '{admin}', '{now}', '{now}', '{now}'::timestamptz + interval '1 day', true);
             insert into auth.impersonations (id, token_hash, session_id, admin_id, user_id, created_at, expires_at)
               values ('{id}', '\\x{hash}', '{admin}', '{admin}', '{user}', '{now}', '{now}'::timestamptz + interval '30 minutes');
             insert into tenancy.impersonations (tenant_id, id, admin_id, user_id, reason, read_only, created_at, expires_at)
               values ('{tenant}', '{id}', '{admin}', '{user}', 'made by an attack', true, '{now}', '{now}'::timestamptz + interval '30 minutes');
             {change}",
            person(admin),
            person(user),
            person(other),
        ))
        .await;
    (proof, user)
}
