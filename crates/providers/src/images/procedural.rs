//! The generator in this process.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use image::imageops::FilterType;
use image::{DynamicImage, Rgb, RgbImage};

use super::painter::Painter;
use super::{EncodedImage, ImageError, ImageGenerator, ImagePrompt, ImageQuality};

/// Draws pictures by noise: each prompt, style, quality and seed has one, the same each time. It needs no network, and a
/// processor for some tenths of a second.
#[derive(Clone, Copy, Debug)]
pub struct ProceduralImages;

impl ImageGenerator for ProceduralImages {
    fn generate<'a>(&'a self, prompt: &'a ImagePrompt<'a>) -> BoxFuture<'a, Result<EncodedImage, ImageError>> {
        let (text, reference) = (prompt.text.to_owned(), prompt.reference.map(<[u8]>::to_vec));
        let (style, quality, seed) = (prompt.style, prompt.quality, prompt.seed);
        let draw = move || draw(&ImagePrompt { text: &text, style, quality, seed, reference: reference.as_deref() });
        async { tokio::task::spawn_blocking(draw).await.map_err(|error| ImageError::Failed(error.into()))? }.boxed()
    }
}

fn draw(prompt: &ImagePrompt<'_>) -> Result<EncodedImage, ImageError> {
    let (side, layers) = match prompt.quality {
        ImageQuality::Low => (256, 3),
        ImageQuality::Medium => (512, 5),
        ImageQuality::High => (1_024, 7),
    };
    let reference = match prompt.reference {
        Some(bytes) => {
            let decoded = image::load_from_memory(bytes).map_err(|error| ImageError::Failed(error.into()))?;
            Some(decoded.resize_to_fill(side, side, FilterType::Triangle).into_rgb8())
        }
        None => None,
    };
    let painter = Painter::new(prompt, layers, reference);
    let picture = RgbImage::from_fn(side, side, |x, y| {
        let place = |pixel: u32| (pixel as f32 + 0.5) / side as f32;
        Rgb(painter.colour(place(x), place(y)).map(|channel| (channel.clamp(0.0, 1.0) * 255.0 + 0.5) as u8))
    });
    EncodedImage::of(DynamicImage::from(picture)).map_err(|error| ImageError::Failed(error.into()))
}

#[cfg(test)]
mod tests {
    use super::super::ImageStyle;
    use super::*;

    const PROMPT: ImagePrompt<'_> = ImagePrompt {
        text: "A lighthouse at dusk",
        style: ImageStyle::Natural,
        quality: ImageQuality::Low,
        seed: 7,
        reference: None,
    };

    fn pixels(prompt: &ImagePrompt<'_>) -> RgbImage {
        image::load_from_memory(&draw(prompt).unwrap().bytes).unwrap().into_rgb8()
    }

    /// How far two pictures are from each other, from 0 to 255.
    fn distance(one: &RgbImage, other: &RgbImage) -> f64 {
        let sum: u64 = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / one.as_raw().len() as f64
    }

    #[test]
    fn the_same_prompt_makes_the_same_bytes() {
        for style in ImageStyle::ALL {
            let prompt = ImagePrompt { style, ..PROMPT };
            assert_eq!(draw(&prompt).unwrap(), draw(&prompt).unwrap());
        }
    }

    #[test]
    fn prompt_style_and_seed_can_be_seen() {
        for style in ImageStyle::ALL {
            let first = pixels(&ImagePrompt { style, ..PROMPT });
            let of_text = pixels(&ImagePrompt { style, text: "A forest in winter", ..PROMPT });
            let of_seed = pixels(&ImagePrompt { style, seed: 8, ..PROMPT });
            for (what, other) in [("prompt", of_text), ("seed", of_seed)] {
                assert!(distance(&first, &other) > 6.0, "{what} of {style:?}: {}", distance(&first, &other));
            }
            for other in ImageStyle::ALL.into_iter().filter(|other| *other != style) {
                let other = pixels(&ImagePrompt { style: other, ..PROMPT });
                assert!(distance(&first, &other) > 15.0, "{style:?}: {}", distance(&first, &other));
            }
        }
    }

    #[test]
    fn a_picture_is_no_plain_ground() {
        for style in ImageStyle::ALL {
            let picture = pixels(&ImagePrompt { style, ..PROMPT });
            let mut lights: Vec<_> =
                picture.pixels().map(|pixel| pixel.0.iter().map(|c| u32::from(*c)).sum::<u32>()).collect();
            lights.sort_unstable();
            let (dark, light) = (lights[lights.len() / 20], lights[lights.len() * 19 / 20]);
            assert!(light - dark > 90, "{style:?}: from {dark} to {light}");
        }
    }

    #[test]
    fn quality_is_the_size_and_what_there_is_to_see() {
        let sizes = ImageQuality::ALL.map(|quality| {
            let image = draw(&ImagePrompt { quality, style: ImageStyle::Pixel, ..PROMPT }).unwrap();
            assert_eq!(image.width, image.height);
            image.width
        });
        assert_eq!(sizes, [256, 512, 1_024]);
    }

    #[test]
    fn a_reference_can_be_seen() {
        // Dark on the left, light on the right.
        let halves = RgbImage::from_fn(64, 32, |x, _| if x < 32 { Rgb([10, 10, 30]) } else { Rgb([250, 240, 220]) });
        let reference = EncodedImage::of(halves.into()).unwrap();
        for style in ImageStyle::ALL {
            let picture = pixels(&ImagePrompt { style, reference: Some(&reference.bytes), ..PROMPT });
            let light = |from: u32| -> f64 {
                let pixels = (from..from + 100).flat_map(|x| (0..256).map(move |y| (x, y)));
                pixels.map(|(x, y)| picture.get_pixel(x, y).0.iter().map(|c| f64::from(*c)).sum::<f64>()).sum::<f64>()
                    / 25_600.0
                    / 3.0
            };
            assert!(light(150) > light(6) + 25.0, "{style:?}: {} and {}", light(6), light(150));
        }
        let broken = draw(&ImagePrompt { reference: Some(b"no image"), ..PROMPT });
        assert!(matches!(broken, Err(ImageError::Failed(_))), "{broken:?}");
    }

    #[tokio::test]
    async fn it_draws_beside_the_other_work_of_the_process() {
        assert_eq!(ProceduralImages.generate(&PROMPT).await.unwrap(), draw(&PROMPT).unwrap());
    }
}
