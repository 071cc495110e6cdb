//! The names of resources in the API's description.

/// `CallNotes` of `call-notes`.
pub fn pascal_case(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    for word in name.split(['-', '_', ' ']) {
        let mut letters = word.chars();
        pascal.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        pascal.push_str(letters.as_str());
    }
    pascal
}

/// `call notes` of `call-notes`.
pub fn words(name: &str) -> String {
    name.replace(['-', '_'], " ")
}
