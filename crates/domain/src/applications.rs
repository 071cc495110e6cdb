use crate::courses::COURSES;
use crate::kit::{Field, Resource, Transition};

/// Applications for courses. The other members of the tenant don't see them.
pub static APPLICATIONS: Resource = Resource::new("application", "applications", "app.applications")
    .section("Study", "file-text")
    .private()
    .states(
        "status",
        "draft",
        &[
            Transition::new("submit", &["draft"], "submitted"),
            Transition::new("withdraw", &["draft", "submitted"], "withdrawn"),
        ],
    )
    .fields(&[
        Field::reference("course_id", &COURSES).required().filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
        Field::text("note", 1, 2_000).example("I would begin in autumn"),
        Field::state("status", &["draft", "submitted", "withdrawn"])
            .tones(&[("draft", "muted"), ("submitted", "info"), ("withdrawn", "warn")])
            .filterable(),
    ]);
