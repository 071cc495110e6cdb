//! A unit of work in a tenant can't be made without entering it.
fn make(transaction: base::Transaction, membership: tenancy::Membership) -> tenancy::TenantTx {
    tenancy::TenantTx { transaction, proof: membership } //~ cannot construct `TenantTx<_>` with struct literal syntax due to private fields
}
