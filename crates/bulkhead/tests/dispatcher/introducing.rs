//! What the simulated carrier knows of phones that have sent nothing.

use domain::phones::PHONES;
use serde_json::json;

use crate::support::{Stage, Tenant};

/// The numbers that the carrier knows.
async fn known(stage: &Stage) -> Vec<String> {
    stage.operator.numbers().await.unwrap().into_iter().map(|number| number.phone_number).collect()
}

#[tokio::test]
async fn a_phone_that_has_sent_nothing_is_known_to_the_carrier() {
    let stage = Stage::new().await;
    let tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    assert_eq!(node.introduce_phones().await.unwrap(), 1);
    let numbers = stage.operator.numbers().await.unwrap();
    assert_eq!(numbers.len(), 1);
    assert_eq!(numbers[0].voice_url, format!("https://app.example.com/webhooks/twilio/{}/voice", tenant.phone));
    assert_eq!(node.introduce_phones().await.unwrap(), 0, "nothing is new");

    tenant.change(&PHONES, tenant.phone, json!({"number": "+14155550109"})).await.unwrap();
    assert_eq!(node.introduce_phones().await.unwrap(), 1);
    assert_eq!(known(&stage).await, ["+14155550109"], "no phone has its old number");
}

#[tokio::test]
async fn the_carrier_loses_the_number_of_a_phone_that_is_gone_and_no_other() {
    let stage = Stage::new().await;
    let (acme, other) = (Tenant::new(&stage, "acme").await, Tenant::new(&stage, "globex").await);
    let node = stage.node();
    node.introduce_phones().await.unwrap();
    assert_eq!(known(&stage).await.len(), 2, "two tenants have the same number");
    acme.trash(&PHONES, acme.phone).await;
    node.introduce_phones().await.unwrap();
    let numbers = stage.operator.numbers().await.unwrap();
    assert!(numbers.len() == 1 && numbers[0].voice_url.contains(&other.phone.to_string()), "{numbers:?}");
    // A second node knows of no phone yet, and takes nothing back that it didn't bring.
    stage.node().introduce_phones().await.unwrap();
    assert_eq!(known(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_number_that_the_carrier_has_lost_is_told_again() {
    let stage = Stage::new().await;
    let _tenant = Tenant::new(&stage, "acme").await;
    let node = stage.node();
    node.introduce_phones().await.unwrap();
    stage.lose_numbers().await;
    assert_eq!(node.introduce_phones().await.unwrap(), 1);
    assert_eq!(known(&stage).await, ["+14155550100"]);
}

#[tokio::test]
async fn a_carrier_that_does_not_respond_is_no_failure() {
    let stage = Stage::new().await;
    let _tenant = Tenant::new(&stage, "acme").await;
    let nowhere = "http://127.0.0.1:9".parse().unwrap();
    assert_eq!(stage.node_towards(&nowhere).introduce_phones().await.unwrap(), 0);
    assert_eq!(stage.node_without_simulated_carrier().introduce_phones().await.unwrap(), 0);
}
