//! The image as a browser asks for it.

use super::{ask, download, team, wait_for};
use crate::support::reply::Ask;
use crate::support::server::Caller;
use crate::support::team::Team;
use reqwest::Method;

/// A team, the path of an image, its `ETag` and its bytes.
async fn picture() -> (Team, String, String, Vec<u8>) {
    let team = team().await;
    let path = ask(&team.owner, "A picture").await;
    wait_for(&team.owner, &path, "succeeded").await;
    let (_, headers, bytes) = download(&team.owner, &path, &[]).await;
    let tag = headers["etag"].to_str().unwrap().to_owned();
    (team, path, tag, bytes)
}

#[tokio::test]
async fn an_image_that_the_client_has_is_not_sent_again() {
    let (team, path, tag, bytes) = picture().await;
    for known in ["*", tag.as_str(), &format!("W/{tag}"), &format!("\"other\", {tag}")] {
        let (status, headers, body) = download(&team.owner, &path, &[("if-none-match", known)]).await;
        assert_eq!((status, body.len(), &headers["etag"]), (304, 0, &tag.parse().unwrap()), "{known}");
    }
    let (status, _, body) = download(&team.owner, &path, &[("if-none-match", "\"other\"")]).await;
    assert_eq!((status, body.len()), (200, bytes.len()));
}

#[tokio::test]
async fn a_part_of_an_image_is_sent_where_one_is_asked_for() {
    let (team, path, tag, bytes) = picture().await;
    let total = bytes.len();
    for (range, first, last) in [("bytes=0-7", 0, 7), ("bytes=8-", 8, total - 1), ("bytes=-4", total - 4, total - 1)] {
        let (status, headers, body) = download(&team.owner, &path, &[("range", range), ("if-range", &tag)]).await;
        assert_eq!(
            (status, headers["content-range"].to_str().unwrap()),
            (206, &*format!("bytes {first}-{last}/{total}"))
        );
        assert_eq!(body, bytes[first..=last], "{range}");
    }
    for (name, value) in [("if-range", "\"other\""), ("x-none", "")] {
        let range = if name == "if-range" { "bytes=0-7" } else { "bytes=0-1,3-4" };
        let (status, _, body) = download(&team.owner, &path, &[("range", range), (name, value)]).await;
        assert_eq!((status, body.len()), (200, total), "{range}");
    }
    let beyond = team.owner.request(Method::GET, &format!("{path}/image")).header("Range", format!("bytes={total}-"));
    beyond.reply().await.expect(416, "range_not_satisfiable");
}

#[tokio::test]
async fn a_browser_names_the_tenant_in_the_query() {
    let (team, path, ..) = picture().await;
    let elsewhere: Caller = team.owner.at_home();
    elsewhere.get(&format!("{path}/image")).await.expect(404, "not_found");
    elsewhere.get(&format!("{path}/image?tenant={}", team.slug)).await.ok();
}
