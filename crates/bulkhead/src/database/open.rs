use std::path::Path;

use base::Mode;
use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;

use super::{Embedded, EmbeddedError, Roles};
use crate::config::{DatabaseConfig, DatabaseSource, DatabaseUrls};

/// Why there is no database to connect to.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    #[error("{0} is not the URL of a database")]
    Url(&'static str, #[source] sqlx::Error),
}

/// Names the database of the configuration, or starts the private one in `folder`.
pub async fn open(config: &DatabaseConfig, folder: &Path) -> Result<(Roles, Option<Embedded>), OpenError> {
    match &config.source {
        DatabaseSource::Embedded => {
            let embedded = Embedded::start(&folder.join("postgres")).await?;
            Ok((embedded.roles.clone(), Some(embedded)))
        }
        DatabaseSource::External(urls) => Ok((external(urls, config.mode)?, None)),
    }
}

fn external(urls: &DatabaseUrls, mode: Mode) -> Result<Roles, OpenError> {
    let options = |name, url| PgConnectOptions::from_url(url).map_err(|error| OpenError::Url(name, error));
    Ok(Roles::new(
        options("DATABASE_URL_AUTH", &urls.auth)?,
        options("DATABASE_URL_APP", &urls.app)?,
        urls.read.as_ref().map(|url| options("DATABASE_URL_READ", url)).transpose()?,
        options("DATABASE_URL_PLATFORM", &urls.platform)?,
        urls.owner.as_ref().map(|url| options("DATABASE_URL_OWNER", url)).transpose()?,
        mode,
    ))
}
