//! What a user wrote, in a message of ours.

/// The most characters of a quotation.
const MOST: usize = 64;

/// Puts what a user wrote (a name, a reason, what a device says of itself) in quotation marks, so that it reads as
/// theirs: 64 characters at most, on one line, without characters that hide or reorder others, and without anything
/// that a mail client or a phone would make a link of.
pub fn quoted(text: &str) -> String {
    let shown = words(&unlinked(&visible(text)));
    let shown = if shown.is_empty() { "(no name)".to_owned() } else { shortened(shown) };
    format!("“{shown}”")
}

/// Removes invisible characters. A line break becomes a space, and a lookalike of our quotation marks an apostrophe.
fn visible(text: &str) -> String {
    let shown = text.chars().filter(|c| c.is_whitespace() || c.is_control() || !is_invisible(*c));
    let shown = shown.map(|c| match c {
        _ if c.is_whitespace() || c.is_control() => ' ',
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '〝' | '〞' | '〟' | '＂' => '\'',
        _ => c,
    });
    shown.collect()
}

/// Whether a character shows nothing by itself: those that set a direction, join, or have no width (Unicode's
/// `Default_Ignorable_Code_Point` and the format characters).
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x600..=0x605 | 0x61C | 0x6DD | 0x70F | 0x890..=0x891 | 0x8E2 | 0x115F..=0x1160 | 0x17B4..=0x17B5
        | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
        | 0xFFF0..=0xFFFB | 0x110BD | 0x110CD | 0x13430..=0x1345F | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF)
}

/// Breaks up schemes, hosts and addresses: a dot or a colon inside a word becomes a space, and so do `@` and runs of
/// slashes, in any of the forms that a client may read as these.
fn unlinked(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_slash = |c: &char| matches!(c, '/' | '\\' | '／' | '＼' | '⁄' | '∕');
    let at = |position: Option<usize>| position.and_then(|position| characters.get(position));
    let unlinked = characters.iter().enumerate().map(|(position, &c)| {
        let (before, after) = (at(position.checked_sub(1)), at(position.checked_add(1)));
        let breaks = match c {
            _ if is_separator(c) => after.is_some_and(|c| !c.is_whitespace()),
            '@' | '＠' | '﹫' => true,
            _ if is_slash(&c) => before.is_some_and(is_slash) || after.is_some_and(is_slash),
            _ => false,
        };
        if breaks { ' ' } else { c }
    });
    unlinked.collect()
}

/// What separates the parts of a host, or a scheme from the rest.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | '。' | '．' | '｡' | '․' | '﹒' | ':' | '：' | '﹕' | '∶')
}

/// The words with single spaces between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(text: String) -> String {
    if text.chars().count() <= MOST {
        return text;
    }
    let start: String = text.chars().take(MOST - 1).collect();
    format!("{}…", start.trim_end_matches(|c| c == ' ' || is_separator(c)))
}

#[cfg(test)]
mod tests {
    use base::Random;

    use super::*;

    /// The quotation without its marks, once it is shown to be one.
    fn inside(text: &str) -> String {
        let quoted = quoted(text);
        let inside =
            quoted.strip_prefix('“').and_then(|rest| rest.strip_suffix('”')).expect("it is in quotation marks");
        assert!((1..=MOST).contains(&inside.chars().count()), "{text:?} became {quoted:?}");
        assert!(!inside.contains(['“', '”', '"']), "{text:?} became {quoted:?}");
        assert!(!inside.chars().any(|c| c.is_control() || is_invisible(c)), "{text:?} became {quoted:?}");
        for word in inside.split(' ') {
            let within = word.trim_end_matches(|c| c == '…' || is_separator(c));
            let is_link = within.contains(['.', ':', '@', '。', '．', '｡', '：', '＠']) || within.contains("//");
            assert!(!is_link, "{text:?} became {quoted:?}, where {word:?} is a link");
        }
        inside.to_owned()
    }

    #[test]
    fn inv_6_a_name_is_quoted_as_it_is_and_a_hostile_one_disarmed() {
        let long = "a".repeat(200);
        let shortened = format!("{}…", "a".repeat(63));
        for (text, expected) in [
            ("Acme Inc.", "Acme Inc."),
            ("Ünïcode & Söhne", "Ünïcode & Söhne"),
            ("日本", "日本"),
            ("Ticket 1042: the list stays empty", "Ticket 1042: the list stays empty"),
            ("Sales/Marketing", "Sales/Marketing"),
            ("https://evil.example/x?y", "https evil example/x?y"),
            ("HTTPS:\\\\EVIL.EXAMPLE", "HTTPS EVIL EXAMPLE"),
            ("www.evil.example", "www evil example"),
            ("evil。example．com", "evil example com"),
            ("mailto:eve@evil.example", "mailto eve evil example"),
            ("tel:+123", "tel +123"),
            ("10.0.0.1:80", "10 0 0 1 80"),
            ("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{ad}f\u{e0041}g", "abcdefg"),
            ("ev\u{200b}il.\u{200b}example", "evil example"),
            ("one\r\nTwo\u{2028}three\t\u{0}four", "one Two three four"),
            ("Bob” wrote: “hi", "Bob' wrote: 'hi"),
            (" \u{200b}\u{202e} ", "(no name)"),
            ("", "(no name)"),
            (&long, &shortened),
            (&format!("{}. {}", "a".repeat(62), "b".repeat(9)), &format!("{}…", "a".repeat(62))),
        ] {
            assert_eq!(inside(text), expected);
        }
    }

    #[test]
    fn inv_6_nothing_that_a_user_writes_is_a_link_or_leaves_its_quotation() {
        let parts = [
            "https", "://", "www.", "evil", ".", "example", "com", "/", "//", "\\", ":", "@", "\"", "“", "”", " ",
            "\n", "\u{0}", "\u{200b}", "\u{202e}", "\u{2066}", "\u{feff}", "\u{ad}", "。", "．", "：", "＠", "／", "é",
            "日", "…", "mailto",
        ];
        let random = Random::seeded(6);
        for _ in 0..20_000 {
            let drawn = random.bytes::<24>();
            let length = usize::from(drawn[0]) % drawn.len();
            let text: String = drawn[..length].iter().map(|byte| parts[usize::from(*byte) % parts.len()]).collect();
            let once = inside(&text);
            assert_eq!(inside(&once), once, "a quotation of {text:?} stays as it is");
        }
    }
}
