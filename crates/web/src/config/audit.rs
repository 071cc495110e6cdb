//! What the logs are sealed with.

use crate::config::{Env, Secret};

#[derive(Debug)]
pub struct AuditConfig {
    /// Seals the logs; where `None`, a key made from the session's secret does.
    pub key: Option<Secret>,
}

impl AuditConfig {
    pub fn from_env(env: &Env) -> Self {
        Self { key: env.secret("AUDIT_KEY") }
    }
}
