use super::*;

const NEW: Resource = Resource::new("call-note", "call-notes", "app.call_notes");

#[test]
fn a_label_is_the_name_in_words() {
    let names = ["assignee_id", "created_at", "carrier_sid", "duration_seconds", "email"];
    assert_eq!(names.map(label_of), ["Assignee", "Created", "Carrier SID", "Duration seconds", "Email"]);
    assert_eq!(Field::text("name", 1, 9).shown_label(), "Name");
    assert_eq!(Field::text("name", 1, 9).label("Full name").shown_label(), "Full name");
}

#[test]
fn a_resource_is_named_in_words_unless_it_says_how() {
    assert_eq!(NEW.shown_labels(), ["Call note", "Call notes"]);
    assert_eq!(NEW.labels("Note", "Notes").shown_labels(), ["Note", "Notes"]);
}

#[test]
fn the_title_is_the_first_required_text_or_the_first_text() {
    static REQUIRED: Resource = NEW.fields(&[Field::text("hint", 1, 9), Field::text("name", 1, 9).required()]);
    static OPTIONAL: Resource = NEW.fields(&[Field::email("email").required(), Field::text("hint", 1, 9)]);
    static NEITHER: Resource = NEW.fields(&[Field::email("email")]);
    static NAMED: Resource = NEW.title("email").fields(&[Field::email("email"), Field::text("hint", 1, 9)]);
    let titles = [&REQUIRED, &OPTIONAL, &NEITHER, &NAMED].map(Resource::shown_title);
    assert_eq!(titles, [Some("name"), Some("hint"), None, Some("email")]);
}

#[test]
fn the_columns_are_four_short_readable_fields_and_the_time_of_creation() {
    static THINGS: Resource = NEW.fields(&[
        Field::text("body", 1, 501),
        Field::text("name", 1, 500),
        Field::secret("token"),
        Field::json("meta", 9),
        Field::uuid("key"),
        Field::member("assignee_id"),
        Field::boolean("active", true),
        Field::tags("tags"),
        Field::email("email"),
    ]);
    static CHOSEN: Resource = NEW.columns(&["updated_at", "name"]).fields(&[Field::text("name", 1, 9)]);
    assert_eq!(THINGS.shown_columns(), ["name", "assignee_id", "active", "tags", "created_at"]);
    assert_eq!(CHOSEN.shown_columns(), ["updated_at", "name"]);
}

#[test]
fn a_field_with_tones_is_a_list_s_second_column() {
    const STATUS: Field = Field::one_of("status", &["new", "won"], "new").tones(&[("won", "good")]);
    const fn text(name: &'static str) -> Field {
        Field::text(name, 1, 9)
    }
    static LATE: Resource = NEW.fields(&[text("a"), text("b"), text("c"), text("d"), STATUS]);
    static FIRST: Resource = NEW.fields(&[STATUS, text("a")]);
    assert_eq!(LATE.shown_columns(), ["a", "status", "b", "c", "created_at"]);
    assert_eq!(FIRST.shown_columns(), ["status", "a", "created_at"]);
}

#[test]
fn a_text_is_long_above_500_characters() {
    assert_eq!([500, 501].map(|max| Field::text("body", 1, max).widget()), ["text", "long"]);
}

#[test]
fn a_field_refers_to_what_it_names() {
    static PARENT: Resource = Resource::new("lead", "leads", "app.leads");
    let (reference, id) = (Field::reference("lead_id", &PARENT), Field::uuid("lead_id"));
    assert_eq!((reference.refers(), reference.widget()), (Some("leads"), "reference"));
    assert_eq!((id.refers(), id.widget()), (None, "uuid"));
    let id = id.refers_to("leads");
    assert_eq!((id.refers(), id.widget()), (Some("leads"), "reference"));
}

#[test]
#[should_panic(expected = "the title is a field that rows have")]
fn a_title_that_rows_lack_is_refused() {
    let _ = NEW.title("name").fields(const { &[Field::text("name", 1, 9).create_only()] });
}

#[test]
#[should_panic(expected = "a column is a field that rows have")]
fn a_column_that_rows_lack_is_refused() {
    let _ = NEW.columns(&["nam"]).fields(const { &[Field::text("name", 1, 9)] });
}

#[test]
#[should_panic(expected = "a tone is of a word that the field has")]
fn a_tone_of_another_word_is_refused() {
    let _ = NEW.fields(const { &[Field::state("status", &["new"]).tones(&[("old", "good")])] });
}

#[test]
#[should_panic(expected = "an action takes rows in a state that they have")]
fn an_action_from_another_state_is_refused() {
    let _ = NEW
        .states("status", "new", &[])
        .actions(const { &[crate::kit::Action::new("read", |_, _| Box::pin(async { Ok(()) })).from(&["old"])] })
        .fields(const { &[Field::state("status", &["new"])] });
}

#[test]
#[should_panic(expected = "a tone is good, warn, bad, info or muted")]
fn another_tone_is_refused() {
    let _ = NEW.fields(const { &[Field::state("status", &["new"]).tones(&[("new", "fine")])] });
}
