//! Rows that leave the trash for good were deleted before.

use domain::trash;
use serde_json::json;
use tenancy::Jobs;
use uuid::Uuid;

use super::{Told, lead, told};

#[tokio::test]
async fn a_row_that_leaves_the_trash_for_good_is_not_told_to_be_deleted_again() {
    let team = Told::new().await;
    let webhook = team.webhook("/all", &["*"], json!({"payload": "full"})).await;
    let since = team.now().await;
    let owner = team.owner();
    let row = lead(owner, "Ada").await;
    let path = format!("/api/leads/{row}");
    owner.delete(&path).await.no_content();
    owner.post_empty(&format!("{path}/restore")).await.ok();
    owner.delete(&path).await.no_content();
    let events = ["created", "deleted", "restored", "deleted"].map(|act| (format!("lead.{act}"), row));
    assert_eq!(told(&team.receiver.wait_for(4).await), events);

    // Time passes, which is no change.
    team.superuser(
        "set session_replication_role = replica;
         update app.leads set deleted_at = deleted_at - interval '31 days' where deleted_at is not null",
    )
    .await;
    let db = &team.team.server.db;
    let jobs = Jobs::new(db.pool("bulkhead_app", 1), db.pool("bulkhead_platform", 1));
    let gone = trash::empty(&jobs, 30, Uuid::nil, |failure| panic!("{failure:?}")).await.unwrap();
    assert_eq!((gone, team.number("select count(*) from app.leads").await), (1, 0));
    let purged = "select count(*) from tenancy.changes where operation = 'delete' and table_name = 'leads'";
    assert_eq!(team.number(purged).await, 1, "the log has it");

    // What happens afterwards is told as before.
    let next = lead(owner, "Bob").await;
    let came = team.receiver.wait_for(5).await;
    assert_eq!(told(&came[4..]), [("lead.created".to_owned(), next)]);
    team.wait_for_rows("status = 'delivered'", 5).await;
    let replay = owner.post(&format!("{}/replay", webhook.path), json!({"since": since})).await.accepted();
    assert_eq!(replay["deliveries"], 5);
    team.receiver.wait_for(10).await;
}
