//! How much a tenant may store.

use serde_json::json;
use tenancy::Role;

use super::{PATH, ask, number, small, team, wait_for};
use crate::support::platform::PlatformAdmin;

#[tokio::test]
async fn an_image_that_the_tenant_has_no_room_for_has_failed_until_there_is_some() {
    let team = team().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    let first = ask(&team.owner, "The first").await;
    wait_for(&team.owner, &first, "succeeded").await;
    let used = number(&team, "select sum(size)::bigint from tenancy.image_files").await;
    let limited = admin.limit(team.id, json!({"storage_quota": used})).await.ok();
    assert_eq!(limited["storage_quota"], used);

    // Another member's counts as well.
    let ann = team.member("ann", Role::Member).await;
    let second = ask(&ann, "The second").await;
    let failed = wait_for(&ann, &second, "failed").await;
    assert_eq!(failed["error"], "storage_quota");
    assert_eq!(number(&team, "select sum(size)::bigint from tenancy.image_files").await, used);

    let other = team.server.tenant("umbrella").await.owner;
    let elsewhere = ask(&other, "Of another tenant").await;
    wait_for(&other, &elsewhere, "succeeded").await;

    admin.limit(team.id, json!({"storage_quota": null})).await.ok();
    ann.post_empty(&format!("{second}/retry")).await.ok();
    wait_for(&ann, &second, "succeeded").await;
}

#[tokio::test]
async fn images_that_are_made_at_the_same_time_stay_within_the_quota() {
    let team = team().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    let first = ask(&team.owner, "The first").await;
    wait_for(&team.owner, &first, "succeeded").await;
    let size = number(&team, "select sum(size)::bigint from tenancy.image_files").await;
    // Room for two more of about that size, of which eight are asked for.
    let quota = size * 7 / 2;
    admin.limit(team.id, json!({"storage_quota": quota})).await.ok();
    let mut paths = Vec::new();
    for _ in 0..8 {
        paths.push(ask(&team.owner, "The first").await);
    }
    let mut succeeded = 0;
    for path in &paths {
        let what = format!("{path} is over");
        crate::support::wait::until(&what, async || {
            let status = team.owner.get(path).await.ok().text("status").to_owned();
            ["succeeded", "failed"].contains(&status.as_str())
        })
        .await;
        succeeded += i32::from(team.owner.get(path).await.ok()["status"] == "succeeded");
    }
    assert_eq!(succeeded, 2);
    assert!(number(&team, "select sum(size)::bigint from tenancy.image_files").await <= quota);
}

#[tokio::test]
async fn a_quota_is_a_number_that_is_not_negative() {
    let team = team().await;
    let admin = PlatformAdmin::appoint(&team.server).await;
    admin.limit(team.id, json!({"storage_quota": -1})).await.field_is("storage_quota", "range");
    admin.limit(team.id, json!({"storage_quota": "much"})).await.field_is("storage_quota", "type");
    let none = admin.limit(team.id, json!({"storage_quota": 0})).await.ok();
    assert_eq!(none["storage_quota"], 0);
    team.owner.post(PATH, small("x")).await.accepted();
}
