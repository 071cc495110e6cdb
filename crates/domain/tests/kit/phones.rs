//! The tokens of a phone: the present one and, for a day, the one before it.

use base::{Random, SecretBox};
use domain::kit::{self, Change, find_in};
use domain::phones::{EncryptedTokens, PHONES};
use serde_json::{Value as Json, json};
use tenancy::TenantId;
use tenancy::testing::TestDb;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::{Caller, object};

const SID: &str = "AC00000000000000000000000000000001";

struct Phone {
    caller: Caller,
    tenant: TenantId,
    id: Uuid,
    secret_box: SecretBox,
}

impl Phone {
    async fn register(test: &TestDb, token: &str) -> Self {
        let (tenant, owner) = test.tenant("acme").await;
        let (caller, id) = (Caller::new(test, owner, "acme"), Uuid::now_v7());
        let secret_box = SecretBox::derive(b"a secret of this test");
        let phone = json!({"number": "+14155550101", "provider": "twilio", "account_sid": SID, "auth_token": token});
        let body = kit::parse_create(&PHONES, object(phone)).unwrap().encrypted_with(&secret_box, &Random::system());
        kit::create(&caller.db, &caller.write, &PHONES, id, &body).await.unwrap();
        Self { caller, tenant: TenantId(tenant), id, secret_box }
    }

    async fn change(&self, changes: Json) {
        let body = kit::parse_merge(&PHONES, object(changes)).unwrap();
        let body = body.encrypted_with(&self.secret_box, &Random::system());
        let change = Change { id: self.id, expected: None };
        kit::update(&self.caller.db, &self.caller.write, &PHONES, &change, &body).await.unwrap();
    }

    async fn encrypted(&self) -> EncryptedTokens {
        let mut tx = self.caller.db.begin(&self.caller.read).await.unwrap();
        find_in(&mut tx, &PHONES, self.id).await.unwrap()
    }

    /// The tokens that sign webhooks so long after now.
    async fn tokens_in(&self, wait: Duration) -> Vec<String> {
        let now = OffsetDateTime::now_utc() + wait;
        self.encrypted().await.decrypt(&self.secret_box, self.tenant, now).unwrap()
    }
}

#[tokio::test]
async fn fact_3_a_token_signs_webhooks_for_24_hours_after_it_was_replaced() {
    let test = TestDb::new().await;
    let phone = Phone::register(&test, "first").await;
    assert_eq!(phone.tokens_in(Duration::ZERO).await, ["first"]);
    phone.change(json!({"auth_token": "second"})).await;
    assert_eq!(phone.tokens_in(Duration::hours(23)).await, ["second", "first"]);
    assert_eq!(phone.tokens_in(Duration::hours(25)).await, ["second"]);
    // The same token again, or a change of something else, replaces none.
    phone.change(json!({"auth_token": "second"})).await;
    phone.change(json!({"label": "Desk"})).await;
    assert_eq!(phone.tokens_in(Duration::ZERO).await, ["second", "first"]);
    phone.change(json!({"auth_token": "third"})).await;
    assert_eq!(phone.tokens_in(Duration::ZERO).await, ["third", "second"]);
}

#[tokio::test]
async fn fact_3_a_phone_without_a_token_has_none_that_signs() {
    let test = TestDb::new().await;
    let phone = Phone::register(&test, "first").await;
    phone.change(json!({"auth_token": "second"})).await;
    phone.change(json!({"provider": "simulated", "auth_token": null})).await;
    let chosen = phone.tokens_in(Duration::ZERO).await;
    assert_eq!((chosen.len(), chosen[0].len()), (1, 64), "the server's own for the simulated carrier, and no other");
    // A token that a client names is not taken there.
    phone.change(json!({"auth_token": "third", "account_sid": SID})).await;
    assert_eq!(phone.tokens_in(Duration::ZERO).await, chosen);
    // It signs nothing for the next carrier.
    phone.change(json!({"provider": "twilio", "account_sid": SID, "auth_token": "fourth"})).await;
    assert_eq!(phone.tokens_in(Duration::ZERO).await, ["fourth"]);
}

#[tokio::test]
async fn fact_38_a_token_that_is_copied_to_another_tenant_or_phone_does_not_open() {
    let test = TestDb::new().await;
    let phone = Phone::register(&test, "first").await;
    phone.change(json!({"auth_token": "second"})).await;
    let now = OffsetDateTime::now_utc();
    assert!(phone.encrypted().await.decrypt(&phone.secret_box, TenantId(Uuid::now_v7()), now).is_err());
    let copied = EncryptedTokens { id: Uuid::now_v7(), ..phone.encrypted().await };
    assert!(copied.decrypt(&phone.secret_box, phone.tenant, now).is_err());
    let previous_alone = EncryptedTokens { id: Uuid::now_v7(), auth_token: None, ..phone.encrypted().await };
    assert!(previous_alone.decrypt(&phone.secret_box, phone.tenant, now).is_err());
}
