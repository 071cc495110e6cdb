//! A unit of work is over with its commit.
fn main() {}

async fn go_on(mut tx: tenancy::TenantTx, statement: tenancy::Statement) {
    let _membership = tx.commit().await;
    let _rows = tx.run(statement).await;
}
