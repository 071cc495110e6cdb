//! A POST whose description has `Idempotency-Key` acts once for a key; no other POST takes notice of one.

use reqwest::Method;
use serde_json::Value as Json;
use web::route::Route;
use web::routes::ROUTES;

use super::cells::Trial;
use super::party::{Part, Party};
use super::table::{Kind, opens};
use super::target::{self, Delivery};
use crate::support::held::{Parts, send};

#[tokio::test]
async fn a_post_acts_once_for_a_key_where_its_description_says_so_and_nowhere_else() {
    let trial = Trial::new().await;
    let document = trial.server.anonymous().get("/openapi.json").await.ok();
    let posts = arrange(&trial, |route| route.method == Method::POST.as_str() && opens(route, Kind::Cookie)).await;
    let (mut described, mut findings) = (0, Vec::new());
    for (route, party) in &posts {
        let says_so = takes_key(&document["paths"][route.path]["post"]);
        described += usize::from(says_so);
        let mut request = target::parts(route, party, Delivery::Small);
        request.headers.push("Idempotency-Key: once".to_owned());
        let [first, again] = [
            send(&trial.server.url, party.number, &request).await,
            send(&trial.server.url, party.number, &request).await,
        ];
        let is_replayed = again.text.to_lowercase().contains("\r\nidempotency-replayed: true\r\n");
        // Their rows have an id of the key's, by which a retry finds them.
        let is_found =
            matches!(route.path, "/api/tenants" | "/admin/tenants") && first.json()["id"] == again.json()["id"];
        let is_same = (first.status, first.json()) == (again.status, again.json());
        let acts_once = (200..300).contains(&first.status) && is_same && (is_replayed || is_found);
        if acts_once != says_so || (is_replayed && !says_so) {
            findings.push(format!(
                "{}: {} {}, then {} {}",
                route.path,
                first.status,
                first.code(),
                again.status,
                again.text
            ));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(described > 40, "{described} operations take a key");
}

/// The routes that are chosen, each with a party of its own whose session may use it.
async fn arrange(trial: &Trial, choose: impl Fn(&Route) -> bool) -> Vec<(&'static Route, Party)> {
    let routes: Vec<&Route> = ROUTES.iter().filter(|route| choose(route)).collect();
    let mut parties: Vec<Party> =
        (1..).zip(&routes).map(|(number, route)| Party::new(number, Kind::Cookie, route)).collect();
    trial.arrange(routes.iter().copied(), &mut parties).await;
    routes.into_iter().zip(parties).collect()
}

fn takes_key(operation: &Json) -> bool {
    let parameters = operation["parameters"].as_array();
    parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "Idempotency-Key"))
}

#[tokio::test]
async fn a_wrong_key_is_named_by_each_post_that_takes_one() {
    let trial = Trial::new().await;
    for (route, party) in &arrange(&trial, Route::takes_idempotency_key).await {
        let plain = target::parts(route, party, Delivery::Small);
        for wrong in ["Idempotency-Key: two words", "Idempotency-Key: one\r\nIdempotency-Key: two"] {
            let mut request = Parts { ..plain.clone() };
            request.headers.push(wrong.to_owned());
            let answer = send(&trial.server.url, party.number, &request).await;
            assert_eq!(answer.status, 422, "{} {wrong}: {}", route.path, answer.text);
            assert_eq!(answer.json()["errors"][0]["field"], "Idempotency-Key", "{}", route.path);
        }
        // The request that was refused had no effect.
        let answer = send(&trial.server.url, party.number, &plain).await;
        assert!((200..300).contains(&answer.status), "{} of {}: {}", route.path, party.id(Part::Tenant), answer.text);
    }
}
