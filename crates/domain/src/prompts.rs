use sqlx::Row;
use sqlx::postgres::PgRow;

use crate::kit::{Field, Resource};

/// What an agent is told to do: the text that its brain begins with, and the person to whom it transfers calls.
pub static PROMPTS: Resource = Resource::new("prompt", "prompts", "app.prompts")
    .section("Voice", "scroll-text")
    .shared()
    .searchable()
    .check("prompts_transfer_to_given", "transfer_to", "must be given where there are transfer_words")
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Front desk"),
        Field::text("body", 1, 20_000)
            .required()
            .example("You answer calls for a clinic. Book, move or cancel visits."),
        Field::one_of("kind", &["voice", "message"], "voice").filterable(),
        // A call is transferred to it, and to no number that is said in the call.
        Field::e164("transfer_to").help("With country code").example("+14155550199"),
        // A caller who says one of them is transferred; the agent's model may do so as well.
        Field::tags("transfer_words").example("receptionist"),
    ]);

/// What an agent speaks by in a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Briefing {
    /// The prompt.
    pub instructions: String,
    pub transfer: Option<Transfer>,
}

/// To whom a call is transferred, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// E.164.
    pub number: String,
    pub words: Vec<String>,
}

/// What [`Briefing::read`] reads, of the prompt `p`.
pub(crate) const BRIEFING: &str = "p.body, p.transfer_to, p.transfer_words";

impl Briefing {
    /// Reads the columns of [`BRIEFING`] from here on. `None` where there is no prompt.
    pub(crate) fn read(row: &PgRow, first: usize) -> Result<Option<Self>, sqlx::Error> {
        let Some(instructions) = row.try_get(first)? else { return Ok(None) };
        let transfer = match row.try_get(first + 1)? {
            Some(number) => Some(Transfer { number, words: row.try_get(first + 2)? }),
            None => None,
        };
        Ok(Some(Self { instructions, transfer }))
    }
}

impl Transfer {
    /// Whether one of the words is said, or one of the phrases, each by itself: `person` isn't said in "personal".
    pub fn is_asked_for(&self, heard: &str) -> bool {
        let heard = spaced(heard);
        self.words.iter().map(|word| spaced(word)).any(|word| !word.trim().is_empty() && heard.contains(&word))
    }
}

/// The words of a text in lower case, each between spaces.
fn spaced(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |words, word| words + &word.to_lowercase() + " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transfer(words: &[&str]) -> Transfer {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        Transfer { number: "+14155550199".to_owned(), words }
    }

    #[test]
    fn a_word_or_a_phrase_is_asked_for_by_itself_and_in_any_case() {
        let transfer = transfer(&["Person", "front desk", "0", "Größe", "..."]);
        for heard in ["a PERSON, please", "The front-desk!", "0", "größe", "person"] {
            assert!(transfer.is_asked_for(heard), "{heard}");
        }
        for heard in ["", "...", "it's personal", "front of the desk", "10", "+14155550100"] {
            assert!(!transfer.is_asked_for(heard), "{heard}");
        }
    }

    #[test]
    fn without_words_no_one_is_asked_for() {
        assert!(!transfer(&[]).is_asked_for("a person"));
        assert!(!transfer(&["", " "]).is_asked_for("a person"));
    }
}
