//! A tenant with a phone, beside another.

use sqlx::Row;
use sqlx::postgres::PgRow;
use tenancy::testing::{TestDb, caller};
use tenancy::{Db, Intent, Role, Statement, TenantRef, TenantRequest};
use uuid::Uuid;

use super::super::Period;

pub struct World {
    pub test: TestDb,
    pub db: Db,
    pub tenant: Uuid,
    pub other: Uuid,
    owner: Uuid,
}

impl World {
    pub async fn new() -> Self {
        let test = TestDb::new().await;
        let (tenant, owner) = test.tenant("acme").await;
        let (other, _) = test.tenant("other").await;
        let world = Self { db: test.db(1), test, tenant, other, owner };
        let phones = "insert into app.phones (tenant_id, id, owner_id, number, calls_per_second, segments_per_second)
            select id, md5('phone')::uuid, id, '+14155550100', 1, 1 from tenancy.tenants";
        world.test.superuser(phones).await;
        world
    }

    pub fn request(&self) -> TenantRequest {
        TenantRequest {
            who: caller(self.owner),
            tenant: TenantRef::parse("acme").unwrap(),
            needed: Role::Viewer,
            intent: Intent::Read,
            request_id: Uuid::from_u128(1),
        }
    }

    /// Makes calls of a tenant: from a query of the columns direction, status, seconds, simulated, time.
    pub async fn call(&self, tenant: Uuid, query: &str) {
        self.unlogged(&format!(
            "insert into app.calls (tenant_id, id, owner_id, phone_id, \"from\", \"to\", direction, status,
              duration_seconds, simulated, created_at)
             select '{tenant}', gen_random_uuid(), '{tenant}', md5('phone')::uuid, '+14155550100', '+14155550101',
               made.*
             from ({query}) made (direction, status, seconds, simulated, time)"
        ))
        .await;
    }

    /// Makes messages of a tenant: from a query of the columns direction, status, segments, simulated, time.
    pub async fn message(&self, tenant: Uuid, query: &str) {
        self.unlogged(&format!(
            "insert into app.messages (tenant_id, id, owner_id, phone_id, \"from\", \"to\", body, direction, status,
              segments, simulated, created_at)
             select '{tenant}', gen_random_uuid(), '{tenant}', md5('phone')::uuid, '+14155550100', '+14155550101',
               'Hello', made.*
             from ({query}) made (direction, status, segments, simulated, time)"
        ))
        .await;
    }

    /// Makes leads of a tenant: from a query of the columns status, time.
    pub async fn lead(&self, tenant: Uuid, query: &str) {
        self.unlogged(&format!(
            "insert into app.leads (tenant_id, id, owner_id, name, status, created_at)
             select '{tenant}', gen_random_uuid(), '{tenant}', 'Lead', made.* from ({query}) made (status, time)"
        ))
        .await;
    }

    /// Runs what writes many rows without their triggers.
    async fn unlogged(&self, sql: &str) {
        let sql = format!("set session_replication_role = replica; {sql}; set session_replication_role = origin");
        self.test.superuser(&sql).await;
    }

    /// The plan of a statement and what it read, as the role that serves it.
    pub async fn explain(&self, statement: Statement) -> String {
        let mut tx = self.test.db(1).begin(&self.request()).await.unwrap();
        let lines: Vec<PgRow> = tx.run(statement.explained()).await.unwrap();
        // Postgres 18 counts rows with decimals.
        lines.iter().map(|line| line.get::<String, _>(0).replace(".00 loops=", " loops=") + "\n").collect()
    }
}

pub fn period(query: &[(&str, &str)]) -> Period {
    let parameters = query.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
    Period::parse(parameters, time::macros::datetime!(2030-06-15 12:00 UTC)).unwrap()
}
