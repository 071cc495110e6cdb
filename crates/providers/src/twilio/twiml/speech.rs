use super::xml::is_permitted;

/// The most characters of a `<Say>`: what Amazon Polly's voices take. The basic voices take 4,096.
pub const SPEECH_LIMIT: usize = 3_000;

/// Where a sentence may end, in the scripts that voices speak.
const SENTENCE_ENDS: &str = ".!?…。！？।؟۔";

/// The text as it can be spoken: without characters that XML forbids, and cut to [`SPEECH_LIMIT`] characters. The cut is
/// behind the last sentence that fits, else behind the last word, else behind the last character.
pub fn speakable(text: &str) -> String {
    let permitted: String = text.chars().filter(|character| is_permitted(*character)).collect();
    let Some((limit, _)) = permitted.char_indices().nth(SPEECH_LIMIT) else { return permitted };
    let end = last_sentence_end(&permitted, limit).or_else(|| permitted[..limit].rfind(char::is_whitespace));
    let end = end.filter(|end| *end > 0).unwrap_or(limit);
    permitted[..end].trim_end().to_owned()
}

/// The byte behind the last sentence within `limit`. A point within a word or a number, as in `3.5`, ends none.
fn last_sentence_end(text: &str, limit: usize) -> Option<usize> {
    let mut ends = text[..limit].char_indices().rev().filter(|(_, letter)| SENTENCE_ENDS.contains(*letter));
    let (at, letter) = ends.find(|(at, letter)| {
        let next = text[at + letter.len_utf8()..].chars().next();
        // Chinese, Japanese and Hindi have no space behind a sentence.
        !letter.is_ascii() || next.is_none_or(char::is_whitespace)
    })?;
    Some(at + letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_14_a_text_of_3_000_characters_is_spoken_whole() {
        let text = "é".repeat(SPEECH_LIMIT);
        assert_eq!(speakable(&text), text);
    }

    #[test]
    fn fact_14_a_longer_text_is_cut_at_the_end_of_a_sentence() {
        let sentence = "It costs 3.5 euros a day! ";
        let spoken = speakable(&sentence.repeat(200));
        assert_eq!(spoken, sentence.repeat(SPEECH_LIMIT / sentence.len()).trim_end());
        let spoken = speakable(&"これは文です。".repeat(1_000));
        assert_eq!((spoken.chars().count(), spoken.ends_with('。')), (SPEECH_LIMIT / 7 * 7, true));
        let exact = format!("{}. And more", "a".repeat(SPEECH_LIMIT - 1));
        assert_eq!(speakable(&exact), exact[..SPEECH_LIMIT]);
    }

    #[test]
    fn fact_14_a_sentence_without_an_end_is_cut_at_a_word_and_a_word_at_a_character() {
        // The limit is behind the point of a number.
        assert_eq!(speakable(&"seven 3.14 ".repeat(1_000)), format!("{}seven", "seven 3.14 ".repeat(272)));
        assert_eq!(speakable(&"👋".repeat(4_000)), "👋".repeat(SPEECH_LIMIT));
    }

    #[test]
    fn fact_14_characters_that_are_dropped_count_for_nothing() {
        let text = "a\0".repeat(SPEECH_LIMIT);
        assert_eq!(speakable(&text), "a".repeat(SPEECH_LIMIT));
    }
}
