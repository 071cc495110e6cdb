use crate::kit::{Field, Resource};

/// People that a tenant knows.
pub static CONTACTS: Resource = Resource::new("contact", "contacts", "app.contacts")
    .section("Sales", "contact")
    .shared()
    .searchable()
    .importable()
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Grace Hopper"),
        Field::email("email").filterable().example("grace@example.com"),
        Field::phone("phone").help("With country code").filterable().example("+12125550100"),
        Field::text("company", 1, 200).filterable().example("Compilers Inc"),
        Field::tags("tags").example("navy"),
    ]);
