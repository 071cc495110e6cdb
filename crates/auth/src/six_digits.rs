use base::is_invisible;

/// Reads a code of six digits as it was typed or pasted: white space, what isn't seen, and hyphens don't matter. `None` for
/// anything else.
pub fn six_digits(raw: &str) -> Option<String> {
    let code: String = raw.chars().filter(|c| !is_separator(*c)).take(7).collect();
    (code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(code)
}

/// White space, a hyphen or a dash, with which codes are grouped, and what is copied with them and not seen.
pub fn is_separator(c: char) -> bool {
    is_invisible(c) || matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_grouped() {
        for raw in [
            "123456",
            "123 456",
            "123-456",
            " 12 34 56\n",
            "123\u{a0}456",
            "123\u{2011}456",
            "1-2-3-4-5-6",
            "123\u{200b}456",
            "\u{feff}123456\u{202c}",
        ] {
            assert_eq!(six_digits(raw).as_deref(), Some("123456"), "{raw:?}");
        }
        for raw in ["", "12345", "1234567", "12345a", "123.456", "１２３４５６", "-"] {
            assert_eq!(six_digits(raw), None, "{raw:?}");
        }
    }
}
