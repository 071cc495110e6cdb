//! Whether a file goes on to its end, and what its frames say of their size, which the decoders don't ask of all.

use image::ImageFormat;

/// Whether the file has its end, and its frames the size that it says. Bytes behind the end are no part of it.
pub(super) fn is_whole(format: ImageFormat, bytes: &[u8]) -> bool {
    match format {
        ImageFormat::Png => is_whole_png(bytes).is_some(),
        ImageFormat::Jpeg => is_whole_jpeg(bytes).is_some(),
        ImageFormat::WebP => is_whole_webp(bytes).is_some(),
        _ => false,
    }
}

/// Chunks (length, type, content, checksum) up to `IEND` (PNG, 5.3).
fn is_whole_png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    loop {
        let (length, behind) = rest.split_first_chunk()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (kind, _) = behind.split_first_chunk::<4>()?;
        rest = behind.get(length.checked_add(8)?..)?;
        if kind == b"IEND" {
            return Some(());
        }
    }
}

/// Segments up to the end of the image, with the entropy-coded bytes of its scans (ITU T.81, B.1).
fn is_whole_jpeg(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut has_scan = false;
    loop {
        // A marker, before which bytes 0xff may fill up.
        let mut marker = rest.strip_prefix(b"\xff")?;
        while let Some(filled) = marker.strip_prefix(b"\xff") {
            marker = filled;
        }
        let (marker, behind) = marker.split_first()?;
        match marker {
            0xd9 => return has_scan.then_some(()),
            0x01 | 0xd0..=0xd7 => rest = behind,
            0xda => {
                has_scan = true;
                rest = behind_scan(behind_segment(behind)?)?;
            }
            _ => rest = behind_segment(behind)?,
        }
    }
}

/// Behind a segment that begins with its length, which counts itself.
fn behind_segment(bytes: &[u8]) -> Option<&[u8]> {
    let (length, _) = bytes.split_first_chunk()?;
    bytes.get(usize::from(u16::from_be_bytes(*length)).max(2)..)
}

/// The rest from the next marker on that is neither a stuffed byte nor a restart.
fn behind_scan(bytes: &[u8]) -> Option<&[u8]> {
    let ends = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7);
    bytes.windows(2).position(ends).map(|end| &bytes[end..])
}

/// Chunks (type, length, content, padding) within the length of the file (RFC 9649, 2.3 and 2.4). A frame has the size of
/// the canvas, which is asked for before the frame is decoded.
fn is_whole_webp(bytes: &[u8]) -> Option<()> {
    let length = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(12..length.checked_add(8)?)?;
    let (mut canvas, mut is_empty) = (None, true);
    while let Some((kind, behind)) = rest.split_first_chunk::<4>() {
        let (length, behind) = behind.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (content, behind) = behind.split_at_checked(length)?;
        match kind {
            b"VP8X" => canvas = Some(content.get(4..10).map(canvas_size)?),
            b"VP8 " if canvas.is_some_and(|canvas| content.get(6..10).map(lossy_size) != Some(canvas)) => return None,
            b"VP8L" if canvas.is_some_and(|canvas| content.get(1..5).map(lossless_size) != Some(canvas)) => {
                return None;
            }
            _ => {}
        }
        is_empty = false;
        // Some encoders leave out the last padding.
        rest = behind.get(length % 2..).unwrap_or_default();
    }
    (rest.is_empty() && !is_empty).then_some(())
}

/// Width and height, each less one and in 24 bits (RFC 9649, 2.7.1).
fn canvas_size(bytes: &[u8]) -> [u32; 2] {
    [&bytes[..3], &bytes[3..]].map(|size| 1 + u32::from_le_bytes([size[0], size[1], size[2], 0]))
}

/// Width and height in 14 bits, beside a scale (RFC 6386, 9.1).
fn lossy_size(bytes: &[u8]) -> [u32; 2] {
    [&bytes[..2], &bytes[2..]].map(|size| u32::from(u16::from_le_bytes([size[0], size[1]]) & 0x3fff))
}

/// Width and height, each less one and in 14 bits (WebP Lossless Bitstream, 3).
fn lossless_size(bytes: &[u8]) -> [u32; 2] {
    let bits = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    [bits, bits >> 14].map(|size| 1 + (size & 0x3fff))
}
