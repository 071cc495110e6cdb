//! The URLs of a row in its responses: the kit knows their paths, and the server its own origin.

use std::collections::HashMap;

use domain::kit::{LinkShape, Links, Resource};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

#[derive(Deserialize)]
struct Page<'p> {
    #[serde(borrow)]
    items: Vec<&'p RawValue>,
    #[serde(borrow)]
    next_cursor: &'p RawValue,
}

/// The fields of a row, as they are written.
type Row<'r> = HashMap<String, &'r RawValue>;

/// A row's JSON with its URLs under this origin, `https://app.example.com`. A resource without any stays as it is.
pub(super) fn complete_row(resource: &Resource, origin: &str, row: Vec<u8>) -> Result<Vec<u8>, serde_json::Error> {
    let Some(links) = resource.links else { return Ok(row) };
    let urls = urls(links, origin, &serde_json::from_slice(&row)?)?;
    let mut completed = Vec::with_capacity(row.len() + 512);
    push(&mut completed, links, &row, &urls)?;
    Ok(completed)
}

/// The same of each row of a page.
pub(super) fn complete_page(resource: &Resource, origin: &str, page: Vec<u8>) -> Result<Vec<u8>, serde_json::Error> {
    let Some(links) = resource.links else { return Ok(page) };
    let read: Page<'_> = serde_json::from_slice(&page)?;
    let mut completed = Vec::with_capacity(page.len() * 2);
    completed.extend_from_slice(b"{\"items\":[");
    for (position, row) in read.items.iter().enumerate() {
        if position > 0 {
            completed.push(b',');
        }
        let urls = urls(links, origin, &serde_json::from_str(row.get())?)?;
        push(&mut completed, links, row.get().as_bytes(), &urls)?;
    }
    completed.extend_from_slice(b"],\"next_cursor\":");
    completed.extend_from_slice(read.next_cursor.get().as_bytes());
    completed.push(b'}');
    Ok(completed)
}

/// What the field of the URLs holds.
fn urls(links: Links, origin: &str, row: &Row<'_>) -> Result<Json, serde_json::Error> {
    let id: String = serde_json::from_str(row.get("id").map_or("null", |id| id.get()))?;
    let url = |path: &str| Json::from(format!("{origin}{}", path.replacen("{id}", &id, 1)));
    Ok(match links.shape {
        LinkShape::Object(paths) => {
            paths.iter().map(|(name, path)| ((*name).to_owned(), url(path))).collect::<Map<_, _>>().into()
        }
        LinkShape::One { given, .. } if row.get(given).is_none_or(|value| value.get() == "null") => Json::Null,
        LinkShape::One { path, .. } => url(path),
    })
}

/// Appends a row, which is a JSON object, with the URLs as its last member.
fn push(out: &mut Vec<u8>, links: Links, row: &[u8], urls: &Json) -> Result<(), serde_json::Error> {
    out.extend_from_slice(row.strip_suffix(b"}").unwrap_or(row));
    out.extend_from_slice(b",\"");
    out.extend_from_slice(links.field.as_bytes());
    out.extend_from_slice(b"\":");
    serde_json::to_writer(&mut *out, urls)?;
    out.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static DOORS: Resource = Resource::new("door", "doors", "app.doors")
        .links("urls", &[("open", "/doors/{id}/open"), ("shut", "/doors/{id}/shut")])
        .fields(&[]);
    static FILMS: Resource =
        Resource::new("film", "films", "app.films").link("url", "/films/{id}/watch", "reel").fields(&[]);
    static WALLS: Resource = Resource::new("wall", "walls", "app.walls").fields(&[]);
    const ORIGIN: &str = "https://app.example.com";

    fn row(id: &str) -> Json {
        json!({"id": id, "label": "} \"id\": {", "urls": {
            "open": format!("https://app.example.com/doors/{id}/open"),
            "shut": format!("https://app.example.com/doors/{id}/shut"),
        }})
    }

    #[test]
    fn each_row_has_its_own_urls_and_a_resource_without_any_is_left_alone() {
        let stored = |id: &str| json!({"id": id, "label": "} \"id\": {"});
        let completed = complete_row(&DOORS, ORIGIN, stored("a").to_string().into()).unwrap();
        assert_eq!(serde_json::from_slice::<Json>(&completed).unwrap(), row("a"));
        let page = json!({"items": [stored("a"), stored("b")], "next_cursor": "x"}).to_string();
        let completed = complete_page(&DOORS, ORIGIN, page.clone().into()).unwrap();
        let expected = json!({"items": [row("a"), row("b")], "next_cursor": "x"});
        assert_eq!(serde_json::from_slice::<Json>(&completed).unwrap(), expected);
        assert_eq!(complete_page(&WALLS, ORIGIN, page.clone().into()).unwrap(), page.as_bytes());
        let empty = json!({"items": [], "next_cursor": null}).to_string();
        assert_eq!(complete_page(&DOORS, ORIGIN, empty.clone().into()).unwrap(), empty.as_bytes());
    }

    #[test]
    fn a_row_that_lacks_what_its_url_leads_to_has_none() {
        let page = json!({"items": [{"id": "a", "reel": "R1"}, {"id": "b", "reel": null}], "next_cursor": null});
        let completed = complete_page(&FILMS, ORIGIN, page.to_string().into()).unwrap();
        let completed: Json = serde_json::from_slice(&completed).unwrap();
        assert_eq!(completed["items"][0]["url"], "https://app.example.com/films/a/watch");
        assert_eq!(completed["items"][1]["url"], Json::Null);
    }
}
