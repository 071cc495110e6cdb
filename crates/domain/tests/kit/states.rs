//! Rows with states: which verb does what, and from where.

use domain::applications::APPLICATIONS;
use domain::kit::{self, Change, Error, Field, Record, Resource, Transition, transition_by_job, transition_in};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use tenancy::{Job, JobRequest, Jobs, TenantId};
use uuid::Uuid;

use crate::{Caller, json, make_table, object, refused_field};

static TICKETS: Resource = Resource::new("ticket", "tickets", "app.tickets")
    .shared()
    .states(
        "status",
        "open",
        &[
            Transition::new("close", &["open", "waiting"], "closed").stamps("closed_at", "closed_by"),
            Transition::new("reopen", &["closed"], "open"),
            Transition::new("wait", &["open"], "waiting").internal(),
        ],
    )
    .fields(&[
        Field::text("title", 1, 50).required(),
        Field::state("status", &["open", "waiting", "closed"]).filterable(),
        Field::timestamp("closed_at").read_only(),
        Field::member("closed_by").read_only(),
    ]);

const COLUMNS: &str = "title text not null, closed_at timestamptz, closed_by uuid, status text not null default 'open'
  constraint tickets_status_known check (status in ('open', 'waiting', 'closed'))";

async fn course(test: &TestDb) -> Uuid {
    let id = Uuid::now_v7();
    test.superuser(&format!("insert into app.courses (id, name) values ('{id}', 'Astronomy')")).await;
    id
}

fn state(made: &Result<Record, Error>) -> String {
    match made {
        Ok(record) => json(record)["status"].as_str().unwrap().to_owned(),
        Err(Error::InvalidState(why)) => why.to_string(),
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn an_application_goes_from_state_to_state_by_its_verbs_alone() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&APPLICATIONS, json!({"course_id": course(&test).await})).await.unwrap();
    assert_eq!(json(&made)["status"], "draft");
    for parse in [kit::parse_create, kit::parse_replace, kit::parse_merge] {
        let errors =
            parse(&APPLICATIONS, object(json!({"course_id": Uuid::nil(), "status": "submitted"}))).unwrap_err();
        assert_eq!((errors[0].field.as_str(), errors[0].code), ("status", "read_only"));
    }
    let submitted = caller.act(&APPLICATIONS, made.id, "submit").await;
    assert_eq!((state(&submitted).as_str(), submitted.unwrap().version), ("submitted", 2));
    let again = caller.act(&APPLICATIONS, made.id, "submit").await;
    assert_eq!(state(&again), "The application is submitted: it must be draft to submit.");
    assert_eq!(state(&caller.act(&APPLICATIONS, made.id, "withdraw").await), "withdrawn");
    let again = caller.act(&APPLICATIONS, made.id, "withdraw").await;
    assert_eq!(state(&again), "The application is withdrawn: it must be draft or submitted to withdraw.");
    let listed = caller.page(&APPLICATIONS, &[("status", "withdrawn")]).await;
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_verb_tells_a_missing_row_from_an_old_version_and_from_a_wrong_state() {
    let test = TestDb::new().await;
    let (caller, stranger) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    let made = caller.create(&APPLICATIONS, json!({"course_id": course(&test).await})).await.unwrap().id;
    let of = |id, version| Change { id, expected: Some(vec![version]) };
    let submit = async |caller: &Caller, change: Change| {
        kit::act(&caller.db, &caller.write, &APPLICATIONS, "submit", &change).await
    };
    assert!(matches!(submit(&caller, of(Uuid::now_v7(), 1)).await, Err(Error::NotFound)));
    assert!(matches!(submit(&stranger, of(made, 1)).await, Err(Error::NotFound)));
    assert!(matches!(submit(&caller, of(made, 7)).await, Err(Error::VersionMismatch)));
    assert_eq!(submit(&caller, of(made, 1)).await.unwrap().version, 2);
    assert!(matches!(submit(&caller, of(made, 1)).await, Err(Error::VersionMismatch)));
    assert!(matches!(submit(&caller, of(made, 2)).await, Err(Error::InvalidState(_))));
    assert!(matches!(caller.act(&APPLICATIONS, made, "approve").await, Err(Error::NotFound)));
    caller.trash(&APPLICATIONS, made).await;
    assert!(matches!(caller.act(&APPLICATIONS, made, "withdraw").await, Err(Error::NotFound)));
}

#[tokio::test]
async fn of_two_steps_at_once_the_second_meets_the_state_of_the_first() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    let made = caller.create(&APPLICATIONS, json!({"course_id": course(&test).await})).await.unwrap().id;
    let change = Change { id: made, expected: None };
    let mut first = caller.db.begin(&caller.write).await.unwrap();
    transition_in(&mut first, &APPLICATIONS, "withdraw", &change).await.unwrap();
    let second = caller.act(&APPLICATIONS, made, "submit");
    let commit = async {
        // The second waits for the row.
        let waiting =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        let mut superuser = test.connect("postgres").await;
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&mut superuser).await.unwrap() == 0 {
            tokio::task::yield_now().await;
        }
        first.commit().await.unwrap();
    };
    let (second, ()) = tokio::join!(second, commit);
    assert_eq!(state(&second), "The application is withdrawn: it must be draft to submit.");
}

#[tokio::test]
async fn a_step_sets_its_time_and_its_user_and_an_internal_one_has_no_route() {
    let test = TestDb::new().await;
    make_table(&test, "app.tickets", COLUMNS).await;
    let (tenant, owner) = test.tenant("acme").await;
    let caller = Caller::new(&test, owner, "acme");
    let made = caller.create(&TICKETS, json!({"title": "Broken"})).await.unwrap().id;
    assert!(matches!(caller.act(&TICKETS, made, "wait").await, Err(Error::NotFound)));
    let mut tx = caller.db.begin(&caller.write).await.unwrap();
    transition_in(&mut tx, &TICKETS, "wait", &Change { id: made, expected: None }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(json(&found(&caller, made).await)["status"], "waiting");
    let closed = json(&caller.act(&TICKETS, made, "close").await.unwrap());
    assert_eq!((&closed["status"], &closed["closed_by"]), (&json!("closed"), &json!(owner)));
    assert_eq!(closed["closed_at"], closed["updated_at"]);
    let changed = caller.change(&TICKETS, made, json!({"title": "Mended"})).await.unwrap();
    assert_eq!(json(&changed)["closed_at"], closed["closed_at"]);
    let refused = caller.change(&TICKETS, Uuid::now_v7(), json!({"title": "x"})).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    assert_eq!(state(&caller.act(&TICKETS, made, "reopen").await), "open");
    assert_eq!(TICKETS.verbs().map(|verb| verb.name).collect::<Vec<_>>(), ["close", "reopen"]);
    let wrong = kit::parse_create(&TICKETS, object(json!({"title": "x", "closed_by": tenant})));
    assert_eq!(refused_field(&Error::Invalid(wrong.unwrap_err())), ("closed_by", "read_only"));
}

async fn found(caller: &Caller, id: Uuid) -> Record {
    kit::find(&caller.db, &caller.read, &TICKETS, id).await.unwrap()
}

#[tokio::test]
async fn a_job_takes_rows_of_its_tenant_from_state_to_state() {
    let test = TestDb::new().await;
    make_table(&test, "app.tickets", COLUMNS).await;
    let (tenant, owner) = test.tenant("acme").await;
    let (other, _) = test.tenant("other").await;
    let caller = Caller::new(&test, owner, "acme");
    let made = caller.create(&TICKETS, json!({"title": "Broken"})).await.unwrap().id;
    let jobs = Jobs::new(test.pool("bulkhead_app", 1), test.pool("bulkhead_platform", 1));
    let change = Change { id: made, expected: None };
    let step = async |tenant: Uuid, verb| {
        let run_id = Uuid::now_v7();
        let entry = JobRequest { tenant_id: TenantId(tenant), job: Job::EMPTY_TRASH, acting_for: None, run_id };
        let mut tx = jobs.begin(&entry).await.unwrap().unwrap();
        let done = transition_by_job(&mut tx, None, &TICKETS, verb, &change).await;
        tx.commit().await.unwrap();
        done
    };
    assert!(matches!(step(other, "wait").await, Err(Error::NotFound)));
    assert_eq!(step(tenant, "wait").await.unwrap(), 2);
    assert!(matches!(step(tenant, "wait").await, Err(Error::InvalidState(_))));
    assert_eq!(step(tenant, "close").await.unwrap(), 3);
    let closed = json(&found(&caller, made).await);
    assert_eq!((&closed["status"], &closed["closed_by"]), (&json!("closed"), &Json::Null));
    assert!(!closed["closed_at"].is_null());
}
