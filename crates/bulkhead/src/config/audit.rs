//! The key of the audit chains.

use crate::config::{Env, Secret};

#[derive(Debug)]
pub struct AuditConfig {
    /// The key of the audit chains; where `None`, it is derived from the session's secret.
    pub key: Option<Secret>,
}

impl AuditConfig {
    pub fn from_env(env: &Env) -> Self {
        Self { key: env.secret("AUDIT_KEY") }
    }
}
