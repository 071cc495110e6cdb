//! What a field names has to be there: live, of the same tenant, and a member where it is one.

use std::convert::Infallible;

use bytes::Bytes;
use domain::applications::APPLICATIONS;
use domain::call_notes::CALL_NOTES;
use domain::courses::COURSES;
use domain::favourites::FAVOURITES;
use domain::kit::{self, Change, Error, Field, Format, ImportError, ImportReport, Mode, Resource};
use domain::leads::LEADS;
use domain::{catalog, trash};
use futures_util::stream;
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use tenancy::{Jobs, TenantTx};
use uuid::Uuid;

use crate::{Caller, json, make_table, object, refused_field};

/// Plans of visits to a favourite, with a name of their own each.
static PLANS: Resource = Resource::new("plan", "plans", "app.plans").shared().natural_key(&["name"]).fields(&[
    Field::text("name", 1, 50).required(),
    Field::reference("favourite_id", &FAVOURITES),
    Field::member("user_id"),
]);

const COLUMNS: &str =
    "name text not null, favourite_id uuid, user_id uuid, constraint plans_name unique (tenant_id, name),
  constraint plans_favourite foreign key (tenant_id, favourite_id) references app.favourites (tenant_id, id)";

async fn lead(caller: &Caller) -> Uuid {
    caller.create(&LEADS, json!({"name": "Ada"})).await.unwrap().id
}

fn note(lead_id: impl Into<Json>) -> Json {
    json!({"body": "Asks for an offer", "lead_id": lead_id.into()})
}

#[tokio::test]
async fn a_row_that_is_named_is_a_live_one_of_the_same_tenant() {
    let test = TestDb::new().await;
    let (caller, stranger) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    let (own, trashed, foreign) = (lead(&caller).await, lead(&caller).await, lead(&stranger).await);
    caller.trash(&LEADS, trashed).await;
    let made = caller.create(&CALL_NOTES, note(own.to_string())).await.unwrap();
    assert_eq!(json(&made)["lead_id"], own.to_string());
    assert!(caller.create(&CALL_NOTES, note(Json::Null)).await.is_ok());
    for wrong in [trashed, foreign, Uuid::now_v7()] {
        let refused = caller.create(&CALL_NOTES, note(wrong.to_string())).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("lead_id", "reference"), "{wrong}");
        let mut tx = caller.db.begin(&caller.write).await.unwrap();
        let refused = create_in(&mut tx, &CALL_NOTES, note(wrong.to_string())).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("lead_id", "reference"), "{wrong}");
        let refused = caller.change(&CALL_NOTES, made.id, json!({"lead_id": wrong})).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("lead_id", "reference"), "{wrong}");
    }
    assert_eq!(caller.page(&CALL_NOTES, &[]).await["items"].as_array().unwrap().len(), 2);
    let Err(Error::Invalid(errors)) = caller.create(&CALL_NOTES, note(foreign.to_string())).await else { panic!() };
    assert_eq!(errors[0].message, "must be the id of one of the leads");
}

async fn create_in(tx: &mut TenantTx, resource: &Resource, body: Json) -> Result<kit::Record, Error> {
    let body = kit::parse_create(resource, object(body)).unwrap();
    kit::create_in(tx, resource, Uuid::now_v7(), &body).await
}

#[tokio::test]
async fn a_name_that_a_row_has_already_stays_when_what_it_names_is_trashed() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let (first, second) = (lead(&caller).await, lead(&caller).await);
    let made = caller.create(&CALL_NOTES, note(first.to_string())).await.unwrap().id;
    caller.trash(&LEADS, first).await;
    caller.change(&CALL_NOTES, made, json!({"body": "Calls back"})).await.unwrap();
    let whole = kit::parse_replace(&CALL_NOTES, object(note(first.to_string()))).unwrap();
    let change = Change { id: made, expected: Some(vec![2]) };
    kit::update(&caller.db, &caller.write, &CALL_NOTES, &change, &whole).await.unwrap();
    // An old version is told before a wrong name.
    let wrong = kit::parse_merge(&CALL_NOTES, object(json!({"lead_id": Uuid::now_v7()}))).unwrap();
    let stale = kit::update(&caller.db, &caller.write, &CALL_NOTES, &change, &wrong).await;
    assert!(matches!(stale, Err(Error::VersionMismatch)), "{stale:?}");
    caller.change(&CALL_NOTES, made, json!({"lead_id": second})).await.unwrap();
    let refused = caller.change(&CALL_NOTES, made, json!({"lead_id": first})).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("lead_id", "reference"));
    let gone = caller.change(&CALL_NOTES, Uuid::now_v7(), json!({"lead_id": second})).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");
}

async fn restore(caller: &Caller, resource: &Resource, id: Uuid, expected: Option<Vec<i64>>) -> Result<i64, Error> {
    let restored = kit::restore(&caller.db, &caller.write, resource, &Change { id, expected }).await;
    restored.map(|record| record.version)
}

#[tokio::test]
async fn a_row_comes_out_of_the_trash_after_what_it_names() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let lead = lead(&caller).await;
    let made = caller.create(&CALL_NOTES, note(lead.to_string())).await.unwrap().id;
    caller.trash(&CALL_NOTES, made).await;
    caller.trash(&LEADS, lead).await;

    let Err(Error::Invalid(errors)) = restore(&caller, &CALL_NOTES, made, None).await else { panic!("it is restored") };
    assert_eq!((errors.len(), errors[0].field.as_str(), errors[0].code), (1, "lead_id", "reference"));
    assert_eq!(errors[0].message, "is the id of one of the leads that isn't there any more: restore that one first");
    // An old version is told before that.
    let stale = restore(&caller, &CALL_NOTES, made, Some(vec![1])).await;
    assert!(matches!(stale, Err(Error::VersionMismatch)), "{stale:?}");
    let trashed = caller.page(&CALL_NOTES, &[("deleted", "true")]).await;
    assert_eq!((&trashed["items"][0]["id"], &trashed["items"][0]["version"]), (&json!(made), &json!(2)));
    let mut tx = caller.db.begin(&caller.write).await.unwrap();
    let refused = kit::restore_in(&mut tx, &CALL_NOTES, &Change { id: made, expected: None }).await;
    assert_eq!(refused_field(&refused.unwrap_err()), ("lead_id", "reference"));
    tx.rollback().await.unwrap();

    restore(&caller, &LEADS, lead, None).await.unwrap();
    assert_eq!(restore(&caller, &CALL_NOTES, made, Some(vec![2])).await.unwrap(), 3);
    let again = restore(&caller, &CALL_NOTES, made, None).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
}

#[tokio::test]
async fn a_row_comes_out_of_the_trash_without_what_has_left_it_for_good() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let lead = lead(&caller).await;
    let made = caller.create(&CALL_NOTES, note(lead.to_string())).await.unwrap().id;
    caller.trash(&CALL_NOTES, made).await;
    caller.trash(&LEADS, lead).await;
    test.superuser("select set_config('app.tenant_id', tenant_id::text, false) from app.leads; delete from app.leads")
        .await;
    restore(&caller, &CALL_NOTES, made, None).await.unwrap();
    let found = kit::find(&caller.db, &caller.read, &CALL_NOTES, made).await.unwrap();
    assert_eq!(json(&found)["lead_id"], Json::Null);
}

#[tokio::test]
async fn a_row_of_the_catalogue_that_is_retired_keeps_what_names_it_in_the_trash() {
    let test = TestDb::new().await;
    let course = Uuid::now_v7();
    test.superuser(&format!("insert into app.courses (id, name) values ('{course}', 'Astronomy')")).await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&APPLICATIONS, json!({"course_id": course})).await.unwrap().id;
    caller.trash(&APPLICATIONS, made).await;
    test.superuser("update app.courses set deleted_at = now()").await;
    let refused = restore(&caller, &APPLICATIONS, made, None).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("course_id", "reference"));
    test.superuser("update app.courses set deleted_at = null").await;
    restore(&caller, &APPLICATIONS, made, None).await.unwrap();
}

#[tokio::test]
async fn a_row_comes_out_of_the_trash_though_the_member_it_names_has_left() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let member = join(&test, tenant).await;
    let caller = Caller::new(&test, owner, "acme");
    let made = caller.create(&LEADS, json!({"name": "Ada", "assignee_id": member})).await.unwrap().id;
    caller.trash(&LEADS, made).await;
    test.superuser(&format!("delete from tenancy.memberships where user_id = '{member}'")).await;
    restore(&caller, &LEADS, made, None).await.unwrap();
    assert_eq!(caller.names(&LEADS, &[("assignee_id", &member.to_string())]).await, ["Ada"]);
}

#[tokio::test]
async fn what_leaves_the_trash_for_good_leaves_the_rows_that_named_it() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let lead = lead(&caller).await;
    let made = caller.create(&CALL_NOTES, note(lead.to_string())).await.unwrap();
    caller.trash(&LEADS, lead).await;
    test.superuser("update app.leads set deleted_at = now() - interval '31 days'").await;
    let jobs = Jobs::new(test.pool("bulkhead_app", 1), test.pool("bulkhead_platform", 1));
    let emptied = trash::empty(&jobs, 30, Uuid::now_v7, |failure| panic!("{failure:?}")).await;
    assert_eq!(emptied.unwrap(), 1);
    let found = kit::find(&caller.db, &caller.read, &CALL_NOTES, made.id).await.unwrap();
    assert_eq!((&json(&found)["lead_id"], found.version), (&Json::Null, 2));
    let logged: String = sqlx::query_scalar(
        "select fields::text from tenancy.changes where table_name = 'call_notes' and job is not null",
    )
    .fetch_one(&mut test.connect("postgres").await)
    .await
    .unwrap();
    assert_eq!(logged, format!(r#"{{"lead_id": ["{lead}", null]}}"#));
}

#[tokio::test]
async fn a_closed_tenant_is_removed_with_rows_that_name_each_other() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let lead = lead(&caller).await;
    caller.create(&CALL_NOTES, note(lead.to_string())).await.unwrap();
    test.superuser("update tenancy.tenants set deleted_at = now() - interval '31 days'").await;
    assert_eq!(caller.db.purge_closed_tenants().await.unwrap(), 1);
    let left: i64 =
        sqlx::query_scalar("select (select count(*) from app.leads) + (select count(*) from app.call_notes)")
            .fetch_one(&mut test.connect("postgres").await)
            .await
            .unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_private_row_is_named_by_its_owner_alone_and_a_row_of_the_catalogue_by_all() {
    let test = TestDb::new().await;
    make_table(&test, "app.plans", COLUMNS).await;
    let (tenant, owner) = test.tenant("acme").await;
    let colleague = join(&test, tenant).await;
    let (owner, colleague) = (Caller::new(&test, owner, "acme"), Caller::new(&test, colleague, "acme"));
    let item = json!({"item_type": "course", "item_id": Uuid::now_v7()});
    let favourite = owner.create(&FAVOURITES, item).await.unwrap().id;
    let plan = |name: &str| json!({"name": name, "favourite_id": favourite});
    owner.create(&PLANS, plan("mine")).await.unwrap();
    let refused = colleague.create(&PLANS, plan("theirs")).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("favourite_id", "reference"));
    // The same name again is the same plan, whatever it names.
    let again = owner.create(&PLANS, json!({"name": "mine"})).await.unwrap();
    assert_eq!(owner.create(&PLANS, plan("mine")).await.unwrap().id, again.id);

    let (live, retired) = (Uuid::now_v7(), Uuid::now_v7());
    test.superuser(&format!(
        "insert into app.courses (id, name, deleted_at)
         values ('{live}', 'Astronomy', null), ('{retired}', 'Alchemy', now())"
    ))
    .await;
    owner.create(&APPLICATIONS, json!({"course_id": live})).await.unwrap();
    for wrong in [retired, Uuid::now_v7()] {
        let refused = owner.create(&APPLICATIONS, json!({"course_id": wrong})).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("course_id", "reference"));
    }
}

/// A new member of the tenant, signed in.
async fn join(test: &TestDb, tenant: Uuid) -> Uuid {
    let user = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{user}', 'member')"
    ))
    .await;
    test.sign_in(user).await;
    user
}

#[tokio::test]
async fn a_member_who_is_named_belongs_to_the_tenant_and_stays_named_when_they_leave() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (_, stranger) = test.tenant("other").await;
    let member = join(&test, tenant).await;
    let caller = Caller::new(&test, owner, "acme");
    let made = caller.create(&LEADS, json!({"name": "Ada", "assignee_id": member})).await.unwrap();
    for wrong in [stranger, Uuid::now_v7()] {
        let refused = caller.create(&LEADS, json!({"name": "Ada", "assignee_id": wrong})).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("assignee_id", "reference"));
        let refused = caller.change(&LEADS, made.id, json!({"assignee_id": wrong})).await.unwrap_err();
        assert_eq!(refused_field(&refused), ("assignee_id", "reference"));
    }
    test.superuser(&format!("delete from tenancy.memberships where user_id = '{member}'")).await;
    let kept = caller.change(&LEADS, made.id, json!({"status": "won", "assignee_id": member})).await.unwrap();
    assert_eq!(json(&kept)["assignee_id"], member.to_string());
    assert_eq!(caller.names(&LEADS, &[("assignee_id", &member.to_string())]).await, ["Ada"]);
    let refused = caller.create(&LEADS, json!({"name": "Bob", "assignee_id": member})).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("assignee_id", "reference"));
    caller.change(&LEADS, made.id, json!({"assignee_id": owner})).await.unwrap();
}

#[tokio::test]
async fn each_name_that_leads_to_nothing_is_an_error_of_its_own() {
    let test = TestDb::new().await;
    make_table(&test, "app.plans", COLUMNS).await;
    let caller = Caller::owner(&test, "acme").await;
    let wrong = json!({"name": "a", "favourite_id": Uuid::now_v7(), "user_id": Uuid::now_v7()});
    let Err(Error::Invalid(errors)) = caller.create(&PLANS, wrong).await else { panic!("it is made") };
    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["favourite_id", "user_id"]);
}

async fn import(caller: &Caller, mode: Mode, file: String) -> Result<ImportReport, ImportError<Infallible>> {
    let chunks = stream::iter([Ok(Bytes::from(file))]);
    let imported = kit::import(&caller.db, &caller.write, &LEADS, Format::Csv, mode, chunks, Uuid::now_v7).await;
    imported.map(|(_, report)| report)
}

#[tokio::test]
async fn a_row_of_a_file_that_names_no_member_is_refused_by_its_number() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    let (_, stranger) = test.tenant("other").await;
    let caller = Caller::new(&test, owner, "acme");
    let file = format!(
        "name,assignee_id,email\nAda,{owner},\nBob,{stranger},\nEve,,\nMal,{},\nPat,,nonsense\n",
        Uuid::now_v7()
    );
    let Err(ImportError::Rows(report)) = import(&caller, Mode::All, file.clone()).await else { panic!("it is stored") };
    let named = |report: &ImportReport| -> Vec<_> {
        report.errors.iter().map(|error| (error.row, error.error.field.clone(), error.error.code)).collect()
    };
    let expected = [(2, "assignee_id", "reference"), (4, "assignee_id", "reference"), (5, "email", "email")]
        .map(|(row, field, code)| (row, field.to_owned(), code));
    assert_eq!(named(&report), expected);
    assert!(caller.names(&LEADS, &[]).await.is_empty());
    let report = import(&caller, Mode::Valid, file).await.unwrap();
    assert_eq!((report.imported, report.failed, named(&report)), (2, 3, expected.to_vec()));
    assert_eq!(caller.names(&LEADS, &[("sort", "name")]).await, ["Ada", "Eve"]);
    assert_eq!(caller.names(&LEADS, &[("assignee_id", &owner.to_string())]).await, ["Ada"]);
}

#[tokio::test]
async fn a_row_of_the_catalogue_that_names_what_is_not_there_is_refused_by_its_number() {
    let test = TestDb::new().await;
    let (live, retired) = (Uuid::now_v7(), Uuid::now_v7());
    test.superuser(&format!(
        "insert into app.universities (id, name, deleted_at)
         values ('{live}', 'Bologna', null), ('{retired}', 'Atlantis', now())"
    ))
    .await;
    let caller = Caller::owner(&test, "acme").await;
    let file = format!("name,university_id\nAstronomy,{live}\nAlchemy,{retired}\n");
    let chunks = stream::iter([Ok::<_, Infallible>(Bytes::from(file))]);
    let refused = catalog::upsert(&caller.db, &COURSES, Format::Csv, chunks, Uuid::now_v7).await;
    let Err(ImportError::Rows(report)) = refused else { panic!("{refused:?}") };
    assert_eq!((report.errors[0].row, report.errors[0].error.field.as_str(), report.failed), (2, "university_id", 1));
    assert!(caller.names(&COURSES, &[]).await.is_empty());
}
