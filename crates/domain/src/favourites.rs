use crate::kit::{Field, Resource};

/// What a user keeps of the catalogue, seen by nobody else in the tenant.
pub static FAVOURITES: Resource = Resource::new("favourite", "favourites", "app.favourites")
    .private()
    .natural_key(&["item_type", "item_id"])
    .fields(&[
        Field::one_of("item_type", &["university", "course"], "university").required().filterable(),
        Field::uuid("item_id").required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
    ]);
