//! A membership can't be claimed; it is read.
fn claim(tenant_id: tenancy::TenantId) -> tenancy::Membership {
    tenancy::Membership { tenant_id, slug: String::new(), role: tenancy::Role::Owner, user_id: Default::default() } //~ cannot construct `Membership` with struct literal syntax due to private fields
}
