//! From the request to the image.

use serde_json::json;

use super::{PATH, ask, download, drawn, path, small, team, wait_for};
use crate::support::api_keys;
use crate::support::reply::Ask;
use reqwest::Method;
use tenancy::Role;

#[tokio::test]
async fn an_image_is_asked_for_made_and_downloaded() {
    let team = team().await;
    let made = team.owner.post(PATH, small("A lighthouse")).await.accepted();
    assert_eq!(made.header("location"), Some(path(&made).as_str()));
    assert_eq!((&made["status"], &made["url"], &made["width"]), (&json!("queued"), &json!(null), &json!(null)));
    assert_eq!((&made["seed"], &made["has_reference"], &made["error"]), (&json!(7), &json!(false), &json!(null)));

    let done = wait_for(&team.owner, &path(&made), "succeeded").await;
    assert_eq!((&done["width"], &done["height"], &done["error"]), (&json!(256), &json!(256), &json!(null)));
    let url = done.text("url").to_owned();
    assert!(url.ends_with(&format!("{}/image", path(&made))), "{url}");
    let (status, headers, bytes) = download(&team.owner, &path(&made), &[]).await;
    assert_eq!((status, &headers["content-type"]), (200, &"image/png".parse().unwrap()));
    assert_eq!(headers["cache-control"], "private, no-store");
    assert!(bytes == drawn("A lighthouse", None).await.bytes, "the image is the generator's");
}

#[tokio::test]
async fn what_is_left_out_has_its_default_and_a_seed_is_drawn() {
    let team = team().await;
    let made = team.owner.post(PATH, json!({"prompt": "A fox"})).await.accepted();
    let again = team.owner.post(PATH, json!({"prompt": "A fox", "seed": null})).await.accepted();
    assert_eq!((&made["style"], &made["quality"]), (&json!("natural"), &json!("medium")));
    assert!(made["seed"].is_u64() && again["seed"].is_u64());
    assert_ne!(made["seed"], again["seed"]);
    wait_for(&team.owner, &path(&made), "succeeded").await;
}

#[tokio::test]
async fn what_is_wrong_is_named_by_its_field() {
    let owner = team().await.owner;
    owner.post(PATH, json!({})).await.field_is("prompt", "required");
    owner.post(PATH, json!({"prompt": ""})).await.field_is("prompt", "length");
    owner.post(PATH, json!({"prompt": "x".repeat(4_001)})).await.field_is("prompt", "length");
    owner.post(PATH, json!({"prompt": "x", "style": "cubist"})).await.field_is("style", "choice");
    owner.post(PATH, json!({"prompt": "x", "quality": "best"})).await.field_is("quality", "choice");
    owner.post(PATH, json!({"prompt": "x", "seed": -1})).await.field_is("seed", "range");
    owner.post(PATH, json!({"prompt": "x", "seed": 4_294_967_296_u64})).await.field_is("seed", "range");
    for field in ["status", "has_reference", "width", "error", "url"] {
        owner.post(PATH, json!({"prompt": "x", field: "succeeded"})).await.field_is(field, "read_only");
    }
    for field in ["claim", "attempts", "owner_id", "image"] {
        owner.post(PATH, json!({"prompt": "x", field: 1})).await.field_is(field, "unknown");
    }
    assert!(owner.get(PATH).await.ok().items().is_empty());
}

#[tokio::test]
async fn each_step_is_an_event_of_its_owner_alone() {
    let team = team().await;
    let ann = team.member("ann", Role::Member).await;
    let position = |reply: crate::support::reply::Reply| reply.position.unwrap();
    let (of_ann, of_owner) = (position(ann.get(PATH).await), position(team.owner.get(PATH).await));
    let made = ann.post(PATH, small("A boat")).await.accepted();
    let done = wait_for(&ann, &path(&made), "succeeded").await;
    let missed = ann.get(&format!("/api/events?after={of_ann}")).await.ok();
    let events = missed["events"].as_array().unwrap();
    let steps: Vec<_> = events.iter().filter(|event| event["resource"] == "image-jobs").collect();
    assert!(steps.iter().all(|event| event["id"] == made["id"]), "{missed}");
    assert_eq!(steps.last().unwrap()["version"], done["version"], "{missed}");
    let of_others = team.owner.get(&format!("/api/events?after={of_owner}")).await.ok();
    assert!(!of_others.body.contains("image-jobs"), "{of_others}");
}

#[tokio::test]
async fn a_repeated_request_asks_for_one_image() {
    let team = team().await;
    let ask = async |prompt: &str| {
        let request = team.owner.request(Method::POST, PATH).header("Idempotency-Key", "image-1");
        request.json(&json!({"prompt": prompt, "quality": "low"})).reply().await
    };
    let first = ask("A hill").await.accepted();
    assert_eq!(ask("A hill").await.accepted().id(), first.id());
    ask("A valley").await.field_is("Idempotency-Key", "reused");
    wait_for(&team.owner, &path(&first), "succeeded").await;
    assert_eq!(team.owner.get(PATH).await.ok().items().len(), 1);
}

#[tokio::test]
async fn a_program_asks_for_images_and_sees_its_own() {
    let team = team().await;
    let program = api_keys::program(&team.owner, &["image-jobs:write", "image-jobs:read"]).await;
    let made = ask(&program, "A robot").await;
    wait_for(&program, &made, "succeeded").await;
    assert_eq!(download(&program, &made, &[]).await.0, 200);
    let reader = api_keys::program(&team.owner, &["image-jobs:read"]).await;
    reader.post(PATH, small("A robot")).await.expect_status(403);
}

#[tokio::test]
async fn a_hundred_images_of_a_member_may_wait() {
    let team = team().await;
    let ann = team.member("ann", Role::Member).await;
    let waiting = format!(
        "insert into app.image_jobs (tenant_id, id, owner_id, prompt)
         select '{}', gen_random_uuid(), '{}', 'x' from generate_series(1, 99)",
        team.id,
        ann.id()
    );
    team.server.db.superuser(&waiting).await;
    // Nothing makes those: no job of the queue is about them.
    let hundredth = ask(&ann, "A hundredth").await;
    team.server.db.superuser("update app.image_jobs set status = 'queued' where prompt = 'A hundredth'").await;
    ann.post(PATH, small("One more")).await.expect(409, "image_limit");
    let failed = "update app.image_jobs set status = 'failed' where id = (
      select id from app.image_jobs where prompt = 'x' limit 1) returning id";
    let mut superuser = team.server.db.connect("postgres").await;
    let failed: uuid::Uuid = sqlx::query_scalar(failed).fetch_one(&mut superuser).await.unwrap();
    ann.post(PATH, small("The hundredth again")).await.accepted();
    ann.post_empty(&format!("{PATH}/{failed}/retry")).await.expect(409, "image_limit");
    team.owner.post(PATH, small("Of another")).await.accepted();
    ann.delete(&hundredth).await.no_content();
    ann.post(PATH, small("One more")).await.accepted();
}
