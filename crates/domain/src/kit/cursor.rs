use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a page ends: the sort it belongs to, the last row's sort value if it has one, and its id to tell equals apart.
///
/// It is opaque, not secret: all it can do is begin a page elsewhere among the rows that its reader may see anyway.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor(pub String, pub Option<String>, pub Uuid);

impl Cursor {
    pub fn encode(&self) -> String {
        // Strings and a UUID always have a JSON form.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// `None` for anything that [`Cursor::encode`] has not made.
    pub fn decode(text: &str) -> Option<Self> {
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for value in [Some("1767225600000000".to_owned()), None] {
            let cursor = Cursor("-created_at".into(), value, Uuid::from_u128(7));
            assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
        for broken in ["", "%", "e30", "bnVsbA"] {
            assert_eq!(Cursor::decode(broken), None, "{broken}");
        }
    }
}
