//! A request, which has the door for members, can't come in as a job.
async fn enter(db: &tenancy::Db, entry: &tenancy::JobRequest) {
    let _tx = db.begin(entry).await; //~ E0308 mismatched types
    let _write = &db.write; //~ E0616 field `write` of struct `Db` is private
    let _platform = &db.platform; //~ E0616 field `platform` of struct `Db` is private
}
