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

/// `putBack` of `put-back`.
pub fn camel_case(name: &str) -> String {
    let mut camel = pascal_case(name);
    camel[..1].make_ascii_lowercase();
    camel
}

/// `Put back` of `put back`.
pub fn capitalized(text: &str) -> String {
    let mut capitalized = text.to_owned();
    capitalized[..1].make_ascii_uppercase();
    capitalized
}

/// `call notes` of `call-notes`.
pub fn words(name: &str) -> String {
    name.replace(['-', '_'], " ")
}
