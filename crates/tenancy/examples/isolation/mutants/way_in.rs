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
    let function = "auth.self_of_session";
    let broken = |name, from, to| Mutant::function(name, function, from, to);
    mutants.extend([
        broken("forgets the second factor that is owed", "and not s.pending", ""),
        broken("asks for no rule", "and auth.is_live(s, u, at, idle_since)", ""),
        broken("takes any token", "where s.token_hash = token and", "where"),
        broken("takes any user", "on u.id = s.user_id", "on true"),
        broken("shows every user as a platform admin", "where a.user_id = s.user_id", ""),
    ]);
    let prove = |name, from, to| Mutant::function(name, "auth.prove_session", from, to);
    mutants.extend([
        prove("takes any token", "s.token_hash = token;", "true limit 1;"),
        prove("opens a cookie's session by its id", "s.token_hash is not distinct from token and", ""),
        prove("asks for no rule", "and auth.is_live(s, u, at, idle_since)", ""),
        prove("forgets the second factor that is owed", "or proved.pending and not may_owe", ""),
        prove("takes any user", "on u.id = s.user_id", "on true"),
        prove("asks for no verified contact", "if verified and", "if false and"),
        prove("asks for no recent proof", "if proved_since is not null and", "if false and"),
        prove(
            "asks for no platform admin",
            "if platform and not proved.platform_admin",
            "if false and not proved.platform_admin",
        ),
        prove("takes any platform admin", "where a.user_id = s.user_id", ""),
        prove(
            "asks a platform admin for one factor",
            "if platform and not proved.second_factor",
            "if false and not proved.second_factor",
        ),
    ]);
    for function in [
        "auth.self_of_session",
        "auth.holder_of_session",
        "auth.platform_admin_of_session",
        "tenancy.enter_by_cookie",
        "tenancy.enter_by_proof",
        "tenancy.enter_by_key",
        "auth.api_keys_of",
        "auth.revoke_api_keys_of",
    ] {
        mutants.extend([
            Mutant::new(
                format!("{function}: for every role"),
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

/// The ways in that prove a credential.
pub fn credentials() -> Vec<Mutant> {
    let cookie = |name, from, to| Mutant::function(name, "tenancy.enter_by_cookie", from, to);
    let proof = |name, from, to| Mutant::function(name, "tenancy.enter_by_proof", from, to);
    let key = |name, from, to| Mutant::function(name, "tenancy.enter_by_key", from, to);
    let impersonation = |name, from, to| Mutant::function(name, "tenancy.enter_by_impersonation", from, to);
    vec![
        cookie("takes any token", "where s.token_hash = token and", "where"),
        cookie("asks for no rule", "and auth.is_live(s, u, at, idle_since)", ""),
        cookie("forgets the second factor that is owed", "and not s.pending", ""),
        cookie("takes any user", "on u.id = s.user_id", "on true"),
        cookie("asks for no membership", " and m.user_id = holder", ""),
        cookie("takes a member of any tenant", "m.tenant_id = wanted and", ""),
        cookie("lets members into a closed tenant", "and t.deleted_at is null", ""),
        cookie("lets members into a suspended tenant", "t.suspended_at is null and", ""),
        cookie("asks for no second factor", "and not t.require_second_factor", ""),
        cookie("forgets the row quota", "and t.row_quota is null", ""),
        cookie("asks for no role", "end >= needed", "end >= 0"),
        cookie("takes a viewer for an owner", "when 'viewer' then 1", "when 'viewer' then 4"),
        cookie("takes a member for an owner", "when 'member' then 2", "when 'member' then 4"),
        cookie("lets viewers write", "set_config('transaction_read_only', 'on', true)", "null"),
        cookie(
            "sets the user for the session",
            "set_config('app.user_id', holder::text, true)",
            "set_config('app.user_id', holder::text, false)",
        ),
        cookie(
            "sets the tenant for the session",
            "set_config('app.tenant_id', wanted::text, true)",
            "set_config('app.tenant_id', wanted::text, false)",
        ),
        proof("asks for nothing", "false, proved_since, verified, false, hold", "true, null, false, false, false"),
        key("takes a key that is over", "if not found then\n    raise", "if false then\n    raise"),
        key("takes any tenant", "if named is not null and", "if false and"),
        key("asks for no scope", "if not key.scopes &&", "if false and not key.scopes &&"),
        key("asks for the maker's role alone", "if tenancy.rank(key.role) < needed then", "if false then"),
        key(
            "outlives its unit of work",
            "set_config('app.api_key_id', key.id::text, true)",
            "set_config('app.api_key_id', key.id::text, false)",
        ),
        impersonation("takes any tenant", "if named is not null and", "if false and"),
        impersonation("lets a read-only one write", "if impersonation.read_only and needed > 1 then", "if false then"),
        impersonation("leaves a read-only one to itself", "set_config('transaction_read_only', 'on', true)", "null"),
        impersonation(
            "names no impersonator",
            "set_config('app.impersonator_id', impersonation.admin_id::text, true)",
            "null",
        ),
        impersonation(
            "outlives its unit of work",
            "impersonation.admin_id::text, true)",
            "impersonation.admin_id::text, false)",
        ),
    ]
}

pub fn second_factor() -> Vec<Mutant> {
    let function = "auth.has_second_factor";
    let broken = |name, from, to| Mutant::function(name, function, from, to);
    vec![
        broken("takes anybody's factor", "u.id = asked and", ""),
        broken("takes a user for a factor", " and u.factors <> '{}'", ""),
        Mutant::new(
            format!("{function}: for other roles"),
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
            format!("{function}: for other roles"),
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
        Mutant::function("names the keys of every user", "auth.api_keys_of", "k.owner_id = maker and", ""),
        Mutant::function(
            "names keys where the user is no member",
            "auth.api_keys_of",
            "and m.user_id = k.owner_id",
            "",
        ),
        Mutant::new(
            "tenancy.api_keys: the policy of auth.revoke_api_keys_of for every key",
            "alter policy owner_revokes_keys on tenancy.api_keys using (true) with check (true)",
        ),
        Mutant::new(
            "tenancy.api_keys: the policy of auth.revoke_api_keys_of for the server",
            "alter policy owner_revokes_keys on tenancy.api_keys to bulkhead_app using (true) with check (true)",
        )
        .within(&layers::PERMISSIVE),
    ]
}
