use sqlx::Row;
use uuid::Uuid;

use super::{Arena, attempts, rows, run};
use crate::testing::{caller, proof};
use crate::{Caller, Db, Error, Intent, Role, SessionDemands, Statement, TenantRef, TenantRequest};

/// How a user comes to the door.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// As the user that the primary has proved, on a replica: `tenancy.enter`.
    Replica,
    /// By the cookie of a session.
    Cookie,
    /// By the same, in a unit of work that holds the session.
    Held,
}

impl Way {
    fn caller(self, user: Uuid) -> Caller {
        match self {
            Self::Replica => Caller::on_replica(user),
            Self::Cookie => caller(user),
            Self::Held => Caller::session_with(proof(user), SessionDemands { hold: true, ..SessionDemands::default() }),
        }
    }

    fn request(self, user: Uuid, tenant: TenantRef, needed: Role, intent: Intent) -> TenantRequest {
        TenantRequest { who: self.caller(user), tenant, needed, intent, request_id: rows::fresh() }
    }
}

/// Attacks the ways in, as the server uses them.
pub(super) async fn attack(arena: &Arena<'_>) -> Vec<String> {
    let db = arena.test.db(1);
    let unknown = rows::fresh();
    for user in [arena.victim.owner, arena.attacker.owner, arena.viewer, arena.colleague, unknown] {
        arena.test.sign_in(user).await;
    }
    let mut findings = Vec::new();
    for way in [Way::Replica, Way::Cookie, Way::Held] {
        findings.extend(by(arena, &db, way, unknown).await.into_iter().map(|finding| format!("{way:?}: {finding}")));
    }
    findings.extend(purge(arena).await);
    findings
}

async fn by(arena: &Arena<'_>, db: &Db, way: Way, unknown: Uuid) -> Vec<String> {
    let mut findings = Vec::new();
    let victim = || TenantRef::from(crate::TenantId(arena.victim.id));
    let slug = || TenantRef::parse("victim").unwrap_or(TenantRef::HOME);
    for (who, user) in [("another tenant's owner", arena.attacker.owner), ("a user without a tenant", unknown)] {
        for (how, tenant) in [("by id", victim()), ("by slug", slug())] {
            let request = way.request(user, tenant, Role::Viewer, Intent::Write);
            if !matches!(once(db, &request).await, Err(Error::NotAMember)) {
                findings.push(format!("{who} enters {how} with one statement"));
            }
            if !matches!(db.begin(&request).await, Err(Error::NotAMember)) {
                findings.push(format!("{who} enters {how} with a transaction"));
            }
        }
    }
    let homeless = way.request(unknown, TenantRef::HOME, Role::Viewer, Intent::Write);
    if !matches!(once(db, &homeless).await, Err(Error::NotAMember)) {
        findings.push("a user without a tenant has a home".into());
    }
    for (who, user, needed) in [("a viewer", arena.viewer, Role::Member), ("a colleague", arena.colleague, Role::Admin)]
    {
        let request = way.request(user, victim(), needed, Intent::Write);
        if !matches!(once(db, &request).await, Err(Error::RoleTooLow)) {
            findings.push(format!("{who} enters where the role {needed} is needed"));
        }
    }
    findings.extend(viewer_writes(arena, db, way).await);
    match once(db, &way.request(arena.victim.owner, victim(), Role::Owner, Intent::Write)).await {
        Ok(left) if left.is_empty() => {}
        Ok(left) => findings.push(format!("the context {left} outlives its unit of work")),
        Err(error) => findings.push(format!("the owner can't enter: {error}")),
    }
    let shut = |state: &str| format!("update tenancy.tenants set {state} where id = '{}'", arena.victim.id);
    let own = way.request(arena.victim.owner, victim(), Role::Viewer, Intent::Write);
    arena.test.superuser(&shut("deleted_at = now()")).await;
    if !matches!(once(db, &own).await, Err(Error::NotAMember)) {
        findings.push("the owner enters a closed tenant".into());
    }
    arena.test.superuser(&shut("deleted_at = null, suspended_at = now()")).await;
    if !matches!(once(db, &own).await, Err(Error::Suspended)) {
        findings.push("the owner enters a suspended tenant".into());
    }
    arena.test.superuser(&shut("suspended_at = null")).await;
    findings.extend(row_quota(arena, db, &own).await);
    findings.extend(second_factor(arena, db, &own).await);
    findings
}

/// A viewer's unit of work only reads, though the request asks to write.
async fn viewer_writes(arena: &Arena<'_>, db: &Db, way: Way) -> Option<String> {
    let tenant = TenantRef::from(crate::TenantId(arena.victim.id));
    let written = match db.begin(&way.request(arena.viewer, tenant, Role::Viewer, Intent::Write)).await {
        Ok(mut tx) => {
            let mut sql = Statement::new("update tenancy.memberships set role = role where user_id = ");
            sql.bind(arena.viewer);
            tx.run(sql).await.map(|rows| rows.len())
        }
        Err(error) => Err(error),
    };
    let refused = matches!(&written, Err(Error::Database(error)) if attempts::code(error) == "25006");
    (!refused).then(|| format!("a viewer writes: {written:?}"))
}

/// Where the tenant has a row quota, its units of work know it.
async fn row_quota(arena: &Arena<'_>, db: &Db, own: &TenantRequest) -> Option<String> {
    let quota =
        |quota: &str| format!("update tenancy.tenants set row_quota = {quota} where id = '{}'", arena.victim.id);
    arena.test.superuser(&quota("7")).await;
    let known = match db.begin(own).await {
        Ok(mut tx) => {
            let rows = tx.run(Statement::new("select current_setting('app.row_quota', true)")).await;
            tx.rollback().await.ok();
            rows.map(|rows| rows[0].get::<Option<String>, _>(0))
        }
        Err(error) => Err(error),
    };
    arena.test.superuser(&quota("null")).await;
    (!matches!(&known, Ok(Some(quota)) if quota == "7")).then(|| format!("the row quota 7 is known as {known:?}"))
}

/// Has the tenant require a second factor, which at first only the attacker has.
async fn second_factor(arena: &Arena<'_>, db: &Db, own: &TenantRequest) -> Vec<String> {
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

/// Has the platform remove every row that it may, while the attacker's tenant is past its grace period, or the victim's
/// is closed but still within it.
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

/// Enters with one statement; returns the context that is left on the connection afterwards.
async fn once(db: &Db, request: &TenantRequest) -> Result<String, Error> {
    let mut sql = Db::with_access(request);
    sql.push(" select access.* from access cross join lateral (");
    sql.push("select tenancy.enter_conversations(access.tenant_id, access.user_id, null) offset 0) entered");
    db.run_once(request, sql).await?;
    let left = db
        .run_unscoped(sqlx::query(
            "select concat(current_setting('app.tenant_id', true), current_setting('app.user_id', true),
               current_setting('app.conversations', true)) as left_behind",
        ))
        .await?;
    Ok(left.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default())
}
