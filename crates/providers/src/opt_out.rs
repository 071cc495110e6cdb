//! Words by which a person ends text messages, or wants them again.
//!
//! Source: Twilio's *Support for opt-out keywords*. Only a message of the word alone counts, in any case.

/// What a text message asks of its recipient by a single word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// No further messages. The carrier confirms it by itself.
    Stop,
    /// Messages again.
    Start,
    /// Messages again, if it was [`Keyword::Stop`] that ended them. In any other conversation it is an ordinary word.
    Yes,
    /// The carrier explains by itself.
    Help,
}

/// The keyword that is the whole text.
pub fn keyword(text: &str) -> Option<Keyword> {
    match text.trim().to_ascii_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => Some(Keyword::Stop),
        "START" | "UNSTOP" => Some(Keyword::Start),
        "YES" => Some(Keyword::Yes),
        "HELP" | "INFO" => Some(Keyword::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fact_34_a_keyword_is_the_whole_text_in_any_case() {
        for word in ["STOP", "stopall", "Unsubscribe", "CANCEL", "end", "Quit", "revoke", " OptOut\r\n"] {
            assert_eq!(keyword(word), Some(Keyword::Stop), "{word}");
        }
        assert_eq!(["START", "unstop"].map(keyword), [Some(Keyword::Start); 2]);
        assert_eq!(
            (keyword("Yes"), keyword("help"), keyword("INFO")),
            (Some(Keyword::Yes), Some(Keyword::Help), Some(Keyword::Help))
        );
    }

    #[test]
    fn fact_34_a_sentence_with_a_keyword_is_none() {
        for text in ["STOP it", "please stop", "STOP.", "stopp", "ST OP", "", "the end", "OPT-OUT"] {
            assert_eq!(keyword(text), None, "{text}");
        }
    }
}
