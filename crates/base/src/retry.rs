use crate::{DbError, PoolError};

/// How often a unit of work runs at most.
const TRIES: usize = 3;

/// Tells whether a failed unit of work may be tried again.
pub trait Conflict {
    /// Whether the database rolled the unit of work back for a concurrent one: a deadlock (40P01) or a serialization
    /// failure (40001). Nothing is stored, and the same unit may succeed now.
    fn is_conflict(&self) -> bool;
}

/// Runs a unit of work, and again after a conflict: three times at most.
///
/// `unit` begins its own transaction and commits it, or is one statement. It has no effect outside the database.
pub async fn retry_conflicts<T, E: Conflict>(mut unit: impl AsyncFnMut() -> Result<T, E>) -> Result<T, E> {
    for _ in 1..TRIES {
        match unit().await {
            Err(error) if error.is_conflict() => {
                tracing::info!("a unit of work met a conflict and runs again");
            }
            done => return done,
        }
    }
    unit().await
}

impl Conflict for sqlx::Error {
    fn is_conflict(&self) -> bool {
        let code = self.as_database_error().and_then(sqlx::error::DatabaseError::code);
        matches!(code.as_deref(), Some("40P01" | "40001"))
    }
}

impl Conflict for PoolError {
    /// Nothing has begun.
    fn is_conflict(&self) -> bool {
        false
    }
}

impl Conflict for DbError {
    fn is_conflict(&self) -> bool {
        match self {
            Self::Pool(error) => error.is_conflict(),
            Self::Statement(error) => error.is_conflict(),
        }
    }
}
