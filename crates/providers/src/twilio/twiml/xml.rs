use std::fmt::Write;

/// Writes XML 1.0 in UTF-8. Characters that XML 1.0 forbids are left out.
pub(super) struct Writer(String);

/// A name and a value; without a value the attribute is left out.
pub(super) type Attribute<'a> = (&'a str, Option<String>);

impl Writer {
    pub(super) fn document() -> Self {
        Self(r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned())
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    pub(super) fn element(&mut self, name: &str, attributes: &[Attribute], content: impl FnOnce(&mut Self)) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            if let Some(value) = value {
                let _ = write!(self.0, " {name}=\"");
                self.escape(value, true);
                self.0.push('"');
            }
        }
        let opened = self.0.len();
        self.0.push('>');
        content(self);
        if self.0.len() == opened + 1 {
            self.0.insert(opened, '/');
        } else {
            let _ = write!(self.0, "</{name}>");
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.escape(text, false);
    }

    fn escape(&mut self, text: &str, is_attribute: bool) {
        for character in text.chars().filter(|character| is_permitted(*character)) {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                // A parser turns a bare one into a line feed.
                '\r' => self.0.push_str("&#13;"),
                '"' if is_attribute => self.0.push_str("&quot;"),
                '\t' if is_attribute => self.0.push_str("&#9;"),
                '\n' if is_attribute => self.0.push_str("&#10;"),
                other => self.0.push(other),
            }
        }
    }
}

/// `Char` of XML 1.0; a Rust `char` is no surrogate to begin with.
pub(super) fn is_permitted(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        other => other >= ' ',
    }
}
