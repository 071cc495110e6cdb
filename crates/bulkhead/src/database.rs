//! Where the database is: a deployment's own, or the private one that development starts.

mod examination;
mod open;

use std::path::Path;
use std::time::Duration;

use base::{Pool, PoolSize, RecentLanes, Share};
use local_postgres::{Options, Server};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tenancy::{Db, Jobs, Mode, migrate};

pub use examination::{Examination, Expected, examine, examiners, unfit_connections};
pub use open::{OpenError, open};

/// How to connect as each of the roles.
#[derive(Clone, Debug)]
pub struct Roles {
    pub auth: PgConnectOptions,
    pub app: PgConnectOptions,
    /// The app role again, on a replica, where reads go to one.
    pub replica: Option<PgConnectOptions>,
    pub platform: PgConnectOptions,
    /// Only `migrate` uses it; a server does not need it.
    pub owner: Option<PgConnectOptions>,
    pub mode: Mode,
}

impl Roles {
    pub fn new(
        auth: PgConnectOptions,
        app: PgConnectOptions,
        replica: Option<PgConnectOptions>,
        platform: PgConnectOptions,
        owner: Option<PgConnectOptions>,
        mode: Mode,
    ) -> Self {
        Self { auth, app, replica, platform, owner, mode }
    }

    /// What a server connects by.
    fn of_servers(&self) -> Vec<Expected<'_>> {
        let expected = |variable, options, role| Expected { variable, options, role };
        let mut all = vec![
            expected("DATABASE_URL_AUTH", &self.auth, "bulkhead_auth"),
            expected("DATABASE_URL_APP", &self.app, "bulkhead_app"),
            expected("DATABASE_URL_PLATFORM", &self.platform, "bulkhead_platform"),
        ];
        all.extend(self.replica.iter().map(|replica| expected("DATABASE_URL_READ", replica, "bulkhead_app")));
        all
    }

    /// A pool of each role: `tenant` connections for reads and as many for writes, and `other` for the other two.
    pub fn pools(&self, tenant: PoolSize, other: PoolSize) -> Pools {
        Pools {
            auth: Pool::new(self.auth.clone(), other, self.mode),
            write: Pool::new(self.app.clone(), tenant, self.mode),
            read: Pool::read_only(self.app.clone(), tenant, self.mode),
            replica: self.replica.clone().map(|replica| Pool::read_only(replica, tenant, self.mode)),
            platform: Pool::new(self.platform.clone(), other, self.mode),
        }
    }

    /// The way to data for a command: a connection at a time.
    pub fn platform_db(&self) -> Db {
        let size = PoolSize { max: 1, acquire_timeout: Duration::from_secs(10) };
        self.pools(size, size).db()
    }
}

/// A pool of each role.
pub struct Pools {
    pub auth: Pool,
    pub write: Pool,
    /// Read-only.
    pub read: Pool,
    /// Read-only, to a replica.
    pub replica: Option<Pool>,
    pub platform: Pool,
}

impl Pools {
    /// The same pools, with this share as the limit of a tenant's reads, and of its writes. Only reads have a smaller
    /// share beside other tenants: writes wait for the disk, and are faster together.
    #[must_use]
    pub fn sharing(self, share: Share, recent: &RecentLanes) -> Self {
        let writes = Share { beside_others: share.connections, ..share };
        Self {
            write: self.write.sharing(writes, recent),
            read: self.read.sharing(share, recent),
            replica: self.replica.map(|replica| replica.sharing(share, recent)),
            ..self
        }
    }

    /// The way to tenant data.
    pub fn db(&self) -> Db {
        let db = Db::new(self.write.clone(), self.read.clone(), self.platform.clone());
        match &self.replica {
            Some(replica) => db.with_replica(replica.clone()),
            None => db,
        }
    }

    /// The way to tenant data for background work.
    pub fn jobs(&self) -> Jobs {
        Jobs::new(self.write.clone(), self.platform.clone())
    }
}

/// The development database; it stops when this is dropped.
pub struct Embedded {
    pub roles: Roles,
    server: Server,
}

/// Why the development database did not start.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(transparent)]
    Server(#[from] local_postgres::Error),
    #[error("the development database can't be set up")]
    Database(#[from] sqlx::Error),
    #[error("the development database can't be migrated")]
    Migrate(#[from] migrate::RunError),
    #[error("the start of the development database was interrupted")]
    Interrupted(#[from] tokio::task::JoinError),
}

impl Embedded {
    /// How to connect as the superuser, to the database that is there from the beginning.
    pub fn superuser(&self) -> PgConnectOptions {
        let options = PgConnectOptions::new_without_pgpass().socket(self.server.socket_dir()).port(5432);
        options.username("postgres").database("postgres").disable_statement_logging()
    }

    /// Starts the database in `folder`, makes the roles where they lack, and migrates.
    pub async fn start(folder: &Path) -> Result<Self, EmbeddedError> {
        let options = Options::new(folder).setting("max_connections", "200");
        let server = tokio::task::spawn_blocking(move || Server::start(&options)).await??;
        let role = |name: &str| {
            let options = PgConnectOptions::new_without_pgpass();
            options
                .socket(server.socket_dir())
                .port(5432)
                .username(name)
                .database("bulkhead")
                .disable_statement_logging()
        };
        let mut outside = role("postgres").database("postgres").connect().await?;
        migrate::create_database(&mut outside).await?;
        outside.close().await?;

        let mut superuser = role("postgres").connect().await?;
        migrate::create_roles(&mut superuser).await?;
        superuser.close().await?;
        let mut owner = role("bulkhead_owner").connect().await?;
        migrate::run(&mut owner).await?;
        owner.close().await?;

        let (auth, app, platform) = (role("bulkhead_auth"), role("bulkhead_app"), role("bulkhead_platform"));
        let roles = Roles::new(auth, app, None, platform, Some(role("bulkhead_owner")), Mode::Direct);
        Ok(Self { roles, server })
    }

    /// Stops the database and waits until it has.
    pub async fn stop(self) -> Result<(), EmbeddedError> {
        Ok(tokio::task::spawn_blocking(move || self.server.stop()).await??)
    }
}
