//! How long what is deleted or done is kept.

use crate::config::Env;

#[derive(Debug)]
pub struct RetentionConfig {
    /// Days that the trash keeps a row; `None`: for ever.
    pub trash_days: Option<i32>,
}

impl RetentionConfig {
    pub fn from_env(env: &Env) -> Self {
        if env.text("TRASH_RETENTION_DAYS") == Some("off") {
            return Self { trash_days: None };
        }
        let days = env.number("TRASH_RETENTION_DAYS", 30, 1..=36_500);
        Self { trash_days: i32::try_from(days).ok() }
    }
}
