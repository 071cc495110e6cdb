//! Which characters of a text are seen.

/// Whether a character prints nothing by itself: control characters, white space, format characters, those that set a
/// direction, join or have no width (Unicode's `Default_Ignorable_Code_Point`), fillers and blanks.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(
            u32::from(c),
            0x00AD | 0x034F | 0x061C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
                | 0x202A..=0x202E | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
                | 0xFFF0..=0xFFFB | 0x13430..=0x1343F | 0x13441..=0x13442 | 0x1BCA0..=0x1BCA3 | 0x1D159
                | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF
        )
}

/// The text without the white space and the invisible characters around it; empty where nothing of it is seen.
///
/// A joiner, a variation selector or a tag that follows a character beyond ASCII stays: it decides how that character
/// looks, as in ❤️.
pub fn visible(text: &str) -> &str {
    let text = text.trim_start_matches(is_invisible);
    let seen = text.trim_end_matches(is_invisible);
    if seen.ends_with(|last: char| last.is_ascii()) {
        return seen;
    }
    let shaping = text[seen.len()..].chars().take_while(|c| is_shaping(*c)).map(char::len_utf8).sum::<usize>();
    &text[..seen.len() + shaping]
}

/// Whether a character decides how the one before it looks.
fn is_shaping(c: char) -> bool {
    matches!(u32::from(c), 0x1160 | 0x180B..=0x180D | 0x180F | 0x200C..=0x200D | 0xFE00..=0xFE0F | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_around_a_text_is_no_part_of_it() {
        for (text, seen) in [
            ("", ""),
            ("\u{1d159}\u{13430}\u{13441}\u{13442}", ""),
            (" \t\r\n\u{a0}\u{200b}\u{feff}\u{2060}\u{3164}\u{2800}\u{ad}\u{0}", ""),
            ("\u{fe0f}\u{200d}", ""),
            ("\u{feff} Ada\u{a0}Lovelace \u{200b}", "Ada\u{a0}Lovelace"),
            ("Ada\u{200d}\u{fe0f}", "Ada"),
            ("\u{202a}+442079460000\u{202c}", "+442079460000"),
            ("❤\u{fe0f} \u{200b}", "❤\u{fe0f}"),
            ("🏴\u{e0067}\u{e0062}\u{e007f}\n", "🏴\u{e0067}\u{e0062}\u{e007f}"),
            ("é ", "é"),
        ] {
            assert_eq!(visible(text), seen, "{text:?}");
            assert_eq!(visible(seen), seen, "{text:?}");
        }
    }
}
