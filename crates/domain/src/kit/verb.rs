//! The verbs of a resource: transitions and actions, which clients tell apart by nothing but what they do.

use tenancy::{Db, Role, TenantRequest, TenantTx};

use super::{Change, Collection, Error, Record, Resource, Transition, action, transition_in, unit_of_work};

/// A verb that has a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    pub name: &'static str,
    /// The least role.
    pub role: Role,
    /// Whether the row's state may refuse it.
    pub depends_on_state: bool,
    /// The states that it begins in, as clients are told; none where that is any.
    pub from: &'static [&'static str],
}

impl Resource {
    /// The verbs that have routes.
    pub fn verbs(&self) -> impl Iterator<Item = Verb> + use<> {
        let transitions = self.transitions().iter().filter_map(|transition| {
            Some(Verb { name: transition.verb, role: transition.role?, depends_on_state: true, from: transition.from })
        });
        let has_states = self.states.is_some();
        transitions.chain(self.actions.iter().map(move |action| Verb {
            name: action.verb,
            role: action.role,
            depends_on_state: has_states,
            from: action.from,
        }))
    }

    const fn transitions(&self) -> &'static [Transition] {
        match self.states {
            Some(states) => states.transitions,
            None => &[],
        }
    }

    pub(super) const fn verb_count(&self) -> usize {
        self.transitions().len() + self.actions.len()
    }

    pub(super) const fn verb_at(&self, position: usize) -> &'static str {
        let transitions = self.transitions();
        if position < transitions.len() {
            transitions[position].verb
        } else {
            self.actions[position - transitions.len()].verb
        }
    }
}

/// Does this to the row, in a unit of work of its own. [`Error::NotFound`] also where the resource has no such verb, or
/// none with a route.
pub async fn act<'r>(
    db: &Db,
    request: &TenantRequest,
    rows: impl Into<Collection<'r>>,
    verb: &str,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    unit_of_work::run(db, request, rows.resource, async |tx| act_in(tx, rows, verb, change).await).await
}

/// As [`act`], inside a unit of work that does more than this, and that an error must end.
pub async fn act_in<'r>(
    tx: &mut TenantTx,
    rows: impl Into<Collection<'r>>,
    verb: &str,
    change: &Change,
) -> Result<Record, Error> {
    let rows = rows.into();
    let resource = rows.resource;
    if let Some(action) = resource.actions.iter().find(|action| action.verb == verb) {
        return action::run_in(tx, rows, action, change).await;
    }
    let verb = resource.verbs().find(|known| known.name == verb).ok_or(Error::NotFound)?;
    transition_in(tx, rows, verb.name, change).await
}
