use sqlx::{PgConnection, Row};

use super::attempts::end;
use super::tables::Table;
use super::{Arena, all_rows, rows, run};

/// A plan that was made in the victim's context and is executed in the attacker's, as on a connection that serves both:
/// what it shows of the victim's rows.
pub(super) async fn kept(arena: &Arena<'_>, superuser: &mut PgConnection, table: &Table) -> Option<String> {
    let context = |tenant: super::Tenant| {
        format!(
            "select set_config('app.tenant_id', '{}', true), set_config('app.user_id', '{}', true)",
            tenant.id, tenant.owner
        )
    };
    let begun = format!(
        "begin; set local session authorization bulkhead_app; set local plan_cache_mode = force_generic_plan; {}; \
         prepare kept as select count(to_jsonb(t))::text from {} t where {}; execute kept; {}",
        context(arena.victim),
        table.name,
        rows::of(table, arena.victim),
        context(arena.attacker)
    );
    let seen = match run(superuser, begun).await {
        Ok(_) => all_rows(superuser, "execute kept".into()).await,
        Err(error) => Err(error),
    };
    end(superuser).await;
    run(superuser, "deallocate all".into()).await.expect("plans can be dropped");
    let count: String = seen.ok()?.first()?.try_get(0).ok()?;
    (count != "0").then(|| format!("a plan kept from another tenant shows {count} of its rows in {}", table.name))
}
