//! Doctor on a database, or as roles, with other settings than Postgres's own.

use tenancy::testing::TestDb;

use crate::doctor::{lines, pools};
use crate::doctor_choices::STATES;
use crate::doctor_warnings::warnings;

/// How Postgres reads and writes: each is one that a client of another application may need.
const SETTINGS: &[&str] = &[
    "intervalstyle = 'iso_8601'",
    "intervalstyle = 'sql_standard'",
    "datestyle = 'SQL, DMY'",
    "datestyle = 'German'",
    "search_path = ''",
    "search_path = 'app, tenancy, auth, jobs, public'",
    "extra_float_digits = -15",
    "bytea_output = 'escape'",
    "quote_all_identifiers = on",
    "standard_conforming_strings = off",
    "timezone = 'Asia/Kathmandu'",
    "array_nulls = off",
    "transform_null_equals = on",
    "xmloption = 'document'",
    "lc_numeric = 'C'",
    "client_min_messages = 'debug1'",
    "default_transaction_isolation = 'serializable'",
    "plpgsql.variable_conflict = 'use_column'",
    "idle_session_timeout = '1s'",
];

#[tokio::test]
async fn settings_of_the_database_are_no_faults() {
    let test = TestDb::new().await;
    for setting in SETTINGS {
        let (name, _) = setting.split_once(' ').unwrap();
        test.superuser(&format!("alter database {} set {setting}", test.name())).await;
        let mut found = pools(&test).compare(&[STATES]).await;
        found.retain(|fault| fault.check != "server");
        assert!(found.is_empty(), "{setting}: {found:#?}");
        test.superuser(&format!("alter database {} reset {name}", test.name())).await;
    }
}

#[tokio::test]
async fn all_settings_of_the_database_together_hide_no_fault() {
    let test = TestDb::new().await;
    for setting in SETTINGS {
        test.superuser(&format!("alter database {} set {setting}", test.name())).await;
    }
    let clean = pools(&test).compare(&[STATES]).await;
    assert!(clean.iter().all(|fault| fault.check == "server"), "{clean:#?}");
    test.superuser("alter policy tenant on app.leads using (true)").await;
    let found = pools(&test).examine().await;
    assert!(found.iter().any(|fault| fault.object == "app.leads" && fault.forbids_serving()), "{found:#?}");
}

#[tokio::test]
async fn a_locale_that_knows_few_letters_is_warned_about() {
    let found = pools(&TestDb::with_locale("locale_provider libc locale 'C'").await).examine().await;
    assert_eq!(lines(&found), Vec::<String>::new());
    let warned = warnings(&found);
    assert!(matches!(warned.as_slice(), [line] if line.contains("knows no letters but a to z")), "{warned:#?}");
}
