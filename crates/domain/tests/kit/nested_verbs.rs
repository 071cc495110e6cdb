//! Rows of a parent with states, actions and references, and references to rows of parents and of conversations.

use domain::action;
use domain::conversations::{CONVERSATIONS, MESSAGES};
use domain::kit::{self, Action, Change, Collection, Error, Field, LockedRow, Resource, Transition, transition_by_job};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use tenancy::{Job, JobRequest, Jobs, TenantId, TenantTx};
use uuid::Uuid;

use crate::{Caller, json, make_table, object, refused_field};

static BOARDS: Resource =
    Resource::new("board", "boards", "app.boards").shared().fields(&[Field::text("name", 1, 50).required()]);

static CARDS: Resource = Resource::new("board-card", "board-cards", "app.board_cards")
    .under(&BOARDS, "board_id")
    .segment("cards")
    .states(
        "status",
        "open",
        &[
            Transition::new("finish", &["open"], "done"),
            Transition::new("reopen", &["done"], "open"),
            Transition::new("expire", &["open"], "done").internal(),
        ],
    )
    .actions(&[Action::new("look", action!(look))])
    .fields(&[Field::reference("blocker_id", &CARDS), Field::state("status", &["open", "done"])]);

/// Notes of a tenant about what is said in conversations.
static NOTES: Resource = Resource::new("chat-note", "chat-notes", "app.chat_notes")
    .shared()
    .fields(&[Field::reference("topic_id", &CONVERSATIONS), Field::reference("message_id", &MESSAGES)]);

async fn look(tx: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    let status: &str = row.get("status")?;
    assert!(["open", "done"].contains(&status));
    // Other conversations than the row's may be entered in between.
    tx.enter_conversations(None).await?;
    Ok(())
}

struct World {
    test: TestDb,
    tenant: Uuid,
    caller: Caller,
    boards: [Uuid; 2],
    card: Uuid,
}

impl World {
    async fn new() -> Self {
        let test = TestDb::new().await;
        make_table(&test, "app.boards", "name text not null").await;
        let columns = "board_id uuid not null, blocker_id uuid, status text not null default 'open',
          constraint board_cards_board foreign key (tenant_id, board_id) references app.boards (tenant_id, id),
          constraint board_cards_blocker foreign key (tenant_id, blocker_id) references app.board_cards (tenant_id, id)";
        make_table(&test, "app.board_cards", columns).await;
        let (tenant, owner) = test.tenant("acme").await;
        let caller = Caller::new(&test, owner, "acme");
        let mut boards = [Uuid::nil(); 2];
        for board in &mut boards {
            *board = caller.create(&BOARDS, json!({"name": "Launch"})).await.unwrap().id;
        }
        let card = create(&caller, CARDS.of(boards[0]), json!({})).await.unwrap().id;
        Self { test, tenant, caller, boards, card }
    }
}

async fn create(caller: &Caller, rows: Collection<'_>, json: Json) -> Result<kit::Record, Error> {
    let body = kit::parse_create(rows.resource, object(json)).unwrap();
    kit::create(&caller.db, &caller.write, rows, Uuid::now_v7(), &body).await
}

async fn act(caller: &Caller, rows: Collection<'_>, id: Uuid, verb: &str) -> Result<kit::Record, Error> {
    kit::act(&caller.db, &caller.write, rows, verb, &Change { id, expected: None }).await
}

#[tokio::test]
async fn ten_1_a_verb_reaches_a_row_under_its_own_parent_alone() {
    let World { test, caller, boards: [board, other], card, .. } = World::new().await;
    let stranger = Caller::owner(&test, "other").await;
    for (caller, board) in [(&caller, other), (&caller, Uuid::now_v7()), (&stranger, board)] {
        for verb in ["finish", "look"] {
            let outcome = act(caller, CARDS.of(board), card, verb).await;
            assert!(matches!(outcome, Err(Error::NotFound)), "{verb}: {outcome:?}");
        }
    }
    let finished = act(&caller, CARDS.of(board), card, "finish").await.unwrap();
    assert_eq!((&json(&finished)["status"], finished.version), (&json!("done"), 2));
    assert_eq!(act(&caller, CARDS.of(board), card, "look").await.unwrap().version, 2);
    let again = act(&caller, CARDS.of(board), card, "finish").await;
    assert!(matches!(again, Err(Error::InvalidState(_))), "{again:?}");

    caller.trash(&BOARDS, board).await;
    for verb in ["reopen", "look"] {
        let outcome = act(&caller, CARDS.of(board), card, verb).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{verb} under a parent in the trash: {outcome:?}");
    }
}

#[tokio::test]
async fn ten_1_a_job_takes_a_row_from_state_to_state_under_its_own_parent_alone() {
    let World { test, tenant, caller, boards: [board, other], card } = World::new().await;
    let jobs = Jobs::new(test.pool("bulkhead_app", 1), test.pool("bulkhead_platform", 1));
    let expire = async |board| {
        let run_id = Uuid::now_v7();
        let entry = JobRequest { tenant_id: TenantId(tenant), job: Job::EMPTY_TRASH, acting_for: None, run_id };
        let mut tx = jobs.begin(&entry).await.unwrap().unwrap();
        let change = Change { id: card, expected: None };
        let done = transition_by_job(&mut tx, None, CARDS.of(board), "expire", &change).await;
        tx.commit().await.unwrap();
        done
    };
    assert!(matches!(expire(other).await, Err(Error::NotFound)));
    assert_eq!(expire(board).await.unwrap(), 2);
    act(&caller, CARDS.of(board), card, "reopen").await.unwrap();
    caller.trash(&BOARDS, board).await;
    assert!(matches!(expire(board).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_row_of_a_parent_is_named_while_both_are_live() {
    let World { caller, boards: [board, other], card, .. } = World::new().await;
    let made = create(&caller, CARDS.of(other), json!({"blocker_id": card})).await.unwrap();
    assert_eq!(json(&made)["blocker_id"], json!(card));
    caller.trash(&BOARDS, board).await;
    let refused = create(&caller, CARDS.of(other), json!({"blocker_id": card})).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("blocker_id", "reference"));
}

#[tokio::test]
async fn a_row_comes_out_of_the_trash_after_the_row_of_its_own_table_that_it_names() {
    let World { caller, boards: [board, other], card, .. } = World::new().await;
    let trash = async |rows, id| {
        kit::delete(&caller.db, &caller.write, rows, &Change { id, expected: None }).await.unwrap();
    };
    let restore = async |rows: Collection<'static>, id| {
        kit::restore(&caller.db, &caller.write, rows, &Change { id, expected: None }).await
    };
    let made = create(&caller, CARDS.of(other), json!({"blocker_id": card})).await.unwrap().id;
    trash(CARDS.of(other), made).await;
    trash(CARDS.of(board), card).await;
    let refused = restore(CARDS.of(other), made).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("blocker_id", "reference"), "in the trash");
    restore(CARDS.of(board), card).await.unwrap();
    caller.trash(&BOARDS, board).await;
    let refused = restore(CARDS.of(other), made).await.unwrap_err();
    assert_eq!(refused_field(&refused), ("blocker_id", "reference"), "under a parent in the trash");
    kit::restore(&caller.db, &caller.write, &BOARDS, &Change { id: board, expected: None }).await.unwrap();
    restore(CARDS.of(other), made).await.unwrap();

    // A row that names itself waits for no other.
    let body = kit::parse_merge(&CARDS, object(json!({"blocker_id": made}))).unwrap();
    let change = Change { id: made, expected: None };
    kit::update(&caller.db, &caller.write, CARDS.of(other), &change, &body).await.unwrap();
    trash(CARDS.of(other), made).await;
    restore(CARDS.of(other), made).await.unwrap();
}

#[tokio::test]
async fn ten_9_a_conversation_is_named_by_those_alone_who_take_part() {
    let test = TestDb::new().await;
    let columns = "topic_id uuid, message_id uuid";
    make_table(&test, "app.chat_notes", columns).await;
    let (tenant, owner) = test.tenant("acme").await;
    let colleague = Uuid::now_v7();
    test.superuser(&format!(
        "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{colleague}', 'member')"
    ))
    .await;
    test.sign_in(colleague).await;
    let (caller, colleague) = (Caller::new(&test, owner, "acme"), Caller::new(&test, colleague, "acme"));
    let topic = caller.create(&CONVERSATIONS, json!({"participants": []})).await.unwrap().id;
    let body = json!({"body": "hello", "client_id": Uuid::now_v7()});
    let message = create(&caller, MESSAGES.of(topic), body).await.unwrap().id;

    let note = json!({"topic_id": topic, "message_id": message});
    let made = caller.create(&NOTES, note.clone()).await.unwrap();
    assert_eq!((&json(&made)["topic_id"], &json(&made)["message_id"]), (&json!(topic), &json!(message)));
    assert!(caller.change(&NOTES, made.id, note.clone()).await.is_ok());
    let own = colleague.create(&NOTES, json!({})).await.unwrap().id;
    for field in ["topic_id", "message_id"] {
        let refused = colleague.create(&NOTES, json!({field: note[field]})).await.unwrap_err();
        assert_eq!(refused_field(&refused), (field, "reference"));
        let refused = colleague.change(&NOTES, own, json!({field: note[field]})).await.unwrap_err();
        assert_eq!(refused_field(&refused), (field, "reference"));
    }
    for (by, is_restored) in [(&colleague, false), (&caller, true)] {
        let change = Change { id: made.id, expected: None };
        kit::delete(&by.db, &by.write, &NOTES, &change).await.ok();
        let restored = kit::restore(&by.db, &by.write, &NOTES, &change).await;
        assert_eq!(restored.is_ok(), is_restored, "{restored:?}");
    }
    caller.trash(&CONVERSATIONS, topic).await;
    for field in ["topic_id", "message_id"] {
        let refused = caller.create(&NOTES, json!({field: note[field]})).await.unwrap_err();
        assert_eq!(refused_field(&refused), (field, "reference"), "in the trash");
    }
}
