//! That each state is reached, and each verb leads from known states to a known one.

use super::constant::{contains, is_same};
use super::{Field, FieldAccess, Kind, Storage};
use crate::kit::{States, Transition};

/// The most states of a resource.
const MOST: usize = 32;

impl States {
    /// Panics where it contradicts the fields or itself.
    pub(super) const fn check(&self, fields: &[Field]) {
        let field = find(fields, self.field);
        let Kind::OneOf(words, default) = field.kind else { panic!("a state is one of a few words") };
        assert!(matches!(field.access, FieldAccess::ReadOnly), "only verbs change a state: Field::state");
        assert!(is_same(default, self.initial), "a row begins in the first state of its field");
        let mut position = 0;
        while position < self.transitions.len() {
            self.transitions[position].check(words, fields);
            position += 1;
        }
        self.check_reach(words);
    }

    /// Whether rows have this state.
    pub(super) const fn has(&self, fields: &[Field], state: &str) -> bool {
        let Kind::OneOf(words, _) = find(fields, self.field).kind else { return false };
        contains(words, state)
    }

    /// Follows the verbs from the first state on.
    const fn check_reach(&self, words: &[&str]) {
        assert!(words.len() <= MOST, "too many states");
        let mut reached = [false; MOST];
        let mut round = 0;
        while round <= words.len() {
            let mut at = 0;
            while at < words.len() {
                reached[at] =
                    reached[at] || is_same(words[at], self.initial) || self.leads_to(words, words[at], &reached);
                at += 1;
            }
            round += 1;
        }
        let mut at = 0;
        while at < words.len() {
            assert!(reached[at], "no verb leads to a state");
            at += 1;
        }
    }

    const fn leads_to(&self, words: &[&str], to: &str, reached: &[bool; MOST]) -> bool {
        let mut position = 0;
        while position < self.transitions.len() {
            let transition = &self.transitions[position];
            let mut at = 0;
            while at < words.len() {
                if reached[at] && is_same(transition.to, to) && contains(transition.from, words[at]) {
                    return true;
                }
                at += 1;
            }
            position += 1;
        }
        false
    }
}

impl Transition {
    const fn check(&self, words: &[&str], fields: &[Field]) {
        assert!(contains(words, self.to), "a verb leads to an unknown state");
        assert!(!self.from.is_empty(), "a verb begins in no state");
        let mut position = 0;
        while position < self.from.len() {
            assert!(contains(words, self.from[position]), "a verb begins in an unknown state");
            position += 1;
        }
        if let Some((at, by)) = self.stamps {
            let (at, by) = (find(fields, at), find(fields, by));
            let fit = matches!((at.kind.storage(), by.kind.storage()), (Storage::Timestamp, Storage::Uuid));
            assert!(fit, "a stamp is a time and a user");
            let closed = matches!((at.access, by.access), (FieldAccess::ReadOnly, FieldAccess::ReadOnly));
            assert!(closed, "a stamp is read-only");
        }
    }
}

const fn find<'f>(fields: &'f [Field], name: &str) -> &'f Field {
    let mut position = 0;
    while position < fields.len() {
        if is_same(fields[position].name, name) {
            return &fields[position];
        }
        position += 1;
    }
    panic!("no field has this name")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Resource;

    const FIELDS: &[Field] = &[
        Field::state("status", &["draft", "sent", "failed"]),
        Field::timestamp("sent_at").read_only(),
        Field::member("sent_by").read_only(),
        Field::text("note", 1, 50),
    ];
    const SEND: Transition = Transition::new("send", &["draft"], "sent");
    const FAIL: Transition = Transition::new("fail", &["sent"], "failed").internal();

    /// Declares states; what `static`s do at compile time, and panics there.
    fn declare(field: &'static str, initial: &'static str, transitions: &'static [Transition]) {
        let _ = Resource::new("letter", "letters", "app.letters").states(field, initial, transitions).fields(FIELDS);
    }

    #[test]
    fn states_that_fit_their_fields_are_a_resource() {
        const STAMPED: Transition = SEND.stamps("sent_at", "sent_by");
        declare("status", "draft", &[STAMPED, FAIL]);
    }

    #[test]
    #[should_panic(expected = "no field has this name")]
    fn states_of_no_field_are_refused() {
        declare("state", "draft", &[SEND, FAIL]);
    }

    #[test]
    #[should_panic(expected = "a state is one of a few words")]
    fn states_of_a_text_are_refused() {
        declare("note", "draft", &[SEND, FAIL]);
    }

    #[test]
    #[should_panic(expected = "a row begins in the first state")]
    fn another_first_state_than_the_fields_is_refused() {
        declare("status", "sent", &[SEND, FAIL]);
    }

    #[test]
    #[should_panic(expected = "a verb leads to an unknown state")]
    fn a_step_to_an_unknown_state_is_refused() {
        declare("status", "draft", const { &[SEND, FAIL, Transition::new("lose", &["sent"], "lost")] });
    }

    #[test]
    #[should_panic(expected = "a verb begins in an unknown state")]
    fn a_step_from_an_unknown_state_is_refused() {
        declare("status", "draft", const { &[SEND, FAIL, Transition::new("find", &["lost"], "sent")] });
    }

    #[test]
    #[should_panic(expected = "no verb leads to a state")]
    fn a_state_that_only_an_unreached_one_leads_to_is_refused() {
        declare(
            "status",
            "draft",
            const { &[Transition::new("fail", &["sent"], "failed"), Transition::new("retry", &["failed"], "sent")] },
        );
    }

    #[test]
    #[should_panic(expected = "a stamp is a time and a user")]
    fn a_stamp_of_other_fields_is_refused() {
        const STAMPED: Transition = SEND.stamps("sent_by", "sent_at");
        declare("status", "draft", &[STAMPED, FAIL]);
    }

    #[test]
    #[should_panic(expected = "a stamp is read-only")]
    fn a_stamp_that_a_body_may_have_is_refused() {
        const FIELDS: &[Field] =
            &[Field::state("status", &["draft", "sent"]), Field::timestamp("sent_at"), Field::member("sent_by")];
        const STAMPED: &[Transition] = &[SEND.stamps("sent_at", "sent_by")];
        let _ = Resource::new("letter", "letters", "app.letters").states("status", "draft", STAMPED).fields(FIELDS);
    }

    #[test]
    #[should_panic(expected = "two verbs have one name")]
    fn two_verbs_of_one_name_are_refused() {
        declare("status", "draft", const { &[SEND, FAIL, Transition::new("send", &["failed"], "sent")] });
    }

    #[test]
    #[should_panic(expected = "the verb is one of the kit's own")]
    fn a_verb_of_the_kits_own_is_refused() {
        declare("status", "draft", const { &[SEND, FAIL, Transition::new("restore", &["failed"], "sent")] });
    }
}
