//! What asks the servers for calls and for a campaign.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use base::Clock;
use reqwest::Method;
use serde_json::{Value as Json, json};
use time::format_description::well_known::Rfc3339;

use crate::server::Caller;

const PHONES: usize = 4;
/// The longest that an act is tried until it is acknowledged.
const PATIENCE: Duration = Duration::from_mins(1);

/// A user of the three servers, who tries the next one where one fails.
pub struct Client {
    caller: Caller,
    urls: Vec<String>,
}

impl Client {
    pub async fn sign_up(urls: Vec<String>) -> Self {
        let caller = Caller::new(&urls[0]);
        let user = json!({"email": "user@test.com", "password": "correct horse battery"});
        caller.post("/auth/register", user).await.created();
        Self { caller, urls }
    }

    pub async fn add_phones(&self) -> Vec<String> {
        let mut phones = Vec::new();
        for number in 0..PHONES {
            let digits = format!("+1415555{:04}", 9_000 + number);
            let phone = json!({"label": "Line", "number": digits, "provider": "simulated"});
            let phone = self.add("/api/phones", &phone, &format!("phone-{number}")).await;
            let agent = json!({"name": "Ada", "direction": "outgoing", "phone_id": phone, "active": true});
            self.add("/api/agents", &agent, &format!("agent-{number}")).await;
            phones.push(phone);
        }
        phones
    }

    /// Starts a campaign by text message to so many contacts, at a rate a minute. Returns its id.
    pub async fn start_campaign(&self, phone: &str, contacts: u32, rate: u32) -> String {
        let lines: Vec<_> = (0..contacts).map(|number| format!("Person {number},+1415551{number:04}")).collect();
        let import = self.caller.request(Method::POST, "/api/contacts/import").header("Content-Type", "text/csv");
        import.body(format!("name,phone\n{}\n", lines.join("\n"))).send().await.unwrap().error_for_status().unwrap();
        let campaign = json!({"name": "Open day", "channel": "sms", "phone_id": phone, "rate": rate,
            "body": "Dear {{first_name}}, come and see us"});
        let id = self.add("/api/campaigns", &campaign, "campaign").await;
        self.caller.post_empty(&format!("/api/campaigns/{id}/start")).await.ok();
        id
    }

    /// Adds a row, and returns its id. Whatever breaks, the same key adds it once.
    async fn add(&self, path: &str, body: &Json, key: &str) -> String {
        let begun = Instant::now();
        for url in self.urls.iter().cycle() {
            let request = self.caller.at(url).request(Method::POST, path).header("Idempotency-Key", key).json(body);
            if let Ok(response) = request.send().await {
                let status = response.status();
                let is_final = status.is_client_error() && ![409, 429].contains(&status.as_u16());
                assert!(!is_final, "{path}: {}", response.text().await.unwrap_or_default());
                if status == 201
                    && let Ok(row) = response.json::<Json>().await
                {
                    return row["id"].as_str().unwrap().to_owned();
                }
            }
            assert!(begun.elapsed() < PATIENCE, "{path} was not acknowledged");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        unreachable!("the servers are tried in turn without end")
    }
}

/// Schedules calls, spread over a time, each to a number of its own. Returns the ids of the scheduled calls by number.
pub async fn schedule(client: Client, phones: Vec<String>, calls: u32, during: Duration) -> HashMap<String, String> {
    let begun = Instant::now();
    let mut acknowledged = HashMap::new();
    for number in 0..calls {
        let due = during.mul_f64(f64::from(number) / f64::from(calls));
        tokio::time::sleep(due.saturating_sub(begun.elapsed())).await;
        let phone = &phones[number as usize % phones.len()];
        let to = format!("+1415550{number:04}");
        let at = (Clock::system().now() + Duration::from_secs(1)).format(&Rfc3339).unwrap();
        let call = json!({"phone_id": phone, "to": to, "scheduled_at": at});
        acknowledged.insert(to, client.add("/api/scheduled-calls", &call, &format!("call-{number}")).await);
    }
    acknowledged
}
