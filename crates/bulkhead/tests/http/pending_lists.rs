//! The server keeps the search indexes' pending lists short.

use std::time::Duration;

use tenancy::testing::TestDb;

use crate::support::server::TestServer;
use crate::support::sql_proxy::Wire;

#[tokio::test]
async fn a_server_cleans_the_pending_lists_again_and_again() {
    let db = TestDb::new().await;
    let wire = Wire::to(&db);
    let url = wire.url("bulkhead_platform");
    let _server = TestServer::start_over(db, &[("DATABASE_URL_PLATFORM", url.as_str())]).await;
    let mut cleanings = 0;
    for _ in 0..1_000 {
        cleanings += wire.statements().iter().filter(|sql| sql.contains("tenancy.clean_pending_lists()")).count();
        if cleanings > 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the lists were cleaned {cleanings} times in twenty seconds");
}
