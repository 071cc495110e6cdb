use crate::kit::{Field, Resource};

/// Where courses are given. All users read them; the platform maintains them.
pub static UNIVERSITIES: Resource = Resource::new("university", "universities", "app.universities")
    .section("Study", "landmark")
    .catalog()
    .searchable()
    .natural_key(&["name", "country"])
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("University of Bologna"),
        Field::text("country", 1, 100).filterable().example("Italy"),
        Field::text("city", 1, 100).filterable().example("Bologna"),
        Field::text("website", 1, 500).example("https://www.unibo.it"),
        Field::integer("ranking", 1, 100_000).example("133"),
    ]);
