//! States as data: which there are, and which verb leads from which to which.

use tenancy::{JobContext, Role, Statement, TenantTx};
use uuid::Uuid;

use super::change::{Edit, Step};
use super::constant::{contains, is_same};
use super::{Change, Collection, Error, Field, FieldAccess, Kind, Record, Resource, Scope, Storage, row};

/// The most states of a resource.
const MOST: usize = 32;

/// A step of a row from one state to another: `POST …/{id}/<verb>`.
#[derive(Clone, Copy, Debug)]
pub struct Transition {
    pub verb: &'static str,
    /// The states that it begins in; from any other it is refused.
    pub from: &'static [&'static str],
    pub to: &'static str,
    /// The least role; `None` where no route leads to it, only the server's own work.
    pub role: Option<Role>,
    stamps: Option<(&'static str, &'static str)>,
}

/// The states of a resource's rows.
#[derive(Clone, Copy, Debug)]
pub struct States {
    /// The field that holds the state.
    pub field: &'static str,
    /// The state of a new row: the column's default.
    pub initial: &'static str,
    pub transitions: &'static [Transition],
}

impl Transition {
    /// A verb for members.
    pub const fn new(verb: &'static str, from: &'static [&'static str], to: &'static str) -> Self {
        Self { verb, from, to, role: Some(Role::Member), stamps: None }
    }

    /// For members from this role up.
    #[must_use]
    pub const fn role(self, role: Role) -> Self {
        Self { role: Some(role), ..self }
    }

    /// Without a route: the server's own work does it, by [`transition_in`] or [`transition_by_job`].
    #[must_use]
    pub const fn internal(self) -> Self {
        Self { role: None, ..self }
    }

    /// Sets one field to the time of the step, and another to the user who made it.
    #[must_use]
    pub const fn stamps(self, at: &'static str, by: &'static str) -> Self {
        Self { stamps: Some((at, by)), ..self }
    }
}

impl States {
    /// Panics, in a `static` at compile time, where it contradicts the fields or itself.
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

impl Step {
    /// Why the row's state refuses the verb.
    pub(super) fn refuse(self, resource: &Resource, state: &str) -> Error {
        let (name, from) = (resource.name.replace('-', " "), self.from.join(" or "));
        Error::InvalidState(format!("The {name} is {state}: it must be {from} to {}.", self.verb).into())
    }
}

/// Takes a row from one state to the next. [`Error::InvalidState`] where the row is in none that the verb begins in;
/// [`Error::NotFound`] also where the resource has no such verb.
pub async fn transition_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    verb: &str,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    let (states, transition) = find_transition(rows.resource, verb)?;
    let user_id = tx.membership().user_id();
    let set = |sql: &mut Statement| transition.push_set(sql, states.field, Some(user_id));
    transition.edit(states, rows, change).run(tx, Some(&set)).await
}

/// As [`transition_in`], by a job; returns the row's new version. Of private rows it reaches those of the owner whose
/// work the job does; a stamp is the owner's as well. Of conversations it reaches those that the job has entered.
pub async fn transition_by_job<'r>(
    tx: &mut TenantTx<JobContext>,
    owner_id: Option<Uuid>,
    rows: impl Into<Collection<'r>>,
    verb: &str,
    change: &Change,
) -> Result<i64, Error> {
    let rows = rows.into();
    let (states, transition) = find_transition(rows.resource, verb)?;
    let set = |sql: &mut Statement| transition.push_set(sql, states.field, owner_id);
    let row = transition.edit(states, rows, change).apply(tx, |tx| Scope::of_job(tx, owner_id), Some(&set)).await?;
    Ok(row::version(&row, 0)?)
}

fn find_transition(resource: &Resource, verb: &str) -> Result<(States, &'static Transition), Error> {
    let states = resource.states.ok_or(Error::NotFound)?;
    let transition = states.transitions.iter().find(|transition| transition.verb == verb);
    Ok((states, transition.ok_or(Error::NotFound)?))
}

impl Transition {
    fn edit<'c>(&self, states: States, rows: Collection<'c>, change: &'c Change) -> Edit<'c> {
        Edit { step: Some(Step { states, verb: self.verb, from: self.from }), ..Edit::of(rows, change) }
    }

    fn push_set(&self, sql: &mut Statement, field: &'static str, user_id: Option<Uuid>) {
        sql.push(field).push(" = ").bind(self.to);
        if let Some((at, by)) = self.stamps {
            sql.push(", ").push(at).push(" = statement_timestamp(), ").push(by).push(" = ").bind(user_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
