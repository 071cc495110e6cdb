//! How far participants have read, and how much that leaves.

use domain::conversations::{self, CONVERSATIONS, MESSAGES, PARTICIPANTS, ReadMark};
use domain::kit::{self, Change, Error, ListQuery};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::{Caller, object, refused_field};

/// Devices that act at once, those of three users, and what each of them does.
const DEVICES: usize = 6;
const ACTS: usize = 120;

/// A conversation of three members of a tenant.
struct Chat {
    test: TestDb,
    users: Vec<Uuid>,
    id: Uuid,
}

/// What a device knows.
struct Device {
    caller: Caller,
    conversation: Uuid,
    /// The highest number that it knows of, and the highest up to which its user has read.
    last_seq: i64,
    read_seq: i64,
    /// The message that it sent last.
    sent: Option<Uuid>,
}

impl Chat {
    async fn new() -> Self {
        let test = TestDb::new().await;
        let (tenant, owner) = test.tenant("acme").await;
        let users = vec![owner, Uuid::now_v7(), Uuid::now_v7()];
        for user in &users[1..] {
            test.superuser(&format!(
                "insert into tenancy.memberships (tenant_id, user_id, role) values ('{tenant}', '{user}', 'member')"
            ))
            .await;
            test.sign_in(*user).await;
        }
        let made = Caller::new(&test, owner, "acme").create(&CONVERSATIONS, json!({"participants": users})).await;
        let made = made.unwrap();
        let json = crate::json(&made);
        assert_eq!((&json["read_seq"], &json["unread"]), (&json!(0), &json!(0)), "{json}");
        Self { test, users, id: made.id }
    }

    fn device(&self, user: usize) -> Device {
        let caller = Caller::new(&self.test, self.users[user], "acme");
        Device { caller, conversation: self.id, last_seq: 0, read_seq: 0, sent: None }
    }

    /// Users whose number differs from a count of the messages behind their mark, all as of one moment.
    async fn wrong(&self) -> Vec<(i64, i64, i64)> {
        let sql = "select c.last_seq, p.read_seq, n.behind from app.conversations c
          join app.conversation_participants p on p.conversation_id = c.id
          cross join lateral (select count(*) as behind from app.conversation_messages m
            where m.conversation_id = c.id and m.seq > p.read_seq) n
          where c.last_seq - p.read_seq <> n.behind";
        sqlx::query_as(sql).fetch_all(&mut self.test.connect("postgres").await).await.unwrap()
    }
}

impl Device {
    async fn send(&mut self) {
        let body = kit::parse_create(&MESSAGES, object(json!({"body": "hello", "client_id": Uuid::now_v7()}))).unwrap();
        let rows = MESSAGES.of(self.conversation);
        let sent = kit::create(&self.caller.db, &self.caller.write, rows, Uuid::now_v7(), &body).await.unwrap();
        self.last_seq = crate::json(&sent)["seq"].as_i64().unwrap();
        self.sent = Some(sent.id);
        // A sender has read up to their own message.
        self.read_seq = self.last_seq;
    }

    /// Deletes its last message, if it has sent one. That changes no mark and no number.
    async fn delete(&self) {
        let Some(id) = self.sent else { return };
        let change = Change { id, expected: None };
        kit::delete(&self.caller.db, &self.caller.write, MESSAGES.of(self.conversation), &change).await.unwrap();
    }

    async fn read(&mut self, seq: i64) -> Result<ReadMark, Error> {
        let (_, mark) = conversations::read(&self.caller.db, &self.caller.write, self.conversation, seq).await?;
        let lowest = seq.max(self.read_seq);
        assert!(mark.read_seq >= lowest && mark.unread >= 0, "{mark:?} is below {lowest}");
        self.read_seq = mark.read_seq;
        self.last_seq = self.last_seq.max(mark.read_seq + mark.unread);
        Ok(mark)
    }

    /// Reads what the conversation's list says.
    async fn look(&mut self) -> ReadMark {
        let page = self.caller.page(&CONVERSATIONS, &[]).await;
        let mark = mark_of(&page["items"][0]);
        assert!(mark.read_seq >= self.read_seq && mark.unread >= 0, "{mark:?} is below {}", self.read_seq);
        (self.read_seq, self.last_seq) = (mark.read_seq, self.last_seq.max(mark.read_seq + mark.unread));
        mark
    }

    async fn act(&mut self, dice: &mut Dice) {
        match dice.roll(8) {
            0 | 1 => self.send().await,
            2 => self.delete().await,
            3 => drop(self.look().await),
            // Out of order: any number up to the newest that it knows of.
            _ => drop(self.read(dice.roll(self.last_seq + 1)).await.unwrap()),
        }
    }
}

fn mark_of(json: &Json) -> ReadMark {
    ReadMark { read_seq: json["read_seq"].as_i64().unwrap(), unread: json["unread"].as_i64().unwrap() }
}

/// Numbers that are the same in each run (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        i64::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

#[tokio::test]
async fn live_b_5_marks_never_fall_and_unread_is_what_a_count_of_the_messages_says() {
    let chat = Chat::new().await;
    let devices = (0..DEVICES).map(|number| {
        let mut device = chat.device(number % chat.users.len());
        tokio::spawn(async move {
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ number as u64);
            for _ in 0..ACTS {
                device.act(&mut dice).await;
            }
            device
        })
    });
    let devices: Vec<_> = devices.collect();
    while !devices.iter().all(tokio::task::JoinHandle::is_finished) {
        assert_eq!(chat.wrong().await, []);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let mut highest = vec![0; chat.users.len()];
    for (number, device) in devices.into_iter().enumerate() {
        let user = number % chat.users.len();
        highest[user] = device.await.unwrap().read_seq.max(highest[user]);
    }
    assert_eq!(chat.wrong().await, []);
    // No mark is lost, and each says of itself what it says in each answer.
    for (user, highest) in highest.into_iter().enumerate() {
        let mut device = chat.device(user);
        let mark = device.look().await;
        assert_eq!(mark.read_seq, highest);
        let found = kit::find(&device.caller.db, &device.caller.read, &CONVERSATIONS, chat.id).await.unwrap();
        assert_eq!(mark_of(&crate::json(&found)), mark);
        let renamed = device.caller.change(&CONVERSATIONS, chat.id, json!({"title": "Launch"})).await.unwrap();
        assert_eq!(mark_of(&crate::json(&renamed)), mark);
        let query = ListQuery::parse(&PARTICIPANTS, Vec::new()).unwrap();
        let rows = PARTICIPANTS.of(chat.id);
        let page = kit::list(&device.caller.db, &device.caller.read, rows, &query).await.unwrap();
        let page: Json = serde_json::from_slice(&page.json).unwrap();
        let own = page["items"].as_array().unwrap().iter().find(|row| row["user_id"] == json!(chat.users[user]));
        assert_eq!(own.unwrap()["read_seq"], json!(highest), "a receipt is what the others see: {page}");
    }
}

#[tokio::test]
async fn a_mark_is_the_number_of_a_message_and_no_line_of_the_change_log() {
    let chat = Chat::new().await;
    let (mut ann, mut ben) = (chat.device(0), chat.device(1));
    for _ in 0..3 {
        ann.send().await;
    }
    let lines =
        "select count(*) from tenancy.changes where table_name = 'conversation_participants' and operation = 'update'";
    let lines =
        async || sqlx::query_scalar::<_, i64>(lines).fetch_one(&mut chat.test.connect("postgres").await).await.unwrap();
    assert_eq!(ben.look().await, ReadMark { read_seq: 0, unread: 3 });
    for (seq, expected) in [(2, (2, 1)), (1, (2, 1)), (0, (2, 1)), (3, (3, 0))] {
        let mark = ben.read(seq).await.unwrap();
        assert_eq!((mark.read_seq, mark.unread), expected, "read up to {seq}");
    }
    assert_eq!(refused_field(&ben.read(4).await.unwrap_err()), ("seq", "range"));
    assert_eq!(lines().await, 0);

    // A former participant has no mark, and finds the old one when they come back.
    let leave = |at: &str| {
        format!("update app.conversation_participants set deleted_at = {at} where user_id = '{}'", chat.users[1])
    };
    chat.test.superuser(&leave("now()")).await;
    assert!(matches!(ben.read(3).await, Err(Error::NotFound)));
    ann.send().await;
    chat.test.superuser(&leave("null")).await;
    assert_eq!(lines().await, 2, "who takes part is in the log");
    assert_eq!(ben.look().await, ReadMark { read_seq: 3, unread: 1 });
    let mut nowhere = Device { conversation: Uuid::now_v7(), ..chat.device(0) };
    assert!(matches!(nowhere.read(0).await, Err(Error::NotFound)));
}
