//! Keys and grants.

use super::Mutant;
use crate::layers;

pub fn keys() -> Vec<Mutant> {
    vec![
        Mutant::new(
            "app.leads: primary key without the tenant",
            "alter table app.leads drop constraint leads_pkey cascade, add primary key (id)",
        ),
        Mutant::new(
            "app.contacts: primary key without the tenant",
            "alter table app.contacts drop constraint contacts_pkey cascade, add primary key (id)",
        ),
        Mutant::new(
            "app.leads: e-mail addresses unique over all tenants",
            "create unique index leads_email on app.leads (email)",
        ),
        Mutant::new(
            "app.leads: names unique over all tenants",
            "create unique index leads_name on app.leads (lower(name)) include (tenant_id)",
        ),
        Mutant::new(
            "app.contacts: foreign key without the tenant",
            "create unique index leads_id on app.leads (id);
             alter table app.contacts add lead_id uuid default null references app.leads (id) on delete cascade",
        ),
    ]
}

pub fn grants() -> Vec<Mutant> {
    let grant = |what: &str| Mutant::new(format!("grant {what}"), format!("grant {what}")).within(&layers::GRANTS);
    vec![
        grant("truncate on app.leads to bulkhead_app"),
        grant("references on app.leads to bulkhead_app"),
        grant("trigger on app.leads to bulkhead_app"),
        grant("update on tenancy.changes to bulkhead_app"),
        grant("delete on tenancy.changes to bulkhead_app"),
        grant("update on auth.events to bulkhead_auth"),
        grant("select on tenancy.chain_links to bulkhead_app"),
        grant("insert on tenancy.chain_links to bulkhead_app"),
        grant("delete on tenancy.chain_links to bulkhead_platform"),
        grant("update on auth.chain_links to bulkhead_auth"),
        grant("execute on function tenancy.change_digests(bigint, bigint, bigint) to public"),
        grant("insert on tenancy.classes to bulkhead_app"),
        grant("select on app.leads to bulkhead_platform"),
        grant("select (name) on app.leads to bulkhead_platform").within(&layers::WHOLE),
        grant("update on tenancy.memberships to bulkhead_platform"),
        grant("select on tenancy.denied_accesses to bulkhead_app"),
        grant("delete on tenancy.changes to bulkhead_platform"),
        grant("select (email, token_hash) on tenancy.invitations to bulkhead_platform"),
        grant("select on app.leads to public"),
        grant("usage on schema app to bulkhead_auth").within(&layers::SCHEMAS),
        grant("select on auth.sessions to bulkhead_app"),
        grant("select (id) on auth.users to bulkhead_platform"),
        grant("create on schema app to bulkhead_app"),
        grant("execute on function tenancy.enter(uuid, text, integer, uuid) to public"),
        Mutant::new("bulkhead_app owns app.leads", "alter table app.leads owner to bulkhead_app"),
        Mutant::new("a superuser owns app.leads", "alter table app.leads owner to postgres").within(&layers::OWNER),
    ]
}
