use sqlx::Row;
use uuid::Uuid;

use super::{Arena, attempts, rows, run};
use crate::{Db, Entry, Error, Intent, Role, TenantRef};

/// Attacks the way in, as the server uses it.
pub(super) async fn attack(arena: &Arena<'_>) -> Vec<String> {
    let db = arena.test.db(1);
    let mut findings = Vec::new();
    let entry = |user_id: Uuid, tenant: TenantRef, needed, intent| Entry {
        who: user_id.into(),
        tenant,
        needed,
        intent,
        request_id: rows::fresh(),
    };
    let victim = || TenantRef::from(crate::TenantId(arena.victim.id));
    let slug = || TenantRef::parse("victim").unwrap_or(TenantRef::HOME);

    for (who, user) in [("another tenant's owner", arena.attacker.owner), ("somebody unknown", rows::fresh())] {
        for (how, tenant) in [("by id", victim()), ("by slug", slug())] {
            let entry = entry(user, tenant, Role::Viewer, Intent::Write);
            if !matches!(once(&db, &entry).await, Err(Error::NotAMember)) {
                findings.push(format!("{who} enters {how} with one statement"));
            }
            if !matches!(db.begin(&entry).await, Err(Error::NotAMember)) {
                findings.push(format!("{who} enters {how} with a transaction"));
            }
        }
    }
    if !matches!(
        once(&db, &entry(rows::fresh(), TenantRef::HOME, Role::Viewer, Intent::Read)).await,
        Err(Error::NotAMember)
    ) {
        findings.push("somebody unknown has a home".into());
    }
    for (who, user, needed) in [("a viewer", arena.viewer, Role::Member), ("a colleague", arena.colleague, Role::Admin)]
    {
        if !matches!(once(&db, &entry(user, victim(), needed, Intent::Read)).await, Err(Error::RoleTooLow)) {
            findings.push(format!("{who} enters where the role {needed} is needed"));
        }
    }
    match once(&db, &entry(arena.victim.owner, victim(), Role::Owner, Intent::Write)).await {
        Ok(left) if left.is_empty() => {}
        Ok(left) => findings.push(format!("the context {left} outlives its unit of work")),
        Err(error) => findings.push(format!("the owner can't enter: {error}")),
    }
    let shut = |state: &str| format!("update tenancy.tenants set {state} where id = '{}'", arena.victim.id);
    let own = entry(arena.victim.owner, victim(), Role::Viewer, Intent::Read);
    arena.test.superuser(&shut("deleted_at = now()")).await;
    if !matches!(once(&db, &own).await, Err(Error::NotAMember)) {
        findings.push("the owner enters a closed tenant".into());
    }
    arena.test.superuser(&shut("deleted_at = null, suspended_at = now()")).await;
    if !matches!(once(&db, &own).await, Err(Error::Suspended)) {
        findings.push("the owner enters a suspended tenant".into());
    }
    arena.test.superuser(&shut("suspended_at = null")).await;
    findings.extend(second_factor(arena, &db, &own).await);
    findings.extend(purge(arena).await);
    findings
}

/// Has the tenant ask for a second factor, which at first only somebody else has.
async fn second_factor(arena: &Arena<'_>, db: &Db, own: &Entry) -> Vec<String> {
    let mut findings = Vec::new();
    let factors = |user: Uuid, factors: &str| {
        format!(
            "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at, factors)
               values ('{user}', '{user}@example.com', 'Ann', now(), now(), now(), '{factors}')
               on conflict (id) do update set factors = excluded.factors"
        )
    };
    let ask = |asks: bool| {
        format!("update tenancy.tenants set require_second_factor = {asks} where id = '{}'", arena.victim.id)
    };
    arena.test.superuser(&factors(arena.attacker.owner, "{totp}")).await;
    arena.test.superuser(&factors(arena.victim.owner, "{}")).await;
    arena.test.superuser(&ask(true)).await;
    if !matches!(once(db, own).await, Err(Error::SecondFactorRequired)) {
        findings.push("the owner enters without the second factor that their tenant asks for".into());
    }
    if !matches!(db.begin(own).await, Err(Error::SecondFactorRequired)) {
        findings.push("the owner begins without the second factor that their tenant asks for".into());
    }
    arena.test.superuser(&factors(arena.victim.owner, "{passkey}")).await;
    if let Err(error) = once(db, own).await {
        findings.push(format!("the owner can't enter with a second factor: {error}"));
    }
    for user in [arena.attacker.owner, arena.victim.owner] {
        arena.test.superuser(&factors(user, "{}")).await;
    }
    arena.test.superuser(&ask(false)).await;
    findings
}

/// Has the platform remove everything that it may while the attacker's tenant is past its grace, and nobody else's.
async fn purge(arena: &Arena<'_>) -> Vec<String> {
    let mut findings = Vec::new();
    let mut superuser = arena.test.connect("postgres").await;
    for table in &arena.tables {
        let Some(key) = table.key() else { continue };
        let whose = if key == "user_id" { arena.victim.owner } else { arena.victim.id };
        let all = format!("delete from {}", table.name);
        for (closed, days, removal) in [
            (arena.attacker.id, 31, all.clone()),
            (arena.attacker.id, 31, format!("{all} where {key} = '{whose}'")),
            (arena.victim.id, 29, format!("{all} where {key} = '{whose}'")),
        ] {
            let state = format!(
                "begin; set local session_replication_role = replica;
                 update tenancy.tenants set deleted_at = now() - interval '{days} days' where id = '{closed}';
                 set local session_replication_role = origin"
            );
            run(&mut superuser, state).await.expect("the superuser closes a tenant");
            let before = attempts::digest(&arena.tables, arena.victim, &mut superuser).await;
            let over = format!(
                "set local session authorization bulkhead_platform;
                 select set_config('app.tenant_id', '{}', true); {removal}; reset session authorization",
                arena.victim.id
            );
            // Refused, or at most what is the attacker's.
            if run(&mut superuser, over).await.is_ok()
                && attempts::digest(&arena.tables, arena.victim, &mut superuser).await != before
            {
                findings.push(format!("the platform removes rows of {} of a tenant that is not over", table.name));
            }
            attempts::end(&mut superuser).await;
        }
    }
    findings
}

/// Enters with one statement; answers the context that is left on the connection afterwards.
async fn once(db: &Db, entry: &Entry) -> Result<String, Error> {
    let mut sql = Db::entering(entry);
    sql.push(" select * from access");
    db.once(entry, sql).await?;
    let left = db
        .outside(sqlx::query(
            "select concat(current_setting('app.tenant_id', true), current_setting('app.user_id', true)) as left_behind",
        ))
        .await?;
    Ok(left.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
}
