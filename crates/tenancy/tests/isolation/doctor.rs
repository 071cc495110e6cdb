//! Doctor on a clean database, and on sessions and a canary that aren't as they should be.

use std::time::{Duration, Instant};

use base::{Mode, Pool, PoolSize};
use sqlx::postgres::PgConnectOptions;
use tenancy::doctor::{self, Choice, Connections, Fault};
use tenancy::testing::TestDb;

pub struct Pools {
    pub auth: Pool,
    pub app: Pool,
    pub read: Pool,
    pub platform: Pool,
}

impl Pools {
    pub fn new(options: impl Fn(&str) -> PgConnectOptions) -> Self {
        let size = PoolSize { max: 1, acquire_timeout: Duration::from_secs(30) };
        let pool = |role| Pool::new(options(role), size, Mode::Direct);
        Self {
            auth: pool("bulkhead_auth"),
            app: pool("bulkhead_app"),
            read: Pool::read_only(options("bulkhead_app"), size, Mode::Direct),
            platform: pool("bulkhead_platform"),
        }
    }

    pub async fn examine(&self) -> Vec<Fault> {
        self.compare(&[]).await
    }

    /// The same, with these choices declared.
    pub async fn compare(&self, choices: &[Choice]) -> Vec<Fault> {
        let connections = Connections { auth: &self.auth, app: &self.app, read: &self.read, platform: &self.platform };
        doctor::examine(connections, choices).await.expect("doctor can examine")
    }
}

pub fn pools(test: &TestDb) -> Pools {
    Pools::new(|role| test.options(role))
}

/// The faults that forbid serving, as doctor prints them.
pub fn lines(faults: &[Fault]) -> Vec<String> {
    faults.iter().filter(|fault| fault.forbids_serving()).map(Fault::to_string).collect()
}

/// Seeds a fault as the superuser, and expects doctor's line for it.
pub async fn refuses(seed: &str, expected: &str) {
    let test = TestDb::new().await;
    test.superuser(seed).await;
    let lines = lines(&pools(&test).examine().await);
    assert!(lines.iter().any(|line| line.contains(expected)), "expected {expected:?} among {lines:#?}");
}

#[tokio::test]
async fn a_migrated_database_has_no_faults_and_stays_as_it_was() {
    let test = TestDb::new().await;
    test.tenant("acme").await;
    let pools = pools(&test);
    assert_eq!(lines(&pools.examine().await), Vec::<String>::new());

    let mut superuser = test.connect("postgres").await;
    let counts: (i64, i64) =
        sqlx::query_as("select (select count(*) from tenancy.tenants), (select count(*) from tenancy.changes)")
            .fetch_one(&mut superuser)
            .await
            .unwrap();
    assert_eq!(counts, (1, 2));

    let begun = Instant::now();
    pools.examine().await;
    println!("examined in {:?}", begun.elapsed());
}

#[tokio::test]
async fn a_check_that_the_database_refuses_is_a_fault_and_hides_no_other() {
    let test = TestDb::new().await;
    test.superuser(
        "revoke execute on function tenancy.enter(uuid, text, integer, uuid) from bulkhead_app;
         alter table app.leads no force row level security",
    )
    .await;
    let lines = lines(&pools(&test).examine().await);
    for expected in ["the check session: can't run: permission denied", "the check canary: can't run: ", "app.leads: "]
    {
        assert!(lines.iter().any(|line| line.starts_with(expected)), "expected {expected:?} among {lines:#?}");
    }
}

const TENANT: &str = "tenant_id = current_setting('app.tenant_id')::uuid";

#[tokio::test]
async fn ten_6_a_session_that_brings_a_context_along_is_refused() {
    let test = TestDb::new().await;
    let names = ["app.tenant_id", "app.user_id", "app.request_id", "app.job", "app.api_key_id", "app.impersonator_id"];
    for name in names.into_iter().chain(["app.conversations"]) {
        let context = [(name, "0197a3c2-7d50-7000-8000-000000000001")];
        let pools = Pools { app: Pools::new(|role| test.options(role).options(context)).app, ..pools(&test) };
        let lines = lines(&pools.examine().await);
        let expected = format!("session of bulkhead_app: begins with {name} set");
        assert!(lines.iter().any(|line| line.starts_with(&expected)), "{lines:#?}");
    }
}

#[tokio::test]
async fn dbr_1_each_pool_has_to_connect_as_its_own_role() {
    let test = TestDb::new().await;
    let pools = Pools { platform: Pools::new(|_| test.options("bulkhead_app")).platform, ..pools(&test) };
    let lines = lines(&pools.examine().await);
    assert!(
        lines.contains(&"the platform connection: is made as bulkhead_app: make it as bulkhead_platform".into()),
        "{lines:#?}"
    );
}

#[tokio::test]
async fn a_read_pool_that_can_write_is_refused() {
    let test = TestDb::new().await;
    let pools = Pools { read: Pools::new(|role| test.options(role)).app, ..pools(&test) };
    let lines = lines(&pools.examine().await);
    assert!(lines.iter().any(|line| line.starts_with("the read-only tenant connection: may write")), "{lines:#?}");
}

#[tokio::test]
async fn the_canary_sees_what_the_catalogue_says_too() {
    let test = TestDb::new().await;
    test.superuser(&format!(
        "create policy a on tenancy.memberships to bulkhead_app using (true) with check ({TENANT});
         drop policy tenant_guard on tenancy.memberships"
    ))
    .await;
    let faults = pools(&test).examine().await;
    assert!(faults.iter().any(|fault| fault.check == "canary" && fault.object == "tenancy.memberships"), "{faults:#?}");
}
