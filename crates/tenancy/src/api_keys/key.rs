use std::fmt;

use base::Random;
use sha2::{Digest, Sha256};

/// How every key begins, so that people and scanners of leaked secrets know one when they see it.
const MARK: &str = "bk_";
const PREFIX: usize = 12;
const SECRET: usize = 43;
const CHECKSUM: usize = 8;

/// A key: `bk_`, twelve hexadecimal digits that tell it from others, `_`, 256 random bits in base64url, and eight
/// hexadecimal digits of the SHA-256 of all that stands before them. Never printed; the database has its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    pub fn issue(random: &Random) -> Self {
        let text = format!("{MARK}{}_{}", hex::encode(random.bytes::<{ PREFIX / 2 }>()), random.token());
        let checksum = checksum(&text);
        Self(text + &checksum)
    }

    /// Whether a text claims to be a key.
    pub fn is_marked(text: &str) -> bool {
        text.starts_with(MARK)
    }

    /// `None` for a text whose form or checksum is wrong: it is rejected without asking the database.
    pub fn parse(text: &str) -> Option<Self> {
        let has_form = text.is_ascii()
            && text.len() == MARK.len() + PREFIX + 1 + SECRET + CHECKSUM
            && Self::is_marked(text)
            && text.as_bytes()[MARK.len() + PREFIX] == b'_';
        let (signed, sum) = text.split_at_checked(text.len().checked_sub(CHECKSUM)?)?;
        (has_form && checksum(signed) == sum).then(|| Self(text.to_owned()))
    }

    /// The part that may be shown.
    pub fn prefix(&self) -> &str {
        &self.0[MARK.len()..MARK.len() + PREFIX]
    }

    /// How a list shows the key that has this prefix.
    pub fn shown(prefix: &str) -> String {
        format!("{MARK}{prefix}")
    }

    /// The key in full, which its maker is shown once.
    pub fn into_string(self) -> String {
        self.0
    }

    pub(crate) fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(..)")
    }
}

fn checksum(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..CHECKSUM / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rol_5_a_key_is_known_by_its_form_and_hides_itself() {
        let key = ApiKey::issue(&Random::system());
        let text = key.clone().into_string();
        assert_eq!(text.len(), 67);
        assert!(text.starts_with(&format!("{}_", ApiKey::shown(key.prefix()))));
        assert_eq!(ApiKey::parse(&text), Some(key.clone()));
        assert_eq!(format!("{key:?}"), "ApiKey(..)");
        assert_ne!(key, ApiKey::issue(&Random::system()));
    }

    #[test]
    fn rol_5_a_text_with_a_wrong_character_is_no_key() {
        let text = ApiKey::issue(&Random::seeded(1)).into_string();
        for at in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[at] = if other[at] == b'0' { b'1' } else { b'0' };
            assert_eq!(ApiKey::parse(str::from_utf8(&other).unwrap()), None, "{at}");
        }
        for wrong in ["", "bk_", "bk_x", &text[1..], &text[..66], &format!("{text}0"), &"ü".repeat(40), &"a".repeat(67)]
        {
            assert_eq!(ApiKey::parse(wrong), None, "{wrong}");
        }
    }
}
