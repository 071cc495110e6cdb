//! Finds the route of a request.

use std::sync::LazyLock;

use actix_web::http::Method;
use actix_web::http::header::HeaderValue;

use crate::error::Error;
use crate::path::PathValues;
use crate::route::Route;
use crate::routes::ROUTES;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(&ROUTES));

/// Routes, found by their paths.
struct Table {
    routes: &'static [Route],
    /// Each path with the routes of its methods.
    paths: matchit::Router<Vec<usize>>,
}

/// A route, its place in the table, and the values of the path's parameters.
pub struct RouteMatch {
    pub route: &'static Route,
    pub index: usize,
    pub path: PathValues,
}

/// Finds the route of a method and a path: 404 for an unknown path, 405 with `Allow` for another method of a known one.
/// A HEAD is a GET whose body isn't sent.
pub fn find(method: &Method, path: &str) -> Result<RouteMatch, Error> {
    TABLE.find(method, path)
}

impl Table {
    fn new(routes: &'static [Route]) -> Self {
        let mut paths = matchit::Router::new();
        for path in routes.iter().map(|route| route.path) {
            let of_path =
                routes.iter().enumerate().filter(|(_, route)| route.path == path).map(|(index, _)| index).collect();
            // The second route of a path finds it inserted by the first.
            let _known = paths.insert(path, of_path);
        }
        Self { routes, paths }
    }

    fn find(&self, method: &Method, path: &str) -> Result<RouteMatch, Error> {
        let found = self.paths.at(path).map_err(|_| Error::NotFound)?;
        let wanted = if *method == Method::HEAD { &Method::GET } else { method };
        let Some(index) = found.value.iter().copied().find(|&index| self.routes[index].method == *wanted) else {
            return Err(Error::MethodNotAllowed { allow: self.allow(found.value) });
        };
        let route = &self.routes[index];
        Ok(RouteMatch { route, index, path: PathValues::new(route.path, found.params.iter().map(|(_, value)| value)) })
    }

    fn allow(&self, of_path: &[usize]) -> HeaderValue {
        let mut methods: Vec<&str> = of_path.iter().map(|&index| self.routes[index].method.as_str()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        HeaderValue::from_str(&methods.join(", ")).unwrap_or(HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::{MOST_PARAMETERS, parameters};
    use crate::route::{Access, Success};

    #[test]
    fn every_route_is_found_by_its_own_path_and_method() {
        for (index, route) in ROUTES.iter().enumerate() {
            let found = find(&route.method, &route.path.replace(['{', '}'], "")).unwrap();
            assert_eq!(found.index, index, "{} {}", route.method, route.path);
            assert!(parameters(route.path).count() <= MOST_PARAMETERS, "{}", route.path);
            for name in parameters(route.path) {
                assert_eq!(found.path.get(name), Some(name), "{}", route.path);
            }
        }
    }

    #[test]
    fn a_nested_route_keeps_the_ids_of_both_its_rows() {
        let route = |path| {
            Route::new("messages", (Method::GET, path), "read", "Read", Success::NOTHING, |_| {
                unreachable!("not served")
            })
        };
        let paths = ["/api/conversations/{id}", "/api/conversations/{conversation_id}/messages/{id}/parts"];
        let table = Table::new(Box::leak(Box::new(paths.map(route))));
        let found = table.find(&Method::GET, "/api/conversations/one/messages/two/parts").unwrap();
        assert_eq!(found.index, 1);
        assert_eq!((found.path.get("conversation_id"), found.path.get("id")), (Some("one"), Some("two")));
        assert_eq!(table.find(&Method::GET, "/api/conversations/one").unwrap().path.get("id"), Some("one"));
    }

    #[test]
    fn operations_have_names_of_their_own() {
        let mut names: Vec<_> = ROUTES.iter().map(|route| route.operation).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn api_7_every_open_route_has_a_limit() {
        let open = ROUTES.iter().filter(|route| matches!(route.access, Access::Open(_)));
        let unlimited: Vec<_> =
            open.filter(|route| route.limit.is_none()).map(|route| (&route.method, route.path)).collect();
        assert!(unlimited.is_empty(), "open without a limit: {unlimited:?}");
    }

    #[test]
    fn hdr_3_an_unknown_path_and_an_unwanted_method_are_told_apart() {
        assert!(matches!(find(&Method::GET, "/api/nothing"), Err(Error::NotFound)));
        assert!(
            matches!(find(&Method::TRACE, "/api/leads"), Err(Error::MethodNotAllowed { allow }) if allow == "GET, POST, HEAD")
        );
        assert!(find(&Method::HEAD, "/api/leads").is_ok());
    }
}
