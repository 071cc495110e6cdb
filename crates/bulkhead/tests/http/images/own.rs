//! Who sees an image: the member who asked for it.

use serde_json::json;
use tenancy::Role;

use super::{PATH, ask, download, number, team, wait_for};

#[tokio::test]
async fn no_other_member_sees_an_image_and_the_owner_of_the_tenant_is_one() {
    let team = team().await;
    let (ann, ben) = (team.member("ann", Role::Member).await, team.member("ben", Role::Admin).await);
    let path = ask(&ann, "A private matter").await;
    wait_for(&ann, &path, "succeeded").await;
    for other in [&team.owner, &ben] {
        other.get(&path).await.expect(404, "not_found");
        other.get(&format!("{path}/image")).await.expect(404, "not_found");
        other.post_empty(&format!("{path}/retry")).await.expect(404, "not_found");
        other.delete(&path).await.expect(404, "not_found");
        assert!(other.get(PATH).await.ok().items().is_empty());
        assert!(!other.get("/api/audit-log?limit=100").await.body.contains("A private matter"));
    }
    let stranger = team.server.tenant("umbrella").await.owner;
    stranger.get(&format!("{path}/image")).await.expect(404, "not_found");
    stranger.in_tenant("acme").get(&format!("{path}/image")).await.expect(404, "not_found");
    assert_eq!(download(&ann, &path, &[]).await.0, 200);
}

#[tokio::test]
async fn an_image_in_the_trash_is_not_found_and_comes_back_with_its_job() {
    let team = team().await;
    let path = ask(&team.owner, "A boat").await;
    wait_for(&team.owner, &path, "succeeded").await;
    team.owner.delete(&path).await.no_content();
    team.owner.get(&format!("{path}/image")).await.expect(404, "not_found");
    team.owner.post_empty(&format!("{path}/restore")).await.ok();
    assert_eq!(download(&team.owner, &path, &[]).await.0, 200);
}

#[tokio::test]
async fn the_bytes_of_an_image_go_with_its_job() {
    let team = team().await;
    let path = ask(&team.owner, "A boat").await;
    wait_for(&team.owner, &path, "succeeded").await;
    let files = "select count(*) from tenancy.image_files";
    assert_eq!(number(&team, files).await, 1);
    team.server.db.superuser("delete from app.image_jobs").await;
    assert_eq!(number(&team, files).await, 0);
}

#[tokio::test]
async fn a_viewer_sees_own_images_and_asks_for_none() {
    let team = team().await;
    let ann = team.member("ann", Role::Member).await;
    let path = ask(&ann, "A boat").await;
    wait_for(&ann, &path, "succeeded").await;
    team.set_role(&ann, Role::Viewer).await;
    assert_eq!(download(&ann, &path, &[]).await.0, 200);
    ann.post(PATH, json!({"prompt": "x"})).await.expect_status(403);
}
