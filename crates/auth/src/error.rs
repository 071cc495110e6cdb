use crate::{PoolError, pool::TransactionError};

/// The database did not do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Pool(#[from] PoolError),
    #[error("a statement failed")]
    Database(#[from] sqlx::Error),
}

impl From<TransactionError> for StoreError {
    fn from(error: TransactionError) -> Self {
        match error {
            TransactionError::Pool(error) => Self::Pool(error),
            TransactionError::Database(error) => Self::Database(error),
        }
    }
}

/// Lets `?` turn the ways in which the database fails into the `Store` of an operation's error, whose unit of work can then be
/// tried again ([`crate::retry_conflicts`]).
macro_rules! into_store {
    ($error:ident: $($cause:ty),+) => {
        impl $crate::Conflict for $error {
            fn is_conflict(&self) -> bool {
                matches!(self, Self::Store(error) if $crate::Conflict::is_conflict(error))
            }
        }
        $(impl From<$cause> for $error {
            fn from(error: $cause) -> Self {
                Self::Store(error.into())
            }
        })+
    };
}
