use crate::kit::{Field, Resource};

/// People and companies that may become customers.
pub static LEADS: Resource =
    Resource::new("lead", "leads", "app.leads").section("Sales", "users").shared().searchable().importable().fields(&[
        Field::text("name", 1, 200).required().sortable().example("Ada Lovelace"),
        Field::email("email").filterable().example("ada@example.com"),
        Field::phone("phone").help("With country code").filterable().example("+442079460000"),
        Field::text("company", 1, 200).filterable().example("Analytical Engines Ltd"),
        Field::text("source", 1, 100).filterable().example("fair"),
        Field::one_of("status", &["new", "contacted", "qualified", "won", "lost"], "new")
            .tones(&[("new", "info"), ("contacted", "warn"), ("qualified", "info"), ("won", "good"), ("lost", "bad")])
            .filterable(),
        Field::text("notes", 1, 10_000).example("Prefers a call in the morning"),
        Field::member("assignee_id").filterable().example("0197a3c2-7d50-7000-8000-000000000001"),
    ]);
