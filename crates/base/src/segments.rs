//! How many parts a text message is sent in: GSM 03.38 (seven bits a character) or UCS-2.

mod gsm;

use gsm::septets;

/// The most characters of a message. Twilio refuses more (error 21617).
pub const CHARACTER_LIMIT: usize = 1_600;

/// The alphabet that a message is sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// 160 septets in one part, 153 a part in several.
    Gsm,
    /// UTF-16: 70 units in one part, 67 a part in several.
    Ucs2,
}

/// The parts of a message. Each is billed, and counts against the sender's rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segments {
    pub encoding: Encoding,
    /// 0 for an empty text.
    pub count: u32,
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text message has at most {CHARACTER_LIMIT} characters")]
pub struct TooLong;

/// The segments of a text. A character that takes two units (an escape and its sign, a surrogate pair) is never split.
pub fn segments(text: &str) -> Result<Segments, TooLong> {
    if text.chars().nth(CHARACTER_LIMIT).is_some() {
        return Err(TooLong);
    }
    if let Some(widths) = text.chars().map(septets).collect::<Option<Vec<_>>>() {
        return Ok(Segments { encoding: Encoding::Gsm, count: parts(&widths, 160, 153) });
    }
    let widths: Vec<u32> = text.chars().map(|character| if character > '\u{ffff}' { 2 } else { 1 }).collect();
    Ok(Segments { encoding: Encoding::Ucs2, count: parts(&widths, 70, 67) })
}

/// The parts for characters of these widths; several parts each hold less, since a header joins them.
fn parts(widths: &[u32], alone: u32, joined: u32) -> u32 {
    let total: u32 = widths.iter().sum();
    if total <= alone {
        return u32::from(total > 0);
    }
    let (mut count, mut used) = (1, 0);
    for width in widths {
        if used + width > joined {
            (count, used) = (count + 1, 0);
        }
        used += width;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Gsm, Ucs2};
    use super::*;

    #[test]
    fn fact_36_segments_are_counted_as_the_carrier_counts_them() {
        let cases = [
            ("", 0, Gsm, 0),
            ("a", 160, Gsm, 1),
            ("a", 161, Gsm, 2),
            ("a", 306, Gsm, 2),
            ("a", 307, Gsm, 3),
            ("€", 80, Gsm, 1),
            ("€", 81, Gsm, 2),
            ("ç", 1, Ucs2, 1),
            ("Ç", 160, Gsm, 1),
            ("я", 70, Ucs2, 1),
            ("я", 71, Ucs2, 2),
            ("👋", 35, Ucs2, 1),
            ("👋", 36, Ucs2, 2),
            ("a", 1_600, Gsm, 11),
            ("я", 1_600, Ucs2, 24),
        ];
        for (character, repeated, encoding, count) in cases {
            let found = segments(&character.repeat(repeated));
            assert_eq!(found, Ok(Segments { encoding, count }), "{character} × {repeated}");
        }
    }

    #[test]
    fn fact_36_neither_an_escape_nor_a_surrogate_pair_is_split() {
        // 152 septets leave one place in the first part, which the escape's two don't fit in.
        let euro = format!("{}€{}", "a".repeat(152), "a".repeat(152));
        assert_eq!(segments(&euro).map(|found| found.count), Ok(3));
        let wave = format!("{}👋{}", "я".repeat(66), "я".repeat(66));
        assert_eq!(segments(&wave).map(|found| found.count), Ok(3));
    }

    #[test]
    fn fact_36_over_1_600_characters_are_refused() {
        assert_eq!(segments(&"a".repeat(1_601)), Err(TooLong));
        assert_eq!(segments(&"👋".repeat(1_601)), Err(TooLong));
        assert!(segments(&"👋".repeat(1_600)).is_ok());
    }

    #[test]
    fn every_character_of_the_alphabet_has_its_width() {
        let one = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCXYZÄÖÑÜ§¿abcxyzäöñüà";
        assert!(one.chars().all(|character| septets(character) == Some(1)));
        assert!("\u{c}^{}\\[~]|€".chars().all(|character| septets(character) == Some(2)));
        assert!("`´áçêÁ\u{1b}\t’“”…–—я👋".chars().all(|character| septets(character).is_none()));
    }
}
