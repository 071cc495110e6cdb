//! Files whose rows are told apart by a field.

use domain::contacts::CONTACTS;
use domain::kit::{Existing, Field, ImportError, ImportOptions, Mode, Resource, UniqueBy};
use domain::leads::LEADS;
use futures_util::future::join_all;
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use super::{counts, import};
use crate::{Caller, make_table};

/// Addresses that their owners alone see.
static CARDS: Resource = Resource::new("card", "cards", "app.cards")
    .private()
    .importable()
    .fields(&[Field::text("name", 1, 50).required(), Field::email("email")]);

pub fn by_email(resource: &Resource, existing: Existing) -> UniqueBy {
    UniqueBy::parse(resource, "email", existing).expect("rows have addresses")
}

pub fn unique(resource: &Resource, existing: Existing) -> ImportOptions {
    ImportOptions { unique_by: Some(by_email(resource, existing)), ..Mode::All.into() }
}

/// The rows of a page, oldest first, by these fields.
async fn rows(caller: &Caller, resource: &Resource, fields: &[&str]) -> Vec<Vec<Json>> {
    let page = caller.page(resource, &[("sort", "created_at"), ("limit", "100")]).await;
    let row = |item: &Json| fields.iter().map(|field| item[field].clone()).collect();
    page["items"].as_array().unwrap().iter().map(row).collect()
}

#[tokio::test]
async fn a_repeated_import_makes_no_doubles() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let file = "name,email\nAda,ada@example.com\nBob,bob@example.com\nAda again,ADA@Example.com\n";
    let skip = || unique(&LEADS, Existing::Skip);
    assert_eq!(counts(&import(&caller, &LEADS, skip(), file).await.unwrap()), [3, 2, 0, 1, 0]);
    assert_eq!(counts(&import(&caller, &LEADS, skip(), file).await.unwrap()), [3, 0, 0, 3, 0]);
    let expected = vec![
        vec![json!("Ada"), json!("ada@example.com"), json!(1)],
        vec![json!("Bob"), json!("bob@example.com"), json!(1)],
    ];
    assert_eq!(rows(&caller, &LEADS, &["name", "email", "version"]).await, expected);
    // Without the parameter, each row is a new one.
    assert_eq!(counts(&import(&caller, &LEADS, Mode::All, file).await.unwrap()), [3, 3, 0, 0, 0]);
}

#[tokio::test]
async fn an_update_changes_what_the_file_says_and_leaves_the_rest() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let lead = json!({"name": "Ada", "email": "ada@example.com", "phone": "+1 555 000", "status": "won", "notes": "x"});
    caller.create(&LEADS, lead).await.unwrap();
    let update = || unique(&LEADS, Existing::Update);
    let file = "name,email,phone,notes\nAda Lovelace,ada@example.com,,y\nBob,bob@example.com,1 555 111,\n";
    assert_eq!(counts(&import(&caller, &LEADS, update(), file).await.unwrap()), [2, 1, 1, 0, 0]);
    let fields = ["name", "phone", "status", "notes", "version"];
    let ada = vec![json!("Ada Lovelace"), json!("+1 555 000"), json!("won"), json!("y"), json!(2)];
    let bob = vec![json!("Bob"), json!("1 555 111"), json!("new"), Json::Null, json!(1)];
    assert_eq!(rows(&caller, &LEADS, &fields).await, [ada.clone(), bob.clone()]);
    // What is there already gets no new version.
    assert_eq!(counts(&import(&caller, &LEADS, update(), file).await.unwrap()), [2, 0, 2, 0, 0]);
    assert_eq!(rows(&caller, &LEADS, &fields).await, [ada, bob]);
    // Rows of one file, in one batch: the later one counts.
    let file = "name,email,phone,notes\nEve,eve@example.com,1 555 222,a\nEve the third,eve@example.com,,b\n\
                Zoe,bob@example.com,,c\nBob,bob@example.com,,\n";
    assert_eq!(counts(&import(&caller, &LEADS, update(), file).await.unwrap()), [4, 1, 3, 0, 0]);
    let bob = vec![json!("Bob"), json!("1 555 111"), json!("new"), json!("c"), json!(2)];
    let eve = vec![json!("Eve the third"), json!("1 555 222"), json!("new"), json!("b"), json!(1)];
    assert_eq!(rows(&caller, &LEADS, &fields).await[1..], [bob, eve]);
}

#[tokio::test]
async fn labels_are_updated_too() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let file = "name,email,tags\nAda,ada@example.com,\"a,b\"\nBob,bob@example.com,c\n";
    import(&caller, &CONTACTS, Mode::All, file).await.unwrap();
    let file = "name,email,tags\nAda,ada@example.com,\nBob,bob@example.com,\"[\"\"d,e\"\"]\"\n";
    import(&caller, &CONTACTS, unique(&CONTACTS, Existing::Update), file).await.unwrap();
    let expected = vec![vec![json!(["a", "b"]), json!(1)], vec![json!(["d,e"]), json!(2)]];
    assert_eq!(rows(&caller, &CONTACTS, &["tags", "version"]).await, expected);
}

#[tokio::test]
async fn a_row_that_leads_to_several_is_refused() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let twice = "name,email\nAda,ada@example.com\nAda,ada@example.com\nBob,bob@example.com\n";
    import(&caller, &LEADS, Mode::All, twice).await.unwrap();
    let file = "name,email\nEve,eve@example.com\nAda,ada@example.com\nBob,bob@example.com\nAda,ada@example.com\n";
    for existing in [Existing::Skip, Existing::Update] {
        let Err(ImportError::Rows(report)) = import(&caller, &LEADS, unique(&LEADS, existing), file).await else {
            panic!("{existing:?}: it is stored")
        };
        let named: Vec<_> = report.errors.iter().map(|error| (error.row, error.error.code)).collect();
        assert_eq!(named, [(2, "ambiguous"), (4, "ambiguous")], "{existing:?}");
    }
    assert_eq!(rows(&caller, &LEADS, &["name"]).await.len(), 3);
    let valid = ImportOptions { mode: Mode::Valid, ..unique(&LEADS, Existing::Update) };
    assert_eq!(counts(&import(&caller, &LEADS, valid, file).await.unwrap()), [4, 1, 1, 0, 2]);
}

#[tokio::test]
async fn a_row_that_is_refused_stands_in_the_way_of_none() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let file = format!(
        "name,email,assignee_id\nAda,ada@example.com,{}\nAda,ada@example.com,\n",
        "00000000-0000-7000-8000-000000000001"
    );
    for (existing, expected) in [(Existing::Skip, [2, 1, 0, 0, 1]), (Existing::Update, [2, 0, 1, 0, 1])] {
        let options = ImportOptions { mode: Mode::Valid, ..unique(&LEADS, existing) };
        assert_eq!(counts(&import(&caller, &LEADS, options, &file).await.unwrap()), expected);
    }
    assert_eq!(rows(&caller, &LEADS, &["name"]).await.len(), 1);
}

/// The policies and the predicates isolate by themselves, so each is tried alone.
const POLICIES: [&str; 2] = ["enable", "disable"];

#[tokio::test]
async fn ten_1_rows_are_looked_up_within_the_tenant_and_out_of_the_trash() {
    for policies in POLICIES {
        let test = TestDb::new().await;
        test.superuser(&format!("alter table app.leads {policies} row level security")).await;
        let (caller, neighbour) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
        let file = "name,email\nAda,ada@example.com\n";
        for (existing, expected) in [(Existing::Skip, [1, 1, 0, 0, 0]), (Existing::Update, [1, 0, 1, 0, 0])] {
            for who in [&caller, &neighbour] {
                let report = import(who, &LEADS, unique(&LEADS, existing), file).await.unwrap();
                assert_eq!(counts(&report), expected, "{policies}");
            }
        }
        let changed = "name,email\nCANARY,ada@example.com\n";
        let report = import(&neighbour, &LEADS, unique(&LEADS, Existing::Update), changed).await.unwrap();
        assert_eq!(counts(&report), [1, 0, 1, 0, 0], "{policies}");
        assert_eq!(rows(&caller, &LEADS, &["name", "version"]).await, [vec![json!("Ada"), json!(1)]], "{policies}");
        assert_eq!(rows(&neighbour, &LEADS, &["name"]).await, [vec![json!("CANARY")]], "{policies}");

        let id = caller.page(&LEADS, &[]).await["items"][0]["id"].as_str().unwrap().parse().unwrap();
        caller.trash(&LEADS, id).await;
        let report = import(&caller, &LEADS, unique(&LEADS, Existing::Update), file).await.unwrap();
        assert_eq!(counts(&report), [1, 1, 0, 0, 0], "{policies}");
    }
}

#[tokio::test]
async fn ten_4_private_rows_are_looked_up_among_the_owners() {
    for policies in POLICIES {
        let test = TestDb::new().await;
        test.superuser(&format!(
            "set role bulkhead_owner;
             create table app.cards (like tenancy.resource_columns including all, name text not null, email text);
             select tenancy.protect('app.cards', 'private');
             alter table app.cards {policies} row level security"
        ))
        .await;
        let callers = members(&test).await;
        for (caller, name) in callers.iter().zip(["Of the owner", "Of the member"]) {
            for expected in [[1, 1, 0, 0, 0], [1, 0, 1, 0, 0]] {
                let file = format!("name,email\n{name},ada@example.com\n");
                let report = import(caller, &CARDS, unique(&CARDS, Existing::Update), &file).await.unwrap();
                assert_eq!(counts(&report), expected, "{policies}: {name}");
            }
        }
        for (caller, name) in callers.iter().zip(["Of the owner", "Of the member"]) {
            assert_eq!(rows(caller, &CARDS, &["name", "version"]).await, [vec![json!(name), json!(1)]], "{policies}");
        }
    }
}

/// The owner of a tenant, and a member.
async fn members(test: &TestDb) -> [Caller; 2] {
    let (tenant, owner) = test.tenant("acme").await;
    let member = Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0002);
    test.sign_in(member).await;
    test.superuser(&format!("insert into tenancy.memberships values ('{tenant}', '{member}', 'member')")).await;
    [owner, member].map(|user| Caller::new(test, user, "acme"))
}

#[tokio::test]
async fn imports_at_the_same_time_make_no_doubles() {
    let test = TestDb::new().await;
    let callers = members(&test).await;
    let mut file = "name,email\n".to_owned();
    file.extend((0..1500).map(|n| format!("Lead {n},lead{n}@example.com\n")));
    let imports = callers.iter().chain(&callers);
    let imports = imports.map(|caller| import(caller, &LEADS, unique(&LEADS, Existing::Skip), &file));
    let reports: Vec<_> = join_all(imports).await.into_iter().map(|report| counts(&report.unwrap())).collect();
    assert_eq!(reports.iter().map(|[_, imported, ..]| imported).sum::<usize>(), 1500, "{reports:?}");
    assert_eq!(reports.iter().map(|[.., skipped, _]| skipped).sum::<usize>(), 4500, "{reports:?}");
}

#[tokio::test]
async fn a_field_that_is_one_of_many_in_a_table_of_all_kinds_is_updated_alone() {
    static THINGS: Resource = Resource::new("thing", "things", "app.unique_things").shared().importable().fields(&[
        Field::email("email"),
        Field::integer("count", 0, 9),
        Field::decimal("rate", 5, 2),
        Field::boolean("active", true),
        Field::date("day"),
        Field::timestamp("due_at"),
        Field::uuid("ref_id"),
        Field::json("meta", 100),
    ]);
    let test = TestDb::new().await;
    let columns = "email text, count bigint, rate numeric(5, 2), active boolean not null, day date, due_at timestamptz,
      ref_id uuid, meta jsonb";
    make_table(&test, "app.unique_things", columns).await;
    let caller = Caller::owner(&test, "acme").await;
    let first = json!({"email": "a@b.co", "count": 1, "rate": "1.50", "active": false, "day": "2026-01-31",
        "due_at": "2026-01-31T09:30:00.000000Z", "ref_id": "0197a3c2-7d50-7000-8000-000000000001", "meta": {"a": 1}});
    caller.create(&THINGS, first.clone()).await.unwrap();
    for (field, cell, value) in [
        ("count", "2", json!(2)),
        ("rate", "2.5", json!("2.50")),
        ("active", "true", json!(true)),
        ("day", "2026-02-01", json!("2026-02-01")),
        ("due_at", "2026-02-01T00:00:00Z", json!("2026-02-01T00:00:00.000000Z")),
        ("ref_id", "0197a3c2-7d50-7000-8000-000000000002", json!("0197a3c2-7d50-7000-8000-000000000002")),
        ("meta", "[]", json!([])),
    ] {
        let before = caller.page(&THINGS, &[]).await["items"][0].clone();
        let file = format!("email,{field}\nA@b.co,{cell}\n");
        let report = import(&caller, &THINGS, unique(&THINGS, Existing::Update), &file).await.unwrap();
        assert_eq!(counts(&report), [1, 0, 1, 0, 0], "{field}");
        let after = caller.page(&THINGS, &[]).await["items"][0].clone();
        for name in first.as_object().unwrap().keys() {
            assert_eq!(
                after[name],
                if name == field { value.clone() } else { before[name].clone() },
                "{field}: {name}"
            );
        }
    }
}
