mod database;
mod receiver;

use std::net::SocketAddr;
use std::time::Duration;

use base::{Clock, Random};
use providers::Redacted;
use providers::simulator::operator::{NewAccount, NewNumber, Operator, PersonsCall, PersonsMessage};
use providers::simulator::{Books, CallRecord, Faults, Handset, MessageRecord, Pace, Simulator, SimulatorSettings};
use providers::twilio::carrier::{Account, Carrier, NewCall, NewSms};
use providers::twilio::twiml::{Verb, respond};
use sqlx::postgres::PgConnectOptions;

pub use database::superuser;
pub use receiver::{Received, Receiver};

pub const TOKEN: &str = "a-token-of-the-test";
pub const SID: &str = "AC00000000000000000000000000000001";
pub const OWN: &str = "+14155550100";
pub const PERSON: &str = "+14155550101";

/// A simulated carrier, our server, and an account with a number whose webhooks our server is.
pub struct Stage {
    /// The one that works on the books; none while it is exchanged.
    simulator: Option<Simulator>,
    pub receiver: Receiver,
    pub carrier: Carrier,
    pub operator: Operator,
    pub clock: Clock,
    books: PgConnectOptions,
    pace: Pace,
}

impl Stage {
    pub async fn new(answer: impl Fn(&Received) -> (u16, String) + Send + Sync + 'static) -> Self {
        Self::with(Pace::FAST, Clock::system(), answer).await
    }

    pub async fn with(
        pace: Pace,
        clock: Clock,
        answer: impl Fn(&Received) -> (u16, String) + Send + Sync + 'static,
    ) -> Self {
        let receiver = Receiver::start(answer).await;
        let books = database::create().await;
        let simulator = start(&books, &receiver, pace, &clock).await;
        let base = format!("http://{}", simulator.address()).parse().unwrap();
        let simulator = Some(simulator);
        let carrier = Carrier::with_time_limits(&base, Duration::from_secs(2), Duration::from_secs(1)).unwrap();
        let operator = Operator::new(&base).unwrap();
        let stage = Self { simulator, receiver, carrier, operator, clock, books, pace };
        stage.open_account(SID, TOKEN, 1_000.0).await;
        stage.assign(SID, OWN).await;
        stage
    }

    pub fn address(&self) -> SocketAddr {
        self.simulator.as_ref().unwrap().address()
    }

    /// Ends the simulated carrier at once, and then starts another one on the same books: two at a time would take each other's
    /// events.
    pub async fn restart(&mut self) {
        drop(self.simulator.take());
        database::end_connections(&self.books).await;
        self.simulator = Some(start(&self.books, &self.receiver, self.pace, &self.clock).await);
        let base = format!("http://{}", self.address()).parse().unwrap();
        self.carrier = Carrier::new(&base).unwrap();
        self.operator = Operator::new(&base).unwrap();
    }

    pub async fn open_account(&self, sid: &str, auth_token: &str, rate: f64) {
        let (sid, auth_token) = (sid.to_owned(), auth_token.to_owned());
        let account = NewAccount { sid, auth_token, calls_per_second: rate, segments_per_second: rate };
        self.operator.put_account(&account).await.unwrap();
    }

    /// Gives an account a number whose calls, messages and statuses go to paths with its SID.
    pub async fn assign(&self, account: &str, number: &str) {
        let number = NewNumber {
            account_sid: account.to_owned(),
            phone_number: number.to_owned(),
            voice_url: public_url(&format!("/{account}/voice")),
            sms_url: public_url(&format!("/{account}/sms")),
            status_callback: public_url(&format!("/{account}/status")),
        };
        self.operator.put_number(&number).await.unwrap();
    }

    pub async fn person(&self, number: &str, handset: Handset) {
        let (account_sid, phone_number) = (SID.to_owned(), number.to_owned());
        let handset = providers::simulator::operator::NewHandset { account_sid, phone_number, handset };
        self.operator.put_handset(&handset).await.unwrap();
    }

    pub async fn break_things(&self, faults: Faults) {
        self.operator.put_faults(&faults).await.unwrap();
    }

    pub async fn calls_in(&self, says: Vec<providers::simulator::Utterance>) -> CallRecord {
        let (account_sid, from, to) = (SID.to_owned(), PERSON.to_owned(), OWN.to_owned());
        self.operator.call(&PersonsCall { account_sid, from, to, says }).await.unwrap()
    }

    pub async fn writes(&self, body: &str) -> MessageRecord {
        let (account_sid, from, to) = (SID.to_owned(), PERSON.to_owned(), OWN.to_owned());
        self.operator.write(&PersonsMessage { account_sid, from, to, body: body.to_owned() }).await.unwrap()
    }

    /// Waits until nothing is left to happen.
    pub async fn settle(&self) {
        for _ in 0..3_000 {
            if self.operator.is_quiet().await.unwrap() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("something is left to happen");
    }

    pub async fn call(&self, sid: &str) -> CallRecord {
        self.operator.calls().await.unwrap().into_iter().find(|call| call.sid == sid).unwrap()
    }

    pub async fn message(&self, sid: &str) -> MessageRecord {
        self.operator.messages().await.unwrap().into_iter().find(|message| message.sid == sid).unwrap()
    }
}

async fn start(books: &PgConnectOptions, receiver: &Receiver, pace: Pace, clock: &Clock) -> Simulator {
    let settings = SimulatorSettings {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: "https://app.example.com".parse().unwrap(),
        nodes: vec![receiver.node()],
        pace,
        faults: Faults::default(),
        fault_seed: 7,
        clock: clock.clone(),
        random: Random::system(),
    };
    Simulator::start(settings, Books::open(books.clone()).await.unwrap()).await.unwrap()
}

pub fn new_call(to: &str, attempt: u32) -> NewCall {
    NewCall {
        to: to.to_owned(),
        from: OWN.to_owned(),
        url: public_url(&format!("/{SID}/voice?attempt={attempt}")),
        status_callback: public_url(&format!("/{SID}/status?attempt={attempt}#rc=3&rp=all")),
        timeout: 20,
        time_limit: 600,
        machine_detection: true,
    }
}

pub fn new_sms(to: &str, body: &str) -> NewSms {
    NewSms {
        to: to.to_owned(),
        from: OWN.to_owned(),
        body: body.to_owned(),
        status_callback: public_url(&format!("/{SID}/status?message=1")),
        validity_period: 600,
    }
}

/// A URL of our server, as the carrier gets it.
pub fn public_url(path: &str) -> String {
    format!("https://app.example.com{path}")
}

pub fn account() -> Account {
    Account { sid: SID.to_owned(), auth_token: Redacted::new(TOKEN) }
}

pub fn twiml(verbs: &[Verb]) -> (u16, String) {
    (200, respond(verbs).unwrap())
}

/// What our server says where nothing is to be said.
pub fn nothing(_: &Received) -> (u16, String) {
    twiml(&[])
}
