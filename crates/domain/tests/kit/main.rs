//! The resource kit over a real database.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]

mod actions;
mod catalog;
mod constraints;
mod declarations;
mod drafts;
mod favourites;
mod field_access;
mod idempotency;
mod import;
mod imports;
mod kinds;
mod leads;
mod nested_verbs;
mod pages;
mod parents;
mod patterns;
mod phones;
mod read_marks;
mod references;
mod reserved_words;
mod search_pages;
mod second_key;
mod secrets;
mod settings;
mod states;
mod trash;
mod words;

use domain::kit::{self, Change, Error, ListQuery, Record, Resource};
use serde_json::{Map, Value as Json};
use tenancy::testing::{TestDb, caller};
use tenancy::{Db, Intent, Role, TenantRef, TenantRequest};
use uuid::Uuid;

fn entry(user_id: Uuid, tenant: &str, needed: Role, intent: Intent) -> TenantRequest {
    TenantRequest {
        who: caller(user_id),
        tenant: TenantRef::parse(tenant).unwrap(),
        needed,
        intent,
        request_id: Uuid::now_v7(),
    }
}

fn json(record: &Record) -> Json {
    serde_json::from_slice(&record.json).unwrap()
}

/// The field and the code of the first error of a refused body.
fn refused_field(error: &Error) -> (&str, &str) {
    let Error::Invalid(errors) = error else { panic!("{error:?}") };
    (&errors[0].field, errors[0].code)
}

fn object(json: Json) -> Map<String, Json> {
    serde_json::from_value(json).unwrap()
}

/// Makes a table of tenants' rows that no migration knows, with these columns and constraints beside the usual ones.
async fn make_table(test: &TestDb, table: &str, columns: &str) {
    test.superuser(&format!(
        "set role bulkhead_owner;
         create table {table} (
           tenant_id uuid not null, id uuid not null, owner_id uuid not null, version bigint not null default 1,
           created_at timestamptz not null default statement_timestamp(), updated_at timestamptz not null default statement_timestamp(),
           deleted_at timestamptz, primary key (tenant_id, id), {columns});
         select tenancy.protect('{table}', 'shared')"
    ))
    .await;
}

/// A member of a tenant, and the way there.
struct Caller {
    db: Db,
    write: TenantRequest,
    read: TenantRequest,
}

impl Caller {
    fn new(test: &TestDb, user_id: Uuid, tenant: &str) -> Self {
        let write = entry(user_id, tenant, Role::Member, Intent::Write);
        Self { db: test.db(2), write, read: entry(user_id, tenant, Role::Viewer, Intent::Read) }
    }

    /// The owner of a tenant of their own.
    async fn owner(test: &TestDb, tenant: &str) -> Self {
        let (_, owner) = test.tenant(tenant).await;
        Self::new(test, owner, tenant)
    }

    async fn create(&self, resource: &Resource, json: Json) -> Result<Record, Error> {
        let body = kit::parse_create(resource, object(json)).unwrap();
        kit::create(&self.db, &self.write, resource, Uuid::now_v7(), &body).await
    }

    /// Changes the fields that the JSON names.
    async fn change(&self, resource: &Resource, id: Uuid, json: Json) -> Result<Record, Error> {
        let body = kit::parse_merge(resource, object(json)).unwrap();
        kit::update(&self.db, &self.write, resource, &Change { id, expected: None }, &body).await
    }

    async fn trash(&self, resource: &Resource, id: Uuid) {
        kit::delete(&self.db, &self.write, resource, &Change { id, expected: None }).await.unwrap();
    }

    async fn act(&self, resource: &Resource, id: Uuid, verb: &str) -> Result<Record, Error> {
        kit::act(&self.db, &self.write, resource, verb, &Change { id, expected: None }).await
    }

    async fn page(&self, resource: &Resource, parameters: &[(&str, &str)]) -> Json {
        let parameters = parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let query = ListQuery::parse(resource, parameters).unwrap();
        serde_json::from_slice(&kit::list(&self.db, &self.read, resource, &query).await.unwrap().json).unwrap()
    }

    async fn names(&self, resource: &Resource, parameters: &[(&str, &str)]) -> Vec<String> {
        let page = self.page(resource, parameters).await;
        page["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
    }
}
