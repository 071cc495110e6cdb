//! What a job opened isn't taken for what a member did.
fn main() {}

fn pass(tx: tenancy::TenantTx<tenancy::JobPass>) -> tenancy::TenantTx {
    tx
}
