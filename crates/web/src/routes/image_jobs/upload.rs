//! The body that asks for an image: JSON, or a form (RFC 7578) with the same fields and an image.

use actix_multipart::{Field, Multipart};
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use domain::image_jobs::{IMAGE_JOBS, ImageFile};
use domain::kit::Storage;
use futures_util::{StreamExt, stream};
use providers::EncodedImage;
use serde_json::{Map, Value as Json};

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;

/// The part of the form that is an image.
const IMAGE: &str = "image";

/// Bytes of the image.
pub const LARGEST_IMAGE: usize = providers::MAX_UPLOAD_BYTES;

/// Parts of the form, and bytes of a text.
const PARTS: usize = 16;
const TEXT: usize = 32 << 10;

/// How much of the form the reader takes at a time.
const CHUNK: usize = 16 << 10;

/// The fields as JSON would have them, and the image.
pub async fn read(request: &Request) -> Result<(Map<String, Json>, Option<Bytes>), Error> {
    let given = request.http.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !given.trim_ascii().get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("multipart")) {
        return Ok((request.object()?, None));
    }
    let body = request.body.clone();
    let chunks = (0..body.len()).step_by(CHUNK).map(move |from| body.slice(from..body.len().min(from + CHUNK)));
    let mut form = Multipart::new(request.http.headers(), stream::iter(chunks.map(Ok::<_, PayloadError>)));
    let (mut fields, mut image, mut parts) = (Map::new(), None, 0);
    while let Some(part) = form.next().await {
        let mut part = part.map_err(|error| unreadable(&error))?;
        let name = part.name().unwrap_or_default().to_owned();
        parts += 1;
        if parts > PARTS {
            return Err(Error::bad_request(format!("The form has more than {PARTS} parts.")));
        }
        if name == IMAGE {
            let bytes = collect(&mut part, IMAGE, LARGEST_IMAGE).await?;
            // What a browser sends of a file that wasn't chosen.
            if bytes.is_empty() {
                continue;
            }
            if image.replace(bytes).is_some() {
                return Err(refused(&name, "repeated", "is given twice"));
            }
            continue;
        }
        let text = collect(&mut part, &name, TEXT).await?;
        let text = String::from_utf8(text.to_vec()).map_err(|_| refused(&name, "text", "must be UTF-8"))?;
        if fields.contains_key(&name) {
            return Err(refused(&name, "repeated", "is given twice"));
        }
        let value = value(&name, text);
        fields.insert(name, value);
    }
    Ok((fields, image))
}

/// Decodes the image and encodes it anew, so that nothing but its pixels is kept.
pub async fn decode(request: &Request, image: Bytes) -> Result<ImageFile, Error> {
    let _upload = request.state.shared.image_uploads.try_acquire().map_err(Error::unavailable)?;
    // Each takes some hundred megabytes for a moment.
    let _place = request.state.shared.image_decoders.acquire().await.map_err(Error::internal)?;
    let accepted = tokio::task::spawn_blocking(move || EncodedImage::accept(&image)).await.map_err(Error::internal)?;
    let EncodedImage { bytes, media_type, width, height } =
        accepted.map_err(|error| refused(IMAGE, error.code(), &error.to_string()))?;
    Ok(ImageFile { media_type, bytes, width, height })
}

async fn collect(part: &mut Field, name: &str, limit: usize) -> Result<Bytes, Error> {
    match part.bytes(limit).await {
        Ok(bytes) => bytes.map_err(|error| unreadable(&error)),
        Err(_) => Err(refused(name, "too_large", &format!("must have at most {limit} bytes"))),
    }
}

/// A field's text, as a number where the field is one. An empty number is null.
fn value(name: &str, text: String) -> Json {
    let is_number = IMAGE_JOBS.field(name).is_some_and(|field| field.kind.storage() == Storage::Integer);
    match (is_number, text.parse::<i64>()) {
        (true, _) if text.is_empty() => Json::Null,
        (true, Ok(number)) => number.into(),
        _ => text.into(),
    }
}

fn unreadable(error: &actix_multipart::MultipartError) -> Error {
    Error::bad_request(format!("The form can't be read: {error}."))
}

fn refused(field: &str, code: &'static str, message: &str) -> Error {
    Error::Unprocessable(vec![FieldError::new(field.to_owned(), code, message.to_owned())])
}
