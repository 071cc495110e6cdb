//! The keys that sign access tokens. They change by themselves: each signs for thirty days, is made and published a
//! week before, and stays published until the last token that it signed has expired.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use parking_lot::RwLock;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use zeroize::Zeroizing;

use super::{LIFETIME, TokenError};
use crate::{Auth, StoreError};

/// How long a key signs.
const PERIOD: Duration = Duration::days(30);

/// How long a key is published before it signs.
const AHEAD: Duration = Duration::days(7);

/// For how long a node believes what it read: a key that was deleted is believed for no longer.
const REREAD: Duration = Duration::MINUTE;

/// What encrypts a private key.
const CONTEXT: &str = "signing key";

/// The keys as this node read them last. Cloning shares them.
#[derive(Clone, Default)]
pub struct Keyring {
    present: Arc<RwLock<Arc<Read>>>,
    /// One reader at a time: requests with made-up key ids share one statement instead of causing one each.
    reading: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct Read {
    at: Option<OffsetDateTime>,
    keys: Vec<Key>,
}

#[derive(Clone)]
pub struct Key {
    period: i64,
    pub kid: String,
    pub public: VerifyingKey,
    sealed: Vec<u8>,
}

/// A public key as others read it (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    pub kid: String,
    /// The key, in base64url.
    pub x: String,
}

/// The public keys: of tokens that may be valid, and of those to come.
pub async fn published(auth: &Auth) -> Result<Vec<PublishedKey>, StoreError> {
    let read = auth.issuer.keys.read(auth).await?;
    Ok(read.keys.iter().map(Key::publish).collect())
}

/// Makes the current key, makes the next one when its time is near, and deletes the expired ones; returns how many it
/// deleted. For a background task; a node that must sign without a key makes one itself.
pub async fn rotate_keys(auth: &Auth) -> Result<u64, StoreError> {
    let now = auth.clock.now();
    for period in period(now)..=period(now + AHEAD) {
        make(auth, period).await?;
    }
    let mut db = auth.pool.lease().await?;
    let deleted = sqlx::query!("delete from auth.signing_keys where period < $1", period(now - LIFETIME))
        .execute(&mut db)
        .await?;
    db.give_back();
    Ok(deleted.rows_affected())
}

/// The key of this name, if it may have signed something.
pub async fn find(auth: &Auth, kid: &str) -> Result<Option<VerifyingKey>, StoreError> {
    let known = |read: &Read| read.keys.iter().find(|key| key.kid == kid).map(|key| key.public);
    let keyring = &auth.issuer.keys;
    let read = keyring.read(auth).await?;
    match known(&read) {
        Some(key) => Ok(Some(key)),
        None => Ok(known(&*keyring.reread(auth, &read).await?)),
    }
}

/// The key that signs at this time. Made where there is none.
pub async fn current(auth: &Auth) -> Result<Key, StoreError> {
    let now = auth.clock.now();
    let known = |read: &Read| read.keys.iter().find(|key| key.period == period(now)).cloned();
    let keyring = &auth.issuer.keys;
    let read = keyring.read(auth).await?;
    if let Some(key) = known(&read) {
        return Ok(key);
    }
    make(auth, period(now)).await?;
    let made = keyring.reread(auth, &read).await?;
    Ok(known(&made).ok_or(sqlx::Error::RowNotFound)?)
}

impl Key {
    /// The private key.
    pub fn signing(&self, auth: &Auth) -> Result<SigningKey, TokenError> {
        let seed = Zeroizing::new(auth.secret_box.decrypt(CONTEXT, &self.sealed)?);
        let seed = seed.as_slice().try_into().map_err(|_| base::DecryptError)?;
        Ok(SigningKey::from_bytes(seed))
    }

    fn publish(&self) -> PublishedKey {
        PublishedKey { kid: self.kid.clone(), x: URL_SAFE_NO_PAD.encode(self.public.as_bytes()) }
    }
}

impl Keyring {
    fn now(&self) -> Arc<Read> {
        Arc::clone(&self.present.read())
    }

    /// The keys, of a minute ago at most.
    async fn read(&self, auth: &Auth) -> Result<Arc<Read>, StoreError> {
        let read = self.now();
        if read.is_old(auth.clock.now()) { self.reread(auth, &read).await } else { Ok(read) }
    }

    /// Reads the keys, unless another task has done so since `before` was read.
    async fn reread(&self, auth: &Auth, before: &Arc<Read>) -> Result<Arc<Read>, StoreError> {
        let _one = self.reading.lock().await;
        let present = self.now();
        if !Arc::ptr_eq(&present, before) {
            return Ok(present);
        }
        let now = auth.clock.now();
        let mut db = auth.pool.lease().await?;
        let rows = sqlx::query!(
            "select period, kid, public_key, sealed from auth.signing_keys where period >= $1 order by period",
            period(now - LIFETIME)
        )
        .fetch_all(&mut db)
        .await?;
        db.give_back();
        let keys = rows.into_iter().filter_map(|row| {
            let bytes = row.public_key.try_into().ok()?;
            let public = VerifyingKey::from_bytes(&bytes).ok()?;
            Some(Key { period: row.period, kid: row.kid, public, sealed: row.sealed })
        });
        let read = Arc::new(Read { at: Some(now), keys: keys.collect() });
        *self.present.write() = Arc::clone(&read);
        Ok(read)
    }
}

impl Read {
    fn is_old(&self, now: OffsetDateTime) -> bool {
        self.at.is_none_or(|at| now - at >= REREAD)
    }
}

/// Makes the key of a period, unless another node has.
async fn make(auth: &Auth, period: i64) -> Result<(), StoreError> {
    let seed = Zeroizing::new(auth.random.bytes::<32>());
    let public = SigningKey::from_bytes(&seed).verifying_key();
    let mut db = auth.pool.lease().await?;
    sqlx::query!(
        "insert into auth.signing_keys (period, kid, public_key, sealed, created_at) values ($1, $2, $3, $4, $5)
         on conflict (period) do nothing",
        period,
        thumbprint(&public),
        public.as_bytes().as_slice(),
        auth.secret_box.encrypt(&auth.random, CONTEXT, seed.as_slice()),
        auth.clock.now(),
    )
    .execute(&mut db)
    .await?;
    db.give_back();
    Ok(())
}

fn period(at: OffsetDateTime) -> i64 {
    at.unix_timestamp().div_euclid(PERIOD.whole_seconds())
}

/// The name of a public key (RFC 7638).
fn thumbprint(key: &VerifyingKey) -> String {
    let x = URL_SAFE_NO_PAD.encode(key.as_bytes());
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbprint_is_that_of_the_standard() {
        // RFC 8037, appendix A.3.
        let bytes = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
        let key = VerifyingKey::from_bytes(&bytes.try_into().unwrap()).unwrap();
        assert_eq!(thumbprint(&key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
