//! Pages of lists in the order of their ids.

use uuid::Uuid;

use crate::error::Error;
use crate::problem::FieldError;
use crate::request::Request;

/// Which page is asked for, and of what.
pub struct PageQuery {
    /// 1 to 100.
    pub limit: i64,
    /// The last id of the page before.
    pub after: Option<Uuid>,
    /// What to find, if anything.
    pub q: Option<String>,
    /// The list's own parameters, those of its route.
    pub filters: Vec<(String, String)>,
}

impl PageQuery {
    /// Reads those parameters that the route has; 422 for any other.
    pub fn parse(request: &Request) -> Result<Self, Error> {
        let mut page = Self { limit: 50, after: None, q: None, filters: Vec::new() };
        for (name, text) in request.query()? {
            let known = request.route.query.contains(&name.as_str());
            let wrong = match name.as_str() {
                "limit" if known => match text.parse() {
                    Ok(limit @ 1..=100) => {
                        page.limit = limit;
                        None
                    }
                    _ => Some(("range", "must be a whole number from 1 to 100")),
                },
                "cursor" if known => {
                    page.after = Uuid::try_parse(&text).ok();
                    page.after.is_none().then_some(("cursor", "isn't a valid cursor for this list"))
                }
                "q" if known && text.chars().count() <= 200 => {
                    page.q = Some(text).filter(|text| !text.trim().is_empty());
                    None
                }
                "q" if known => Some(("length", "must have at most 200 characters")),
                _ if known => {
                    page.filters.push((name.clone(), text));
                    None
                }
                _ => Some(("unknown", "is not a parameter of this list")),
            };
            if let Some((code, message)) = wrong {
                return Err(Error::Unprocessable(vec![FieldError::new(name, code, message)]));
            }
        }
        Ok(page)
    }

    /// Cuts what was read one item too far, and returns where the next page begins, if there is one.
    pub fn cut<T>(&self, items: &mut Vec<T>, id: impl Fn(&T) -> Uuid) -> Option<String> {
        let limit = usize::try_from(self.limit).unwrap_or_default();
        let more = items.len() > limit;
        items.truncate(limit);
        items.last().filter(|_| more).map(|last| id(last).to_string())
    }
}
