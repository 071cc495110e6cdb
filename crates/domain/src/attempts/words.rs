//! The states and the kinds as the database writes them.

use super::{Kind, State};

const STATES: [(State, &str); 9] = [
    (State::Planned, "planned"),
    (State::Dispatching, "dispatching"),
    (State::Accepted, "accepted"),
    (State::Refused, "refused"),
    (State::Blocked, "blocked"),
    (State::InDoubt, "in_doubt"),
    (State::Unknown, "unknown"),
    (State::Cancelled, "cancelled"),
    (State::Missed, "missed"),
];

impl State {
    pub fn as_str(self) -> &'static str {
        STATES.iter().find(|(state, _)| *state == self).map_or("", |(_, word)| *word)
    }

    /// The state of this word; `None` for a word of a newer server's.
    pub fn parse(word: &str) -> Option<Self> {
        STATES.iter().find(|(_, known)| *known == word).map(|(state, _)| *state)
    }
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Message => "message",
            Self::Email => "email",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Call, Self::Message, Self::Email].into_iter().find(|kind| kind.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_a_word_that_the_table_knows() {
        let migration = include_str!("../../../../migrations/20261203003000_attempts.sql");
        for (state, word) in STATES {
            assert_eq!((State::parse(word), state.as_str()), (Some(state), word));
            assert!(migration.contains(&format!("'{word}'")), "{word}");
        }
        assert_eq!(State::parse("elsewhere"), None);
    }
}
