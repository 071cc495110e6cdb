use sqlx::PgConnection;

use super::jobs::as_app;
use super::{Arena, run};

/// Has the colleague take part in a conversation of the victim's, and leave it.
pub(super) async fn leave(arena: &Arena<'_>, superuser: &mut PgConnection) {
    let sql = format!(
        "insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id, deleted_at)
         select tenant_id, gen_random_uuid(), owner_id, id, '{}', now() from app.conversations where tenant_id = '{}'",
        arena.colleague, arena.victim.id
    );
    run(superuser, sql).await.expect("a participant leaves");
}

/// Attacks the way into conversations.
pub(super) async fn attack(arena: &Arena<'_>, superuser: &mut PgConnection) -> Vec<String> {
    let (victim, owner) = (arena.victim.id, arena.victim.owner);
    let own = |user, tenant| format!("select from tenancy.enter('{user}', '{tenant}', 1, null)");
    let others = |tenant, user| format!("select tenancy.enter_conversations('{tenant}', '{user}', null)::text");
    let attempts = [
        ("a colleague enters conversations as another member", own(arena.colleague, victim), others(victim, owner)),
        (
            "a stranger enters conversations as a member",
            own(arena.attacker.owner, arena.attacker.id),
            others(victim, owner),
        ),
        ("a member enters conversations of another tenant", own(owner, victim), others(arena.attacker.id, owner)),
    ];
    let mut findings = Vec::new();
    for (finding, context, sql) in attempts {
        if as_app(superuser, context, sql).await.is_some() {
            findings.push(finding.to_owned());
        }
    }
    findings
}
