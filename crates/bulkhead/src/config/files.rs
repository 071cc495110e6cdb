//! Where files are kept beside the database.

use providers::{BucketConfig, FileStoreConfig, Redacted};
use url::Url;

use crate::config::Env;

const FILES_URL: &str = "FILES_URL";
const ENDPOINT: &str = "FILES_ENDPOINT";
const REGION: &str = "FILES_REGION";
const KEY_ID: &str = "FILES_KEY_ID";
const SECRET_KEY: &str = "FILES_SECRET_KEY";

/// The region that servers with S3's API take where they have one.
const DEFAULT_REGION: &str = "us-east-1";

/// `None` where files stay in the database, or a variable is wrong, which is noted.
pub(super) fn from_env(env: &Env) -> Option<FileStoreConfig> {
    let of_bucket = [ENDPOINT, REGION, KEY_ID, SECRET_KEY].map(|name| (name, env.text(name)));
    let text = env.text(FILES_URL);
    let url = text.map(str::parse::<Url>);
    if let Some(Ok(url)) = &url
        && url.scheme() == "s3"
    {
        return bucket(env, url).map(FileStoreConfig::Bucket);
    }
    for (name, _) in of_bucket.iter().filter(|(_, text)| text.is_some()) {
        env.fault(name, format_args!("is for a bucket: {FILES_URL} must name it, like s3://bucket/folder"));
    }
    let folder = url?.ok().filter(|_| text.is_some_and(|text| text.starts_with("file://")));
    let folder = folder.and_then(|url| url.to_file_path().ok());
    if folder.is_none() {
        let what = "must be a folder, like file:///var/lib/bulkhead/files, or a bucket, like s3://bucket/folder";
        env.fault(FILES_URL, what);
    }
    folder.map(FileStoreConfig::Folder)
}

fn bucket(env: &Env, url: &Url) -> Option<BucketConfig> {
    let name = url.host_str().filter(|name| !name.is_empty());
    let has_more = !url.username().is_empty() || url.password().is_some() || url.port().is_some();
    if name.is_none() || has_more || url.query().is_some() || url.fragment().is_some() {
        let keys = format_args!("keys go into {KEY_ID} and {SECRET_KEY}, the server into {ENDPOINT}");
        env.fault(FILES_URL, format_args!("must be a bucket and a folder, like s3://bucket/folder: {keys}"));
    }
    let endpoint = env.text(ENDPOINT).map(|text| {
        let endpoint = text.parse::<Url>().ok();
        let endpoint = endpoint.filter(|url| url.has_host() && matches!(url.scheme(), "http" | "https"));
        if endpoint.is_none() {
            env.fault(ENDPOINT, "must be a URL, like https://s3.example.com");
        }
        endpoint
    });
    let needed = |variable: &'static str| {
        let text = env.text(variable);
        if text.is_none() {
            env.fault(variable, format_args!("must be set where {FILES_URL} is a bucket"));
        }
        text
    };
    let (key_id, secret_key) = (needed(KEY_ID), needed(SECRET_KEY));
    Some(BucketConfig {
        bucket: name?.to_owned(),
        prefix: url.path().trim_matches('/').to_owned(),
        region: env.text(REGION).unwrap_or(DEFAULT_REGION).to_owned(),
        endpoint: match endpoint {
            None => None,
            Some(endpoint) => Some(endpoint?),
        },
        access_key_id: key_id?.to_owned(),
        secret_access_key: Redacted::new(secret_key?),
    })
}
