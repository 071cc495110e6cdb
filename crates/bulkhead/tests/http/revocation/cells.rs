//! Tries cells: route × credential × ending × delivery. A batch of requests is begun, all their endings are committed
//! at once, then the requests are finished.

use crate::support::held::{Held, Parts, send};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use uuid::Uuid;

use futures_util::future::join_all;
use totp_rs::{Builder, Secret};
use web::route::{Body, Route};

use super::party::Party;
use super::table::{ENDINGS, Ending, KINDS, Kind, applies, ends, opens, refuses};
use super::target::{self, Delivery};
use super::watch::Watch;
use crate::support::server::TestServer;

/// Requests that are under way at once.
const BATCH: usize = 40;

/// One thing to try.
#[derive(Clone, Copy)]
pub struct Cell {
    pub route: &'static Route,
    pub kind: Kind,
    pub ending: Ending,
    pub delivery: Delivery,
}

impl Cell {
    fn must_be_refused(&self) -> bool {
        ends(self.route, self.kind, self.ending)
    }

    /// Whether the status is what a caller gets whose credential is live.
    fn passes(&self, status: u16) -> bool {
        let listed = target::NOTHING_TO_DO.iter().find(|(operation, kind, ..)| {
            *operation == self.route.operation && kind.is_none_or(|kind| kind == self.kind)
        });
        listed.map_or((200..300).contains(&status), |(_, _, expected, _)| status == *expected)
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { route, kind, ending, delivery } = self;
        write!(f, "{} {} | {kind:?} | {ending:?} | {delivery:?}", route.method, route.path)
    }
}

/// All cells of these routes.
pub fn of(routes: impl Iterator<Item = &'static Route>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for route in routes {
        for kind in KINDS.into_iter().filter(|kind| opens(route, *kind)) {
            for ending in ENDINGS.into_iter().filter(|ending| applies(route, kind, *ending)) {
                let deliveries = deliveries(route, ending);
                cells.extend(deliveries.into_iter().map(|delivery| Cell { route, kind, ending, delivery }));
            }
        }
    }
    cells
}

fn deliveries(route: &Route, ending: Ending) -> Vec<Delivery> {
    let bodyless = matches!(route.body, Body::None);
    let sampled = matches!(ending, Ending::Nothing | Ending::Revoked | Ending::RoleLowered);
    let mut deliveries = vec![Delivery::Small];
    if bodyless && sampled {
        deliveries.push(Delivery::Head);
    }
    if !bodyless && route.resource.is_some() && (sampled || ending == Ending::RemovedFromTenant) {
        deliveries.push(Delivery::Big);
    }
    deliveries
}

/// A server whose writes are recorded, and what was found on it.
pub struct Trial {
    pub server: TestServer,
    /// The addresses of both nodes, the server's first.
    pub nodes: [String; 2],
    pub watch: Watch,
    /// The hash of everyone's password.
    pub hash: String,
    bystander: String,
    tried: HashMap<u32, Cell>,
    findings: Vec<(u32, String)>,
}

impl Trial {
    pub async fn new() -> Self {
        let variables = [("PUBLIC_URL", "http://localhost")];
        let server = TestServer::start_with(&variables).await;
        let second = TestServer::start_node(&server.db, server.clock.clone(), &variables).await;
        let nodes = [server.url.clone(), second];
        server.user("bystander@test.com").await;
        let bystander = server.sign_in_for_cookie("bystander@test.com").await;
        server.db.superuser(&target::catalogue()).await;
        let mut superuser = server.db.connect("postgres").await;
        let hash = sqlx::query_scalar("select password_hash from auth.users").fetch_one(&mut superuser).await;
        let watch = Watch::install(&server.db).await;
        let hash = hash.expect("the bystander has a password");
        Self { server, nodes, watch, hash, bystander, tried: HashMap::new(), findings: Vec::new() }
    }

    /// Tries all cells and returns how many. Cells that must be refused and cells that must pass have separate batches.
    pub async fn run(&mut self, cells: Vec<Cell>) -> usize {
        let all = cells.len();
        let (refused, passing): (Vec<_>, Vec<_>) = cells.into_iter().partition(Cell::must_be_refused);
        for batch in passing.chunks(BATCH).chain(refused.chunks(BATCH)) {
            self.run_batch(batch).await;
        }
        all
    }

    async fn run_batch(&mut self, batch: &[Cell]) {
        let first = u32::try_from(self.tried.len()).expect("there are fewer cells") + 1;
        let mut parties: Vec<Party> =
            (first..).zip(batch).map(|(number, cell)| Party::new(number, cell.kind, cell.route)).collect();
        self.tried.extend((first..).zip(batch.iter().copied()));
        self.arrange(batch.iter().map(|cell| cell.route), &mut parties).await;

        let position = self.watch.position().await;
        let requests = batch.iter().zip(&parties).map(|(cell, party)| {
            let parts = target::parts(cell.route, party, cell.delivery);
            let url = &self.server.url;
            async move { Held::begin(url, party.number, &parts).await }
        });
        let held = join_all(requests).await;
        self.wait_until_read().await;
        let endings: String = batch.iter().zip(&parties).map(|(cell, party)| party.end(cell.ending)).collect();
        self.server.db.superuser(&endings).await;
        let answers = join_all(held.into_iter().map(Held::finish)).await;

        for ((cell, party), answer) in batch.iter().zip(&parties).zip(&answers) {
            let fits =
                if cell.must_be_refused() { refuses(cell.route, answer.status) } else { cell.passes(answer.status) };
            if !fits {
                self.findings.push((party.number, format!("answers {} {}", answer.status, answer.code())));
            }
        }
        let all_refused = batch.iter().all(Cell::must_be_refused);
        for write in self.watch.since(position).await {
            let whose = write.party.filter(|number| self.tried.get(number).is_some_and(Cell::must_be_refused));
            match (whose, write.party) {
                (Some(number), _) => self.findings.push((number, format!("writes: {}", write.text))),
                (None, None) if all_refused => {
                    self.findings.push((first, format!("one of its batch writes: {}", write.text)));
                }
                _ => {}
            }
        }
    }

    /// Makes the parties, with what takes a request of their own to make: access tokens and authenticators.
    pub async fn arrange(&self, routes: impl Iterator<Item = &'static Route>, parties: &mut [Party]) {
        let routes: Vec<_> = routes.collect();
        let people: String = parties.iter().map(|party| party.arrange(&self.hash)).collect();
        self.server.db.superuser(&people).await;
        join_all(routes.iter().zip(&mut *parties).map(|(route, party)| self.equip(route, party))).await;
        let rows = routes.iter().zip(&*parties).map(|(route, party)| {
            let confirmed = target::authenticator(route) == Some(true);
            let confirmation = if confirmed { target::confirm_authenticator(party) } else { String::new() };
            target::rows(route, party) + &confirmation
        });
        let rows: String = rows.collect();
        self.server.db.superuser(&rows).await;
    }

    async fn equip(&self, route: &Route, party: &mut Party) {
        if party.kind == Kind::Bearer {
            let pair = self.post(party, "/auth/token/session").await;
            let token = pair["access_token"].as_str().expect("the session gets tokens").to_owned();
            let session = session_of(&token);
            party.access_token = Some((token, session));
        }
        if target::authenticator(route).is_some() {
            let enrollment = self.post(party, "/auth/mfa/totp/enroll").await;
            let secret = Secret::try_from_base32(enrollment["secret"].as_str().expect("an authenticator is enrolled"));
            let totp = Builder::new()
                .with_secret(secret.expect("a secret is base32"))
                .build()
                .expect("a secret is long enough");
            party.code = Some(totp.generate(self.server.clock.now().unix_timestamp().unsigned_abs()).to_string());
        }
    }

    async fn post(&self, party: &Party, path: &str) -> serde_json::Value {
        let request = Parts {
            method: "POST".to_owned(),
            path: path.to_owned(),
            headers: vec![party.own_cookie()],
            body: Some(("application/json", "{}".to_owned())),
        };
        let answer = send(&self.server.url, party.number, &request).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer.json()
    }

    /// Waits until the server has read all that was sent, and has looked up what it looks up before a body: its one
    /// worker and its pools serve in turn, so that a request which was sent later, and is answered, had its turn after
    /// all of that.
    pub async fn wait_until_read(&self) {
        let header = format!("Cookie: {}", self.bystander);
        let parts =
            Parts { method: "GET".to_owned(), path: "/auth/sessions".to_owned(), headers: vec![header], body: None };
        for url in self.nodes.iter().cycle().take(8) {
            assert_eq!(send(url, 0, &parts).await.status, 200, "a bystander is served");
        }
    }

    pub fn findings(&self) -> usize {
        self.findings.len()
    }

    /// Prints the findings: for each route and credential the failing endings and deliveries, with the first line of
    /// evidence.
    pub fn report(&self) {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut evidence: BTreeMap<String, &str> = BTreeMap::new();
        for (number, what) in &self.findings {
            let Cell { route, kind, ending, delivery } = self.tried[number];
            let verdict =
                if ends(route, kind, ending) { "has an effect or an answer after" } else { "doesn't pass after" };
            let line = format!("{} {} | {kind:?} | {verdict}", route.method, route.path);
            let cell = format!("{ending:?}/{delivery:?}");
            let cells = lines.entry(line.clone()).or_default();
            if !cells.contains(&cell) {
                cells.push(cell);
            }
            evidence.entry(line).or_insert(what);
        }
        for (line, cells) in &lines {
            println!("{line} {}; {}", cells.join(", "), evidence[line]);
        }
        let cells: std::collections::BTreeSet<_> = self.findings.iter().map(|(number, _)| number).collect();
        println!("{} of {} cells fail", cells.len(), self.tried.len());
    }
}

/// The session that an access token names.
fn session_of(token: &str) -> Uuid {
    use base64::Engine;
    let claims = token.split('.').nth(1).expect("a token has claims");
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(claims).expect("claims are base64url");
    let claims: serde_json::Value = serde_json::from_slice(&claims).expect("claims are JSON");
    claims["sid"].as_str().and_then(|session| session.parse().ok()).expect("a token names its session")
}
