use crate::kit::{Field, Resource};

/// Entries of the catalogue that a user keeps. The other members of the tenant don't see them.
pub static FAVOURITES: Resource = Resource::new("favourite", "favourites", "app.favourites")
    .section("Study", "star")
    .private()
    .natural_key(&["item_type", "item_id"])
    .fields(&[
        Field::one_of("item_type", &["university", "course"], "university").required().filterable(),
        Field::uuid("item_id").required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
    ]);
