use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use uuid::Uuid;

/// Randomness, as a parameter: the operating system's in the server, a repeatable stream in tests. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Random(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Seeded { seed: u64, drawn: Arc<AtomicU64> },
}

impl Random {
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// The same seed gives the same values in the same order. For tests: nothing drawn from it is secret.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded { seed, drawn: Arc::new(AtomicU64::new(0)) })
    }

    /// `N` random bytes. Panics where the operating system has no randomness to give: nothing safe could follow.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for randomness")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => getrandom::fill(&mut bytes).expect("the operating system gives random bytes"),
            Source::Seeded { seed, drawn } => {
                for chunk in bytes.chunks_mut(32) {
                    let position = drawn.fetch_add(1, Ordering::Relaxed);
                    let block = Sha256::new().chain_update(seed.to_le_bytes()).chain_update(position.to_le_bytes());
                    chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A secret that can't be guessed: 256 random bits as 43 characters of base64url.
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// An id that sorts by the millisecond it was made in.
    pub fn uuid_v7(&self, now: OffsetDateTime) -> Uuid {
        let millis = u64::try_from(now.unix_timestamp_nanos() / 1_000_000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use time::macros::datetime;

    use super::*;

    #[test]
    fn ses_3_tokens_carry_256_bits_and_never_repeat() {
        let random = Random::system();
        let tokens: HashSet<String> = (0..10_000).map(|_| random.token()).collect();
        assert_eq!(tokens.len(), 10_000);
        assert!(tokens.iter().all(|token| URL_SAFE_NO_PAD.decode(token).unwrap().len() == 32));
    }

    #[test]
    fn a_seed_repeats_its_values_and_another_does_not() {
        let draw = |seed| Random::seeded(seed).bytes::<70>();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let random = Random::seeded(1);
        assert_ne!(random.token(), random.token());
    }

    #[test]
    fn ids_sort_by_time() {
        let random = Random::seeded(3);
        let earlier = random.uuid_v7(datetime!(2030-01-01 0:00 UTC));
        let later = random.uuid_v7(datetime!(2030-01-01 0:00:00.001 UTC));
        assert!(earlier < later);
        assert_eq!(earlier.get_version_num(), 7);
    }
}
