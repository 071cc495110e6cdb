//! How many acts a client may do in how much time.

use std::num::NonZeroU32;
use std::time::Duration;

use web::edge::limit::{Rate, Rates};

use crate::config::Env;

pub(super) fn from_env(env: &Env) -> Rates {
    let flood = if env.is_production() { "20000/10" } else { "off" };
    Rates {
        any_request: rate(env, "RATE_LIMIT_REQUESTS", flood),
        login: rate(env, "RATE_LIMIT_LOGIN", "60/60"),
        register: rate(env, "RATE_LIMIT_REGISTER", "60/60"),
        write: rate(env, "RATE_LIMIT_WRITES", "off"),
        tokens: rate(env, "RATE_LIMIT_TOKENS", "300/60"),
        documents: rate(env, "RATE_LIMIT_DOCUMENTS", "600/60"),
        health: rate(env, "RATE_LIMIT_HEALTH", "6000/60"),
        webhook: rate(env, "RATE_LIMIT_WEBHOOKS", "60000/60"),
        reports: rate(env, "RATE_LIMIT_REPORTS", "60/60"),
        api_key: rate(env, "RATE_LIMIT_API_KEYS", "6000/60"),
    }
}

fn rate(env: &Env, name: &'static str, default: &str) -> Option<Rate> {
    let text = env.text(name).unwrap_or(default);
    if text == "off" {
        return None;
    }
    let rate = parse(text);
    if rate.is_none() {
        env.fault(name, "must be `off` or requests/seconds, like 60/60");
    }
    rate
}

fn parse(text: &str) -> Option<Rate> {
    let (requests, seconds) = text.split_once('/')?;
    let seconds: NonZeroU32 = seconds.parse().ok()?;
    Some(Rate { requests: requests.parse().ok()?, per: Duration::from_secs(seconds.get().into()) })
}
