//! Finds the route of a request.

use std::sync::LazyLock;

use actix_web::http::Method;
use actix_web::http::header::HeaderValue;

use crate::error::Error;
use crate::route::Route;
use crate::routes::ROUTES;

/// The paths of the route table, each with the routes of its methods.
static PATHS: LazyLock<matchit::Router<Vec<usize>>> = LazyLock::new(|| {
    let mut paths = matchit::Router::new();
    for path in ROUTES.iter().map(|route| route.path) {
        let routes =
            ROUTES.iter().enumerate().filter(|(_, route)| route.path == path).map(|(index, _)| index).collect();
        // The second route of a path finds it inserted by the first.
        let _known = paths.insert(path, routes);
    }
    paths
});

/// A route, its place in the table, and the path's parameter.
pub struct Found {
    pub route: &'static Route,
    pub index: usize,
    pub parameter: Option<String>,
}

/// Finds the route of a method and a path: 404 for an unknown path, 405 with `Allow` for another method of a known one.
/// A HEAD is a GET whose body isn't sent.
pub fn find(method: &Method, path: &str) -> Result<Found, Error> {
    let found = PATHS.at(path).map_err(|_| Error::NotFound)?;
    let wanted = if *method == Method::HEAD { &Method::GET } else { method };
    let Some(index) = found.value.iter().copied().find(|&index| ROUTES[index].method == *wanted) else {
        return Err(Error::MethodNotAllowed { allow: allow(found.value) });
    };
    let parameter = found.params.iter().next().and_then(|(_, value)| decode(value));
    Ok(Found { route: &ROUTES[index], index, parameter })
}

fn allow(routes: &[usize]) -> HeaderValue {
    let mut methods: Vec<&str> = routes.iter().map(|&index| ROUTES[index].method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    HeaderValue::from_str(&methods.join(", ")).unwrap_or(HeaderValue::from_static(""))
}

/// A parameter that isn't UTF-8 once decoded names nothing.
fn decode(value: &str) -> Option<String> {
    if !value.contains('%') {
        return Some(value.to_owned());
    }
    let decoded = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
    (!decoded.contains('\0')).then(|| decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Access;

    #[test]
    fn every_route_is_found_by_its_own_path_and_method() {
        for (index, route) in ROUTES.iter().enumerate() {
            let found = find(&route.method, &route.path.replace("{id}", "x")).unwrap();
            assert_eq!(found.index, index, "{} {}", route.method, route.path);
        }
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
