//! A request, which has the door for members, can't come in as a job.
fn main() {}

async fn enter(db: &tenancy::Db, entry: &tenancy::JobEntry) {
    let _tx = db.begin(entry).await;
    let _jobs = tenancy::Jobs { write: db.write, platform: db.platform };
}
