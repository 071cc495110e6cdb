//! What the carrier refuses, by Twilio's codes. Source: Twilio's *Test credentials* and its error reference.

use crate::segments::{CHARACTER_LIMIT, segments};

/// A refused request: HTTP status, Twilio's code, and a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub status: u16,
    pub code: u32,
    pub message: &'static str,
}

/// The number that Twilio lets every test account send from.
pub(super) const GOOD_SENDER: &str = "+15005550006";

impl Refusal {
    pub(super) const fn new(status: u16, code: u32, message: &'static str) -> Self {
        Self { status, code, message }
    }
}

const fn bad(code: u32, message: &'static str) -> Result<(), Refusal> {
    Err(Refusal::new(400, code, message))
}

/// Whether a call from one number to another is accepted; `is_own` says whether the account has the first.
pub(super) fn judge_call(from: &str, to: &str, is_own: bool) -> Result<(), Refusal> {
    match from {
        "+15005550001" => return bad(21212, "The source number is not valid."),
        GOOD_SENDER => {}
        _ if !is_number(from) => return bad(21212, "The source number is not valid."),
        _ if !is_own => return bad(21210, "The source number is not verified for the account."),
        _ => {}
    }
    match to {
        "+15005550001" => bad(21217, "The phone number is not valid."),
        "+15005550002" => bad(21214, "The phone number can't be reached."),
        "+15005550003" => bad(21215, "The account has no international permission for the number."),
        "+15005550004" => bad(21216, "The account may not call the number."),
        _ if !is_number(to) => bad(21211, "The phone number is not valid."),
        _ => Ok(()),
    }
}

/// Whether a message is accepted; `is_own` as for a call, `has_opted_out` of the recipient from this sender.
pub(super) fn judge_message(
    from: &str,
    to: &str,
    body: &str,
    is_own: bool,
    has_opted_out: bool,
) -> Result<u32, Refusal> {
    match from {
        "+15005550001" => bad(21212, "The source number is not valid.")?,
        "+15005550007" => bad(21606, "The source number can't send messages.")?,
        "+15005550008" => bad(21611, "The source number's queue is full.")?,
        GOOD_SENDER => {}
        _ if !is_own => bad(21606, "The source number can't send messages.")?,
        _ => {}
    }
    match to {
        "+15005550001" => bad(21211, "The phone number is not valid.")?,
        "+15005550002" => bad(21612, "The phone number can't be reached from the source number.")?,
        "+15005550003" => bad(21408, "The account has no permission for the number's region.")?,
        "+15005550004" => bad(21610, "The recipient has opted out.")?,
        "+15005550009" => bad(21614, "The phone number can't receive messages.")?,
        _ if !is_number(to) => bad(21211, "The phone number is not valid.")?,
        _ if has_opted_out => bad(21610, "The recipient has opted out.")?,
        _ => {}
    }
    if body.is_empty() {
        bad(21602, "A message needs a body.")?;
    }
    debug_assert_eq!(CHARACTER_LIMIT, 1_600);
    segments(body).map(|found| found.count).map_err(|_| Refusal::new(400, 21617, "The body has over 1600 characters."))
}

/// E.164.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (8..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "+14155550100";
    const OTHER: &str = "+14155550101";

    fn call(from: &str, to: &str) -> Option<u32> {
        judge_call(from, to, from == OWN).err().map(|refusal| refusal.code)
    }

    fn message(from: &str, to: &str) -> Option<u32> {
        judge_message(from, to, "Hello", from == OWN, false).err().map(|refusal| refusal.code)
    }

    #[test]
    fn the_magic_numbers_of_calls_are_twilios() {
        assert_eq!(call("+15005550001", OTHER), Some(21212));
        assert_eq!(call(GOOD_SENDER, OTHER), None);
        assert_eq!(call("+14155550199", OTHER), Some(21210));
        let codes = ["+15005550001", "+15005550002", "+15005550003", "+15005550004"].map(|to| call(OWN, to));
        assert_eq!(codes, [Some(21217), Some(21214), Some(21215), Some(21216)]);
        assert_eq!((call(OWN, OTHER), call(OWN, "4155550101"), call(OWN, "+0155")), (None, Some(21211), Some(21211)));
    }

    #[test]
    fn the_magic_numbers_of_messages_are_twilios() {
        let froms = ["+15005550001", "+15005550007", "+15005550008", GOOD_SENDER, "+14155550199"];
        let codes = froms.map(|from| message(from, OTHER));
        assert_eq!(codes, [Some(21212), Some(21606), Some(21611), None, Some(21606)]);
        let tos = ["+15005550001", "+15005550002", "+15005550003", "+15005550004", "+15005550009"];
        let codes = tos.map(|to| message(OWN, to));
        assert_eq!(codes, [21211, 21612, 21408, 21610, 21614].map(Some));
        let code = |body: &str, has_opted_out| judge_message(OWN, OTHER, body, true, has_opted_out);
        assert_eq!(code("", false).map_err(|refusal| refusal.code), Err(21602));
        assert_eq!(code(&"a".repeat(1_601), false).map_err(|refusal| refusal.code), Err(21617));
        assert_eq!(code("Hello", true).map_err(|refusal| refusal.code), Err(21610));
        assert_eq!(code(&"a".repeat(161), false), Ok(2));
    }
}
