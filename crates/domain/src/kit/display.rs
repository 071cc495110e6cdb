//! How a generated form or list shows a resource: what a declaration says, and what follows where it says nothing.

use super::check::{contains, is_same};
use super::{Field, FieldAccess, Kind, Resource, Storage, Target};

/// A text with a greater limit is written in several lines.
const LONG: usize = 500;

/// What a badge of a value may mean.
pub const TONES: &[&str] = &["good", "warn", "bad", "info", "muted"];

/// A word of a field, and what it means: one of [`TONES`].
pub type Tone = (&'static str, &'static str);

/// What a declaration says of how a field is shown.
#[derive(Clone, Copy, Debug)]
pub struct FieldDisplay {
    pub(super) label: Option<&'static str>,
    /// What a person would ask about the field.
    pub help: Option<&'static str>,
    pub(super) refers: Option<&'static str>,
    pub tones: &'static [Tone],
    /// The heading that the field stands under.
    pub group: Option<&'static str>,
}

/// What a declaration says of how a resource is shown.
#[derive(Clone, Copy, Debug)]
pub struct Display {
    /// The part of the navigation, and the name of the icon (<https://lucide.dev>).
    pub section: Option<(&'static str, &'static str)>,
    pub(super) title: Option<&'static str>,
    pub(super) columns: &'static [&'static str],
    pub(super) labels: Option<(&'static str, &'static str)>,
}

impl FieldDisplay {
    pub(super) const NONE: Self = Self { label: None, help: None, refers: None, tones: &[], group: None };
}

impl Display {
    pub(super) const NONE: Self = Self { section: None, title: None, columns: &[], labels: None };

    /// Panics where a name is none of the fields'.
    pub(super) const fn check(&self, fields: &[Field]) {
        if let Some(title) = self.title {
            assert!(is_shown(fields, title), "the title is a field that rows have");
        }
        let mut position = 0;
        while position < self.columns.len() {
            let name = self.columns[position];
            let is_kits = contains(&["owner_id", "created_at", "updated_at"], name);
            assert!(is_kits || is_shown(fields, name), "a column is a field that rows have");
            position += 1;
        }
    }
}

/// Whether a row has the field in a response.
const fn is_shown(fields: &[Field], name: &str) -> bool {
    let mut position = 0;
    while position < fields.len() {
        if is_same(fields[position].name, name) {
            return matches!(fields[position].access, FieldAccess::ReadWrite | FieldAccess::ReadOnly);
        }
        position += 1;
    }
    false
}

impl Field {
    /// What the field is called, where that isn't its name in words.
    #[must_use]
    pub const fn label(mut self, label: &'static str) -> Self {
        self.display.label = Some(label);
        self
    }

    /// A sentence for those who fill the field in.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.display.help = Some(help);
        self
    }

    /// The plural of the resource that the id in the field leads to, where no reference says it.
    #[must_use]
    pub const fn refers_to(mut self, plural: &'static str) -> Self {
        self.display.refers = Some(plural);
        self
    }

    /// What words of the field mean, each one of [`TONES`].
    #[must_use]
    pub const fn tones(mut self, tones: &'static [Tone]) -> Self {
        self.display.tones = tones;
        self
    }

    /// The heading that the field stands under.
    #[must_use]
    pub const fn group(mut self, group: &'static str) -> Self {
        self.display.group = Some(group);
        self
    }

    /// What the field is called: as declared, or its name in words.
    pub fn shown_label(&self) -> String {
        self.display.label.map_or_else(|| label_of(self.name), ToOwned::to_owned)
    }

    /// The plural of the resource that the field leads to.
    pub fn refers(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Reference(Target::Row(resource)) => Some(resource.plural),
            _ => self.display.refers,
        }
    }

    /// The kind of input that the field is written with.
    pub const fn widget(&self) -> &'static str {
        match self.kind {
            Kind::Text { max, .. } if max > LONG => "long",
            Kind::Text { .. } => "text",
            Kind::Secret { .. } => "secret",
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::E164 => "e164",
            Kind::Address => "address",
            Kind::Sid(_) => "sid",
            Kind::Url => "url",
            Kind::OneOf(..) => "select",
            Kind::Tags => "tags",
            Kind::Uuids { .. } => "uuids",
            Kind::Uuid if self.display.refers.is_some() => "reference",
            Kind::Uuid => "uuid",
            Kind::Reference(Target::Member) => "member",
            Kind::Reference(Target::Row(_)) => "reference",
            Kind::Timestamp => "timestamp",
            Kind::Date => "date",
            Kind::Integer { .. } => "integer",
            Kind::Decimal { .. } => "decimal",
            Kind::Boolean(_) => "boolean",
            Kind::Json { .. } => "json",
        }
    }

    /// Panics where a tone belongs to an unknown word of the field, or is unknown itself.
    pub(super) const fn check_display(&self) {
        let mut position = 0;
        while position < self.display.tones.len() {
            let (word, tone) = self.display.tones[position];
            let Kind::OneOf(words, _) = self.kind else { panic!("only words have tones") };
            assert!(contains(words, word), "a tone is of a word that the field has");
            assert!(contains(TONES, tone), "a tone is good, warn, bad, info or muted");
            position += 1;
        }
    }

    /// Whether it fits in a cell of a list.
    fn is_short(&self) -> bool {
        !matches!(self.kind.storage(), Storage::Json | Storage::Bytes | Storage::Uuid)
            && !matches!(self.kind, Kind::Uuids { .. })
            && self.widget() != "long"
            || matches!(self.kind, Kind::Reference(_))
    }
}

impl Resource {
    /// The part of the navigation that it stands in, and the name of its icon (<https://lucide.dev>).
    #[must_use]
    pub const fn section(mut self, section: &'static str, icon: &'static str) -> Self {
        self.display.section = Some((section, icon));
        self
    }

    /// The field that names a row, where that isn't its first required text.
    #[must_use]
    pub const fn title(mut self, field: &'static str) -> Self {
        self.display.title = Some(field);
        self
    }

    /// The columns of a list, where they aren't those that [`Resource::shown_columns`] chooses.
    #[must_use]
    pub const fn columns(mut self, columns: &'static [&'static str]) -> Self {
        self.display.columns = columns;
        self
    }

    /// What one row and several are called, where that isn't the name in words.
    #[must_use]
    pub const fn labels(mut self, one: &'static str, many: &'static str) -> Self {
        self.display.labels = Some((one, many));
        self
    }

    /// What one row and several are called.
    pub fn shown_labels(&self) -> [String; 2] {
        match self.display.labels {
            Some((one, many)) => [one.to_owned(), many.to_owned()],
            None => [sentence(self.name), sentence(self.plural)],
        }
    }

    /// The field that names a row: as declared, or the first required text, or the first text.
    pub fn shown_title(&self) -> Option<&'static str> {
        let texts = || self.readable().filter(|field| matches!(field.kind, Kind::Text { .. }));
        let first = || texts().find(|field| field.required).or_else(|| texts().next());
        self.display.title.or_else(|| first().map(|field| field.name))
    }

    /// The columns of a list: as declared, or four short fields and the time of creation. The first field that has tones comes behind
    /// the first field of all; the others come in their order.
    pub fn shown_columns(&self) -> Vec<&'static str> {
        if !self.display.columns.is_empty() {
            return self.display.columns.to_vec();
        }
        let parent = self.parent.map(|parent| parent.column);
        let is_shown = |field: &&Field| field.is_short() && Some(field.name) != parent;
        let mut fields: Vec<_> = self.readable().filter(is_shown).collect();
        if let Some(place) = fields.iter().position(|field| !field.display.tones.is_empty()).filter(|place| *place > 1)
        {
            fields[1..=place].rotate_right(1);
        }
        fields.into_iter().take(4).map(|field| field.name).chain(["created_at"]).collect()
    }
}

/// `Assignee` of `assignee_id`, `Created` of `created_at`, `Carrier SID` of `carrier_sid`.
pub fn label_of(name: &str) -> String {
    let name = name.strip_suffix("_id").or_else(|| name.strip_suffix("_at")).unwrap_or(name);
    sentence(name)
}

/// `Call notes` of `call-notes`.
fn sentence(name: &str) -> String {
    let words = name.split(['-', '_', ' ']).enumerate().map(|(position, word)| match word {
        "id" | "sid" | "url" | "sms" => word.to_ascii_uppercase(),
        _ if position == 0 => word[..1].to_ascii_uppercase() + &word[1..],
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
