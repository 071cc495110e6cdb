//! The change log as live updates read it: nothing is skipped or told twice, and each line reaches those who may see the row.

use std::collections::BTreeMap;
use std::time::Duration;

use auth::SessionLimits;
use base::Random;
use base::audit_chain::{AuditKey, LinkWriter};
use sqlx::PgConnection;
use tenancy::audit::CHANGES;
use tenancy::live::{ClientPosition, LiveChange, LogPosition, StreamCredential};
use tenancy::testing::{TestDb, caller};
use tenancy::{Db, Intent, Role, TenantId, TenantRef, TenantRequest};
use time::OffsetDateTime;
use uuid::Uuid;

/// Lines that a reader takes at once.
const MANY: i32 = 100_000;

async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.unwrap();
}

fn insert_lead(tenant: Uuid, owner: Uuid, id: Uuid) -> String {
    format!("insert into app.leads (tenant_id, id, owner_id, name) values ('{tenant}', '{id}', '{owner}', 'Ada')")
}

/// Reads on, and answers what is new.
async fn read_on(db: &Db, position: &mut LogPosition, tenant: Option<Uuid>) -> Vec<LiveChange> {
    let since = db.changes_since(position, tenant.map(TenantId), MANY).await.unwrap();
    assert!(!since.is_cut);
    *position = since.position;
    since.changes
}

/// The ids of the leads among changes.
fn leads(changes: &[LiveChange]) -> Vec<Uuid> {
    changes.iter().filter(|change| change.table == "leads").filter_map(|change| change.row_id).collect()
}

/// A writer: transactions that are held open for a while, of which each tenth is rolled back. Returns the leads that it
/// committed.
async fn write(test: &TestDb, tenant: Uuid, owner: Uuid, seed: u64) -> Vec<Uuid> {
    let random = Random::seeded(seed);
    let mut session = test.connect_within("bulkhead_app", tenant, owner).await;
    let mut committed = Vec::new();
    for round in 0..20 {
        let ids = [Uuid::now_v7(), Uuid::now_v7()];
        run(&mut session, "begin".into()).await;
        for id in ids {
            run(&mut session, insert_lead(tenant, owner, id)).await;
            let [byte] = random.bytes::<1>();
            // Now and then one is open for long, while the others go on.
            let held = if byte < 16 { 200 } else { u64::from(byte % 8) };
            tokio::time::sleep(Duration::from_millis(held)).await;
        }
        if round % 10 == 9 {
            run(&mut session, "rollback".into()).await;
        } else {
            run(&mut session, "commit".into()).await;
            committed.extend(ids);
        }
    }
    committed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_a_1_each_committed_line_is_read_once_and_none_that_was_rolled_back() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (other, stranger) = test.tenant("other").await;
    let db = test.db(4);
    let mut everything = db.log_position().await.unwrap();
    let mut own = everything.clone();
    let (mut of_all, mut of_own) = (Vec::new(), Vec::new());
    let mut links = LinkWriter::new(&CHANGES, AuditKey::derive(b"a key"));

    let writers = (0..8).map(|seed| {
        let (tenant, owner) = if seed % 2 == 0 { (tenant, owner) } else { (other, stranger) };
        let test = &test;
        async move { (tenant, write(test, tenant, owner, seed).await) }
    });
    let writing = futures_util::future::join_all(writers);
    tokio::pin!(writing);
    let written = loop {
        let tick = tokio::time::sleep(Duration::from_millis(5));
        let done = tokio::select! {
            written = &mut writing => Some(written),
            () = tick => None,
        };
        of_all.extend(leads(&read_on(&db, &mut everything, None).await));
        of_own.extend(leads(&read_on(&db, &mut own, Some(tenant)).await));
        // What has a link is final, and a later position says so.
        links.pass(&db.platform_pool(), OffsetDateTime::now_utc()).await.unwrap();
        if let Some(written) = done {
            break written;
        }
    };
    of_all.extend(leads(&read_on(&db, &mut everything, None).await));
    of_own.extend(leads(&read_on(&db, &mut own, Some(tenant)).await));

    let mut in_all: Vec<_> = written.iter().flat_map(|(_, ids)| ids.clone()).collect();
    let mut of_tenant: Vec<_> =
        written.iter().filter(|(of, _)| *of == tenant).flat_map(|(_, ids)| ids.clone()).collect();
    for ids in [&mut in_all, &mut of_tenant, &mut of_all, &mut of_own] {
        ids.sort_unstable();
    }
    assert_eq!(in_all.len(), 8 * 18 * 2);
    assert_eq!(of_all, in_all);
    assert_eq!(of_own, of_tenant);

    // Once lines are final a position says so, and is taken up from there.
    for _ in 0..400 {
        links.pass(&db.platform_pool(), OffsetDateTime::now_utc()).await.unwrap();
        assert!(leads(&read_on(&db, &mut own, Some(tenant)).await).is_empty());
        if own.final_row > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(own.final_row > 0);
    let last = Uuid::now_v7();
    run(&mut test.connect_within("bulkhead_app", tenant, owner).await, insert_lead(tenant, owner, last)).await;
    assert_eq!(leads(&read_on(&db, &mut own, Some(tenant)).await), [last]);
}

#[tokio::test]
async fn live_a_2_a_transaction_that_stays_open_holds_no_other_up_and_is_read_when_it_commits() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let db = test.db(2);
    let mut position = db.log_position().await.unwrap();
    let [held, before, after] = [(); 3].map(|()| Uuid::now_v7());
    let mut slow = test.connect_within("bulkhead_app", tenant, owner).await;
    let mut fast = test.connect_within("bulkhead_app", tenant, owner).await;
    run(&mut slow, "begin".into()).await;
    run(&mut slow, insert_lead(tenant, owner, held)).await;
    run(&mut fast, insert_lead(tenant, owner, before)).await;
    assert_eq!(leads(&read_on(&db, &mut position, None).await), [before]);
    run(&mut fast, insert_lead(tenant, owner, after)).await;
    assert_eq!(leads(&read_on(&db, &mut position, None).await), [after]);
    // A reader that comes back by what it was told takes up there.
    let mut resumed = position.clone();
    run(&mut slow, "commit".into()).await;
    assert_eq!(leads(&read_on(&db, &mut position, None).await), [held]);
    assert_eq!(leads(&read_on(&db, &mut resumed, Some(tenant)).await), [held]);
    assert_eq!(read_on(&db, &mut position, None).await, []);
}

/// What a change says, in short.
fn said(change: &LiveChange) -> (&str, Option<i64>) {
    (&change.operation, change.version)
}

#[tokio::test]
async fn live_a_5_a_line_about_a_private_row_is_for_its_owner_and_says_what_was_done() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let (other, stranger) = test.tenant("other").await;
    let member = Uuid::now_v7();
    let db = test.db(2);
    let mut position = db.log_position().await.unwrap();
    let id = Uuid::now_v7();
    let mut app = test.connect_within("bulkhead_app", tenant, member).await;
    run(&mut app, format!("insert into app.favourites (tenant_id, id, owner_id, item_type, item_id) values ('{tenant}', '{id}', '{member}', 'course', '{id}')")).await;
    let set = |what: &str| format!("update app.favourites set {what} where tenant_id = '{tenant}' and id = '{id}'");
    run(&mut app, set("deleted_at = now()")).await;
    run(&mut app, set("deleted_at = null")).await;
    run(&mut app, set("item_type = 'university'")).await;
    test.superuser(&format!("delete from app.favourites where id = '{id}'")).await;

    let changes = read_on(&db, &mut position, None).await;
    let told: Vec<_> = changes.iter().map(said).collect();
    let last = Some(4);
    assert_eq!(
        told,
        [("insert", Some(1)), ("delete", Some(2)), ("restore", Some(3)), ("update", last), ("delete", last)]
    );
    for change in &changes {
        assert!(change.is_for(TenantId(tenant), member));
        assert!(!change.is_for(TenantId(tenant), owner));
        assert!(!change.is_for(TenantId(other), member) && !change.is_for(TenantId(other), stranger));
    }
    // A private line without an audience is for no reader.
    test.superuser(&format!("update tenancy.changes set audience = null where row_id = '{id}'")).await;
    let mut from_start = LogPosition { snapshot: "1:1:".parse().unwrap(), final_row: 0 };
    let unowned = read_on(&db, &mut from_start, Some(tenant)).await;
    let mut favourites = unowned.iter().filter(|change| change.table == "favourites");
    assert!(favourites.all(|change| !change.is_for(TenantId(tenant), member)));
    assert!(unowned.iter().any(|change| change.table == "favourites"));
}

#[tokio::test]
async fn live_b_4_a_line_about_a_conversation_is_for_those_who_take_part_when_it_is_read() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let [ann, ben] = [(); 2].map(|()| Uuid::now_v7());
    let db = test.db(2);
    let mut position = db.log_position().await.unwrap();
    let id = Uuid::now_v7();
    let take_part = |user: Uuid| {
        format!(
            "insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id)
               values ('{tenant}', gen_random_uuid(), '{ann}', '{id}', '{user}');"
        )
    };
    let members = format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{ann}', 'member'), ('{tenant}', '{ben}', 'member');
         insert into app.conversations (tenant_id, id, owner_id, title) values ('{tenant}', '{id}', '{ann}', 'Launch');"
    );
    let write = |text: &str| {
        format!(
            "insert into app.conversation_messages (tenant_id, id, owner_id, conversation_id, body, client_id)
               values ('{tenant}', gen_random_uuid(), '{ann}', '{id}', '{text}', gen_random_uuid())"
        )
    };
    test.superuser(&[members, take_part(ann), take_part(ben), write("Hello")].concat()).await;
    let hears = |changes: &[LiveChange]| {
        let message = changes.iter().find(|change| change.table == "conversation_messages").unwrap().clone();
        assert_eq!(message.audience, Some(id));
        [ann, ben, owner].map(|user| message.is_for(TenantId(tenant), user))
    };
    assert_eq!(hears(&read_on(&db, &mut position, None).await), [true, true, false]);
    test.superuser(&format!("update app.conversation_participants set deleted_at = now() where user_id = '{ben}'"))
        .await;
    test.superuser(&write("Without Ben")).await;
    assert_eq!(hears(&read_on(&db, &mut position, None).await), [true, false, false]);
}

#[tokio::test]
async fn live_a_12_more_than_two_hundred_lines_of_a_table_are_told_as_one() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let db = test.db(2);
    let mut position = db.log_position().await.unwrap();
    let import = |rows: i32| {
        format!(
            "insert into app.leads (tenant_id, id, owner_id, name)
               select '{tenant}', gen_random_uuid(), '{owner}', 'Ada' from generate_series(1, {rows});
             insert into app.contacts (tenant_id, id, owner_id, name) values ('{tenant}', gen_random_uuid(), '{owner}', 'Ada')"
        )
    };
    let mut app = test.connect_within("bulkhead_app", tenant, owner).await;
    for (rows, expected) in [(200, 200), (201, 1)] {
        run(&mut app, import(rows)).await;
        let changes = read_on(&db, &mut position, None).await;
        let mut told = BTreeMap::new();
        for change in &changes {
            *told.entry((change.table.as_str(), change.operation.as_str())).or_insert(0) += 1;
            assert_eq!(change.row_id.is_none(), change.operation == "many");
        }
        let operation = if expected == 1 { "many" } else { "insert" };
        assert_eq!(told, BTreeMap::from([(("contacts", "insert"), 1), (("leads", operation), expected)]));
        assert_eq!(read_on(&db, &mut position, None).await, []);
    }
    // A reader learns that it is given a part alone.
    let start = LogPosition { snapshot: "1:1:".parse().unwrap(), final_row: 0 };
    assert!(db.changes_since(&start, Some(TenantId(tenant)), 10).await.unwrap().is_cut);
}

#[tokio::test]
async fn live_a_8_a_line_of_the_server_that_a_backup_came_from_is_old() {
    let test = TestDb::new().await;
    let (tenant, owner) = test.tenant("acme").await;
    let db = test.db(2);
    let mut position = db.log_position().await.unwrap();
    let restored = format!(
        "insert into tenancy.changes (tenant_id, transaction_id, table_name, row_id, operation, fields)
           values ('{tenant}', '9000000000', 'leads', gen_random_uuid(), 'insert', '{{}}')"
    );
    test.superuser(&restored).await;
    let own = Uuid::now_v7();
    run(&mut test.connect_within("bulkhead_app", tenant, owner).await, insert_lead(tenant, owner, own)).await;
    let mut of_tenant = position.clone();
    assert_eq!(leads(&read_on(&db, &mut position, None).await), [own]);
    assert_eq!(leads(&read_on(&db, &mut of_tenant, Some(tenant)).await), [own]);
    assert_eq!(read_on(&db, &mut position, None).await, []);
}

#[test]
fn a_client_that_has_a_part_of_what_came_at_once_gets_the_rest() {
    let position = ClientPosition {
        epoch: "1".into(),
        log: LogPosition { snapshot: "10:10:".parse().unwrap(), final_row: 0 },
        partly: Some(("20:20:".parse().unwrap(), 7)),
        at: OffsetDateTime::UNIX_EPOCH,
    };
    let many = |transaction, number| LiveChange::of_many(TenantId(Uuid::nil()), "leads", number, transaction);
    let change = |transaction, number| {
        let mut change = many(transaction, number);
        change.row_id = Some(Uuid::nil());
        change
    };
    // The last of its transactions was seen, and one before it may have been open then.
    assert!(!position.has(&many(9, 100)));
    for (transaction, number, has) in [(9, 100, true), (15, 7, true), (15, 8, false), (20, 7, false)] {
        assert_eq!(position.has(&change(transaction, number)), has, "{transaction} {number}");
    }
}

#[tokio::test]
async fn ses_5_a_stream_ends_with_its_credential_and_its_membership() {
    for end in [
        "select",
        "delete from auth.sessions where user_id = '{user}'",
        "update auth.sessions set expires_at = now() - interval '1 second' where user_id = '{user}'",
        "update auth.sessions set last_seen_at = now() - interval '25 hours' where user_id = '{user}'",
        "update auth.sessions set second_factor = true, last_seen_at = now() - interval '61 minutes' where user_id = '{user}'",
        "update auth.sessions set pending = true where user_id = '{user}'",
        "update auth.sessions set token_hash = sha256('another') where user_id = '{user}'",
        "update auth.users set disabled_at = now() where id = '{user}'",
        "delete from tenancy.memberships where user_id = '{user}'",
        "update tenancy.tenants set suspended_at = now() where slug = 'acme'",
        "update tenancy.tenants set deleted_at = now() where slug = 'acme'",
        "update tenancy.tenants set require_second_factor = true where slug = 'acme'",
    ] {
        let test = TestDb::new().await;
        let (tenant, _) = test.tenant("acme").await;
        let [user, colleague] = [(); 2].map(|()| Uuid::now_v7());
        let db = test.db(2);
        let mut streams = Vec::new();
        for member in [user, colleague] {
            test.superuser(&format!(
                "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{member}', 'member')"
            ))
            .await;
            test.sign_in(member).await;
            streams.push(open_stream(&db, member).await);
        }
        let now = OffsetDateTime::now_utc();
        let ended = async || db.ended_streams(&streams, now, now - SessionLimits::default().idle).await.unwrap();
        assert!(ended().await.is_empty(), "{end}");
        test.superuser(&end.replace("{user}", &user.to_string())).await;
        let expected: &[usize] = match end {
            "select" => &[],
            _ if end.contains("tenancy.tenants") => &[0, 1],
            _ => &[0],
        };
        assert_eq!(ended().await, expected, "{end}");
    }
}

async fn open_stream(db: &Db, user: Uuid) -> StreamCredential {
    let request = TenantRequest {
        who: caller(user),
        tenant: TenantRef::parse("acme").unwrap(),
        needed: Role::Viewer,
        intent: Intent::Read,
        request_id: Uuid::now_v7(),
    };
    let membership = db.authorize(&request).await.unwrap();
    StreamCredential::of(&request.who, &membership).unwrap()
}
