use std::collections::BTreeSet;
use std::path::Path;

use actix_web::App;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::ACCEPT_ENCODING;
use actix_web::http::{Method, StatusCode};
use actix_web::test::{TestRequest, call_service, init_service, read_body};

use super::*;

const DOCUMENT: &str =
    r#"{"openapi":"3.1.0","paths":{"/api/leads":{"get":{"operationId":"listLeads","responses":{"200":{}}}}}}"#;

/// [`DOCUMENT`] as it is beside the files.
const FOR_THE_CONSOLE: &str = r#"{"openapi":"3.1.0","paths":{"/api/leads":{"get":{"operationId":"listLeads"}}}}"#;

async fn answer(console: Console, request: TestRequest) -> ServiceResponse {
    let console = Arc::new(console);
    let service = init_service(App::new().configure(|config| pages(config, &console))).await;
    call_service(&service, request.to_request()).await
}

fn packed() -> Console {
    Console::new(None, "", || Bytes::from(DOCUMENT))
}

fn of_folder(folder: &Path) -> Console {
    Console::new(Some(folder.to_owned()), "", || Bytes::from(DOCUMENT))
}

fn get(path: &str) -> TestRequest {
    TestRequest::with_uri(path)
}

async fn text(answer: ServiceResponse) -> String {
    String::from_utf8(read_body(answer).await.to_vec()).unwrap()
}

fn header<'r>(answer: &'r ServiceResponse, name: &str) -> Option<&'r str> {
    answer.headers().get(name).map(|value| value.to_str().unwrap())
}

/// The path of a file, as the shell names it.
async fn path_of(file: &str) -> String {
    let shell = text(answer(packed(), get("/")).await).await;
    let (_, rest) = shell.split_once("src=\"/assets/").expect("the shell loads a script");
    format!("/assets/{}/{file}", rest.split('/').next().unwrap())
}

#[actix_web::test]
async fn each_page_is_the_shell_and_its_policy_lets_nothing_stand_in_it() {
    let paths = [
        "/",
        "/sign-in",
        "/verify-email",
        "/reset-password",
        "/accept-invitation",
        "/welcome",
        "/account",
        "/account/security",
        "/platform",
        "/platform/tenants/6c1c",
        "/t/acme",
        "/t/acme/",
        "/t/acme/leads",
        "/t/acme/leads/",
        "/t/acme/leads/6c1c/history",
    ];
    for path in paths {
        let shell = answer(packed(), get(path)).await;
        assert_eq!(shell.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&shell, "content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(header(&shell, "cache-control"), None, "the edge says no-store");
        let policy = header(&shell, "content-security-policy").unwrap().to_owned();
        let html = text(shell).await;
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(!html.contains("importmap"), "{html}");
        assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert!(!html.contains(ASSETS), "{html}");
    }
}

#[actix_web::test]
async fn what_the_shell_names_is_there_and_kept_for_ever() {
    let shell = text(answer(packed(), get("/")).await).await;
    let named: Vec<_> = shell.split('"').filter(|part| part.starts_with("/assets/")).collect();
    assert!(named.len() > 2, "{named:?}");
    for path in named {
        let file = answer(packed(), get(path)).await;
        assert_eq!(file.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&file, "cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
        assert_eq!(header(&file, "vary"), Some("accept-encoding"), "{path}");
    }
    let description = answer(packed(), get(&path_of("openapi.json").await)).await;
    assert_eq!(text(description).await, FOR_THE_CONSOLE);
}

#[actix_web::test]
async fn the_push_worker_has_a_path_of_its_own_that_outlives_a_release() {
    for (base, path) in [("", "/push-worker.js"), (BESIDE_AN_APP, "/console/push-worker.js")] {
        let console = || Console::new(None, base, || Bytes::from(DOCUMENT));
        let worker = answer(console(), get(path)).await;
        assert_eq!(worker.status(), StatusCode::OK, "{path}");
        assert_eq!(header(&worker, "content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(header(&worker, "cache-control"), None, "the edge says no-store");
        let policy = header(&worker, "content-security-policy");
        assert_eq!(policy, Some("default-src 'none'; connect-src 'self'"));
        assert_eq!(answer(console(), get(path).method(Method::POST)).await.status(), StatusCode::METHOD_NOT_ALLOWED);
    }
}

#[actix_web::test]
async fn a_file_is_the_same_compressed_and_as_it_is() {
    let path = path_of("core/main.js").await;
    let plain = answer(packed(), get(&path)).await;
    assert_eq!(header(&plain, "content-encoding"), None);
    let refused = answer(packed(), get(&path).insert_header((ACCEPT_ENCODING, "gzip;q=0, br"))).await;
    assert_eq!(header(&refused, "content-encoding"), None);
    let packed = answer(packed(), get(&path).insert_header((ACCEPT_ENCODING, "br, gzip"))).await;
    assert_eq!(header(&packed, "content-encoding"), Some("gzip"));
    assert_eq!(files::inflated(&read_body(packed).await).unwrap(), read_body(plain).await);
}

#[test]
fn the_packed_files_are_of_the_console_as_it_is() {
    let (console, packed) = (crate_folder("console"), crate_folder("packed"));
    let mut hash = Sha256::new();
    for path in sources(&console) {
        hash.update(format!("{path}\0"));
        hash.update(std::fs::read(console.join(&path)).unwrap());
        hash.update("\0");
    }
    let recorded = std::fs::read_to_string(packed.join("sources.sha256")).unwrap();
    assert_eq!(recorded.trim(), hex::encode(hash.finalize()), "run: just console-pack");
}

#[test]
fn each_icon_that_a_resource_names_is_drawn() {
    let shapes = std::fs::read_to_string(crate_folder("console").join("icons.svg")).unwrap();
    for icon in domain::RESOURCES.iter().filter_map(|resource| resource.display.section.map(|(_, icon)| icon)) {
        assert!(shapes.contains(&format!("<symbol id=\"{icon}\"")), "{icon}: add it to icons.svg");
    }
}

fn crate_folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The scripts, the styles and the shell of the console's folder, by their paths in order.
fn sources(console: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::from(["index.html".to_owned()]);
    let mut folders = vec![console.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path != console.join("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "js" || end == "css") {
                found.insert(path.strip_prefix(console).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found
}

#[actix_web::test]
async fn the_files_of_another_release_and_those_of_no_release_are_not_there() {
    let own = path_of("core/main.js").await;
    let other = "/assets/0123456789abcdef/core/main.js";
    let missing = [
        other,
        "/assets/dev/core/main.js",
        &own.replace("main.js", "absent.js"),
        &own.replace("main.js", "router.js"),
        &own.replace("core/main.js", "tsconfig.json"),
        &own.replace("core/main.js", "tests/types.d.ts"),
        &own.replace("core/main.js", "../core/main.js"),
        &own.replace("core/main.js", "core/%2e%2e/index.html"),
    ];
    for path in missing {
        let answer = answer(packed(), get(path)).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header(&answer, "cache-control"), None, "{path}");
    }
}

#[actix_web::test]
async fn pages_and_files_are_read_only() {
    let file = path_of("core/main.js").await;
    for path in ["/", "/sign-in", &file] {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
            let answer = answer(packed(), get(path).method(method.clone())).await;
            assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert_eq!(header(&answer, "allow"), Some("GET, HEAD"));
        }
        assert_eq!(answer(packed(), get(path).method(Method::HEAD)).await.status(), StatusCode::OK, "{path}");
    }
}

#[actix_web::test]
async fn a_folder_is_read_at_each_request_and_nothing_beside_it() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("console");
    std::fs::create_dir(&folder).unwrap();
    let shell = |title: &str| {
        let html = format!("<script type=\"importmap\">{{}}</script><title>{title}</title>{ASSETS}");
        std::fs::write(folder.join("index.html"), html).unwrap();
    };
    std::fs::write(parent.path().join("secret.js"), "secret").unwrap();
    std::os::unix::fs::symlink(parent.path().join("secret.js"), folder.join("link.js")).unwrap();
    for title in ["first", "second"] {
        shell(title);
        std::fs::write(folder.join("own.js"), title).unwrap();
        let page = answer(of_folder(&folder), get("/")).await;
        let policy = header(&page, "content-security-policy").unwrap().to_owned();
        let map = format!("script-src 'self' 'sha256-{}';", STANDARD.encode(Sha256::digest("{}")));
        assert!(policy.contains(&map), "the policy knows the import map: {policy}");
        let html = text(page).await;
        assert!(html.contains(title) && html.contains("/assets/dev"), "{html}");
        let file = answer(of_folder(&folder), get("/assets/dev/own.js")).await;
        assert_eq!(header(&file, "cache-control"), None);
        assert_eq!(text(file).await, title);
    }
    for path in ["/assets/dev/../secret.js", "/assets/dev/%2e%2e/secret.js", "/assets/dev/link.js", "/assets/dev/"] {
        assert_eq!(answer(of_folder(&folder), get(path)).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}
