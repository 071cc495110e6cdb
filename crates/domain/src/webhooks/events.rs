use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::RESOURCES;
use crate::kit::{Class, Operation, Resource};

/// What happens to a row.
const ACTS: [&str; 4] = ["created", "updated", "deleted", "restored"];

/// The resources that webhooks hear of: those whose rows all members may read.
fn told() -> impl Iterator<Item = &'static Resource> {
    RESOURCES.iter().copied().filter(|resource| {
        let is_read = |operation| resource.operations.contains(operation) && !resource.admin_only.contains(operation);
        resource.class == Class::Shared && (is_read(Operation::List) || is_read(Operation::Find))
    })
}

/// The types of all events: `lead.created`.
pub fn event_types() -> &'static BTreeSet<String> {
    static TYPES: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| told().flat_map(|thing| ACTS.map(|act| format!("{}.{act}", thing.name))).collect());
    &TYPES
}

/// The tables that webhooks hear of, without their schema, and the singular of what each has.
pub(super) fn tables() -> (Vec<&'static str>, Vec<&'static str>) {
    told().map(|thing| (thing.table.rsplit('.').next().unwrap_or(thing.table), thing.name)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wh_6_events_are_of_what_all_members_may_read() {
        for known in ["lead.created", "campaign-recipient.updated", "post.deleted", "phone.restored"] {
            assert!(event_types().contains(known), "{known}");
        }
        for unknown in ["application.created", "conversation-message.created", "webhook.updated", "course.created"] {
            assert!(!event_types().contains(unknown), "{unknown}");
        }
    }

    #[test]
    fn the_guide_names_all_that_there_are_events_of() {
        let guide = include_str!("../../../../docs/webhooks.md");
        for thing in told() {
            assert!(guide.contains(&format!("`{}`", thing.name)), "{} isn't in docs/webhooks.md", thing.name);
        }
    }

    #[test]
    fn a_table_is_of_one_thing() {
        let (tables, things) = tables();
        assert_eq!(tables.iter().collect::<BTreeSet<_>>().len(), tables.len());
        assert_eq!(things.len(), tables.len());
    }
}
