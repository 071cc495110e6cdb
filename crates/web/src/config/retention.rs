//! How long what is deleted or done is kept.

use crate::config::Env;

#[derive(Debug)]
pub struct RetentionConfig {
    /// Days that a bin keeps what is in it; `None`: for ever.
    pub bin_days: Option<i32>,
}

impl RetentionConfig {
    pub fn from_env(env: &Env) -> Self {
        if env.text("BIN_RETENTION_DAYS") == Some("off") {
            return Self { bin_days: None };
        }
        let days = env.number("BIN_RETENTION_DAYS", 30, 1..=36_500);
        Self { bin_days: i32::try_from(days).ok() }
    }
}
