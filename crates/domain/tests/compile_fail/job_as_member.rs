//! What a job opened isn't taken for what a member did.
fn pass(tx: tenancy::TenantTx<tenancy::JobContext>) -> tenancy::TenantTx {
    tx //~ E0308 mismatched types
}
