use crate::PoolError;

/// The database didn't do a unit of work.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    #[error(transparent)]
    Pool(#[from] PoolError),
    #[error("a statement failed")]
    Statement(#[from] sqlx::Error),
}
