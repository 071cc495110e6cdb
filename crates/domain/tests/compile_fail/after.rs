//! A unit of work is over with its commit.
async fn go_on(mut tx: tenancy::TenantTx, statement: tenancy::Statement) {
    let _membership = tx.commit().await;
    let _rows = tx.run(statement).await; //~ E0382 borrow of moved value: `tx`
}
