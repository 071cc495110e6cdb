//! One link covers each row, however late it commits and whichever node adds the link.

use tenancy::audit::CHANGES;
use time::macros::datetime;
use uuid::Uuid;

use super::{Case, rows};

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
    assert_eq!(rows(&case.add_links().await).iter().sum::<usize>(), 2504);
    let report = case.report(&[]).await;
    assert_eq!((report.faults, report.rows, report.unlinked), (vec![], 2504, 0));
}

#[tokio::test]
async fn aud_2_a_transaction_that_commits_late_is_sealed_then_and_once() {
    let case = Case::new().await;
    let (tenant, owner) = case.test.tenant("one").await;
    let mut writer = Case::writer(&CHANGES);
    let add = "insert into app.leads (tenant_id, id, owner_id, name) values ($1, $2, $3, 'x')";
    let mut late = case.test.connect_within("bulkhead_app", tenant, owner).await;
    let mut early = case.test.connect_within("bulkhead_app", tenant, owner).await;
    sqlx::raw_sql("begin").execute(&mut late).await.unwrap();
    for session in [&mut late, &mut early] {
        sqlx::query(add).bind(tenant).bind(Uuid::now_v7()).bind(owner).execute(&mut *session).await.unwrap();
    }
    for _ in 0..3 {
        // Neither the row of the late one nor those beside it: the link of a range is the last word on it.
        assert_eq!(case.pass(&mut writer).await, None);
    }
    sqlx::raw_sql("commit").execute(&mut late).await.unwrap();
    let made = loop {
        if let Some(made) = case.pass(&mut writer).await {
            break made;
        }
    };
    assert_eq!(made.rows, 4);
    for _ in 0..3 {
        assert_eq!(case.pass(&mut writer).await, None);
    }
    let report = case.report(&[]).await;
    assert_eq!((report.faults.len(), report.rows, report.unlinked), (0, 4, 0));
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
        let mut writer = Case::writer(&CHANGES);
        let pool = case.test.pool("bulkhead_platform", 1);
        for _ in 0..150 {
            writer.pass(&pool, datetime!(2030-01-01 12:00 UTC)).await.unwrap();
        }
    };
    tokio::join!(writer, node(), node(), node());
    case.add_links().await;
    let report = case.report(&[]).await;
    assert_eq!(report.faults, []);
    assert_eq!((report.rows, report.unlinked), (2402, 0));
}
