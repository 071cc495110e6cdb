//! Files, wherever they are.

use actix_web::web::Bytes;
use domain::image_jobs::Content;
use providers::{FileStore, FileStoreError};

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("the file is in a file store, and FILES_URL names none")]
    NoFileStore,
    #[error("the file store has lost the file {0}, or has another")]
    Lost(String),
    #[error(transparent)]
    FileStore(#[from] FileStoreError),
}

/// The bytes of a file.
pub async fn read(store: Option<&FileStore>, content: &Content) -> Result<Bytes, ReadError> {
    let (key, size) = match content {
        Content::Bytes(bytes) => return Ok(bytes.clone()),
        Content::InFileStore { key, size } => (key, *size),
    };
    let found = store.ok_or(ReadError::NoFileStore)?.get(key).await?;
    found.filter(|bytes| bytes.len() as u64 == size).ok_or_else(|| ReadError::Lost(key.clone()))
}
