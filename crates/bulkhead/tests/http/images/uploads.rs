//! Images that come with a prompt.

use reqwest::Method;
use serde_json::json;

use super::{PATH, download, drawn, path, team, wait_for};
use crate::support::reply::{Ask, Reply};
use crate::support::server::Caller;

const BOUNDARY: &str = "a-boundary";

/// A part of a form: its name, its file name, and its content.
pub(super) type Part<'p> = (&'p str, Option<&'p str>, &'p [u8]);

pub(super) fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes());
        if let Some(file) = file {
            body.extend(format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

pub(super) async fn send(caller: &Caller, body: Vec<u8>) -> Reply {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    caller.request(Method::POST, PATH).header("Content-Type", kind).body(body).reply().await
}

/// The fields of a small image by one seed.
const FIELDS: [Part<'static>; 4] =
    [("prompt", None, b"A harbour"), ("style", None, b"vivid"), ("quality", None, b"low"), ("seed", None, b"7")];

pub(super) fn with_image(image: &[u8]) -> Vec<Part<'_>> {
    FIELDS.into_iter().chain([("image", Some("photo.png"), image)]).collect()
}

/// A PNG with a comment in it, and something behind its end.
pub(super) async fn photo() -> Vec<u8> {
    let drawn = drawn("A photo", None).await.bytes.to_vec();
    let (head, rest) = drawn.split_at(33);
    // A chunk (PNG, 11.3.4.3): its length, its type, its data, and a checksum.
    let text = b"tEXtLocation\0N 48.85 E 2.35";
    let mut chunk = u32::try_from(text.len() - 4).unwrap().to_be_bytes().to_vec();
    chunk.extend(text);
    chunk.extend(crc32(text).to_be_bytes());
    [head, &chunk, rest, b"<script>trailing</script>"].concat()
}

/// The checksum of a chunk (PNG, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[tokio::test]
async fn an_image_that_comes_along_is_what_the_picture_is_made_from() {
    let team = team().await;
    let photo = photo().await;
    let made = send(&team.owner, form(&with_image(&photo))).await.accepted();
    assert_eq!((&made["has_reference"], &made["seed"]), (&json!(true), &json!(7)));
    wait_for(&team.owner, &path(&made), "succeeded").await;
    let (.., bytes) = download(&team.owner, &path(&made), &[]).await;

    let reference = providers::EncodedImage::accept(&photo).unwrap().bytes;
    assert!(bytes == drawn("A harbour", Some(&reference)).await.bytes, "the generator had the image");
    assert!(bytes != drawn("A harbour", None).await.bytes, "the image counts");
}

#[tokio::test]
async fn nothing_is_stored_of_an_upload_but_its_pixels() {
    let team = team().await;
    let photo = photo().await;
    send(&team.owner, form(&with_image(&photo))).await.accepted();
    let mut superuser = team.server.db.connect("postgres").await;
    let stored: Vec<u8> = sqlx::query_scalar("select bytes from tenancy.image_files where part = 'reference'")
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let has = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    for text in [&b"48.85"[..], b"<script>"] {
        assert!(has(&photo, text) && !has(&stored, text), "{text:?}");
    }
}

#[tokio::test]
async fn a_form_without_an_image_is_as_good_as_json() {
    let team = team().await;
    let made = send(&team.owner, form(&FIELDS)).await.accepted();
    assert_eq!((&made["has_reference"], &made["seed"]), (&json!(false), &json!(7)));
    // What a browser sends of a file that wasn't chosen.
    let chosen_none = send(&team.owner, form(&with_image(b""))).await.accepted();
    assert_eq!(chosen_none["has_reference"], false);
    let no_seed = send(&team.owner, form(&[("prompt", None, b"A harbour"), ("seed", None, b"")])).await.accepted();
    assert!(no_seed["seed"].is_u64(), "{no_seed}");
    // A number is no number where the field is a text.
    let number = send(&team.owner, form(&[("prompt", None, b"1984")])).await.accepted();
    assert_eq!(number["prompt"], "1984");
}

#[tokio::test]
async fn what_is_no_image_is_refused_by_name() {
    let team = team().await;
    let photo = photo().await;
    let halved = &photo[..photo.len() / 2];
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for image in [&b"not an image"[..], svg, b"GIF89a\x01\0\x01\0\0\0\0;", halved] {
        send(&team.owner, form(&with_image(image))).await.field("image");
    }
    assert!(team.owner.get(PATH).await.ok().items().is_empty());
}

#[tokio::test]
async fn a_form_that_is_wrong_says_what_is() {
    let team = team().await;
    let photo = photo().await;
    let twice: Vec<_> = with_image(&photo).into_iter().chain([("image", Some("b.png"), &photo[..])]).collect();
    send(&team.owner, form(&twice)).await.field_is("image", "repeated");
    send(&team.owner, form(&[("prompt", None, b"a"), ("prompt", None, b"b")])).await.field_is("prompt", "repeated");
    send(&team.owner, form(&[("prompt", None, b"a"), ("seed", None, b"many")])).await.field_is("seed", "type");
    send(&team.owner, form(&[("prompt", None, b"a"), ("tenant_id", None, b"b")]))
        .await
        .field_is("tenant_id", "unknown");
    send(&team.owner, form(&[("prompt", None, b"\xff")])).await.field_is("prompt", "text");
    send(&team.owner, form(&[("prompt", None, &vec![b'a'; 40_000])])).await.field_is("prompt", "too_large");
    send(&team.owner, form(&[("image", Some("a.png"), &photo)])).await.field_is("prompt", "required");
    let many: Vec<Part<'_>> = (0..40).map(|_| ("x", None, &b"y"[..])).collect();
    send(&team.owner, form(&many)).await.expect_status(422);
    for broken in [&form(&FIELDS)[..40], b"", b"--a-boundary--\r\n", b"no form at all"] {
        let reply = send(&team.owner, broken.to_vec()).await;
        assert!([400, 422].contains(&reply.status), "{reply}");
    }
    assert!(team.owner.get(PATH).await.ok().items().is_empty());
}

#[tokio::test]
async fn api_3_an_upload_over_the_limit_is_refused() {
    let team = team().await;
    let large = vec![0; 11 << 20];
    send(&team.owner, form(&with_image(&large))).await.expect(413, "too_large");
    let just_over = vec![0; (10 << 20) + 1];
    send(&team.owner, form(&with_image(&just_over))).await.field_is("image", "too_large");
    let json = json!({"prompt": "x", "style": "x".repeat(300 << 10)});
    team.owner.post(PATH, json).await.expect(413, "too_large");
}

#[tokio::test]
async fn csrf_2_a_form_from_another_site_asks_for_nothing() {
    let team = team().await;
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    for (name, value) in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example.com")] {
        let request = team.owner.request(Method::POST, PATH).header("Content-Type", &kind).header(name, value);
        request.body(form(&FIELDS)).reply().await.expect_status(403);
    }
    for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/mixed; boundary=a-boundary"] {
        let request = team.owner.request(Method::POST, PATH).header("Content-Type", kind);
        request.body(form(&FIELDS)).reply().await.expect_status(415);
    }
    assert!(team.owner.get(PATH).await.ok().items().is_empty());
}
