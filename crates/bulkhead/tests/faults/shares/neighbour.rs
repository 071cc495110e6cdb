use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::server::{Caller, PASSWORD};

/// Between two requests of the quiet tenant.
const PAUSE: Duration = Duration::from_millis(2);

/// The one user of a tenant.
#[derive(Clone)]
pub struct Neighbour {
    pub caller: Caller,
}

/// How long requests took, and what was answered other than with success.
#[derive(Default)]
pub struct Latencies {
    took: Vec<Duration>,
    pub refused: BTreeMap<u16, usize>,
}

impl Latencies {
    pub fn count(&self) -> usize {
        self.took.len()
    }

    pub fn p99(&self) -> Duration {
        let mut sorted = self.took.clone();
        sorted.sort_unstable();
        sorted[sorted.len() * 99 / 100]
    }

    fn note(&mut self, begun: Instant, status: u16) {
        self.took.push(begun.elapsed());
        if !(200..300).contains(&status) {
            *self.refused.entry(status).or_default() += 1;
        }
    }
}

impl Neighbour {
    pub async fn register(url: &str, name: &str) -> Self {
        let caller = Caller::new(url);
        let body = json!({"email": format!("{name}@test.com"), "password": PASSWORD});
        caller.post("/auth/register", body).await.created();
        Self { caller }
    }

    /// Makes, finds, lists and searches leads one after the other, for so long.
    pub async fn work(&self, phase: Duration, latencies: &mut Latencies) {
        let begun = Instant::now();
        let mut path = "/api/leads?limit=20".to_owned();
        while begun.elapsed() < phase {
            let sent = Instant::now();
            let lead = self.caller.post("/api/leads", json!({"name": "Grace Hopper"})).await;
            latencies.note(sent, lead.status);
            if let Some(id) = lead["id"].as_str() {
                path = format!("/api/leads/{id}");
            }
            for path in [&path, "/api/leads?limit=20", "/api/leads?q=grace&limit=20"] {
                tokio::time::sleep(PAUSE).await;
                let sent = Instant::now();
                latencies.note(sent, self.caller.get(path).await.status);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
