//! What makes one address look like another.

use base::is_invisible;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether the part before the `@` hides something: an invisible character, a compatibility form (full-width, ligature,
/// superscript …), or Latin letters next to a script with look-alikes of them.
pub fn is_disguised(local: &str) -> bool {
    local.chars().any(is_invisible)
        || !local.nfkc().eq(local.chars())
        || (local.chars().any(is_latin) && local.chars().any(has_latin_look_alikes))
}

/// RFC 5322's `atext`, and beyond ASCII (RFC 6531) letters, digits and their marks.
pub fn is_address_character(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c)
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || (c.is_alphabetic() && matches!(u32::from(c), 0x00C0..=0x024F | 0x1E00..=0x1EFF))
}

/// Greek and Coptic, Cyrillic, Armenian, Cherokee.
fn has_latin_look_alikes(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0370..=0x058F | 0x13A0..=0x13FF | 0x1C80..=0x1C8F | 0x1F00..=0x1FFF | 0x2C80..=0x2CFF | 0x2DE0..=0x2DFF
            | 0xA640..=0xA69F | 0xAB70..=0xABBF
    )
}
