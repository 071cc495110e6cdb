use crate::kit::{Field, Operation, Resource};
use crate::phones::PHONES;

/// Addresses to which nothing more is sent: from the phone that is named, else from the tenant at all. An address that
/// is suppressed again is the one that is there.
pub static SUPPRESSIONS: Resource = Resource::new("suppression", "suppressions", "app.suppressions")
    .shared()
    .operations(&[Operation::List, Operation::Find, Operation::Create, Operation::Delete, Operation::Restore])
    .admin_only(&[Operation::Delete])
    .natural_key(&["address", "phone_id"])
    .fields(&[
        Field::address("address").required().filterable().example("ada@example.com"),
        Field::reference("phone_id", &PHONES).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("reason", 1, 200).example("Asked by phone"),
    ]);

/// Why a row is there that a text message made. Analytics counts these as opt-outs.
pub(crate) const STOPPED: &str = "Replied STOP";
