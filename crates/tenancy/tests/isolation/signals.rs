//! Signals of conversations and presence, as a node reads and writes them.

use sqlx::{Connection, Executor};
use tenancy::live::{LogPosition, Signal, SignalKind};
use tenancy::testing::{TestDb, caller};
use tenancy::{Db, Intent, Role, TenantId, TenantRef, TenantRequest};
use uuid::Uuid;

/// Lines that a look takes at most.
const MANY: i32 = 100_000;

/// Two members of a tenant, who are in a conversation.
struct Talk {
    test: TestDb,
    tenant: Uuid,
    owner: Uuid,
    id: Uuid,
    ann: Uuid,
    ben: Uuid,
}

impl Talk {
    async fn new() -> Self {
        let test = TestDb::new().await;
        let (tenant, owner) = test.tenant("acme").await;
        let [id, ann, ben] = [(); 3].map(|()| Uuid::now_v7());
        test.superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role)
               values ('{tenant}', '{ann}', 'member'), ('{tenant}', '{ben}', 'member');
             insert into app.conversations (tenant_id, id, owner_id) values ('{tenant}', '{id}', '{ann}');
             insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id)
               select '{tenant}', gen_random_uuid(), '{ann}', '{id}', u from unnest(array['{ann}', '{ben}']::uuid[]) u"
        ))
        .await;
        Self { test, tenant, owner, id, ann, ben }
    }

    /// A statement that leaves a signal, so many seconds ago.
    fn signal(&self, user: Uuid, kind: &str, seconds: u32) -> String {
        format!(
            "insert into tenancy.conversation_signals (tenant_id, conversation_id, user_id, kind, read_seq, at)
               values ('{}', '{}', '{user}', '{kind}', 7, now() - interval '{seconds} seconds')",
            self.tenant, self.id
        )
    }

    /// Whether the owner, Ann and Ben hear of a signal.
    fn hears(&self, signal: &Signal) -> [bool; 3] {
        [self.owner, self.ann, self.ben].map(|user| signal.is_for(TenantId(self.tenant), user))
    }
}

/// Looks on, and answers the signals.
async fn look(db: &Db, position: &mut LogPosition) -> Vec<Signal> {
    let (since, signals) = db.look(position, MANY).await.unwrap();
    *position = since.position;
    signals
}

#[tokio::test]
async fn live_b_6_a_look_tells_each_signal_once_however_late_it_commits() {
    let talk = Talk::new().await;
    let db = talk.test.db(2);
    let mut position = db.log_position().await.unwrap();
    let mut late = talk.test.connect("postgres").await;
    let mut transaction = late.begin().await.unwrap();
    transaction.execute(sqlx::AssertSqlSafe(talk.signal(talk.ann, "typing", 0))).await.unwrap();
    // Committed behind the other began, beside a line of the log.
    let lead = format!(
        "insert into app.leads (tenant_id, id, owner_id, name) values ('{}', gen_random_uuid(), '{}', 'Ada');",
        talk.tenant, talk.ann
    );
    talk.test.superuser(&(lead + &talk.signal(talk.ben, "read", 0))).await;
    let (since, signals) = db.look(&position, MANY).await.unwrap();
    assert_eq!((since.changes.len(), signals.len()), (1, 1));
    assert_eq!((signals[0].user_id, signals[0].kind), (talk.ben, SignalKind::Read(7)));
    assert_eq!(talk.hears(&signals[0]), [false, true, true]);
    position = since.position;
    assert_eq!(look(&db, &mut position).await, []);

    transaction.commit().await.unwrap();
    let signals = look(&db, &mut position).await;
    assert_eq!(
        signals.iter().map(|signal| (signal.user_id, signal.kind)).collect::<Vec<_>>(),
        [(talk.ann, SignalKind::Typing)]
    );
    assert_eq!(talk.hears(&signals[0]), [false, false, true]);
    assert_eq!(look(&db, &mut position).await, []);
}

#[tokio::test]
async fn live_b_6_a_signal_that_is_too_old_is_told_no_more_and_is_deleted() {
    let talk = Talk::new().await;
    let db = talk.test.db(2);
    for (kind, seconds, is_told) in [("typing", 2, true), ("typing", 6, false), ("read", 20, true), ("read", 31, false)]
    {
        let mut position = db.log_position().await.unwrap();
        talk.test.superuser(&talk.signal(talk.ann, kind, seconds)).await;
        assert_eq!(look(&db, &mut position).await.len(), usize::from(is_told), "{kind} {seconds}");
        assert_eq!(db.forget_signals().await.unwrap(), u64::from(!is_told), "{kind} {seconds}");
        talk.test.superuser("delete from tenancy.conversation_signals").await;
    }
}

#[tokio::test]
async fn live_b_6_a_former_participant_hears_of_no_signal_and_leaves_none() {
    let talk = Talk::new().await;
    let db = talk.test.db(2);
    let mut position = db.log_position().await.unwrap();
    let signals = [talk.signal(talk.ann, "read", 0), talk.signal(talk.ben, "read", 0)].join(";");
    let leave = format!("update app.conversation_participants set deleted_at = now() where user_id = '{}';", talk.ben);
    talk.test.superuser(&(leave + &signals)).await;
    for signal in look(&db, &mut position).await {
        let by_ann = signal.user_id == talk.ann;
        assert_eq!(talk.hears(&signal), [false, by_ann, false], "{signal:?}");
    }
}

#[tokio::test]
async fn presence_is_noted_of_members_alone_and_goes_with_the_membership() {
    let talk = Talk::new().await;
    let db = talk.test.db(2);
    let (other, stranger) = talk.test.tenant("other").await;
    let open =
        [(TenantId(talk.tenant), talk.ann), (TenantId(talk.tenant), talk.ann), (TenantId(talk.tenant), stranger)];
    db.note_presence(&open).await.unwrap();
    db.note_presence(&[(TenantId(other), talk.ben)]).await.unwrap();
    let mut superuser = talk.test.connect("postgres").await;
    let noted: Vec<Uuid> =
        sqlx::query_scalar("select user_id from tenancy.presence").fetch_all(&mut superuser).await.unwrap();
    assert_eq!(noted, [talk.ann]);
    talk.test.superuser(&format!("delete from tenancy.memberships where user_id = '{}'", talk.ann)).await;
    let left: i64 =
        sqlx::query_scalar("select count(*) from tenancy.presence").fetch_one(&mut superuser).await.unwrap();
    assert_eq!(left, 0);
    // What is past use goes.
    talk.test
        .superuser(&format!(
            "insert into tenancy.presence values ('{0}', '{1}', now() - interval '7 minutes'), ('{0}', '{2}', now())",
            talk.tenant, talk.ben, talk.owner
        ))
        .await;
    assert_eq!(db.forget_presence().await.unwrap(), 1);
}

#[tokio::test]
async fn ten_1_with_the_policies_off_presence_in_another_tenant_still_does_not_count() {
    let talk = Talk::new().await;
    let (other, _) = talk.test.tenant("other").await;
    talk.test
        .superuser(&format!(
            "insert into tenancy.memberships (tenant_id, user_id, role) values ('{other}', '{0}', 'member');
             insert into tenancy.presence values ('{other}', '{0}', now());
             alter table tenancy.presence disable row level security",
            talk.ann
        ))
        .await;
    let request = TenantRequest {
        who: caller(talk.owner),
        tenant: TenantRef::parse("acme").unwrap(),
        needed: Role::Viewer,
        intent: Intent::Read,
        request_id: Uuid::now_v7(),
    };
    let (_, members) = talk.test.db(1).list_present(&request, None, 100).await.unwrap();
    assert_eq!(members.iter().filter(|member| member.is_present).count(), 0, "{members:?}");
    assert!(members.iter().any(|member| member.user_id == talk.ann));
}
