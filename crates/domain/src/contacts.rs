use crate::kit::{Class, Field, Resource};

/// People that a tenant knows.
pub static CONTACTS: Resource = Resource {
    name: "contact",
    plural: "contacts",
    table: "app.contacts",
    class: Class::Shared,
    searched: true,
    transferable: true,
    natural_key: &[],
    fields: &[
        Field::text("name", 1, 200).required().sortable().example("Grace Hopper"),
        Field::email("email").filterable().example("grace@example.com"),
        Field::phone("phone").filterable().example("+12125550100"),
        Field::text("company", 1, 200).filterable().example("Compilers Inc"),
        Field::tags("tags").example("navy"),
    ],
};
