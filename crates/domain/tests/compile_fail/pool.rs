//! The connections behind the door can't be reached.
async fn read(db: &tenancy::Db) {
    let _lease = db.read.lease().await; //~ E0616 field `read` of struct `Db` is private
}
