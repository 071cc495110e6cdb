//! What a word is: the same of a row and of a search, in every script, whatever provides the database's locale.

use domain::kit::Resource;
use domain::leads::LEADS;
use domain::universities::UNIVERSITIES;
use serde_json::json;
use sqlx::Executor;
use tenancy::migrate::{self, MIGRATOR};
use tenancy::testing::TestDb;

use crate::Caller;

/// A name as a row has it, and texts that find it.
const NAMES: &[(&str, &[&str])] = &[
    ("ΑΛΕΞΑΝΔΡΟΣ", &["ΑΛΕΞΑΝΔΡΟΣ", "αλεξανδρος", "αλεξανδροσ", "Αλεξ"]),
    ("Οδυσσεύς", &["Οδυσσεύς", "ΟΔΥΣΣΕΎΣ", "οδυσσευ\u{301}ς"]),
    ("M\u{fc}ller", &["M\u{fc}ller", "Mu\u{308}ller", "MÜLLER", "MU\u{308}LL"]),
    ("Ko\u{308}nig", &["K\u{f6}nig", "Ko\u{308}nig", "KÖNIG"]),
    ("Nguy\u{1ec5}n", &["Nguye\u{302}\u{303}n", "NGUYỄN"]),
    ("\u{212b}ngström", &["Ångström", "ÅNGSTRÖM", "A\u{30a}ngstro\u{308}m"]),
    ("J\u{30c}iri", &["\u{1f0}iri", "j\u{30c}iri", "J\u{30c}IRI"]),
    ("Иван Достоевский", &["иван", "ДОСТОЕВСКИЙ", "достоевски\u{438}\u{306}"]),
    ("Łukasz Żółć", &["łukasz", "ŻÓŁĆ"]),
    ("Þórður", &["ÞÓRÐUR"]),
    ("\u{130}stanbul", &["İstanbul", "İSTANBUL", "I\u{307}stanbul"]),
    ("Straße", &["straße", "STRAẞE"]),
    ("Հայաստան", &["ՀԱՅԱՍՏԱՆ"]),
    ("საქართველო", &["საქართველო"]),
    ("שלום", &["שלום", "של"]),
    ("محمد", &["محمد"]),
    ("हिन्दी", &["हिन्दी"]),
    ("ภาษาไทย", &["ภาษาไทย"]),
    ("田中 太郎", &["太郎", "田"]),
    ("김민준", &["김민준", "\u{1100}\u{1175}\u{11b7}민준"]),
];

/// The names that a text misses in a database of the locale C, which knows the letters a to z alone.
const NAMES_THAT_C_MISSES: &[&str] = &[
    "ΑΛΕΞΑΝΔΡΟΣ",
    "Οδυσσεύς",
    "Иван Достоевский",
    "Łukasz Żółć",
    "Հայաստան",
    "საქართველო",
    "שלום",
    "محمد",
    "हिन्दी",
    "ภาษาไทย",
    "田中 太郎",
    "김민준",
];

/// Whether the database's locale is one that doctor warns about.
async fn knows_few_letters(test: &TestDb) -> bool {
    let mut superuser = test.connect("postgres").await;
    sqlx::query_scalar("select lower('Ж') <> 'ж'").fetch_one(&mut superuser).await.unwrap()
}

/// The names of which a text doesn't find them alone, and that text.
async fn missed(caller: &Caller, resource: &Resource) -> Vec<(&'static str, &'static str)> {
    let mut missed = Vec::new();
    for (name, texts) in NAMES {
        for text in *texts {
            if caller.names(resource, &[("q", text)]).await != [*name] {
                missed.push((*name, *text));
            }
        }
    }
    missed
}

/// Whether the rows are found that the locale lets be found.
async fn assert_found(test: &TestDb, caller: &Caller) {
    let expected = if knows_few_letters(test).await { NAMES_THAT_C_MISSES } else { &[] };
    for resource in [&LEADS, &UNIVERSITIES] {
        let missed = missed(caller, resource).await;
        let mut names: Vec<_> = missed.iter().map(|(name, _)| *name).collect();
        names.dedup();
        assert_eq!(names, expected, "{}: {missed:#?}", resource.plural);
    }
}

async fn create_names(test: &TestDb, caller: &Caller) {
    for (name, _) in NAMES {
        caller.create(&LEADS, json!({"name": name})).await.unwrap();
        test.superuser(&format!("insert into app.universities (id, name) values (gen_random_uuid(), '{name}')")).await;
    }
}

#[tokio::test]
async fn a_name_of_any_script_is_found_in_either_case_composed_or_not() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    create_names(&test, &caller).await;
    assert_found(&test, &caller).await;
    // Each row is compared with the words here, and in an order that the search doesn't know.
    for sort in ["-created_at", "name", "updated_at"] {
        assert_eq!(caller.names(&LEADS, &[("q", "MU\u{308}LL"), ("sort", sort)]).await, ["M\u{fc}ller"], "{sort}");
    }
}

#[tokio::test]
async fn a_name_is_found_by_the_locale_of_icu_as_well() {
    if !has_icu().await {
        return;
    }
    let test = TestDb::with_locale("locale_provider icu icu_locale 'und' locale 'C'").await;
    let caller = Caller::owner(&test, "acme").await;
    create_names(&test, &caller).await;
    assert!(!knows_few_letters(&test).await);
    assert_found(&test, &caller).await;
}

/// Whether this Postgres is built with ICU, as most are.
async fn has_icu() -> bool {
    let test = TestDb::new().await;
    let mut superuser = test.connect("postgres").await;
    let made = superuser.execute("create collation pg_temp.of_icu (provider = icu, locale = 'und')").await;
    let refused = made.err().and_then(sqlx::Error::into_database_error);
    if let Some(refusal) = &refused {
        assert_eq!(refusal.code().as_deref(), Some("0A000"), "{refusal}");
    }
    refused.is_none()
}

#[tokio::test]
async fn by_the_locale_c_names_are_missed_that_have_no_letters_of_its_own() {
    let test = TestDb::with_locale("locale_provider libc locale 'C'").await;
    let caller = Caller::owner(&test, "acme").await;
    create_names(&test, &caller).await;
    assert!(knows_few_letters(&test).await);
    assert_found(&test, &caller).await;
}

#[tokio::test]
async fn rows_that_were_stored_before_words_were_folded_are_found_as_well() {
    let test = TestDb::without_migrations().await;
    let mut owner = test.connect("bulkhead_owner").await;
    MIGRATOR.run_to(20_261_202_000_400, &mut owner).await.unwrap();
    let (tenant, user) = test.tenant("acme").await;
    for (name, _) in NAMES {
        test.superuser(&format!(
            "insert into app.leads (tenant_id, id, owner_id, name)
               values ('{tenant}', gen_random_uuid(), '{user}', '{name}');
             insert into app.universities (id, name) values (gen_random_uuid(), '{name}')"
        ))
        .await;
    }
    let caller = Caller::new(&test, user, "acme");
    if !knows_few_letters(&test).await {
        assert_eq!(caller.names(&LEADS, &[("q", "K\u{f6}nig")]).await, Vec::<String>::new());
    }
    migrate::run(&mut owner).await.unwrap();
    assert_found(&test, &caller).await;
    for resource in [&LEADS, &UNIVERSITIES] {
        let page = caller.page(resource, &[]).await;
        let rows = page["items"].as_array().unwrap();
        assert_eq!(rows.len(), NAMES.len());
        assert!(rows.iter().all(|row| row["version"] == 1), "nothing counts as changed: {page}");
    }
}
