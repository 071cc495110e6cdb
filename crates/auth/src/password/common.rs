//! The passwords that are tried first.

/// In lower case, sorted by bytes, each with a line feed behind it. Where they come from is said in
/// `common-passwords.LICENSE.md`.
pub(super) static LIST: &str = include_str!("common-passwords.txt");

/// Whether the password (in lower case) is in the list. Searches the text itself, so the list takes no further memory.
pub fn contains(lower: &str) -> bool {
    let (mut low, mut high) = (0, LIST.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = LIST.as_bytes()[low..middle].iter().rposition(|&b| b == b'\n').map_or(low, |at| low + at + 1);
        let end = LIST.as_bytes()[middle..].iter().position(|&b| b == b'\n').map_or(LIST.len(), |at| middle + at);
        match LIST.as_bytes()[start..end].cmp(lower.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}
