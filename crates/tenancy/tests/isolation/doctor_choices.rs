//! What doctor says where the words that the code declares for a column aren't those of its check.

use tenancy::doctor::Choice;
use tenancy::testing::TestDb;

use crate::doctor::{lines, pools};
use crate::doctor_warnings::warnings;

pub const STATES: Choice =
    Choice { table: "app.applications", column: "status", words: &["draft", "submitted", "withdrawn"] };

const WANTED: &str = "check (status in ('draft', 'submitted', 'withdrawn'))";

const DROP: &str = "alter table app.applications drop constraint applications_status_known";

/// What is warned about on a database with this seed, where these choices are declared. Nothing forbids serving.
async fn warned(seed: &str, choices: &[Choice]) -> Vec<String> {
    let test = TestDb::new().await;
    test.superuser(seed).await;
    let faults = pools(&test).compare(choices).await;
    assert_eq!(lines(&faults), Vec::<String>::new());
    warnings(&faults)
}

/// The seed with the check of the states replaced by one over these.
fn replaced(words: &str) -> String {
    format!("{DROP}, add constraint applications_status_known check (status in ({words}))")
}

#[tokio::test]
async fn a_check_of_the_declared_words_in_any_order_is_no_finding() {
    assert_eq!(warned("", &[STATES]).await, Vec::<String>::new());
    assert_eq!(warned(&replaced("'withdrawn', 'submitted', 'draft'"), &[STATES]).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_column_of_states_without_a_check_of_them_is_warned_about() {
    let expected = format!("app.applications: column status has no check that lists its words: add {WANTED}");
    for seed in [DROP.to_owned(), format!("{DROP}, add check (char_length(status) < 20)")] {
        assert_eq!(warned(&seed, &[STATES]).await, [expected.as_str()], "{seed}");
    }
}

#[tokio::test]
async fn a_check_that_allows_more_or_less_than_the_declared_states_is_warned_about() {
    for (words, differs) in [
        ("'draft', 'submitted', 'withdrawn', 'lost'", "allows undeclared words (lost)"),
        ("'draft'", "lacks declared words (submitted, withdrawn)"),
        ("'draft', 'withdrawn', 'lost'", "allows undeclared words (lost) and lacks declared words (submitted)"),
    ] {
        let expected = format!(
            "app.applications: column status: its check applications_status_known {differs}: \
             replace it by {WANTED}, or declare its words"
        );
        assert_eq!(warned(&replaced(words), &[STATES]).await, [expected.as_str()], "{words}");
    }
}

#[tokio::test]
async fn of_two_checks_the_words_that_both_allow_are_compared() {
    let seed = "alter table app.applications add constraint few check (status in ('draft', 'submitted'))";
    let expected = format!(
        "app.applications: column status: its check applications_status_known with few lacks declared words \
         (withdrawn): replace it by {WANTED}, or declare its words"
    );
    assert_eq!(warned(seed, &[STATES]).await, [expected.as_str()]);
}

#[tokio::test]
async fn each_column_is_compared_with_its_own_declaration() {
    let test = TestDb::new().await;
    let leads = Choice { table: "app.leads", column: "status", words: &["new"] };
    let found = warnings(&pools(&test).compare(&[STATES, leads]).await);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("app.leads: column status: its check leads_status_known allows"), "{found:#?}");
}
