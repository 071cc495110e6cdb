//! A thief holds a stolen session's request half sent, and its owner ends that session.

use serde_json::json;
use uuid::Uuid;
use web::route::Route;

use super::cells::Trial;
use super::party::{Part, Party};
use super::route;
use super::table::Kind;
use super::target::{self, Delivery};
use crate::support::held::{Answer, Held, Parts, send};
use crate::support::server::PASSWORD;

/// What a thief would want that lasts.
const WANTED: [(&str, &str); 6] = [
    ("POST", "/auth/email/change"),
    ("PATCH", "/auth/me"),
    ("POST", "/api/api-keys"),
    ("POST", "/api/invitations"),
    ("PATCH", "/api/tenant"),
    ("POST", "/admin/tenants/{id}/suspend"),
];

/// What the owner does, by another session of theirs.
#[derive(Clone, Copy, Debug)]
enum Defence {
    ChangesPassword,
    EndsTheSession,
}

impl Defence {
    async fn run(self, url: &str, owner: &Party) -> Answer {
        let headers = vec![owner.other_cookie()];
        let parts = match self {
            Self::ChangesPassword => {
                let body = json!({"current_password": PASSWORD, "new_password": "a wholly other sentence"});
                let body = Some(("application/json", body.to_string()));
                Parts { method: "POST".to_owned(), path: "/auth/password/change".to_owned(), headers, body }
            }
            Self::EndsTheSession => {
                let stolen: Uuid = owner.id(Part::Session);
                Parts { method: "DELETE".to_owned(), path: format!("/auth/sessions/{stolen}"), headers, body: None }
            }
        };
        send(url, owner.number, &parts).await
    }
}

/// Has the thief begin at one node, the owner defend themselves at another, and answers what the thief got out of it.
async fn steal(
    trial: &mut Trial,
    number: u32,
    wanted: &'static Route,
    defence: Defence,
    nodes: [&str; 2],
) -> Vec<String> {
    let mut owner = [Party::new(number, Kind::Cookie, wanted)];
    trial.arrange([wanted].into_iter(), &mut owner).await;
    let [owner] = owner;
    let stolen = Held::begin(nodes[0], number, &target::parts(wanted, &owner, Delivery::Small)).await;
    trial.wait_until_read().await;
    let defended = defence.run(nodes[1], &owner).await;
    assert_eq!(defended.status, 204, "{defence:?}: {}", defended.text);
    let position = trial.watch.position().await;
    let answer = stolen.finish().await;
    let what = format!("{} {} after the owner {defence:?}", wanted.method, wanted.path);
    let mut loot = Vec::new();
    if answer.status != 401 {
        loot.push(format!("{what} answers {} {}", answer.status, answer.code()));
    }
    loot.extend(trial.watch.since(position).await.into_iter().map(|write| format!("{what} writes {}", write.text)));
    loot
}

#[tokio::test]
async fn ses_9_a_thief_who_holds_a_request_half_sent_gets_nothing_once_the_owner_has_acted() {
    let mut trial = Trial::new().await;
    let nodes = trial.nodes.clone();
    let mut loot = Vec::new();
    let mut number = 0;
    for (method, path) in WANTED {
        number += 1;
        loot.extend(
            steal(&mut trial, number, route(method, path), Defence::ChangesPassword, [&nodes[0], &nodes[0]]).await,
        );
    }
    for (method, path) in WANTED {
        for (thiefs, owners) in [(0, 1), (1, 0)] {
            number += 1;
            let nodes = [nodes[thiefs].as_str(), nodes[owners].as_str()];
            loot.extend(steal(&mut trial, number, route(method, path), Defence::EndsTheSession, nodes).await);
        }
    }
    assert!(loot.is_empty(), "{}", loot.join("\n"));
}
