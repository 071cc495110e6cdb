use super::Mutant;
use crate::layers;

/// What lets a platform admin act as a member: the two rows, the rule, and the line that names both.
pub fn impersonations() -> Vec<Mutant> {
    let rule = |name, from, to| Mutant::function(name, "auth.is_impersonating", from, to);
    let find = |name, from, to| Mutant::function(name, "tenancy.impersonation", from, to);
    let function = "tenancy.impersonation";
    vec![
        rule("forgets that it has expired", "c.expires_at > at", "true"),
        rule("takes anybody's session", "and s.user_id = c.admin_id", ""),
        rule("asks for one factor", "and s.second_factor", ""),
        rule("takes a session that is over", "and auth.is_live(s, a, at, idle_since)", ""),
        rule("asks for no platform admin", "join auth.platform_admins p on p.user_id = s.user_id", ""),
        rule("forgets who was disabled", "u.disabled_at is null", "true"),
        rule("lets an admin act as an admin", "and not exists", "or not exists"),
        find("takes any token", "c.token_hash = digest and", ""),
        find("asks for no rule", "and auth.is_impersonating(c, at, idle_since)", ""),
        find("forgets that it was ended", "and i.ended_at is null", ""),
        find("forgets that it has expired for its tenant", "and i.expires_at > at", ""),
        find("takes another admin's", "and i.admin_id = c.admin_id", ""),
        find("takes another user's", "and i.user_id = c.user_id", ""),
        find("takes any tenant's row", "on i.id = c.id and", "on"),
        find("takes a member of any tenant", "m.tenant_id = i.tenant_id and", ""),
        Mutant::new(
            format!("{function}: for another role"),
            format!("grant execute on function {function} to bulkhead_auth"),
        )
        .within(&layers::GRANTS),
        Mutant::new(format!("{function}: an open search path"), format!("alter function {function} reset search_path")),
        Mutant::new(
            format!("{function}: a superuser's rights"),
            format!("alter function {function} owner to postgres"),
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.impersonations: members write it",
            "grant insert, update on tenancy.impersonations to bulkhead_app",
        )
        .within(&layers::GRANTS),
        Mutant::new(
            "tenancy.impersonations: the platform changes the impersonated user",
            "grant update (user_id) on tenancy.impersonations to bulkhead_platform",
        ),
        Mutant::new(
            "tenancy.impersonations: the platform writes in a tenant's name",
            "alter policy platform_impersonates on tenancy.impersonations with check (true)",
        ),
        Mutant::new("auth.impersonations: prolonged", "grant update on auth.impersonations to bulkhead_auth"),
        Mutant::new(
            "tenancy.changes: the impersonator is not recorded",
            "alter table tenancy.changes alter impersonator_id drop default",
        ),
    ]
}
