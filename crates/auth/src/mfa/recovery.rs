use std::fmt;

use base::{Random, Transaction};
use sha2::{Digest, Sha256};

use super::{Owner, ProveError, notify, record};
use crate::events::EventKind;
use crate::outbox::Notice;
use crate::six_digits::is_separator;
use crate::{Auth, Claim, StoreError, UserId};

/// How many codes a user gets at once.
const CODES: usize = 10;

/// Bytes of a code: too many to be guessed, so a fast hash keeps them.
const BYTES: usize = 10;

/// Crockford's base32: nothing that looks like anything else.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A code for a user who has lost their other factors. Works once. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

/// A user's codes, in groups of four characters, as they are shown, once.
#[derive(Clone)]
pub struct RecoveryCodes(pub Vec<String>);

impl RecoveryCode {
    fn draw(random: &Random) -> Self {
        let bits = random.bytes::<BYTES>().iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let characters = (0..BYTES * 8 / 5).map(|at| char::from(ALPHABET[(bits >> (at * 5) & 31) as usize]));
        Self(characters.collect())
    }

    /// Reads a code as it was typed: case, hyphens and white space don't matter. `None` for what can't be one.
    pub fn parse(raw: &str) -> Option<Self> {
        let code: String = raw
            .chars()
            .filter(|c| !is_separator(*c))
            .take(BYTES * 8 / 5 + 1)
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                c => c,
            })
            .collect();
        let known = code.bytes().all(|byte| ALPHABET.contains(&byte));
        (known && code.len() == BYTES * 8 / 5).then_some(Self(code))
    }

    fn shown(&self) -> String {
        let groups: Vec<_> = (0..self.0.len()).step_by(4).map(|at| &self.0[at..at + 4]).collect();
        groups.join("-")
    }

    fn hash(&self, user_id: UserId) -> [u8; 32] {
        Sha256::new().chain_update(user_id.0.as_bytes()).chain_update(self.0.as_bytes()).finalize().into()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(..)")
    }
}

impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCodes(..)")
    }
}

/// Makes new codes in place of all former ones, for a user who has a second factor. They get an e-mail.
pub async fn renew_recovery_codes(auth: &Auth, claim: &Claim) -> Result<RecoveryCodes, ProveError> {
    let (mut tx, holder) = claim.begin_holding(auth).await?;
    let owner = Owner::from(&holder);
    if owner.factors.is_empty() {
        tx.rollback().await?;
        return Err(ProveError::Missing);
    }
    let codes = replace(&mut tx, auth, owner.id).await?;
    record(&mut tx, auth, &holder, EventKind::RecoveryCodesMade, None).await?;
    notify(&mut tx, auth, &owner, Notice::RecoveryCodesMade { at: auth.clock.now() }).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Codes for a user who has none, with their first factor.
pub(crate) async fn make_where_missing(
    tx: &mut Transaction,
    auth: &Auth,
    user_id: UserId,
) -> Result<Option<RecoveryCodes>, StoreError> {
    let some = sqlx::query_scalar!(
        r#"select exists (select from auth.recovery_codes where user_id = $1) as "some!""#,
        user_id.0
    )
    .fetch_one(&mut *tx)
    .await?;
    if some { Ok(None) } else { Ok(Some(replace(tx, auth, user_id).await?)) }
}

pub(super) async fn replace(tx: &mut Transaction, auth: &Auth, user_id: UserId) -> Result<RecoveryCodes, StoreError> {
    let codes: Vec<_> = (0..CODES).map(|_| RecoveryCode::draw(&auth.random)).collect();
    let hashes: Vec<_> = codes.iter().map(|code| code.hash(user_id).to_vec()).collect();
    sqlx::query!("delete from auth.recovery_codes where user_id = $1", user_id.0).execute(&mut *tx).await?;
    sqlx::query!(
        "insert into auth.recovery_codes (user_id, hash, created_at) select $1, hash, $3 from unnest($2::bytea[]) hash",
        user_id.0,
        &hashes,
        auth.clock.now(),
    )
    .execute(tx)
    .await?;
    Ok(RecoveryCodes(codes.iter().map(RecoveryCode::shown).collect()))
}

/// Takes a code. Its row goes, so of parallel tries with one code one wins.
pub(super) async fn spend(tx: &mut Transaction, user_id: UserId, code: &RecoveryCode) -> Result<bool, StoreError> {
    let hash = code.hash(user_id);
    let spent =
        sqlx::query!("delete from auth.recovery_codes where user_id = $1 and hash = $2", user_id.0, hash.as_slice())
            .execute(tx)
            .await?;
    Ok(spent.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn otp_9_recovery_codes_carry_80_bits_and_read_back_as_typed() {
        let random = Random::seeded(1);
        let codes: std::collections::HashSet<_> = (0..1_000).map(|_| RecoveryCode::draw(&random).shown()).collect();
        assert_eq!(codes.len(), 1_000);
        for shown in &codes {
            assert_eq!(shown.len(), 19, "{shown}");
            let read = RecoveryCode::parse(shown).unwrap();
            assert_eq!(read.shown(), *shown);
            assert_eq!(
                RecoveryCode::parse(&format!(" {} ", shown.to_uppercase().replace('-', " "))),
                Some(read.clone())
            );
            assert_eq!(RecoveryCode::parse(&shown.replace('0', "O").replace('1', "l")), Some(read));
        }
        let drawn: std::collections::HashSet<_> = codes.iter().flat_map(|code| code.chars()).collect();
        assert_eq!(drawn.len(), 33, "every character of the alphabet, and the hyphen");
        for wrong in ["", "0000-0000-0000-000", "0000-0000-0000-00000", "0000-0000-0000-000u", "ü000-0000-0000-0000"] {
            assert_eq!(RecoveryCode::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_is_its_users_own() {
        let code = RecoveryCode::draw(&Random::seeded(1));
        let of = |number| code.hash(UserId(uuid::Uuid::from_u128(number)));
        assert_ne!(of(1), of(2));
    }
}
