//! A unit of work in a tenant can't be made without entering it.
fn main() {}

fn make(transaction: auth::Transaction, membership: tenancy::Membership) -> tenancy::TenantTx {
    tenancy::TenantTx { transaction, proof: membership }
}
