use domain::kit::Error;
use domain::settings::{self, SettingKey, SettingValue, SettingsQuery};
use serde_json::{Value as Json, json};
use tenancy::testing::TestDb;
use uuid::Uuid;

use crate::Caller;

fn key(text: &str) -> SettingKey {
    SettingKey::parse(text).unwrap()
}

impl Caller {
    async fn put(&self, name: &str, value: Json, expected: Option<&[i64]>) -> Result<(i64, bool), Error> {
        let value = SettingValue::parse(value).unwrap();
        let put = settings::put(&self.db, &self.write, Uuid::now_v7(), &key(name), &value, expected).await;
        put.map(|(_, setting, made)| (setting.version, made))
    }

    async fn setting(&self, name: &str) -> Result<Json, Error> {
        settings::find(&self.db, &self.read, &key(name)).await.map(|(_, setting)| setting.value)
    }

    async fn settings(&self, parameters: &[(&str, &str)]) -> (Vec<String>, Option<String>) {
        let parameters = parameters.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        let query = SettingsQuery::parse(parameters).unwrap();
        let (_, page) = settings::list(&self.db, &self.read, &query).await.unwrap();
        (page.items.into_iter().map(|setting| setting.key).collect(), page.next_cursor)
    }
}

#[tokio::test]
async fn a_setting_is_put_changed_removed_and_put_again() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    assert!(matches!(caller.setting("theme").await, Err(Error::NotFound)));
    assert_eq!(caller.put("theme", json!({"dark": true}), None).await.unwrap(), (1, true));
    assert_eq!(caller.put("theme", json!(null), None).await.unwrap(), (2, false));
    assert_eq!(caller.setting("theme").await.unwrap(), json!(null));
    assert!(matches!(caller.put("theme", json!(1), Some(&[1])).await, Err(Error::VersionMismatch)));
    assert_eq!(caller.put("theme", json!(1), Some(&[2])).await.unwrap(), (3, false));
    assert!(matches!(caller.put("other", json!(1), Some(&[1])).await, Err(Error::VersionMismatch)));

    let delete = |expected: Option<&'static [i64]>| {
        let key = key("theme");
        let (db, write) = (&caller.db, &caller.write);
        async move { settings::delete(db, write, &key, expected).await }
    };
    assert!(matches!(delete(Some(&[2])).await, Err(Error::VersionMismatch)));
    delete(Some(&[3])).await.unwrap();
    assert!(matches!(delete(None).await, Err(Error::NotFound)));
    assert!(matches!(caller.setting("theme").await, Err(Error::NotFound)));
    assert!(caller.put("theme", json!([1]), None).await.unwrap().1);
    assert_eq!(caller.setting("theme").await.unwrap(), json!([1]));
}

#[tokio::test]
async fn settings_are_listed_by_key_in_pages() {
    let test = TestDb::new().await;
    let caller = Caller::owner(&test, "acme").await;
    assert_eq!(caller.settings(&[]).await, (vec![], None));
    for name in ["b", "a-2", "a.1", "c"] {
        caller.put(name, json!(name), None).await.unwrap();
    }
    let (first, cursor) = caller.settings(&[("limit", "3")]).await;
    assert_eq!((first, cursor.as_deref()), (vec!["a-2".into(), "a.1".into(), "b".into()], Some("b")));
    assert_eq!(caller.settings(&[("limit", "3"), ("cursor", "b")]).await, (vec!["c".into()], None));
}

#[tokio::test]
async fn ten_4_a_key_belongs_to_each_tenant_anew() {
    let test = TestDb::new().await;
    let (acme, other) = (Caller::owner(&test, "acme").await, Caller::owner(&test, "other").await);
    acme.put("theme", json!("acme"), None).await.unwrap();
    assert!(matches!(other.setting("theme").await, Err(Error::NotFound)));
    assert!(other.put("theme", json!("other"), None).await.unwrap().1);
    assert_eq!(acme.setting("theme").await.unwrap(), json!("acme"));
}
