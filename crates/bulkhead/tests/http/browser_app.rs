//! A browser app of one's own, served from `APP_DIR`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::fs;
use std::os::unix::fs::symlink;

use bulkhead::config::{Config, Env};
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};

/// A folder with an app, and beside it what isn't the app's.
fn folder() -> TempDir {
    let parent = tempfile::tempdir().unwrap();
    let app = parent.path().join("app");
    fs::create_dir_all(app.join("assets/deep")).unwrap();
    fs::create_dir_all(app.join("api")).unwrap();
    fs::create_dir_all(app.join(".git")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html><title>Mine</title>"),
        ("assets/main.js", "export {};"),
        ("assets/deep/main.css", "p {}"),
        ("with space.txt", "spaced"),
        ("LICENSE", "as you like"),
        ("api/leads.js", "secret"),
        (".env", "secret"),
        (".git/config.txt", "secret"),
    ] {
        fs::write(app.join(name), text).unwrap();
    }
    fs::write(parent.path().join("outside.txt"), "secret").unwrap();
    symlink(parent.path().join("outside.txt"), app.join("link.txt")).unwrap();
    symlink(parent.path(), app.join("up")).unwrap();
    symlink(app.join(".env"), app.join("env.txt")).unwrap();
    symlink(app.join("assets"), app.join("static")).unwrap();
    parent
}

async fn serving(parent: &TempDir) -> TestServer {
    TestServer::start_with(&[("APP_DIR", parent.path().join("app").to_str().unwrap())]).await
}

/// The answer to a path as it is written: a client's URL would lose its dots.
async fn raw(server: &TestServer, path: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let address = server.url.trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn is_page(seen: &Reply) -> bool {
    seen.status == 200 && seen.body.contains("<title>Mine</title>")
}

async fn conditional(caller: &Caller, path: &str, tag: &str) -> Reply {
    caller.request(Method::GET, path).header("If-None-Match", tag).reply().await
}

#[tokio::test]
async fn files_of_the_app_are_served_with_their_types_and_the_strict_policy() {
    let parent = folder();
    let server = serving(&parent).await;
    let caller = server.anonymous();
    for (path, kind, body) in [
        ("/", "text/html; charset=utf-8", "<!doctype html><title>Mine</title>"),
        ("/assets/main.js", "text/javascript; charset=utf-8", "export {};"),
        ("/assets/deep/main.css", "text/css; charset=utf-8", "p {}"),
        ("/static/main.js", "text/javascript; charset=utf-8", "export {};"),
        ("/with%20space.txt", "text/plain; charset=utf-8", "spaced"),
        ("/LICENSE", "application/octet-stream", "as you like"),
    ] {
        let seen = caller.get(path).await;
        assert_eq!((seen.status, seen.header("content-type"), &*seen.body), (200, Some(kind), body), "{path}");
        assert_eq!(seen.header("x-content-type-options"), Some("nosniff"), "{path}");
        let policy = seen.header("content-security-policy").unwrap();
        for directive in ["default-src 'none'", "script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'"] {
            assert!(policy.contains(directive) && !policy.contains("unsafe"), "{path}: {policy}");
        }
    }
}

#[tokio::test]
async fn a_browser_asks_anew_and_is_told_where_nothing_has_changed() {
    let parent = folder();
    let server = serving(&parent).await;
    let caller = server.anonymous();
    let first = caller.get("/assets/main.js").await;
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    let tag = first.header("etag").unwrap();
    for known in [tag.to_owned(), format!("\"other\", {tag}"), format!("W/{tag}"), "*".to_owned()] {
        let seen = conditional(&caller, "/assets/main.js", &known).await;
        assert_eq!((seen.status, &*seen.body), (304, ""), "{known}");
        assert_eq!(seen.header("content-security-policy"), first.header("content-security-policy"));
    }
    // Of the same length, so that only the content tells the two apart.
    fs::write(parent.path().join("app/assets/main.js"), "export [];").unwrap();
    let seen = conditional(&caller, "/assets/main.js", tag).await;
    assert_eq!((seen.status, &*seen.body), (200, "export [];"));
}

#[tokio::test]
async fn a_path_without_an_ending_is_the_apps_own_and_one_with_an_ending_is_a_files() {
    let parent = folder();
    let server = serving(&parent).await;
    let caller = server.anonymous();
    for path in ["/leads", "/leads/", "/leads/6c1c?q=a", "/sign-in", "/assets", "/apiary"] {
        let seen = caller.get(path).await;
        assert!(is_page(&seen), "{path}: {seen:?}");
    }
    for path in ["/absent.js", "/leads/absent.png", "/a//b"] {
        caller.get(path).await.expect(404, "not_found");
    }
}

#[tokio::test]
async fn nothing_outside_of_the_folder_and_nothing_hidden_is_served() {
    let parent = folder();
    let server = serving(&parent).await;
    for path in [
        "/../outside.txt",
        "/assets/../../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/assets/..%2f..%2foutside.txt",
        "/%2e%2e%5coutside.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/link.txt",
        "/up/outside.txt",
        "/env.txt",
        "/.env",
        "/%2eenv",
        "/.git/config.txt",
        "/assets/../.env",
        "/index.html%00.js",
        "/%ff.txt",
        "/%61pi/leads.js",
    ] {
        let answer = raw(&server, path).await;
        let status = answer.split(' ').nth(1).unwrap();
        assert!(["400", "404"].contains(&status), "{path}: {answer}");
        assert!(!answer.contains("secret") && !answer.contains("root:"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn the_app_is_read_only_and_head_has_the_headers_of_get() {
    let parent = folder();
    let server = serving(&parent).await;
    let caller = server.anonymous();
    for path in ["/", "/leads", "/assets/main.js"] {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
            let seen = caller.send(method, path, None).await.expect(405, "method_not_allowed");
            assert_eq!(seen.header("allow"), Some("GET, HEAD"), "{path}");
        }
        let (head, get) = (caller.send(Method::HEAD, path, None).await, caller.get(path).await);
        assert_eq!((head.status, &*head.body), (200, ""), "{path}");
        assert_eq!(head.headers, get.headers, "{path}");
    }
}

#[tokio::test]
async fn what_is_the_apis_stays_the_apis() {
    let parent = folder();
    let server = serving(&parent).await;
    let user = server.user("ann@test.com").await;
    user.post("/api/leads", json!({"name": "Ada"})).await.created();
    assert_eq!(user.get("/api/leads").await.ok().items().len(), 1);
    for path in ["/api", "/api/absent", "/api/leads.js", "/auth/absent", "/admin/absent", "/dev/absent", "/docs/absent"]
    {
        let seen = user.get(path).await.expect(404, "not_found");
        assert_eq!(seen.header("content-type"), Some("application/problem+json"), "{path}");
    }
    assert!(user.get("/docs").await.ok().body.contains("<html"));
    user.get("/health/live").await.ok();
}

#[tokio::test]
async fn the_console_stands_beside_the_app_and_e_mails_lead_to_it() {
    let parent = folder();
    let server = serving(&parent).await;
    let user = server.user("ann@test.com").await;
    for path in ["/console", "/console/", "/console/sign-in", "/console/t/acme/leads"] {
        let shell = user.get(path).await.ok();
        assert!(shell.body.contains("<meta name=\"base\" content=\"/console\" />"), "{path}: {shell:?}");
        let script = shell.body.split('"').find(|part| part.ends_with("/core/main.js")).unwrap();
        assert!(script.starts_with("/console/assets/"), "{script}");
        user.get(script).await.ok();
    }
    user.get("/console/absent").await.expect(404, "not_found");
    let reference = user.get("/docs").await.ok();
    for link in ["href=\"/console/\"", "href=\"/console/sign-in\""] {
        assert!(reference.body.contains(link), "{link}: {reference:?}");
    }
    let mails = user.get("/dev/mail.json").await.ok();
    let link = mails.items().iter().find_map(|mail| mail["link"].as_str()).unwrap();
    assert!(link.contains("/console/verify-email#token="), "{link}");
}

#[test]
fn a_folder_without_a_page_is_named_at_the_start() {
    let parent = folder();
    let app = parent.path().join("app");
    let start = |folder: &str| Config::from_env(&Env::of([("APP_DIR", folder)]));
    assert_eq!(start(app.to_str().unwrap()).unwrap().http.app, Some(app.clone()));
    for folder in [parent.path().join("absent"), parent.path().to_owned(), app.join("index.html")] {
        let refusal = start(folder.to_str().unwrap()).unwrap_err().to_string();
        assert_eq!(refusal, "APP_DIR must be a folder with an index.html, like app/dist", "{}", folder.display());
    }
}
