//! Errors as a person reads them.

use std::error::Error;

use sqlx::error::DatabaseError;

/// An error and its causes in one line, each once: many an error's text repeats that of its cause. What Postgres said comes
/// without the line of its source code, which sqlx appends.
pub fn describe(error: &(dyn Error + 'static)) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        next = error.source();
        let part = own_text(error);
        if !part.is_empty() && parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    parts.join(": ")
}

/// What an error says beside its cause.
fn own_text(error: &(dyn Error + 'static)) -> String {
    if let Some(refusal) = error.downcast_ref::<Box<dyn DatabaseError>>() {
        return refusal.message().to_owned();
    }
    // These only announce their cause.
    if matches!(error.downcast_ref(), Some(sqlx::Error::Database(_) | sqlx::Error::Io(_))) {
        return String::new();
    }
    let text = error.to_string();
    let cause = error.source().map(ToString::to_string).filter(|cause| !cause.is_empty());
    match cause.as_deref().and_then(|cause| text.strip_suffix(cause)) {
        Some(own) => own.trim_end_matches([':', ' ']).to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("can't start")]
    struct Start(#[source] sqlx::Error);

    #[test]
    fn each_cause_is_said_once() {
        let refused = || io::Error::from(io::ErrorKind::ConnectionRefused);
        let said = describe(&Start(sqlx::Error::Io(refused())));
        assert_eq!(said, "can't start: connection refused");
        let nested = Start(sqlx::Error::Migrate(Box::new(sqlx::migrate::MigrateError::ExecuteMigration(
            sqlx::Error::Io(refused()),
            7,
        ))));
        let said = describe(&nested);
        assert_eq!(said.matches("connection refused").count(), 1, "{said}");
        assert_eq!(said.matches("while executing migration 7").count(), 1, "{said}");
    }
}
