//! The audit chain names each change that the owner or a superuser makes to a log.

mod faults;
mod passes;
mod removals;
mod rights;

use std::time::Duration;

use auth::SECURITY_LOG;
use base::audit_chain::{self, Anchor, AuditKey, ChainedLog, Fault, LinkWriter, NewLink, Report};
use base::{Mode, Pool, PoolSize};
use tenancy::audit::{self, CHANGES};
use tenancy::testing::TestDb;
use time::macros::datetime;

const KEY: &[u8] = b"a key of these tests";

struct Case {
    test: TestDb,
    platform: Pool,
}

impl Case {
    async fn new() -> Self {
        let test = TestDb::new().await;
        let platform = test.pool("bulkhead_platform", 2);
        Self { test, platform }
    }

    /// Two rows under each of three links, and the highest number that a row has.
    async fn linked() -> (Self, i64) {
        let case = Self::new().await;
        for slug in ["one", "two", "three"] {
            case.test.tenant(slug).await;
            assert_eq!(rows(&case.add_links().await), [2]);
        }
        let mut superuser = case.test.connect("postgres").await;
        let last = sqlx::query_scalar("select max(id) from tenancy.changes").fetch_one(&mut superuser).await.unwrap();
        (case, last)
    }

    fn writer(log: &'static ChainedLog) -> LinkWriter {
        LinkWriter::new(log, AuditKey::derive(KEY))
    }

    async fn pass(&self, writer: &mut LinkWriter) -> Option<NewLink> {
        writer.pass(&self.platform, datetime!(2030-01-01 12:00 UTC)).await.unwrap()
    }

    /// Adds links until each row has one, as a node of its own. Transactions of other tests' databases make it wait.
    async fn add_links(&self) -> Vec<NewLink> {
        let mut writer = Self::writer(&CHANGES);
        let mut made = Vec::new();
        while self.report(&[]).await.unlinked > 0 {
            made.extend(self.pass(&mut writer).await);
        }
        made
    }

    async fn report(&self, since: &[Anchor]) -> Report {
        audit::verify(&self.test.db(1), &AuditKey::derive(KEY), since, &mut |_| {}).await.unwrap()
    }

    /// What is found after the superuser did this.
    async fn after(&self, sql: &str) -> Vec<Fault> {
        self.test.superuser(sql).await;
        self.report(&[]).await.faults
    }
}

fn rows(linked: &[NewLink]) -> Vec<usize> {
    linked.iter().map(|linked| linked.rows).collect()
}

#[tokio::test]
async fn aud_2_an_untouched_log_fits_its_seals() {
    let (case, _) = Case::linked().await;
    case.test.tenant("four").await;
    let report = case.report(&[]).await;
    assert_eq!(report.faults, []);
    assert_eq!((report.rows, report.links, report.unlinked), (6, 3, 2));
    assert_eq!(report.last.unwrap().number, 3);
    // A session in another zone and with other habits reads the same.
    let habits = [
        ("timezone", "Asia/Kathmandu"),
        ("datestyle", "german"),
        ("extra_float_digits", "0"),
        ("bytea_output", "escape"),
    ];
    let size = PoolSize { max: 1, acquire_timeout: Duration::from_secs(30) };
    let foreign = Pool::new(case.test.options("bulkhead_platform").options(habits), size, Mode::Direct);
    let report = audit_chain::verify(&CHANGES, &AuditKey::derive(KEY), &foreign, &[], &mut |_| {}).await.unwrap();
    assert_eq!(report.faults, []);
}

/// Defaults are evaluated in the order of the columns. A number that is drawn by a transaction without an id could be
/// passed over: the writer of links would find no older transaction to wait for.
#[tokio::test]
async fn aud_2_a_line_of_the_security_log_has_its_transaction_before_its_number() {
    let test = TestDb::new().await;
    let columns: Vec<String> = sqlx::query_scalar(
        "select attname::text from pg_attribute
         where attrelid = 'auth.events'::regclass and attname in ('number', 'transaction_id') order by attnum",
    )
    .fetch_all(&mut test.connect("postgres").await)
    .await
    .unwrap();
    assert_eq!(columns, ["transaction_id", "number"]);
}

#[tokio::test]
async fn aud_2_the_security_log_is_sealed_alike() {
    let test = TestDb::new().await;
    let pool = test.pool("bulkhead_auth", 1);
    let event = "insert into auth.events (id, at, kind, outcome, address, detail)
        select gen_random_uuid(), now(), 'authn_login_fail', 'failure', '192.0.2.7', '{\"a\": 1.50}'";
    test.superuser(&format!("{event} from generate_series(1, 3)")).await;
    let mut writer = Case::writer(&SECURITY_LOG);
    let now = datetime!(2030-01-01 12:00 UTC);
    let made = loop {
        if let Some(made) = writer.pass(&pool, now).await.unwrap() {
            break made;
        }
    };
    assert_eq!((made.rows, made.anchor.number), (3, 1));
    test.superuser(event).await;
    let key = AuditKey::derive(KEY);
    let report = audit_chain::verify(&SECURITY_LOG, &key, &pool, &[], &mut |_| {}).await.unwrap();
    assert_eq!((report.faults, report.rows, report.unlinked), (vec![], 3, 1));

    test.superuser(
        "update auth.events set outcome = 'success' where number = 2; delete from auth.events where number = 3",
    )
    .await;
    let report = audit_chain::verify(&SECURITY_LOG, &key, &pool, &[], &mut |_| {}).await.unwrap();
    let expected = [Fault::RowAltered { row: 2, link: 1 }, Fault::RowDeleted { row: 3, link: 1 }];
    assert_eq!(report.faults, expected);
    assert_eq!(expected[0].to_string(), "row 2 was altered after link 1 covered it");
}
