use sqlx::PgConnection;
use uuid::Uuid;

use super::attempts::end;
use super::{Arena, rows, run, text};

/// Attacks the way in of background work, and what only that work may do.
pub(super) async fn attack(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<String> {
    let (victim, stranger, unknown) = (arena.victim.id, arena.attacker.owner, rows::fresh());
    let enter = |tenant, acting: &str| format!("tenancy.enter_job('{tenant}', 'empty_trash', {acting}, 1, null)");
    let stranger = enter(victim, &format!("'{stranger}'"));
    let attempts = [
        ("a job acts for a stranger", "0", format!("select count(*)::text from {stranger}")),
        ("a job enters a tenant that is none", "0", format!("select count(*)::text from {}", enter(unknown, "null"))),
        (
            "a member learns whose rows are in the trash",
            "refused",
            format!(
                "select count(*)::text from tenancy.enter('{}', '{victim}', 1, null) entered,
                   lateral tenancy.owners_of_trash('app.favourites', entered.tenant_id, -1)",
                arena.victim.owner
            ),
        ),
        (
            "a member enters the conversations of a trash",
            "refused",
            format!(
                "select count(*)::text from tenancy.enter('{}', '{victim}', 1, null) entered,
                   lateral tenancy.enter_trash('app.conversations', entered.tenant_id, -1, 9)",
                arena.victim.owner
            ),
        ),
        (
            "a member learns who is to have an e-mail about notifications",
            "refused",
            format!(
                "select count(*)::text from tenancy.enter('{}', '{victim}', 1, null) entered,
                   lateral tenancy.due_digests(entered.tenant_id, '{}', 9)",
                arena.victim.owner,
                Uuid::nil()
            ),
        ),
        (
            "a member writes another's notification",
            "refused",
            format!(
                "select count(*)::text from tenancy.enter('{}', '{victim}', 2, null) entered,
                   lateral (select tenancy.notify(entered.tenant_id, array['{}'::uuid], 'follow', 'follows', gen_random_uuid(), null)) told",
                arena.victim.owner, arena.victim.owner
            ),
        ),
        (
            "a job works without its name",
            "empty_trash",
            format!("select (select current_setting('app.job') from {} offset 0)", enter(victim, "null")),
        ),
    ];
    let mut findings = Vec::new();
    for (finding, expected, sql) in attempts {
        if as_app(superuser, "select".into(), sql).await.as_deref().unwrap_or("refused") != expected {
            findings.push(finding.to_owned());
        }
    }
    for table in arena.tables.iter().filter(|table| table.has("deleted_at") && table.has("tenant_id")) {
        let context = format!("select from tenancy.enter('{}', '{victim}', 1, null)", arena.victim.owner);
        let sql = format!(
            "with gone as (delete from {} where tenant_id = '{victim}' returning 1) select count(*)::text from gone",
            table.name
        );
        if as_app(superuser, context, sql).await.is_some_and(|count| count != "0") {
            findings.push(format!("a member deletes rows of {} for good", table.name));
        }
    }
    findings
}

/// What a statement answers to the server's role; nothing where it is refused.
pub(super) async fn as_app(superuser: &mut PgConnection, context: String, sql: String) -> Option<String> {
    let begun = format!("begin; set local session authorization bulkhead_app; {context}");
    let response = match run(superuser, begun).await {
        Ok(_) => text(superuser, sql).await,
        Err(error) => Err(error),
    };
    end(superuser).await;
    response.ok().flatten()
}
