//! Images as they are stored: decoded under limits, and encoded by this server.

mod whole;

use std::io::Cursor;

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// Bytes of an image that is stored.
pub const MAX_IMAGE_BYTES: usize = 4 << 20;

/// Bytes of an image that is uploaded.
pub const MAX_UPLOAD_BYTES: usize = 10 << 20;

/// Of an image that is decoded.
const MAX_SIDE: u32 = 8_192;
const MAX_PIXELS: u64 = 16 << 20;
const MAX_ALLOCATION: u64 = 128 << 20;

/// Of a JPEG, where a PNG would be too large.
const JPEG_QUALITY: u8 = 90;

/// An image that this server encoded: it has pixels and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedImage {
    pub bytes: Bytes,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// Pixels.
    pub width: u32,
    pub height: u32,
}

/// Why an image isn't accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadError {
    #[error("must be a PNG, JPEG or WebP image")]
    Format,
    #[error("can't be read to its end")]
    Broken,
    #[error("must have one frame")]
    Animated,
    #[error("must have at most 8192 pixels a side and 16 megapixels in all")]
    Pixels,
    #[error("must have at most 10 MiB")]
    Length,
    #[error("is too large even when it is encoded anew: it must have at most 4 MiB")]
    TooLarge,
}

impl UploadError {
    pub fn code(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Broken => "broken",
            Self::Animated => "animated",
            Self::Pixels => "pixels",
            Self::Length | Self::TooLarge => "too_large",
        }
    }
}

impl EncodedImage {
    /// Decodes an image that came from outside and encodes it anew. Its type is known by its bytes, and what it says of its
    /// orientation is done; nothing else but the pixels is kept. It takes a processor for up to seconds.
    pub fn accept(bytes: &[u8]) -> Result<Self, UploadError> {
        if bytes.len() > MAX_UPLOAD_BYTES {
            return Err(UploadError::Length);
        }
        Self::decode(bytes)
    }

    /// The same of an image of any length.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, UploadError> {
        Self::of(read(bytes)?)
    }

    /// As a PNG; as a JPEG where that would be too large.
    pub(super) fn of(image: DynamicImage) -> Result<Self, UploadError> {
        let (width, height) = (image.width(), image.height());
        // Depths and channels of which viewers know little are those of all others.
        let image =
            if image.color().has_alpha() { image.into_rgba8().into() } else { DynamicImage::from(image.into_rgb8()) };
        let mut png = Vec::new();
        let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive);
        image.write_with_encoder(encoder).map_err(|_| UploadError::Broken)?;
        if png.len() <= MAX_IMAGE_BYTES {
            return Ok(Self { bytes: png.into(), media_type: "image/png", width, height });
        }
        let mut jpeg = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
        on_white(&image).write_with_encoder(encoder).map_err(|_| UploadError::Broken)?;
        if jpeg.len() > MAX_IMAGE_BYTES {
            return Err(UploadError::TooLarge);
        }
        Ok(Self { bytes: jpeg.into(), media_type: "image/jpeg", width, height })
    }
}

/// Decodes an image under the limits.
fn read(bytes: &[u8]) -> Result<DynamicImage, UploadError> {
    let format = image::guess_format(bytes).map_err(|_| UploadError::Format)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP) {
        return Err(UploadError::Format);
    }
    if !whole::is_whole(format, bytes) {
        return Err(UploadError::Broken);
    }
    let is_animated = match format {
        ImageFormat::Png => PngDecoder::with_limits(Cursor::new(bytes), limits()).and_then(|png| png.is_apng()),
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).map(|webp| webp.has_animation()),
        _ => Ok(false),
    };
    if is_animated.map_err(|error| fault(&error))? {
        return Err(UploadError::Animated);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(UploadError::Pixels);
    }
    // One that can't be read says nothing.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    limits
}

fn fault(error: &image::ImageError) -> UploadError {
    match error {
        image::ImageError::Limits(_) => UploadError::Pixels,
        _ => UploadError::Broken,
    }
}

fn on_white(image: &DynamicImage) -> DynamicImage {
    let pixels = image.to_rgba8();
    let mut flat = RgbImage::new(pixels.width(), pixels.height());
    for (to, from) in flat.pixels_mut().zip(pixels.pixels()) {
        let [red, green, blue, alpha] = from.0.map(u16::from);
        let over = |channel: u16| u8::try_from((channel * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        *to = Rgb([over(red), over(green), over(blue)]);
    }
    flat.into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A picture of 40 by 30 pixels, of which no two are alike.
    fn picture() -> RgbImage {
        let byte = |number: u32| u8::try_from(number % 256).unwrap();
        RgbImage::from_fn(40, 30, |x, y| Rgb([byte(x * 6), byte(y * 8), byte(x * y)]))
    }

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::from(picture()).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// The checksum of a chunk (PNG, annex D).
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }

    /// A PNG with a chunk behind its header.
    fn with_chunk(png: &[u8], chunk: &[u8]) -> Vec<u8> {
        let (head, rest) = png.split_at(33);
        let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
        [head, &length, chunk, &crc32(chunk).to_be_bytes(), rest].concat()
    }

    /// A JPEG with an EXIF segment that says its orientation, and where it was taken.
    fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"GPS 48.85 N");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    fn has(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|window| window == text)
    }

    #[test]
    fn an_image_of_each_format_becomes_a_png_of_the_same_pixels() {
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg] {
            let accepted = EncodedImage::accept(&encoded(format)).unwrap();
            assert_eq!((accepted.media_type, accepted.width, accepted.height), ("image/png", 40, 30));
            let pixels = image::load_from_memory(&accepted.bytes).unwrap().into_rgb8();
            if format == ImageFormat::Jpeg {
                continue;
            }
            assert!(pixels == picture(), "{format:?}");
        }
    }

    #[test]
    fn nothing_but_pixels_is_kept() {
        let png = [&with_chunk(&encoded(ImageFormat::Png), b"tEXtLocation\0 48.85 N")[..], b"<script>"].concat();
        let jpeg = [&with_exif(&encoded(ImageFormat::Jpeg), 1)[..], b"<script>"].concat();
        for image in [png, jpeg] {
            assert!(has(&image, b"48.85") && has(&image, b"<script>"));
            let accepted = EncodedImage::accept(&image).unwrap();
            assert!(!has(&accepted.bytes, b"48.85") && !has(&accepted.bytes, b"<script>"));
        }
    }

    #[test]
    fn a_photo_stands_upright() {
        let accepted = EncodedImage::accept(&with_exif(&encoded(ImageFormat::Jpeg), 6)).unwrap();
        assert_eq!((accepted.width, accepted.height), (30, 40));
    }

    #[test]
    fn what_is_none_of_the_formats_is_refused() {
        let gif = b"GIF89a\x01\0\x01\0\0\0\0;";
        for other in
            [&b""[..], b"x", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", gif, b"BM\0\0\0\0", b"%PDF-1.7"]
        {
            assert_eq!(EncodedImage::accept(other), Err(UploadError::Format), "{other:?}");
        }
        assert_eq!(EncodedImage::accept(&vec![0; MAX_UPLOAD_BYTES + 1]), Err(UploadError::Length));
    }

    #[test]
    fn an_animation_is_refused() {
        let frames = with_chunk(&encoded(ImageFormat::Png), b"acTL\0\0\0\x02\0\0\0\0");
        assert_eq!(EncodedImage::accept(&frames), Err(UploadError::Animated));
    }

    #[test]
    fn a_small_file_that_says_it_is_huge_is_refused_before_it_is_decoded() {
        for (width, height) in [(60_000_u32, 60_000_u32), (8_193, 1), (8_000, 8_000)] {
            let mut png = encoded(ImageFormat::Png);
            png[16..20].copy_from_slice(&width.to_be_bytes());
            png[20..24].copy_from_slice(&height.to_be_bytes());
            let crc = crc32(&png[12..29]).to_be_bytes();
            png[29..33].copy_from_slice(&crc);
            assert_eq!(EncodedImage::accept(&png), Err(UploadError::Pixels), "{width}×{height}");
        }
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg] {
            let whole = encoded(format);
            for length in 12..whole.len() {
                let cut = EncodedImage::accept(&whole[..length]);
                assert_eq!(cut, Err(UploadError::Broken), "{format:?} of {length} bytes");
            }
        }
    }

    #[test]
    fn a_frame_that_is_larger_than_its_canvas_is_refused_before_it_is_decoded() {
        let chunk = |kind: &[u8; 4], content: &[u8]| {
            let length = u32::try_from(content.len()).unwrap().to_le_bytes();
            [&kind[..], &length, content, &vec![0; content.len() % 2]].concat()
        };
        let canvas = chunk(b"VP8X", &[0, 0, 0, 0, 39, 0, 0, 23, 0, 0]);
        let lossy = chunk(b"VP8 ", &[0x30, 1, 0, 0x9d, 1, 0x2a, 0x10, 0x27, 0x10, 0x27, 0, 0]);
        let lossless = chunk(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0]);
        for frame in [lossy, lossless] {
            let content = [b"WEBP".to_vec(), canvas.clone(), frame].concat();
            let file = chunk(b"RIFF", &content);
            assert_eq!(EncodedImage::accept(&file), Err(UploadError::Broken));
        }
    }

    #[test]
    fn an_image_that_is_too_large_as_a_png_is_a_jpeg_on_white() {
        let mut state = 1_u32;
        let noise = image::RgbaImage::from_fn(1_200, 1_200, |_, _| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let [red, green, blue, _] = state.to_le_bytes();
            image::Rgba([red, green, blue, 0])
        });
        let image = EncodedImage::of(noise.into()).unwrap();
        assert_eq!((image.media_type, image.width), ("image/jpeg", 1_200));
        assert!(image.bytes.len() <= MAX_IMAGE_BYTES);
        let corner = image::load_from_memory(&image.bytes).unwrap().into_rgb8();
        assert_eq!(corner.get_pixel(0, 0).0, [255; 3]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..512), format in 0..3_usize, places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
            let _ = EncodedImage::accept(&bytes);
            let mut image = encoded([ImageFormat::Png, ImageFormat::WebP, ImageFormat::Jpeg][format]);
            for (place, byte) in places {
                let place = place.index(image.len());
                image[place] = byte;
            }
            let _ = EncodedImage::accept(&image);
        }
    }
}
