//! The logs under seal: what the owner or a superuser does to them is found, and named.

use std::time::Duration;

use auth::seals::{self, Anchor, AuditKey, EVENTS, Fault, Log, Report, Sealed, Sealer};
use auth::{Mode, Pool, PoolSize};
use tenancy::audit::{self, CHANGES};
use tenancy::testing::TestDb;
use time::macros::datetime;
use uuid::Uuid;

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

    /// Two rows under each of three seals, and the highest number that a row has.
    async fn sealed() -> (Self, i64) {
        let case = Self::new().await;
        for slug in ["one", "two", "three"] {
            case.test.tenant(slug).await;
            assert_eq!(rows(&case.seal().await), [2]);
        }
        let mut superuser = case.test.connect("postgres").await;
        let last = sqlx::query_scalar("select max(id) from tenancy.changes").fetch_one(&mut superuser).await.unwrap();
        (case, last)
    }

    fn sealer(log: &'static Log) -> Sealer {
        Sealer::new(log, AuditKey::derive(KEY))
    }

    async fn pass(&self, sealer: &mut Sealer) -> Option<Sealed> {
        sealer.pass(&self.platform, datetime!(2030-01-01 12:00 UTC)).await.unwrap()
    }

    /// Seals whatever there is, with a node of its own. Transactions of other tests' databases make it wait.
    async fn seal(&self) -> Vec<Sealed> {
        let mut sealer = Self::sealer(&CHANGES);
        let mut made = Vec::new();
        while self.report(&[]).await.unsealed > 0 {
            made.extend(self.pass(&mut sealer).await);
        }
        made
    }

    async fn report(&self, since: &[Anchor]) -> Report {
        audit::verify(&self.test.db(1), &AuditKey::derive(KEY), since).await.unwrap()
    }

    /// What is found after the superuser did this.
    async fn after(&self, sql: &str) -> Vec<Fault> {
        self.test.superuser(sql).await;
        self.report(&[]).await.faults
    }
}

fn rows(sealed: &[Sealed]) -> Vec<usize> {
    sealed.iter().map(|sealed| sealed.rows).collect()
}

#[tokio::test]
async fn aud_2_a_log_that_nobody_touched_fits_its_seals() {
    let (case, _) = Case::sealed().await;
    case.test.tenant("four").await;
    let report = case.report(&[]).await;
    assert_eq!(report.faults, []);
    assert_eq!((report.rows, report.seals, report.unsealed), (6, 3, 2));
    assert_eq!(report.last.unwrap().number, 3);
    // A session in another zone and with other habits reads the same.
    let habits = [
        ("timezone", "Asia/Kathmandu"),
        ("datestyle", "german"),
        ("extra_float_digits", "0"),
        ("bytea_output", "escape"),
    ];
    let size = PoolSize { max: 1, acquire_timeout: Duration::from_secs(5) };
    let foreign = Pool::new(case.test.options("bulkhead_platform").options(habits), size, Mode::Direct);
    let report = seals::verify(&CHANGES, &AuditKey::derive(KEY), &foreign, &[]).await.unwrap();
    assert_eq!(report.faults, []);
}

#[tokio::test]
async fn aud_2_verify_names_the_row_that_was_altered() {
    let (case, last) = Case::sealed().await;
    let row = last - 1;
    let altered = vec![Fault::RowAltered { row, seal: 3 }];
    for (field, value) in [
        ("fields", "'{}'"),
        ("actor_id", "null"),
        ("request_id", "gen_random_uuid()"),
        ("changed_at", "changed_at - interval '1 microsecond'"),
        ("operation", "'delete'"),
        ("table_name", "'leads'"),
        ("row_id", "gen_random_uuid()"),
        ("tenant_id", "gen_random_uuid()"),
        ("transaction_id", "'1'"),
    ] {
        let keep = format!(
            "create table kept as select * from tenancy.changes where id = {row}; update tenancy.changes set {field} = {value} where id = {row}"
        );
        assert_eq!(case.after(&keep).await, altered, "{field}");
        let back = format!(
            "delete from tenancy.changes where id = {row}; insert into tenancy.changes overriding system value select * from kept; drop table kept"
        );
        assert_eq!(case.after(&back).await, [], "{field} as it was");
    }
}

#[tokio::test]
async fn aud_2_verify_names_rows_that_were_deleted_inserted_or_swapped() {
    let (case, last) = Case::sealed().await;
    let faults = case.after(&format!("delete from tenancy.changes where id = {last}")).await;
    assert_eq!(faults, [Fault::RowDeleted { row: last, seal: 3 }]);

    let (case, last) = Case::sealed().await;
    let forge = |id: i64| {
        format!(
            "insert into tenancy.changes (tenant_id, id, table_name, row_id, operation, fields) overriding system value
             select gen_random_uuid(), {id}, table_name, row_id, operation, fields from tenancy.changes where id = {last}"
        )
    };
    // Under a number below all others, and under one that another row has.
    assert_eq!(case.after(&forge(-7)).await, [Fault::RowInserted { row: -7, seal: 1 }]);
    assert_eq!(case.after(&forge(last - 4)).await.len(), 2);
    let (case, last) = Case::sealed().await;
    case.test.superuser(&format!("delete from tenancy.changes where id = {}", last - 2)).await;
    let [Fault::RowAltered { row, seal: 2 }] = case.after(&forge(last - 2)).await[..] else { panic!() };
    assert_eq!(row, last - 2);

    let (case, last) = Case::sealed().await;
    let swap = format!(
        "update tenancy.changes set id = -1 where id = {last}; update tenancy.changes set id = {last} where id = {0};
         update tenancy.changes set id = {0} where id = -1",
        last - 2
    );
    case.test.superuser("alter table tenancy.changes alter id set generated by default").await;
    let faults = case.after(&swap).await;
    assert_eq!(faults, [Fault::RowAltered { row: last - 2, seal: 2 }, Fault::RowAltered { row: last, seal: 3 }]);
}

#[tokio::test]
async fn aud_2_a_row_put_into_a_gap_is_named() {
    let case = Case::new().await;
    case.test.tenant("one").await;
    // A transaction that came to nothing leaves a gap.
    let abandoned = "begin; insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields)
        values (gen_random_uuid(), 'leads', gen_random_uuid(), 'insert', '{}'); rollback";
    case.test.superuser(abandoned).await;
    case.seal().await;
    let gap =
        "insert into tenancy.changes (tenant_id, id, table_name, row_id, operation, fields) overriding system value
        values (gen_random_uuid(), 3, 'leads', gen_random_uuid(), 'insert', '{}')";
    assert_eq!(case.after(gap).await, [Fault::RowInserted { row: 3, seal: 1 }]);
}

#[tokio::test]
async fn aud_2_rows_that_wait_far_apart_and_in_thousands_are_all_sealed() {
    let case = Case::new().await;
    case.test.tenant("one").await;
    case.test
        .superuser(
            "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields)
               select gen_random_uuid(), 'leads', gen_random_uuid(), 'insert', '{}' from generate_series(1, 2500);
             select setval(pg_get_serial_sequence('tenancy.changes', 'id'), 30000000)",
        )
        .await;
    case.test.tenant("two").await;
    assert_eq!(rows(&case.seal().await).iter().sum::<usize>(), 2504);
    let report = case.report(&[]).await;
    assert_eq!((report.faults, report.rows, report.unsealed), (vec![], 2504, 0));
}

#[tokio::test]
async fn aud_2_verify_names_a_seal_that_was_altered_or_is_gone() {
    for column in
        ["rows = ''::bytea", "last_row = last_row + 1", "sealed_at = now()", "mac = sha256('')", "previous = ''"]
    {
        let (case, last) = Case::sealed().await;
        let faults = case.after(&format!("update tenancy.seals set {column} where number = 2")).await;
        assert!(matches!(faults[0], Fault::SealAltered { seal: 2, .. }), "{column}: {faults:?}");
        assert!(
            last > 0 && faults[1..].iter().all(|fault| *fault == Fault::SealMoved { seal: 3 }),
            "{column}: {faults:?}"
        );
    }
    let (case, _) = Case::sealed().await;
    let faults = case.after("delete from tenancy.seals where number = 2").await;
    assert_eq!(faults, [Fault::SealMissing { first: 2, last: 2 }]);
    let faults = case.after("update tenancy.seals set number = 2 where number = 3").await;
    assert!(matches!(faults[..], [Fault::SealAltered { seal: 2, .. }]), "{faults:?}");
}

#[tokio::test]
async fn aud_2_an_end_that_was_cut_off_is_found_by_a_seal_kept_elsewhere() {
    let (case, last) = Case::sealed().await;
    let kept: Anchor = case.report(&[]).await.last.unwrap().to_string().parse().unwrap();
    let cut =
        format!("delete from tenancy.changes where id > {}; delete from tenancy.seals where number = 3", last - 2);
    assert_eq!(case.after(&cut).await, []);
    assert_eq!(case.report(std::slice::from_ref(&kept)).await.faults, [Fault::Cut { seal: 3 }]);
    // Sealed anew by the server itself, it is another seal.
    case.test.tenant("four").await;
    case.seal().await;
    assert_eq!(case.report(&[]).await.faults, []);
    assert_eq!(case.report(&[kept]).await.faults, [Fault::Cut { seal: 3 }]);
}

#[tokio::test]
async fn aud_2_without_the_key_nothing_can_be_sealed_anew() {
    let (case, last) = Case::sealed().await;
    let other = AuditKey::derive(b"another key");
    let report = audit::verify(&case.test.db(1), &other, &[]).await.unwrap();
    assert_eq!(report.faults, [1, 2, 3].map(|seal| Fault::OtherKey { seal }));
    assert_eq!(report.rows, 0);
    // Somebody with another key alters a row and makes a chain that fits.
    case.test
        .superuser(&format!("delete from tenancy.seals; update tenancy.changes set fields = '{{}}' where id = {last}"))
        .await;
    let mut forger = Sealer::new(&CHANGES, other);
    while case.pass(&mut forger).await.is_none() {}
    assert_eq!(case.report(&[]).await.faults, [Fault::OtherKey { seal: 1 }]);
    let faults =
        case.after(&format!("update tenancy.seals set key_id = '\\x{}'", hex::encode(key_id(KEY).await))).await;
    assert!(matches!(faults[..], [Fault::SealAltered { seal: 1, .. }]), "{faults:?}");
}

/// How a seal of this key names it.
async fn key_id(key: &[u8]) -> Vec<u8> {
    let case = Case::new().await;
    case.test.tenant("one").await;
    let mut sealer = Sealer::new(&CHANGES, AuditKey::derive(key));
    while case.pass(&mut sealer).await.is_none() {}
    let mut superuser = case.test.connect("postgres").await;
    sqlx::query_scalar("select key_id from tenancy.seals").fetch_one(&mut superuser).await.unwrap()
}

#[tokio::test]
async fn aud_2_a_function_that_hides_an_alteration_is_named() {
    let (case, _) = Case::sealed().await;
    let faults = case
        .after(
            "create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
             returns table (number bigint, digest bytea) language sql stable security definer set search_path = '' as $$
               select 1::bigint, ''::bytea where false $$",
        )
        .await;
    assert_eq!(faults[0], Fault::Function("tenancy.change_digests"));
}

#[tokio::test]
async fn aud_2_a_transaction_that_commits_late_is_sealed_then_and_once() {
    let case = Case::new().await;
    let (tenant, owner) = case.test.tenant("one").await;
    let mut sealer = Case::sealer(&CHANGES);
    let add = "insert into app.leads (tenant_id, id, owner_id, name) values ($1, $2, $3, 'x')";
    let enter = "select set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)";
    let mut late = case.test.connect("bulkhead_app").await;
    let mut early = case.test.connect("bulkhead_app").await;
    for session in [&mut late, &mut early] {
        sqlx::query(enter).bind(tenant.to_string()).bind(owner.to_string()).execute(&mut *session).await.unwrap();
    }
    sqlx::raw_sql("begin").execute(&mut late).await.unwrap();
    for session in [&mut late, &mut early] {
        sqlx::query(add).bind(tenant).bind(Uuid::now_v7()).bind(owner).execute(&mut *session).await.unwrap();
    }
    for _ in 0..3 {
        // Neither the row of the late one nor those beside it: the seal of a range is the last word on it.
        assert_eq!(case.pass(&mut sealer).await, None);
    }
    sqlx::raw_sql("commit").execute(&mut late).await.unwrap();
    let made = loop {
        if let Some(made) = case.pass(&mut sealer).await {
            break made;
        }
    };
    assert_eq!(made.rows, 4);
    for _ in 0..3 {
        assert_eq!(case.pass(&mut sealer).await, None);
    }
    let report = case.report(&[]).await;
    assert_eq!((report.faults.len(), report.rows, report.unsealed), (0, 4, 0));
}

#[tokio::test]
async fn aud_2_nodes_that_seal_at_once_seal_each_row_once() {
    let case = Case::new().await;
    let (tenant, owner) = case.test.tenant("one").await;
    let writer = async {
        let mut superuser = case.test.connect("postgres").await;
        for _ in 0..40 {
            sqlx::query(
                "insert into app.leads (tenant_id, id, owner_id, name) select $1, gen_random_uuid(), $2, 'x' from generate_series(1, 60)",
            )
            .bind(tenant)
            .bind(owner)
            .execute(&mut superuser)
            .await
            .unwrap();
        }
    };
    let node = || async {
        let mut sealer = Case::sealer(&CHANGES);
        let pool = case.test.pool("bulkhead_platform", 1);
        for _ in 0..150 {
            sealer.pass(&pool, datetime!(2030-01-01 12:00 UTC)).await.unwrap();
        }
    };
    tokio::join!(writer, node(), node(), node());
    case.seal().await;
    let report = case.report(&[]).await;
    assert_eq!(report.faults, []);
    assert_eq!((report.rows, report.unsealed), (2402, 0));
}

#[tokio::test]
async fn aud_2_what_is_deleted_leaves_its_lines_under_seal() {
    let (case, _) = Case::sealed().await;
    case.test.superuser("delete from tenancy.tenants where slug = 'two'").await;
    assert_eq!(rows(&case.seal().await), [2]);
    let report = case.report(&[]).await;
    assert_eq!((report.faults, report.rows, report.unsealed), (vec![], 8, 0));
}

#[tokio::test]
async fn aud_2_the_security_log_is_sealed_alike() {
    let test = TestDb::new().await;
    let pool = test.pool("bulkhead_auth", 1);
    let event = "insert into auth.events (id, at, kind, outcome, address, detail)
        select gen_random_uuid(), now(), 'authn_login_fail', 'failure', '192.0.2.7', '{\"a\": 1.50}'";
    test.superuser(&format!("{event} from generate_series(1, 3)")).await;
    let mut sealer = Case::sealer(&EVENTS);
    let now = datetime!(2030-01-01 12:00 UTC);
    let made = loop {
        if let Some(made) = sealer.pass(&pool, now).await.unwrap() {
            break made;
        }
    };
    assert_eq!((made.rows, made.anchor.number), (3, 1));
    test.superuser(event).await;
    let key = AuditKey::derive(KEY);
    let report = seals::verify(&EVENTS, &key, &pool, &[]).await.unwrap();
    assert_eq!((report.faults, report.rows, report.unsealed), (vec![], 3, 1));

    test.superuser(
        "update auth.events set outcome = 'success' where number = 2; delete from auth.events where number = 3",
    )
    .await;
    let report = seals::verify(&EVENTS, &key, &pool, &[]).await.unwrap();
    let expected = [Fault::RowAltered { row: 2, seal: 1 }, Fault::RowDeleted { row: 3, seal: 1 }];
    assert_eq!(report.faults, expected);
    assert_eq!(expected[0].to_string(), "row 2 was altered after it was sealed by seal 1");
}

#[tokio::test]
async fn aud_2_the_server_puts_nothing_into_a_log_but_what_happened() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("one").await;
    for (role, sql) in [
        (
            "bulkhead_app",
            "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields) values ($1::uuid, 'leads', $2::uuid, 'delete', '{}')",
        ),
        (
            "bulkhead_platform",
            "insert into tenancy.changes (tenant_id, table_name, row_id, operation, fields) values ($1::uuid, 'leads', $2::uuid, 'delete', '{}')",
        ),
        (
            "bulkhead_auth",
            "insert into auth.events (id, at, kind, outcome, transaction_id) values ($1::uuid, now(), $2, 'success', '1')",
        ),
        (
            "bulkhead_auth",
            "insert into auth.events (id, at, kind, outcome, number) overriding system value values ($1::uuid, now(), $2, 'success', 1)",
        ),
        ("bulkhead_app", "select $1 || $2 || number from tenancy.seals"),
        ("bulkhead_app", "select $1 || $2 || number from tenancy.change_digests(0, 1, 1)"),
        ("bulkhead_platform", "update tenancy.seals set last_row = 0 where $1 < $2"),
        ("bulkhead_platform", "delete from tenancy.seals where $1 < $2"),
        ("bulkhead_auth", "delete from auth.seals where $1 < $2"),
    ] {
        let mut session = test.connect(role).await;
        sqlx::query("select set_config('app.tenant_id', $1, false), set_config('app.user_id', $2, false)")
            .bind(tenant.to_string())
            .bind(owner.to_string())
            .execute(&mut session)
            .await
            .unwrap();
        let refused =
            sqlx::query(sql).bind(tenant.to_string()).bind(owner.to_string()).execute(&mut session).await.unwrap_err();
        let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("42501"), "{role}: {sql}: {refused}");
    }
}

#[tokio::test]
async fn aud_2_what_a_removed_tenant_took_along_is_no_fault_and_excuses_no_other() {
    let (case, last) = Case::sealed().await;
    let over = "update tenancy.tenants set deleted_at = now() - interval '31 days' where slug = 'two'";
    case.test.superuser(over).await;
    assert_eq!(case.test.db(1).purge_closed_tenants().await.unwrap(), 1);
    case.seal().await;
    assert_eq!(case.report(&[]).await.faults, []);
    // Whoever calls the rows of a tenant that is there purged, is named all the same.
    let (row, seal) = (last, 3);
    let faults = case
        .after(&format!(
            "insert into tenancy.purges (tenant_id, changes)
               select tenant_id, int8multirange(int8range({row}, {row}, '[]')) from tenancy.changes where id = {row};
             delete from tenancy.changes where id = {row}"
        ))
        .await;
    assert_eq!(faults, [Fault::RowDeleted { row, seal }]);
}
