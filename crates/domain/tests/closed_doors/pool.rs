//! The connections behind the door can't be reached.
fn main() {}

async fn read(db: &tenancy::Db) {
    let _lease = db.read.lease().await;
}
