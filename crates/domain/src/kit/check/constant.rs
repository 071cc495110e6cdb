//! What declarations are checked with at compile time.

/// Whether two texts are the same.
pub(in crate::kit) const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut position = 0;
    while position < a.len() {
        if a[position] != b[position] {
            return false;
        }
        position += 1;
    }
    true
}

/// Whether a text is one of these.
pub(in crate::kit) const fn contains(texts: &[&str], text: &str) -> bool {
    let mut position = 0;
    while position < texts.len() {
        if is_same(texts[position], text) {
            return true;
        }
        position += 1;
    }
    false
}
