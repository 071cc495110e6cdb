//! The interactive reference: Swagger UI under the strictest policy that it can live under, and the plain page beside it.

use std::sync::{Arc, LazyLock, OnceLock};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::future;

use crate::console::files::{self, Packed, content_type};
use crate::console::{FOREVER, read_only};
use crate::error::Error;
use crate::route::Response;

include!(concat!(env!("OUT_DIR"), "/reference.rs"));

/// In the shell's source: the path of the files, and what the paths of the console begin with.
const ASSETS: &str = "{assets}";
const CONSOLE: &str = "{console}";

/// Its own files and our API are all that the page reaches. Styles draw their signs from `data:`, and what a response shows
/// or offers to keep is a `blob:`. Of texts it makes elements, by the policies named here, and no scripts.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default dompurify";

static RELEASE: LazyLock<String> = LazyLock::new(|| hex::encode(&HASH[..8]));

/// The plain page, made when it is first asked for.
pub struct Reference {
    plain: Box<dyn Fn() -> Bytes + Send + Sync>,
    packed: OnceLock<Packed>,
}

impl Reference {
    pub fn new(plain: impl Fn() -> Bytes + Send + Sync + 'static) -> Self {
        Self { plain: Box::new(plain), packed: OnceLock::new() }
    }

    fn plain(&self, request: &HttpRequest) -> Response {
        let packed = if let Some(packed) = self.packed.get() {
            packed.clone()
        } else {
            let packed = files::pack(&(self.plain)()).map_err(Error::internal)?;
            self.packed.get_or_init(|| packed).clone()
        };
        let mut response = HttpResponse::Ok();
        response
            .content_type("text/html; charset=utf-8")
            .insert_header((CONTENT_SECURITY_POLICY, super::POLICY.as_str()));
        files::respond(request, &mut response, packed)
    }
}

/// The page at `/docs/guides`.
fn guides() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, super::POLICY.as_str()))
        .body(super::guides())
}

/// The page at `/docs`, which loads the reference's files.
pub fn shell(console: &str) -> Response {
    let source = files::inflated(&find("index.html").ok_or(Error::NotFound)?)?;
    let source = std::str::from_utf8(&source).map_err(Error::internal)?;
    let page = source.replace(ASSETS, &format!("/docs/files/{}", *RELEASE)).replace(CONSOLE, console);
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .body(page))
}

fn file(request: &HttpRequest) -> Response {
    let path = request.match_info();
    let name = path.query("file");
    let packed = find(name).filter(|_| path.query("hash") == *RELEASE).ok_or(Error::NotFound)?;
    let mut response = HttpResponse::Ok();
    response.content_type(content_type(name).ok_or(Error::NotFound)?).insert_header((CACHE_CONTROL, FOREVER));
    files::respond(request, &mut response, packed)
}

fn find(name: &str) -> Option<Packed> {
    let found = FILES.binary_search_by(|(path, _)| (*path).cmp(name)).ok()?;
    Some(Bytes::from_static(FILES[found].1))
}

/// Adds the plain page, the guides and the files. Like those of the console, they are outside the route table.
pub fn pages(config: &mut ServiceConfig, reference: &Arc<Reference>) {
    let reference = Arc::clone(reference);
    let plain = move |request: HttpRequest| future::ready(reference.plain(&request));
    config.service(read_only("/docs/plain").route(web::get().to(plain.clone())).route(web::head().to(plain)));
    let guides = || future::ready(Ok::<_, Error>(guides()));
    config.service(read_only("/docs/guides").route(web::get().to(guides)).route(web::head().to(guides)));
    let file = |request: HttpRequest| future::ready(file(&request));
    config.service(read_only("/docs/files/{hash}/{file:.+}").route(web::get().to(file)).route(web::head().to(file)));
}

#[cfg(test)]
mod tests {
    use actix_web::App;
    use actix_web::dev::ServiceResponse;
    use actix_web::http::{Method, StatusCode};
    use actix_web::test::{TestRequest, call_service, init_service, read_body};

    use super::*;

    async fn answer(request: TestRequest) -> ServiceResponse {
        let reference = Arc::new(Reference::new(|| Bytes::from("<main>plain</main>")));
        let service = init_service(App::new().configure(|config| pages(config, &reference))).await;
        call_service(&service, request.to_request()).await
    }

    fn get(path: &str) -> TestRequest {
        TestRequest::with_uri(path)
    }

    fn header<'r>(answer: &'r ServiceResponse, name: &str) -> Option<&'r str> {
        answer.headers().get(name).map(|value| value.to_str().unwrap())
    }

    async fn shell_text() -> String {
        let body = actix_web::body::to_bytes(shell("").unwrap().into_body()).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[actix_web::test]
    async fn what_the_shell_loads_is_there_and_kept_for_ever() {
        let html = shell_text().await;
        let named: Vec<_> = html.split('"').filter(|part| part.starts_with("/docs/files/")).collect();
        assert_eq!(named.len(), 5, "{named:?}");
        for path in named {
            let plain = answer(get(path)).await;
            assert_eq!(plain.status(), StatusCode::OK, "{path}");
            assert_eq!(header(&plain, "cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
            let packed = answer(get(path).insert_header(("accept-encoding", "gzip"))).await;
            assert_eq!(header(&packed, "content-encoding"), Some("gzip"), "{path}");
            assert_eq!(files::inflated(&read_body(packed).await).unwrap(), read_body(plain).await, "{path}");
        }
    }

    #[actix_web::test]
    async fn every_file_has_a_type_and_vendored_ones_are_sent_as_they_are() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("reference");
        for (name, _) in FILES {
            assert!(content_type(name).is_some(), "{name}");
            if name.starts_with("vendor/") {
                let sent = files::inflated(&find(name).unwrap()).unwrap();
                assert_eq!(sent, std::fs::read(folder.join(name)).unwrap(), "{name}");
            }
        }
    }

    #[actix_web::test]
    async fn the_policy_lets_the_page_run_no_text_and_reach_no_other_host() {
        let shell = shell("").unwrap();
        let policy = shell.headers().get("content-security-policy").unwrap().to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        for loose in ["unsafe", "http", "*", "strict-dynamic", "wasm"] {
            assert!(!policy.contains(loose), "{loose}: {policy}");
        }
        for directive in policy.split("; ").filter(|one| one.starts_with("script-src") || one.starts_with("style-src"))
        {
            assert!(directive.ends_with("-src 'self'"), "{directive}");
        }
    }

    #[actix_web::test]
    async fn the_plain_page_has_the_policy_of_pages_without_scripts() {
        let page = answer(get("/docs/plain")).await;
        assert_eq!(header(&page, "content-security-policy"), Some(super::super::POLICY.as_str()));
        assert_eq!(read_body(page).await, "<main>plain</main>");
    }

    #[actix_web::test]
    async fn files_of_another_release_are_missing_and_nothing_is_written() {
        let own = format!("/docs/files/{}/reference.js", *RELEASE);
        for path in [&own.replace(RELEASE.as_str(), "0123456789abcdef"), &own.replace("reference.js", "absent.js")] {
            let missing = answer(get(path)).await;
            assert_eq!(missing.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(header(&missing, "cache-control"), None, "{path}");
        }
        for path in ["/docs/plain", "/docs/guides", &own] {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                let refused = answer(get(path).method(method)).await;
                assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
            }
            assert_eq!(answer(get(path).method(Method::HEAD)).await.status(), StatusCode::OK, "{path}");
        }
    }
}
