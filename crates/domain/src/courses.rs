use crate::kit::{Field, Resource};
use crate::universities::UNIVERSITIES;

/// What universities teach. All users read them; the platform maintains them.
pub static COURSES: Resource = Resource::new("course", "courses", "app.courses")
    .section("Study", "graduation-cap")
    .catalog()
    .searchable()
    .natural_key(&["name", "university_id", "level"])
    .fields(&[
        Field::text("name", 1, 200).required().sortable().example("Astronomy"),
        Field::reference("university_id", &UNIVERSITIES).filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("level", 1, 50).filterable().example("bachelor"),
        Field::text("language", 1, 50).filterable().example("Italian"),
        Field::integer("duration_months", 1, 240).example("36"),
        // A year's, in whole units of the currency.
        Field::integer("tuition", 0, 10_000_000).example("2800"),
        Field::text("currency", 3, 3).example("EUR"),
    ]);
