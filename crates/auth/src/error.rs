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

/// Lets `?` turn the ways in which the database fails into the `Store` of an operation's error.
macro_rules! into_store {
    ($error:ident: $($cause:ty),+) => {
        $(impl From<$cause> for $error {
            fn from(error: $cause) -> Self {
                Self::Store(error.into())
            }
        })+
    };
}
