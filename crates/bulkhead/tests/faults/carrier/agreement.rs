//! Whether the rows agree with what was acknowledged, and with the carrier's books.

use std::collections::{BTreeMap, HashMap, HashSet};

use providers::simulator::operator::Operator;
use serde_json::{Value as Json, json};
use sqlx::{PgConnection, Row};

/// What the carrier has taken: by its id, the recipient and the status.
pub type Taken = HashMap<String, (String, String)>;

pub struct Seen {
    pub calls: Taken,
    pub messages: Taken,
}

impl Seen {
    pub async fn read(operator: &Operator) -> Self {
        let (calls, messages) = (operator.calls().await.unwrap(), operator.messages().await.unwrap());
        Self {
            calls: calls.into_iter().map(|call| (call.sid, (call.to, call.status))).collect(),
            messages: messages.into_iter().map(|message| (message.sid, (message.to, message.status))).collect(),
        }
    }
}

/// Compares the scheduled calls with what was acknowledged and with the carrier's books. Returns how they stand.
pub async fn check_calls(
    superuser: &mut PgConnection,
    acknowledged: &HashMap<String, String>,
    books: &Taken,
) -> String {
    let rows = sqlx::query(
        "select a.state, a.carrier_sid, s.id::text, s.\"to\", s.status as scheduled, c.status
         from app.scheduled_calls s join app.attempts a on a.scheduled_call_id = s.id
         left join app.calls c on c.id = a.id",
    );
    let rows = rows.fetch_all(superuser).await.unwrap();
    assert_eq!(rows.len(), acknowledged.len(), "each call has its attempt");
    let mut tally = Tally::default();
    let mut recipients = HashSet::new();
    for row in rows {
        let (to, state): (String, String) = (row.get("to"), row.get("state"));
        assert_eq!(acknowledged.get(&to), Some(&row.get("id")), "{to} has another row than the acknowledged one");
        assert!(recipients.insert(to.clone()), "{to} has two attempts");
        let taken = find(books, row.get("carrier_sid"), &to);
        match state.as_str() {
            "accepted" => {
                let at_carrier = taken.expect("an accepted call is in the carrier's books");
                let scheduled: &str = row.get("scheduled");
                assert_eq!(row.get::<&str, _>("status"), at_carrier, "{to}");
                assert!(["completed", "failed"].contains(&scheduled), "{to} has ended and is {scheduled}");
            }
            "in_doubt" | "unknown" | "refused" => assert!(taken.is_none(), "{to} is {state} and has an id"),
            _ => panic!("{to} is {state}"),
        }
        tally.add(state);
    }
    let known = |to: &str| recipients.contains(to);
    check_books(books, known);
    tally.check(acknowledged.len(), "accepted");
    format!("{:?}", tally.0)
}

/// The same of a campaign's recipients. Returns them by status.
pub async fn check_campaign(superuser: &mut PgConnection, campaign: &str, recipients: u32, books: &Taken) -> String {
    let rows = sqlx::query(
        "select r.address, r.status, array_remove(array_agg(a.carrier_sid), null) as sids
         from app.campaign_recipients r left join app.attempts a on a.recipient_id = r.id
         where r.campaign_id = $1::uuid group by r.address, r.status",
    );
    let rows = rows.bind(campaign).fetch_all(&mut *superuser).await.unwrap();
    assert_eq!(rows.len(), recipients as usize, "each contact is a recipient");
    let mut tally = Tally::default();
    let mut addresses = HashSet::new();
    for row in rows {
        let (address, status): (String, String) = (row.get("address"), row.get("status"));
        let sids: Vec<String> = row.get("sids");
        assert!(sids.len() <= 1, "{address} was sent to by two attempts: {sids:?}");
        let taken = find(books, sids.into_iter().next(), &address);
        match status.as_str() {
            "delivered" => assert_eq!(taken, Some("delivered"), "{address}"),
            "sent" => assert!(taken.is_some(), "{address} was sent to and isn't in the carrier's books"),
            "in_doubt" | "failed" => assert!(taken.is_none(), "{address} is {status} and has an id"),
            _ => panic!("{address} is {status}"),
        }
        addresses.insert(address);
        tally.add(status);
    }
    check_books(books, |to| addresses.contains(to));
    let counts: Json = sqlx::query_scalar("select counts from app.campaigns where id = $1::uuid")
        .bind(campaign)
        .fetch_one(superuser)
        .await
        .unwrap();
    for (status, count) in &tally.0 {
        assert_eq!(counts[status], json!(count), "the count that is kept of {status}");
    }
    assert_eq!(counts["total"], recipients);
    let of = |status: &str| tally.0.get(status).copied().unwrap_or_default();
    assert!((of("sent") + of("delivered")) * 2 > recipients as usize, "few were sent: {tally:?}");
    format!("{:?}", tally.0)
}

/// How many rows are in each state.
#[derive(Debug, Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
    fn add(&mut self, state: String) {
        *self.0.entry(state).or_default() += 1;
    }

    fn check(&self, all: usize, state: &str) {
        let count = self.0.get(state).copied().unwrap_or_default();
        assert!(count * 2 > all, "few are {state}, which proves little: {self:?}");
    }
}

/// The carrier's status of what it has under an id. It is the recipient's.
fn find<'b>(books: &'b Taken, sid: Option<String>, to: &str) -> Option<&'b str> {
    let (recipient, status) = books.get(&sid?)?;
    assert_eq!(recipient, to, "the id is another recipient's");
    Some(status)
}

/// Nothing in the books is a stranger's, and no recipient is there twice.
fn check_books(books: &Taken, known: impl Fn(&str) -> bool) {
    let mut recipients = HashSet::new();
    for (to, _) in books.values() {
        assert!(known(to), "the carrier took {to}, which was never sent");
        assert!(recipients.insert(to), "the carrier took {to} twice");
    }
}
