//! The ways in: `tenancy.enter`, and the functions that say whose a credential is.

use super::Mutant;
use crate::layers;

/// What the sources say of a tenant is not here: `just predicates` takes that out.
pub fn way_in() -> Vec<Mutant> {
    let enter = |name, from, to| Mutant::function(name, "tenancy.enter", from, to);
    vec![
        enter(
            "asks for no user",
            "where m.tenant_id = wanted and m.user_id = entering",
            "where m.tenant_id = wanted limit 1",
        ),
        enter("asks for no membership", "if not found then", "if false then"),
        enter("keeps the context of a refusal", "ignored := set_config('app.tenant_id', '', true);", ""),
        enter("lets members into a closed tenant", " and t.deleted_at is null", ""),
        enter("lets members into a suspended tenant", "if suspended then", "if false then"),
        enter("asks for no second factor", "if two_factors and", "if false and"),
        enter(
            "asks no tenant whether it wants a second factor",
            "t.row_quota, t.require_second_factor",
            "t.row_quota, false",
        ),
        enter("asks for no role", "if rank < needed then", "if false then"),
        enter("lets viewers write", "if rank = 1 then", "if false then"),
        enter("takes a viewer for an owner", "when 'viewer' then 1", "when 'viewer' then 4"),
        enter("takes a member for an owner", "when 'member' then 2", "when 'member' then 4"),
        enter(
            "sets the user for the session",
            "set_config('app.user_id', entering::text, true)",
            "set_config('app.user_id', entering::text, false)",
        ),
        enter(
            "sets the tenant for the session",
            "set_config('app.tenant_id', wanted::text, true)",
            "set_config('app.tenant_id', wanted::text, false)",
        ),
    ]
}

pub fn sessions() -> Vec<Mutant> {
    let live = |name, rule| Mutant::function(name, "auth.is_live", rule, "true");
    let mut mutants = vec![
        live("forgets the absolute limit", "s.expires_at > at"),
        live("forgets the idle limit", "s.last_seen_at > idle_since"),
        live("forgets who was disabled", "u.disabled_at is null"),
    ];
    for function in ["auth.user_of_session", "auth.self_of_session"] {
        let broken = |name, from, to| Mutant::function(name, function, from, to);
        mutants.extend([
            broken("forgets the second factor that is owed", "and not s.pending", ""),
            broken("asks for no rule", "and auth.is_live(s, u, at, idle_since)", ""),
            broken("takes any token", "where s.token_hash = wanted and", "where"),
            broken("takes any user", "on u.id = s.user_id", "on true"),
            Mutant::new(
                format!("{function}: for everybody"),
                format!("grant execute on function {function} to bulkhead_auth, bulkhead_app, bulkhead_platform"),
            )
            .within(&layers::GRANTS),
            Mutant::new(
                format!("{function}: an open search path"),
                format!("alter function {function} reset search_path"),
            ),
            Mutant::new(
                format!("{function}: a superuser's rights"),
                format!("alter function {function} owner to postgres"),
            )
            .within(&layers::RIGHTS),
        ]);
    }
    mutants
}

pub fn second_factor() -> Vec<Mutant> {
    let function = "auth.has_second_factor";
    let broken = |name, from, to| Mutant::function(name, function, from, to);
    vec![
        broken("takes anybody's factor", "u.id = asked and", ""),
        broken("takes a user for a factor", " and u.factors <> '{}'", ""),
        Mutant::new(
            format!("{function}: for everybody"),
            format!("grant execute on function {function} to bulkhead_auth, bulkhead_platform"),
        )
        .within(&layers::GRANTS),
        Mutant::new(format!("{function}: an open search path"), format!("alter function {function} reset search_path")),
        Mutant::new(
            format!("{function}: a superuser's rights"),
            format!("alter function {function} owner to postgres"),
        )
        .within(&layers::RIGHTS),
    ]
}

pub fn api_keys() -> Vec<Mutant> {
    let function = "tenancy.api_key";
    let broken = |name, from, to| Mutant::function(name, function, from, to);
    vec![
        broken("takes any key", "where k.key_hash = digest and", "where"),
        broken("forgets that it was revoked", "k.deleted_at is null and", ""),
        broken("forgets that it has expired", "and k.expires_at > at", ""),
        broken("forgets who was disabled", "and u.disabled_at is null", ""),
        broken("forgets that the tenant is closed", "and t.deleted_at is null", ""),
        broken("forgets that the tenant is suspended", "and t.suspended_at is null", ""),
        broken("takes a member of any tenant", "m.tenant_id = k.tenant_id and", ""),
        broken("takes any member's role", "and m.user_id = k.owner_id", ""),
        broken("tells the role of the maker", "k.scopes, k.role,", "k.scopes, m.role,"),
        broken("tells any tenant", "t.tenant_id = k.tenant_id and t.id = k.tenant_id", "true"),
        Mutant::new(
            format!("{function}: for everybody"),
            format!("grant execute on function {function} to bulkhead_auth, bulkhead_platform"),
        ),
        Mutant::new(format!("{function}: an open search path"), format!("alter function {function} reset search_path")),
        Mutant::new(
            format!("{function}: a superuser's rights"),
            format!("alter function {function} owner to postgres"),
        )
        .within(&layers::RIGHTS),
        Mutant::new(
            "tenancy.api_keys: its owner writes",
            "create policy owner_writes on tenancy.api_keys to bulkhead_owner using (true) with check (true)",
        ),
    ]
}
