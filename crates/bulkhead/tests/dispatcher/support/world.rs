use domain::messages::MESSAGES;
use domain::phones::PHONES;
use domain::scheduled_calls::SCHEDULED_CALLS;
use tenancy::Db;

use super::*;

/// A tenant with a phone and an agent who calls.
pub struct Tenant {
    pub id: Uuid,
    pub phone: Uuid,
    db: Db,
    write: TenantRequest,
    read: TenantRequest,
}

impl Tenant {
    pub async fn new(stage: &Stage, slug: &str) -> Self {
        Self::at_rate(stage, slug, 1_000).await
    }

    /// With a phone that begins so many calls a second, and sends as many segments.
    pub async fn at_rate(stage: &Stage, slug: &str, rate: i64) -> Self {
        let (id, owner) = stage.db.tenant(slug).await;
        let (write, read) = (entry(owner, slug, Intent::Write), entry(owner, slug, Intent::Read));
        let mut tenant = Self { id, phone: Uuid::nil(), db: stage.db.db(4), write, read };
        tenant.phone = tenant.register("+14155550100", rate).await;
        tenant
    }

    /// Registers a phone, with an agent.
    pub async fn register(&self, number: &str, rate: i64) -> Uuid {
        let phone = json!({"number": number, "calls_per_second": rate, "segments_per_second": rate});
        let phone = self.make(&PHONES, phone).await.unwrap().id;
        let prompt = self.make(&domain::prompts::PROMPTS, json!({"name": "Demo", "body": "Be kind."})).await;
        let prompt = prompt.map(|prompt| prompt.id).ok();
        let agent = json!({"name": "Caller", "direction": "outgoing", "phone_id": phone, "active": true,
            "prompt_id": prompt, "greeting": "Hello"});
        self.make(&domain::agents::AGENTS, agent).await.unwrap();
        phone
    }

    pub async fn make(&self, resource: &'static Resource, json: Json) -> Result<Record, kit::Error> {
        let body = kit::parse_create(resource, object(json)).unwrap();
        let body = body.encrypted_with(&secret_box(), &Random::system());
        kit::create(&self.db, &self.write, resource, Uuid::now_v7(), &body).await
    }

    pub async fn change(&self, resource: &'static Resource, id: Uuid, json: Json) -> Result<Record, kit::Error> {
        let body = kit::parse_merge(resource, object(json)).unwrap();
        let body = body.encrypted_with(&secret_box(), &Random::system());
        kit::update(&self.db, &self.write, resource, &Change { id, expected: None }, &body).await
    }

    /// Schedules a call for now.
    pub async fn schedule(&self, to: &str) -> Uuid {
        self.schedule_in(to, 0).await
    }

    /// Schedules a call for so many seconds from now on.
    pub async fn schedule_in(&self, to: &str, seconds: i64) -> Uuid {
        let at = time::OffsetDateTime::now_utc() + time::Duration::seconds(seconds);
        let at = at.format(&time::format_description::well_known::Rfc3339).unwrap();
        let call = json!({"phone_id": self.phone, "to": to, "scheduled_at": at});
        self.make(&SCHEDULED_CALLS, call).await.unwrap().id
    }

    /// Schedules so many calls for now, each to a number of its own, past the API.
    pub async fn schedule_many(&self, stage: &Stage, count: u32) {
        stage
            .db
            .superuser(&format!(
                "insert into app.scheduled_calls (tenant_id, id, owner_id, phone_id, \"to\", scheduled_at)
                   select '{0}', gen_random_uuid(), gen_random_uuid(), '{1}', '+1415555' || (1000 + n), now()
                   from generate_series(1, {count}) n;
                 insert into app.attempts (tenant_id, id, phone_id, kind, scheduled_call_id, due_at, expires_at)
                   select tenant_id, gen_random_uuid(), phone_id, 'call', id, scheduled_at, now() + interval '15 minutes'
                   from app.scheduled_calls where tenant_id = '{0}'",
                self.id, self.phone
            ))
            .await;
    }

    pub async fn send(&self, to: &str, body: &str) -> Result<Record, kit::Error> {
        self.make(&MESSAGES, json!({"phone_id": self.phone, "to": to, "body": body})).await
    }

    pub async fn cancel(&self, scheduled_call: Uuid) -> Result<Record, kit::Error> {
        self.verb(&SCHEDULED_CALLS, scheduled_call, "cancel").await
    }

    pub async fn verb(&self, resource: &'static Resource, id: Uuid, verb: &str) -> Result<Record, kit::Error> {
        kit::act(&self.db, &self.write, resource, verb, &Change { id, expected: None }).await
    }

    pub async fn trash(&self, resource: &'static Resource, id: Uuid) {
        kit::delete(&self.db, &self.write, resource, &Change { id, expected: None }).await.unwrap();
    }

    pub async fn find(&self, resource: &'static Resource, id: Uuid) -> Json {
        let found = kit::find(&self.db, &self.read, resource, id).await.unwrap();
        serde_json::from_slice(&found.json).unwrap()
    }

    /// The rows of a table of the tenant's, as JSON.
    pub async fn rows(&self, stage: &Stage, table: &str) -> Vec<Json> {
        let sql = format!("select to_jsonb(t) from {table} t where tenant_id = '{}' order by created_at, id", self.id);
        let mut superuser = stage.superuser().await;
        let rows: Vec<PgRow> = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&mut superuser).await.unwrap();
        rows.iter().map(|row| sqlx::Row::get(row, 0)).collect()
    }
}
