//! Lists are served by indexes, as the role that serves them, whatever the size of the table.
#![expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]

use sqlx::Row;
use tenancy::testing::TestDb;
use tenancy::{Entry, Intent, Role, TenantRef};
use uuid::Uuid;

use super::{ListQuery, Resource, statement};
use crate::leads::LEADS;
use crate::universities::UNIVERSITIES;

const LEADS_OF_TENANT: &str = "insert into app.leads (tenant_id, id, owner_id, name, company)
  select t.id, gen_random_uuid(), t.id, 'Lead ' || n, 'company' || n % 100 from tenancy.tenants t, generate_series(1, 10000) n;
  analyze app.leads; analyze tenancy.terms";

const CATALOGUE: &str = "insert into app.universities (id, name, country)
  select gen_random_uuid(), 'University ' || n, 'Country' || n % 100 from generate_series(1, 20000) n;
  analyze app.universities";

async fn plan(test: &TestDb, user_id: Uuid, resource: &Resource, parameters: &[(&str, &str)]) -> String {
    let tenant = TenantRef::parse("acme").unwrap();
    let entry =
        Entry { who: user_id.into(), tenant, needed: Role::Viewer, intent: Intent::Read, request_id: Uuid::now_v7() };
    let parameters = parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    let query = ListQuery::parse(resource, parameters).unwrap();
    let mut tx = test.db(1).begin(&entry).await.unwrap();
    let lines = tx.run(statement(&entry, resource, &query).explained()).await.unwrap();
    lines.iter().map(|line| line.get::<String, _>(0) + "\n").collect()
}

#[tokio::test]
async fn a_search_of_a_tenants_rows_is_a_range_of_the_terms_primary_key() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.tenant("other").await;
    test.superuser(LEADS_OF_TENANT).await;
    for (q, condition) in [("9999", "term >= '9999'"), ("company7 777", "term >= '777'")] {
        let plan = plan(&test, owner, &LEADS, &[("q", q)]).await;
        assert!(plan.contains("using terms_pkey on terms"), "{plan}");
        let condition = plan.lines().any(|line| line.contains("Index Cond") && line.contains(condition));
        assert!(condition, "{plan}");
        assert!(!plan.contains("Seq Scan on terms") && !plan.contains("Seq Scan on leads"), "{plan}");
    }
}

#[tokio::test]
async fn a_page_of_a_tenants_rows_is_a_range_of_the_newest_first_index() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.tenant("other").await;
    test.superuser(LEADS_OF_TENANT).await;
    let plan = plan(&test, owner, &LEADS, &[]).await;
    assert!(plan.contains("Index Scan using leads_newest on leads (actual rows=51 loops=1)"), "{plan}");
}

#[tokio::test]
async fn a_search_of_the_catalogue_is_served_by_its_word_index() {
    let test = TestDb::new().await;
    let (_, owner) = test.tenant("acme").await;
    test.superuser(CATALOGUE).await;
    let plan = plan(&test, owner, &UNIVERSITIES, &[("q", "country77 1277")]).await;
    assert!(plan.contains("Bitmap Index Scan on universities_search"), "{plan}");
    assert!(!plan.contains("Seq Scan on universities"), "{plan}");
}
