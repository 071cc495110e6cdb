//! Images from prompts: by a generator in this process, or by an OpenAI-compatible endpoint.

mod encoded;
mod error;
mod form;
mod generations;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "they are places and parts of an image"
)]
mod noise;
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "the same")]
mod painter;
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "the same")]
mod palette;
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "the same")]
mod procedural;

use futures_util::future::BoxFuture;

pub use encoded::{EncodedImage, MAX_IMAGE_BYTES, MAX_UPLOAD_BYTES, UploadError};
pub use error::{ImageError, ImageSetupError};
pub use generations::{ImageEndpoint, ImageGenerations};
pub use procedural::ProceduralImages;

/// What an image looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageStyle {
    Natural,
    Vivid,
    Sketch,
    Pixel,
}

/// How much an image shows, and how long it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageQuality {
    Low,
    Medium,
    High,
}

/// What an image is made from.
#[derive(Clone, Copy, Debug)]
pub struct ImagePrompt<'a> {
    pub text: &'a str,
    pub style: ImageStyle,
    pub quality: ImageQuality,
    /// The same prompt with another seed is another image, where the generator takes one.
    pub seed: u32,
    /// An image to start from, as [`EncodedImage::accept`] encoded it.
    pub reference: Option<&'a [u8]>,
}

/// Makes images.
pub trait ImageGenerator: Send + Sync {
    /// The image of a prompt, within the time that the generator has for it.
    fn generate<'a>(&'a self, prompt: &'a ImagePrompt<'a>) -> BoxFuture<'a, Result<EncodedImage, ImageError>>;
}

impl ImageStyle {
    pub const ALL: [Self; 4] = [Self::Natural, Self::Vivid, Self::Sketch, Self::Pixel];
    pub const NAMES: [&str; 4] = ["natural", "vivid", "sketch", "pixel"];

    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(|place| Self::ALL[place])
    }

    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

impl ImageQuality {
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];
    pub const NAMES: [&str; 3] = ["low", "medium", "high"];

    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(|place| Self::ALL[place])
    }

    pub fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_qualities_are_read_by_their_names() {
        for style in ImageStyle::ALL {
            assert_eq!(ImageStyle::parse(style.as_str()), Some(style));
        }
        for quality in ImageQuality::ALL {
            assert_eq!(ImageQuality::parse(quality.as_str()), Some(quality));
        }
        assert_eq!((ImageStyle::parse("Vivid"), ImageQuality::parse("")), (None, None));
    }
}
