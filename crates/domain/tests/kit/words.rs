//! What a word is: the same of a row and of a search, in every script.

use domain::kit::Resource;
use domain::leads::LEADS;
use domain::universities::UNIVERSITIES;
use serde_json::json;
use tenancy::testing::TestDb;

use crate::Caller;

/// A name as a row has it, and texts that find it.
const NAMES: &[(&str, &[&str])] = &[
    ("ΑΛΕΞΑΝΔΡΟΣ", &["ΑΛΕΞΑΝΔΡΟΣ", "αλεξανδροσ", "Αλεξ"]),
    ("Οδυσσεύς", &["Οδυσσεύς"]),
    ("Müller", &["Müller", "MÜLL"]),
    ("Nguyễn", &["NGUYỄN"]),
    ("Иван Достоевский", &["иван", "ДОСТОЕВСКИЙ"]),
    ("Łukasz Żółć", &["łukasz", "ŻÓŁĆ"]),
    ("Þórður", &["ÞÓRÐUR"]),
    ("İstanbul", &["İstanbul", "İSTANBUL"]),
    ("Straße", &["straße", "STRAẞE"]),
    ("Հայաստան", &["ՀԱՅԱՍՏԱՆ"]),
    ("საქართველო", &["საქართველო"]),
    ("שלום", &["שלום", "של"]),
    ("محمد", &["محمد"]),
    ("हिन्दी", &["हिन्दी"]),
    ("ภาษาไทย", &["ภาษาไทย"]),
    ("田中 太郎", &["太郎", "田"]),
    ("김민준", &["김민준"]),
];

async fn assert_found(caller: &Caller, resource: &Resource) {
    let mut missed = Vec::new();
    for (name, texts) in NAMES {
        for text in *texts {
            if caller.names(resource, &[("q", text)]).await != [*name] {
                missed.push((name, text));
            }
        }
    }
    assert!(missed.is_empty(), "{}: {missed:#?}", resource.plural);
}

#[tokio::test]
async fn a_name_of_any_script_is_found_in_either_case() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    for (name, _) in NAMES {
        caller.create(&LEADS, json!({"name": name})).await.unwrap();
        test.superuser(&format!("insert into app.universities (id, name) values (gen_random_uuid(), '{name}')")).await;
    }
    assert_found(&caller, &LEADS).await;
    assert_found(&caller, &UNIVERSITIES).await;
    // Each row is compared with the words here, and in an order that the search doesn't know.
    for sort in ["-created_at", "name", "updated_at"] {
        assert_eq!(caller.names(&LEADS, &[("q", "ΑΛΕΞΑΝΔΡΟΣ"), ("sort", sort)]).await.len(), 1, "{sort}");
    }
}
