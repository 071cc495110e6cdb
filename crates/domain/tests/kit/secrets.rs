//! Secrets are stored encrypted, for their own place alone.

use base::{Random, SecretBox};
use domain::action;
use domain::kit::{self, Action, Body, Change, Error, Field, LockedRow, Resource, decrypt_secret, find_in};
use serde_json::{Value as Json, json};
use sqlx::FromRow;
use tenancy::testing::TestDb;
use tenancy::{TenantId, TenantTx};
use uuid::Uuid;

use crate::{Caller, json, object};

static LINES: Resource = Resource::new("line", "lines", "app.lines")
    .shared()
    .actions(&[Action::new("test", action!(test))])
    .fields(&[Field::text("label", 1, 50), Field::secret("auth_token").required(), Field::secret("pin")]);

const TABLE: &str = "set role bulkhead_owner;
  create table app.lines (
    tenant_id uuid not null, id uuid not null, owner_id uuid not null, version bigint not null default 1,
    created_at timestamptz not null default statement_timestamp(), updated_at timestamptz not null default statement_timestamp(),
    deleted_at timestamptz, primary key (tenant_id, id), label text, auth_token bytea not null, pin bytea);
  select tenancy.protect('app.lines', 'shared', secrets => '{auth_token,pin}')";

/// A line, as its own rules read it.
#[derive(FromRow)]
struct Line {
    id: Uuid,
    label: Option<String>,
    auth_token: Vec<u8>,
    pin: Option<Vec<u8>>,
}

async fn test(_: &mut TenantTx, row: &LockedRow) -> Result<(), Error> {
    let line: Line = row.read()?;
    if line.pin.is_none() { Err(Error::InvalidState("The line has no PIN.".into())) } else { Ok(()) }
}

fn secret_box() -> SecretBox {
    SecretBox::derive(b"a secret of this test")
}

fn body(json: Json) -> Body {
    kit::parse_merge(&LINES, object(json)).unwrap().encrypted_with(&secret_box(), &Random::system())
}

async fn create(caller: &Caller, json: Json) -> kit::Record {
    let body = kit::parse_create(&LINES, object(json)).unwrap().encrypted_with(&secret_box(), &Random::system());
    kit::create(&caller.db, &caller.write, &LINES, Uuid::now_v7(), &body).await.unwrap()
}

async fn line(caller: &Caller, id: Uuid) -> Line {
    let mut tx = caller.db.begin(&caller.read).await.unwrap();
    find_in(&mut tx, &LINES, id).await.unwrap()
}

#[tokio::test]
async fn a_secret_is_decrypted_in_its_own_row_and_stands_nowhere_in_clear() {
    let test = TestDb::new().await;
    test.superuser(TABLE).await;
    let (tenant, owner) = test.tenant("acme").await;
    let caller = Caller::new(&test, owner, "acme");
    let made = create(&caller, json!({"label": "Desk", "auth_token": "t0ken-one"})).await;
    let other = create(&caller, json!({"auth_token": "t0ken-one", "pin": "p1n"})).await;
    assert_eq!(json(&made).as_object().unwrap().keys().find(|name| *name == "auth_token" || *name == "pin"), None);

    let stored = line(&caller, made.id).await;
    assert_eq!((stored.id, stored.label.as_deref(), stored.pin), (made.id, Some("Desk"), None));
    assert_ne!(stored.auth_token, line(&caller, other.id).await.auth_token);
    let decrypt =
        |field, tenant, id| decrypt_secret(&secret_box(), &LINES, field, TenantId(tenant), id, &stored.auth_token);
    assert_eq!(decrypt("auth_token", tenant, made.id).unwrap(), "t0ken-one");
    for (field, tenant, id) in
        [("auth_token", tenant, other.id), ("auth_token", Uuid::nil(), made.id), ("pin", tenant, made.id)]
    {
        assert!(decrypt(field, tenant, id).is_err(), "{field} {tenant} {id}");
    }

    let change = Change { id: made.id, expected: None };
    let changed =
        kit::update(&caller.db, &caller.write, &LINES, &change, &body(json!({"auth_token": "t0ken-two"}))).await;
    assert_eq!(changed.unwrap().version, 2);
    let stored = line(&caller, made.id).await.auth_token;
    let now = decrypt_secret(&secret_box(), &LINES, "auth_token", TenantId(tenant), made.id, &stored);
    assert_eq!(now.unwrap(), "t0ken-two");

    let logged: String =
        sqlx::query_scalar("select string_agg(fields::text, ' ') from tenancy.changes where table_name = 'lines'")
            .fetch_one(&mut test.connect("postgres").await)
            .await
            .unwrap();
    // As Postgres writes bytes.
    assert!(logged.contains("[redacted]") && !logged.contains("\\\\x"), "{logged}");
}

#[tokio::test]
async fn a_secret_without_a_key_is_not_stored() {
    let test = TestDb::new().await;
    test.superuser(TABLE).await;
    let caller = Caller::owner(&test, "acme").await;
    assert!(matches!(caller.create(&LINES, json!({"auth_token": "t0ken"})).await, Err(Error::Tenancy(_))));
    assert_eq!(caller.page(&LINES, &[]).await["items"], json!([]));
    let long = kit::parse_create(&LINES, object(json!({"auth_token": "x".repeat(501)})));
    assert_eq!(long.unwrap_err()[0].code, "length");
}

#[tokio::test]
async fn a_rule_reads_its_row_as_a_type() {
    let test = TestDb::new().await;
    test.superuser(TABLE).await;
    let (caller, stranger) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    let plain = create(&caller, json!({"auth_token": "t0ken"})).await.id;
    let pinned = create(&caller, json!({"auth_token": "t0ken", "pin": "1"})).await.id;
    assert!(matches!(caller.act(&LINES, plain, "test").await, Err(Error::InvalidState(_))));
    assert_eq!(caller.act(&LINES, pinned, "test").await.unwrap().version, 1);
    let mut tx = stranger.db.begin(&stranger.read).await.unwrap();
    assert!(matches!(find_in::<Line>(&mut tx, &LINES, plain).await, Err(Error::NotFound)));
    caller.trash(&LINES, plain).await;
    let mut tx = caller.db.begin(&caller.read).await.unwrap();
    assert!(matches!(find_in::<Line>(&mut tx, &LINES, plain).await, Err(Error::NotFound)));
}
