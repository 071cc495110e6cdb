//! Files beside the database, in a folder or in a bucket of S3's API.

mod connector;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, RetryConfig};
use url::Url;

use crate::redacted::Redacted;
use connector::Connector;

/// Where files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileStoreConfig {
    /// All nodes have to see the same folder.
    Folder(PathBuf),
    Bucket(BucketConfig),
}

/// A bucket of Amazon S3, or of another server with its API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketConfig {
    pub bucket: String,
    /// What the keys of all files begin with; empty for none.
    pub prefix: String,
    pub region: String,
    /// `None`: Amazon's own.
    pub endpoint: Option<Url>,
    pub access_key_id: String,
    pub secret_access_key: Redacted,
}

/// Why there is no store.
#[derive(Debug, thiserror::Error)]
pub enum FileStoreSetupError {
    #[error("the folder {0} can't be made")]
    Folder(String, #[source] std::io::Error),
    #[error("the folder {0} is open to other users of this machine: chmod o= {0}")]
    Open(String),
    #[error("the file store can't be set up")]
    Store(#[source] object_store::Error),
}

/// Why a file could not be written, read or deleted: another try may succeed.
#[derive(Debug, thiserror::Error)]
pub enum FileStoreError {
    #[error("the file store failed")]
    Store(#[source] object_store::Error),
    #[error("the file store takes too long")]
    TooSlow,
}

/// Writes, reads and deletes files. Cloning shares the connections.
#[derive(Clone, Debug)]
pub struct FileStore(Arc<dyn ObjectStore>);

/// For one act, its repetitions included.
const TIME_LIMIT: Duration = Duration::from_secs(20);
const REPETITIONS: usize = 3;

impl FileStore {
    /// Makes the folder, for its owner alone, and refuses one that is open to all users; connects to nothing yet.
    pub fn new(config: &FileStoreConfig) -> Result<Self, FileStoreSetupError> {
        let store: Arc<dyn ObjectStore> = match config {
            FileStoreConfig::Folder(folder) => {
                let name = || folder.display().to_string();
                let is_private = make_private(folder).map_err(|error| FileStoreSetupError::Folder(name(), error))?;
                if !is_private {
                    return Err(FileStoreSetupError::Open(name()));
                }
                let files = LocalFileSystem::new_with_prefix(folder).map_err(FileStoreSetupError::Store)?;
                Arc::new(files.with_fsync(true).with_automatic_cleanup(true))
            }
            FileStoreConfig::Bucket(bucket) => {
                let store = bucket.store().map_err(FileStoreSetupError::Store)?;
                match Path::from(bucket.prefix.as_str()) {
                    none if none.as_ref().is_empty() => Arc::new(store),
                    prefix => Arc::new(PrefixStore::new(store, prefix)),
                }
            }
        };
        Ok(Self(store))
    }

    /// Stores a file, in place of the one of this key. It is durable when this returns.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<(), FileStoreError> {
        within(self.0.put(&Path::from(key), bytes.into())).await.map(drop)
    }

    /// The whole file: not all servers with S3's API know how to send a part. `None` where there is none.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>, FileStoreError> {
        match within(async { self.0.get(&Path::from(key)).await?.bytes().await }).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(FileStoreError::Store(object_store::Error::NotFound { .. })) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Deletes a file, and the folder that it was the last one in; one that isn't there is no error.
    pub async fn delete(&self, key: &str) -> Result<(), FileStoreError> {
        match within(self.0.delete(&Path::from(key))).await {
            Err(FileStoreError::Store(object_store::Error::NotFound { .. })) => Ok(()),
            deleted => deleted,
        }
    }
}

impl BucketConfig {
    fn store(&self) -> object_store::Result<impl ObjectStore> {
        let retry = RetryConfig { max_retries: REPETITIONS, retry_timeout: TIME_LIMIT, ..Default::default() };
        let mut store = AmazonS3Builder::new()
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key_id)
            .with_secret_access_key(self.secret_access_key.expose())
            .with_retry(retry)
            .with_http_connector(Connector);
        if let Some(endpoint) = &self.endpoint {
            let is_plain = endpoint.scheme() == "http";
            store = store.with_endpoint(endpoint.as_str().trim_end_matches('/')).with_allow_http(is_plain);
        }
        store.build()
    }
}

async fn within<T>(act: impl Future<Output = object_store::Result<T>>) -> Result<T, FileStoreError> {
    match tokio::time::timeout(TIME_LIMIT, act).await {
        Ok(done) => done.map_err(FileStoreError::Store),
        Err(_) => Err(FileStoreError::TooSlow),
    }
}

/// Makes the folder where there is none. Returns whether it is closed to others than its owner and group.
fn make_private(folder: &std::path::Path) -> std::io::Result<bool> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    #[cfg(unix)]
    {
        // The last octal digit has the rights of all others.
        let mode = std::os::unix::fs::PermissionsExt::mode(&folder.metadata()?.permissions());
        Ok(mode.is_multiple_of(0o10))
    }
    #[cfg(not(unix))]
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_of_a_folder_is_written_read_and_deleted() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("a/b");
        let files = FileStore::new(&FileStoreConfig::Folder(folder.clone())).unwrap();
        assert_eq!(files.get("t/1").await.unwrap(), None);
        files.put("t/1", Bytes::from_static(b"0123456789")).await.unwrap();
        assert_eq!(files.get("t/1").await.unwrap().unwrap(), "0123456789");
        files.put("t/1", Bytes::from_static(b"new")).await.unwrap();
        assert_eq!(files.get("t/1").await.unwrap().unwrap(), "new");
        files.delete("t/1").await.unwrap();
        files.delete("t/1").await.unwrap();
        assert_eq!(files.get("t/1").await.unwrap(), None);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&folder.metadata().unwrap().permissions()) & 0o777, 0o700);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_open_to_all_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = FileStoreConfig::Folder(folder.path().to_owned());
        for (mode, is_refused) in [(0o755, true), (0o701, true), (0o750, false), (0o700, false)] {
            std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
            assert_eq!(matches!(FileStore::new(&config), Err(FileStoreSetupError::Open(_))), is_refused, "{mode:o}");
        }
    }

    #[test]
    fn the_secret_of_a_bucket_is_hidden() {
        let bucket = BucketConfig {
            bucket: "files".to_owned(),
            prefix: String::new(),
            region: "eu-central-1".to_owned(),
            endpoint: None,
            access_key_id: "AKIA".to_owned(),
            secret_access_key: Redacted::new("very-secret".to_owned()),
        };
        let files = FileStore::new(&FileStoreConfig::Bucket(bucket.clone())).unwrap();
        assert!(!format!("{bucket:?} {files:?}").contains("very-secret"));
    }
}
