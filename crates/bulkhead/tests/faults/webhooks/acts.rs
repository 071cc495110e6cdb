//! Leads that are created and changed at nodes that are killed, and in transactions of the test's own, of which some are
//! rolled back.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use base::Random;
use parking_lot::Mutex;
use reqwest::{Method, StatusCode};
use serde_json::{Value as Json, json};
use sqlx::{Connection, PgConnection, Row};
use uuid::Uuid;

use super::Team;

/// The name of the leads in what is rolled back.
pub const NEVER: &str = "Never";

/// Of so many acts, one is committed late and another one rolled back late.
const HELD: usize = 10;

/// What the writers know.
#[derive(Default)]
pub struct Acts {
    /// When each version of a row was acknowledged.
    pub acknowledged: Mutex<HashMap<(Uuid, i64), Instant>>,
    /// The rows that were inserted in transactions that were rolled back.
    pub rolled_back: Mutex<Vec<Uuid>>,
    pub attempted: AtomicUsize,
    pub is_over: AtomicBool,
}

pub struct Writer {
    pub team: Team,
    pub urls: Vec<String>,
    /// A connection as `bulkhead_app`.
    pub database: PgConnection,
    pub random: Random,
    pub acts: Arc<Acts>,
}

impl Writer {
    /// Acts until it is over.
    pub async fn write(mut self) {
        let mut lead = None;
        for act in 0.. {
            if self.acts.is_over.load(Ordering::Relaxed) {
                return;
            }
            self.acts.attempted.fetch_add(1, Ordering::Relaxed);
            match act % HELD {
                4 => self.hold(lead, true).await,
                9 => self.hold(lead, false).await,
                _ => lead = self.ask(act, lead).await,
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Creates a lead, or changes or deletes the one before. Answers the one that it is about, unless it is deleted or the
    /// node was killed meanwhile.
    async fn ask(&self, act: usize, lead: Option<Uuid>) -> Option<Uuid> {
        let caller = self.team.caller.at(&self.urls[act % self.urls.len()]);
        let (method, path) = match lead {
            None => (Method::POST, "/api/leads".to_owned()),
            Some(id) if act % 5 == 3 => (Method::DELETE, format!("/api/leads/{id}")),
            Some(id) => (Method::PATCH, format!("/api/leads/{id}")),
        };
        let is_deletion = method == Method::DELETE;
        let request = caller.request(method, &path);
        let request = if is_deletion { request } else { request.json(&json!({"name": format!("Lead {act}")})) };
        let response = request.send().await.ok()?;
        if is_deletion {
            return None;
        }
        let status = response.status();
        assert!(matches!(status, StatusCode::OK | StatusCode::CREATED) || status.is_server_error(), "{status}");
        let row: Json = response.json().await.ok()?;
        let (id, version) = (row["id"].as_str()?.parse().unwrap(), row["version"].as_i64().unwrap());
        self.acts.acknowledged.lock().insert((id, version), Instant::now());
        Some(id)
    }

    /// Inserts a lead and changes the one before, and ends the transaction only after a while: others commit meanwhile,
    /// whose lines have higher numbers in the change log.
    async fn hold(&mut self, lead: Option<Uuid>, is_committed: bool) {
        let mut tx = self.database.begin().await.unwrap();
        sqlx::query("select set_config('app.tenant_id', $1, true), set_config('app.user_id', $2, true)")
            .bind(self.team.tenant_id.to_string())
            .bind(self.team.user_id.to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        let name = if is_committed { "Late" } else { NEVER };
        let insert = "insert into app.leads (tenant_id, id, owner_id, name) values ($1, gen_random_uuid(), $2, $3)
             returning id, version";
        let insert = sqlx::query(insert).bind(self.team.tenant_id).bind(self.team.user_id).bind(name);
        let inserted = insert.fetch_one(&mut *tx).await.unwrap();
        let update = "update app.leads set name = $3 where tenant_id = $1 and id = $2 returning id, version";
        let update = sqlx::query(update).bind(self.team.tenant_id).bind(lead).bind(name);
        let updated = update.fetch_optional(&mut *tx).await.unwrap();
        let hold = Duration::from_millis(u64::from(self.random.bytes::<1>()[0]) * 3);
        tokio::time::sleep(hold).await;
        if is_committed {
            tx.commit().await.unwrap();
            let mut acknowledged = self.acts.acknowledged.lock();
            for row in std::iter::once(inserted).chain(updated) {
                acknowledged.insert((row.get(0), row.get(1)), Instant::now());
            }
        } else {
            tx.rollback().await.unwrap();
            self.acts.rolled_back.lock().push(inserted.get(0));
        }
    }
}
