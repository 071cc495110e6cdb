//! Images that members ask for: how they are made, who sees them, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

mod downloads;
mod failures;
mod jobs;
mod life;
mod own;
mod peer;
mod quota;
mod stored;
mod uploads;

use providers::{EncodedImage, ImageGenerator, ImagePrompt, ImageQuality, ImageStyle, ProceduralImages};
use reqwest::Method;
use serde_json::{Value as Json, json};

use crate::support::reply::Reply;
use crate::support::server::Caller;
use crate::support::team::Team;
use crate::support::wait::until;

const PATH: &str = "/api/image-jobs";

/// A team of a server that draws its images itself.
async fn team() -> Team {
    Team::new_with(&[("IMAGES_URL", ""), ("IMAGES_MODEL", "")]).await
}

/// Asks for the small image of a prompt, always by one seed. Returns its path.
async fn ask(caller: &Caller, prompt: &str) -> String {
    path(&caller.post(PATH, small(prompt)).await.accepted())
}

/// What asks for it.
fn small(prompt: &str) -> Json {
    json!({"prompt": prompt, "style": "vivid", "quality": "low", "seed": 7})
}

/// What the generator in this process makes of it.
async fn drawn(prompt: &str, reference: Option<&[u8]>) -> EncodedImage {
    let (style, quality) = (ImageStyle::Vivid, ImageQuality::Low);
    ProceduralImages.generate(&ImagePrompt { text: prompt, style, quality, seed: 7, reference }).await.unwrap()
}

fn path(made: &Reply) -> String {
    format!("{PATH}/{}", made.id())
}

/// Waits until the image job at this path has this status.
async fn wait_for(caller: &Caller, path: &str, status: &str) -> Reply {
    let what = format!("{path} is {status}");
    until(&what, async || caller.get(path).await.ok()["status"] == status).await;
    caller.get(path).await.ok()
}

/// The bytes of an image, and its headers.
async fn download(
    caller: &Caller,
    path: &str,
    headers: &[(&'static str, &str)],
) -> (u16, reqwest::header::HeaderMap, Vec<u8>) {
    let mut request = caller.request(Method::GET, &format!("{path}/image"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    (status, headers, response.bytes().await.unwrap().to_vec())
}

/// What this query of one number finds.
#[expect(clippy::disallowed_methods, reason = "the text is the test's own")]
async fn number(team: &Team, sql: &str) -> i64 {
    let mut superuser = team.server.db.connect("postgres").await;
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned())).fetch_one(&mut superuser).await.unwrap()
}
