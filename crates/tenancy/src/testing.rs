//! A migrated database of its own for each test, on a Postgres that the test process starts and ends.
//!
//! The migrations run once a process, into a template that each [`TestDb`] copies. Code under test connects as the
//! runtime roles: a test that connected as a superuser would pass with every policy dropped. With `PGBOUNCER` set, what
//! the server itself would use goes through `PgBouncer` in transaction mode. `PG_BIN` and `TEST_LOCALE` choose another
//! Postgres and another locale.

mod bouncer;

pub mod attacks;
pub mod guards;

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use auth::{SessionLimits, SessionProof, SessionToken};
use base::jobs::JobQueue;
use base::{Clock, Pool, PoolSize, Random, SecretBox};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use local_postgres::Server;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use time::OffsetDateTime;
use tokio::sync::Mutex;
use uuid::Uuid;

use self::bouncer::Bouncer;
use crate::migrate;
use crate::platform::PlatformCaller;
use crate::{Caller, Db, Mode};

const TEMPLATE: &str = "bulkhead_template";

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let server = Server::temporary(&[("max_connections", "400")]).expect("a Postgres for the tests starts");
    let prepared = std::thread::spawn({
        let options = options(&server, TEMPLATE);
        move || tokio::runtime::Runtime::new().expect("a runtime starts").block_on(prepare(options))
    });
    prepared.join().expect("the template database is prepared");
    server
});

static BOUNCER: LazyLock<Option<Bouncer>> = LazyLock::new(|| Bouncer::start(SERVER.socket_dir()));

/// Drops the databases of tests that ended: each takes 16 MB, and a run makes over a thousand. A database that something is
/// connected to, as a server that outlives its [`TestDb`], is tried again when the next one comes.
static DROPPER: LazyLock<mpsc::Sender<String>> = LazyLock::new(|| {
    let (sender, ended) = mpsc::channel::<String>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        runtime.block_on(async {
            let mut admin = connect(&options(&SERVER, "postgres")).await;
            let mut waiting = Vec::new();
            while let Ok(name) = ended.recv() {
                waiting.push(name);
                drop_unused(&mut admin, &mut waiting).await;
            }
        });
    });
    sender
});

/// A database with the roles and all migrations, and no rows. It is dropped after this value, once nothing is connected.
pub struct TestDb {
    name: String,
    /// Of [`TestDb::superuser`], once it has run something.
    superuser: Mutex<Option<PgConnection>>,
}

impl TestDb {
    pub async fn new() -> Self {
        Self::copy_of(TEMPLATE).await
    }

    /// A copy of this database as it is. Nothing else may be connected to this one meanwhile.
    pub async fn copy(&self) -> Self {
        if let Some(connection) = self.superuser.lock().await.take() {
            connection.close().await.expect("the connection closes");
        }
        Self::copy_of(&self.name).await
    }

    /// A database with the roles, and nothing else.
    pub async fn without_migrations() -> Self {
        Self::empty("template0").await
    }

    /// A migrated database whose locale is another than the server's: options of `create database`, as
    /// `locale_provider libc locale 'C'`.
    pub async fn with_locale(options: &str) -> Self {
        let empty = Self::empty(&format!("template0 encoding 'UTF8' {options}")).await;
        migrate::run(&mut empty.connect("bulkhead_owner").await).await.expect("the migrations run");
        empty
    }

    async fn empty(template: &str) -> Self {
        // Roles belong to the whole server, and two sessions can't alter one at a time.
        static ALTERING_ROLES: Mutex<()> = Mutex::const_new(());
        let empty = Self::copy_of(template).await;
        let _turn = ALTERING_ROLES.lock().await;
        migrate::create_roles(&mut empty.connect("postgres").await).await.expect("the roles get their privileges");
        empty
    }

    async fn copy_of(template: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("test_{}", NEXT.fetch_add(1, Ordering::Relaxed));
        // Starting the server blocks; the test's runtime stays free meanwhile.
        tokio::task::spawn_blocking(|| LazyLock::force(&SERVER)).await.expect("the server has started");
        let mut admin = connect(&options(&SERVER, "postgres")).await;
        // To copy files and have them written takes less than to log each page.
        execute(&mut admin, format!("create database {name} template {template} strategy file_copy")).await;
        // Privileges on a database are the only ones that it doesn't copy from its template.
        let sql = format!(
            "update pg_database copy set datacl = original.datacl from pg_database original
             where copy.datname = '{name}' and original.datname = '{TEMPLATE}'"
        );
        execute(&mut admin, sql).await;
        Self { name, superuser: Mutex::default() }
    }

    /// How to connect as one of the roles, or as `postgres`, the superuser.
    pub fn options(&self, role: &str) -> PgConnectOptions {
        options(&SERVER, &self.name).username(role)
    }

    pub async fn connect(&self, role: &str) -> PgConnection {
        connect(&self.options(role)).await
    }

    /// Connects as a role that claims to be in a tenant as a user for the whole session, which only `tenancy.enter`
    /// would say of a unit of work.
    pub async fn connect_within(&self, role: &str, tenant: Uuid, user: Uuid) -> PgConnection {
        let mut session = self.connect(role).await;
        sqlx::query("select set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)")
            .bind(tenant.to_string())
            .bind(user.to_string())
            .execute(&mut session)
            .await
            .expect("a setting is set");
        session
    }

    pub fn pool(&self, role: &str, max: usize) -> Pool {
        Pool::new(self.served(role), size(max), self.mode())
    }

    /// The way to tenant data, as the server has it, over pools of `max` connections.
    pub fn db(&self, max: usize) -> Db {
        let read = Pool::read_only(self.served("bulkhead_app"), size(max), self.mode());
        let queue = JobQueue::new(Clock::system(), Random::system(), SecretBox::derive(b"a secret of a test"));
        Db::new(self.pool("bulkhead_app", max), read, self.pool("bulkhead_platform", max)).with_queue(queue)
    }

    /// Makes a tenant with this slug and its owner, who is signed in; returns the ids of both.
    #[expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]
    pub async fn tenant(&self, slug: &str) -> (Uuid, Uuid) {
        let (tenant, owner) = (Uuid::now_v7(), Uuid::now_v7());
        let mut app = self.connect("bulkhead_app").await;
        sqlx::query("select tenancy.create_tenant($1, $2, $3, $3, 'team', null)")
            .bind(owner)
            .bind(tenant)
            .bind(slug)
            .execute(&mut app)
            .await
            .expect("a tenant is made");
        self.sign_in(owner).await;
        (tenant, owner)
    }

    /// Signs a user in for [`caller`], and makes the user as well where there is none.
    pub async fn sign_in(&self, user: Uuid) {
        let hash = hex::encode(proof(user).token_hash().expect("a cookie has a token"));
        self.superuser(&format!(
            "insert into auth.users (id, email, name, password_changed_at, created_at, updated_at)
               values ('{user}', '{user}@example.com', 'Ann', now(), now(), now()) on conflict do nothing;
             insert into auth.sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at)
               values (gen_random_uuid(), '\\x{hash}', '{user}', now(), now(), now() + interval '1 day') on conflict do nothing"
        ))
        .await;
    }

    /// Makes a platform admin who is signed in by two factors.
    #[expect(clippy::disallowed_methods, reason = "a test's ids may come from the machine's own clock")]
    pub async fn platform_admin(&self) -> PlatformCaller {
        let user = Uuid::now_v7();
        self.sign_in(user).await;
        self.superuser(&format!(
            "insert into auth.platform_admins (user_id, created_at) values ('{user}', now());
             update auth.sessions set second_factor = true where user_id = '{user}'"
        ))
        .await;
        PlatformCaller { proof: proof(user), proved_since: None, hold: false, request_id: Uuid::now_v7() }
    }

    /// Runs statements as the superuser, who bypasses every policy. The session's settings are discarded afterwards.
    pub async fn superuser(&self, sql: &str) {
        let mut kept = self.superuser.lock().await;
        // After a statement that failed there is no kept connection.
        let mut connection = match kept.take() {
            Some(connection) => connection,
            None => self.connect("postgres").await,
        };
        execute(&mut connection, sql.to_owned()).await;
        execute(&mut connection, "discard all".to_owned()).await;
        *kept = Some(connection);
    }

    /// One of Postgres's programs, as the superuser in this database.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(SERVER.binaries().folder().join(name));
        command.arg("--host").arg(SERVER.socket_dir()).args(["--port", "5432", "--username", "postgres"]);
        command.args(["--dbname", &self.name]);
        command
    }

    /// How a server reaches the database.
    pub fn mode(&self) -> Mode {
        if BOUNCER.is_some() { Mode::Transaction } else { Mode::Direct }
    }

    /// The URL by which a server reaches the database as one of the roles.
    pub fn url(&self, role: &str) -> String {
        let (folder, port) = way();
        format!("postgres://{role}@localhost:{port}/{}?host={}", self.name, folder.display())
    }

    fn served(&self, role: &str) -> PgConnectOptions {
        let (folder, port) = way();
        self.options(role).socket(folder).port(port)
    }

    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The directory of the server's unix socket.
    pub fn socket_dir(&self) -> &Path {
        SERVER.socket_dir()
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        // Without a receiver the server is ending, and its folder goes with it.
        let _ = DROPPER.send(std::mem::take(&mut self.name));
    }
}

/// The caller who shows the session that [`TestDb::sign_in`] made for this user.
pub fn caller(user: Uuid) -> Caller {
    Caller::session(proof(user))
}

/// The proof of a session whose token is the user's id twice.
#[expect(clippy::disallowed_methods, reason = "the session is one of the machine's own time")]
fn proof(user: Uuid) -> SessionProof {
    let token = SessionToken::parse(&URL_SAFE_NO_PAD.encode([*user.as_bytes(); 2].concat()));
    let limits = SessionLimits::default();
    SessionProof::new(&token.expect("it has a token's form"), &limits, OffsetDateTime::now_utc())
}

/// The folder of the socket that a server connects to, and its port.
fn way() -> (&'static Path, u16) {
    BOUNCER.as_ref().map_or((SERVER.socket_dir(), 5432), |bouncer| (bouncer.socket_dir(), bouncer::PORT))
}

fn size(max: usize) -> PoolSize {
    PoolSize { max, acquire_timeout: Duration::from_secs(30) }
}

fn options(server: &Server, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(server.socket_dir())
        .port(5432)
        .username("postgres")
        .database(database)
        .disable_statement_logging()
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    options.connect().await.expect("the test's server accepts the connection")
}

#[expect(clippy::disallowed_methods, reason = "the text is the test's own")]
async fn execute(connection: &mut PgConnection, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.expect("the superuser may do anything");
}

/// Drops those of the databases that nothing is connected to, and takes them out of the list.
#[expect(clippy::disallowed_methods, reason = "the names are the test's own")]
async fn drop_unused(admin: &mut PgConnection, waiting: &mut Vec<String>) {
    let unused =
        "select name from unnest($1::text[]) name where not exists (select from pg_stat_activity where datname = name)";
    let unused: Vec<String> = sqlx::query_scalar(unused)
        .bind(&*waiting)
        .fetch_all(&mut *admin)
        .await
        .expect("the superuser reads who is connected");
    for name in unused {
        // Fails where a client has connected meanwhile.
        let dropped =
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database if exists {name}"))).execute(&mut *admin).await;
        if dropped.is_ok() {
            waiting.retain(|other| *other != name);
        }
    }
}

async fn prepare(options: PgConnectOptions) {
    let mut admin = connect(&options.clone().database("postgres")).await;
    execute(&mut admin, format!("create database {TEMPLATE}")).await;
    let mut superuser = connect(&options).await;
    migrate::create_roles(&mut superuser).await.expect("the roles are made");
    let mut owner = connect(&options.username("bulkhead_owner")).await;
    migrate::run(&mut owner).await.expect("the migrations run");
    // Postgres can't copy a template that has open connections.
    owner.close().await.expect("the connection closes");
    superuser.close().await.expect("the connection closes");
}
