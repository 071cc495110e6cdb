//! Images by the Images API of `OpenAI` and compatible servers (`LocalAI`, vLLM-Omni, Stable Diffusion servers).

use std::time::Duration;

use base::{Clock, Random};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};
use url::Url;

use super::form::Form;
use super::{EncodedImage, ImageError, ImageGenerator, ImagePrompt, ImageQuality, ImageSetupError, ImageStyle};
use crate::direct::{DirectClient, DirectError, DirectResponse};
use crate::redacted::Redacted;
use crate::retry_after::retry_after;

/// Where a model is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageEndpoint {
    /// The root of the API, as `https://api.openai.com/v1`; requests go to `<base>/images/generations` and `<base>/images/edits`.
    pub base: Url,
    /// Sent as a bearer token.
    pub key: Option<Redacted>,
    pub model: String,
    /// For an image, from the look-up of the endpoint's name to the last byte.
    pub time_limit: Duration,
}

impl ImageEndpoint {
    /// `OpenAI` says that an image may take up to two minutes.
    pub const TIME_LIMIT: Duration = Duration::from_mins(2);
}

/// Asks for images by `POST <base>/images/generations`, and by `POST <base>/images/edits` where there is one to start from.
pub struct ImageGenerations {
    client: DirectClient,
    generations: Url,
    edits: Url,
    headers: HeaderMap,
    model: String,
    time_limit: Duration,
    clock: Clock,
    random: Random,
}

/// Of a response: an image in base64.
const BODY_BYTES: usize = 24 << 20;

const SIZE: &str = "1024x1024";

impl ImageGenerations {
    pub fn new(
        endpoint: &ImageEndpoint,
        client: DirectClient,
        (clock, random): (Clock, Random),
    ) -> Result<Self, ImageSetupError> {
        let under = |last: &str| {
            let mut url = endpoint.base.clone();
            url.path_segments_mut().map_err(|()| ImageSetupError::Url)?.pop_if_empty().extend(["images", last]);
            Ok::<_, ImageSetupError>(url)
        };
        let mut headers = HeaderMap::new();
        if let Some(key) = &endpoint.key {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", key.expose()))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Ok(Self {
            client,
            generations: under("generations")?,
            edits: under("edits")?,
            headers,
            model: endpoint.model.clone(),
            time_limit: endpoint.time_limit,
            clock,
            random,
        })
    }

    async fn ask(&self, prompt: &ImagePrompt<'_>) -> Result<EncodedImage, ImageError> {
        let (url, content_type, body) = match prompt.reference {
            None => (&self.generations, "application/json".to_owned(), self.json(prompt)?),
            Some(image) => {
                let (content_type, body) = self.form(prompt, image).finish();
                (&self.edits, content_type, body)
            }
        };
        let mut headers = self.headers.clone();
        let content_type = HeaderValue::try_from(content_type).map_err(|error| ImageError::Failed(error.into()))?;
        headers.insert(CONTENT_TYPE, content_type);
        let exchange = self.client.post(url, headers, body.into(), BODY_BYTES);
        let response = tokio::time::timeout(self.time_limit, exchange).await.map_err(|_| ImageError::TooSlow)?;
        let body = self.body_of(response.map_err(|error| match error {
            DirectError::TooLong => ImageError::TooLong,
            DirectError::Unreachable(error) => ImageError::Unreachable(error),
        })?)?;
        let read = move || read(&body);
        tokio::task::spawn_blocking(read).await.map_err(|error| ImageError::Failed(error.into()))?
    }

    fn body_of(&self, response: DirectResponse) -> Result<Bytes, ImageError> {
        let status = response.status;
        match status {
            200..300 => Ok(response.body),
            400 | 413 | 422 => Err(ImageError::Refused(status)),
            408 | 429 | 500.. => {
                let retry_after = retry_after(status, &response.headers, self.clock.now());
                Err(ImageError::Busy { status, retry_after })
            }
            _ => Err(ImageError::Status(status)),
        }
    }

    fn json(&self, prompt: &ImagePrompt<'_>) -> Result<Vec<u8>, ImageError> {
        let generation = Generation {
            model: &self.model,
            prompt: &worded(prompt),
            n: 1,
            size: SIZE,
            quality: self.quality(prompt.quality),
            response_format: self.response_format(),
        };
        serde_json::to_vec(&generation).map_err(|error| ImageError::Failed(error.into()))
    }

    fn form(&self, prompt: &ImagePrompt<'_>, image: &[u8]) -> Form {
        let is_jpeg = image.starts_with(&[0xff, 0xd8]);
        let (name, media_type) = if is_jpeg { ("reference.jpg", "image/jpeg") } else { ("reference.png", "image/png") };
        let mut form = Form::new(&self.random)
            .text("model", &self.model)
            .text("prompt", &worded(prompt))
            .text("n", "1")
            .text("size", SIZE)
            .text("quality", self.quality(prompt.quality));
        if let Some(format) = self.response_format() {
            form = form.text("response_format", format);
        }
        form.file("image", name, media_type, image)
    }

    /// Models of the name `gpt-image…` answer in base64 always and refuse the field; others have to be asked for it.
    fn response_format(&self) -> Option<&'static str> {
        let name = self.name();
        (!name.starts_with("gpt-image") && !name.starts_with("chatgpt-image")).then_some("b64_json")
    }

    /// The model's name without its vendor's, as in `openai/gpt-image-1`.
    fn name(&self) -> &str {
        self.model.rsplit('/').next().unwrap_or_default()
    }

    /// `dall-e-3` has names of its own.
    fn quality(&self, quality: ImageQuality) -> &'static str {
        match (self.name(), quality) {
            ("dall-e-3", ImageQuality::High) => "hd",
            ("dall-e-3" | "dall-e-2", _) => "standard",
            _ => quality.as_str(),
        }
    }
}

impl ImageGenerator for ImageGenerations {
    fn generate<'a>(&'a self, prompt: &'a ImagePrompt<'a>) -> BoxFuture<'a, Result<EncodedImage, ImageError>> {
        self.ask(prompt).boxed()
    }
}

/// The prompt with its style in words, since few models have a field for it.
fn worded(prompt: &ImagePrompt<'_>) -> String {
    let style = match prompt.style {
        ImageStyle::Natural => "Style: natural, realistic.",
        ImageStyle::Vivid => "Style: vivid, dramatic colours.",
        ImageStyle::Sketch => "Style: a hand-drawn pencil sketch.",
        ImageStyle::Pixel => "Style: pixel art.",
    };
    format!("{}\n\n{style}", prompt.text)
}

/// A request's body (API reference, "Create image").
#[derive(Serialize)]
struct Generation<'a> {
    model: &'a str,
    prompt: &'a str,
    n: u8,
    size: &'static str,
    quality: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<&'static str>,
}

#[derive(Deserialize)]
struct Generated {
    data: Vec<Datum>,
}

/// A URL instead of the image is never asked for.
#[derive(Deserialize)]
struct Datum {
    b64_json: Option<String>,
}

fn read(body: &[u8]) -> Result<EncodedImage, ImageError> {
    let generated: Generated = serde_json::from_slice(body).map_err(|_| ImageError::Unreadable)?;
    let encoded = generated.data.into_iter().next().and_then(|datum| datum.b64_json).ok_or(ImageError::Unreadable)?;
    let bytes = STANDARD.decode(encoded).map_err(|_| ImageError::Unreadable)?;
    EncodedImage::decode(&bytes).map_err(|_| ImageError::Unreadable)
}
