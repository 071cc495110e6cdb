//! The server behind nginx, where `NGINX` names the program (`just nginx`); without it, the same requests directly.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, its helpers included")]

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use parking_lot::Mutex;
use reqwest::Method;
use serde_json::json;
use tempfile::TempDir;

use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, PASSWORD, TestServer};

/// Each ends with this process: its standard input is what keeps it.
static RUNNING: Mutex<Vec<(Child, TempDir)>> = Mutex::new(Vec::new());

/// Ends the program with our end of its standard input.
const KEEPER: &str = r#""$0" -c "$1" </dev/null & read _; kill $!; wait"#;

/// The URL by which callers reach a server: of an nginx that is started in front of it, where there is to be one.
pub fn front(server: SocketAddr) -> String {
    let Some(program) = env::var_os("NGINX") else { return format!("http://{server}") };
    let folder = tempfile::tempdir().unwrap();
    // As root it steps down to an account that owns none of this.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let settings = folder.path().join("nginx.conf");
    // Debian's /etc/nginx/nginx.conf, but for its paths, with compression of what the server answers and, as docs/ops.md
    // has it, HTTP/1.1: in HTTP/1.0 the parser refuses a POST without a length, which nginx leaves out where it is 0.
    let text = format!(
        "daemon off;
         worker_processes 1;
         pid {folder}/pid;
         error_log {folder}/log;
         events {{ worker_connections 768; }}
         http {{
           sendfile on;
           tcp_nopush on;
           types_hash_max_size 2048;
           default_type application/octet-stream;
           access_log off;
           client_body_temp_path {folder}/body;
           proxy_temp_path {folder}/proxy;
           fastcgi_temp_path {folder}/fastcgi;
           uwsgi_temp_path {folder}/uwsgi;
           scgi_temp_path {folder}/scgi;
           gzip on;
           gzip_proxied any;
           gzip_types application/json application/problem+json text/csv application/x-ndjson;
           server {{
             listen {address};
             client_max_body_size 256m;
             location / {{
               proxy_pass http://{server};
               proxy_http_version 1.1;
               proxy_set_header Host $http_host;
               proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
             }}
           }}
         }}",
        folder = folder.path().display()
    );
    fs::write(&settings, text).unwrap();
    let mut keeper = Command::new("sh");
    // nginx takes the variable for sockets that it inherits.
    keeper.env_remove("NGINX").args(["-c", KEEPER]).arg(program).arg(&settings).stdin(Stdio::piped());
    RUNNING.lock().push((keeper.spawn().unwrap(), folder));
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < Duration::from_secs(30), "nginx starts");
        thread::sleep(Duration::from_millis(10));
    }
    format!("http://{address}")
}

/// What a client that takes compressed answers gets, unread.
async fn compressed(caller: &Caller, path: &str) -> Reply {
    let seen = caller.request(Method::GET, path).header("Accept-Encoding", "gzip").reply().await;
    let coding = if env::var_os("NGINX").is_some() { Some("gzip") } else { None };
    assert_eq!((seen.status, seen.header("content-encoding")), (200, coding), "{path}");
    seen
}

#[tokio::test]
async fn the_tag_of_a_compressed_answer_serves_conditional_requests() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let lead = user.post("/api/leads", json!({"name": "Lead X", "notes": "long ".repeat(200)})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    let tag = compressed(&user, &path).await.header("etag").unwrap().to_owned();
    assert_eq!(tag, if env::var_os("NGINX").is_some() { "W/\"1\"" } else { "\"1\"" });
    let same = user.request(Method::GET, &path).header("If-None-Match", &tag).send().await.unwrap();
    assert_eq!(same.status(), 304);
    for status in [200, 412] {
        let request = user.request(Method::PATCH, &path).header("If-Match", &tag).json(&json!({"status": "won"}));
        assert_eq!(request.send().await.unwrap().status(), status);
    }
}

#[tokio::test]
async fn a_large_file_goes_in_and_comes_out_as_it_was() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let mut file = String::from("name,notes\n");
    for row in 0..3000 {
        file.push_str(&["Lead ", &format!("{row:04}"), ",", &"x".repeat(600), "\n"].concat());
    }
    let import = user.request(Method::POST, "/api/leads/import").header("Content-Type", "text/csv").body(file.clone());
    let report = import.reply().await;
    assert_eq!((report.status, report["imported"].as_u64()), (200, Some(3000)), "{report}");
    let plain = user.request(Method::GET, "/api/leads/export").send().await.unwrap().text().await.unwrap();
    let exported: Vec<_> = plain.lines().filter(|line| line.contains("Lead 2999")).collect();
    assert!(plain.lines().count() == 3001 && exported.len() == 1 && exported[0].contains(&"x".repeat(600)));
    compressed(&user, "/api/leads/export").await;
}

#[tokio::test]
async fn cookies_and_empty_requests_pass() {
    let server = TestServer::start().await;
    server.user("user1@test.com").await;
    let user = server.anonymous();
    let body = json!({"email": "user1@test.com", "password": PASSWORD});
    let answer = user.request(Method::POST, "/auth/login").json(&body).reply().await.ok();
    assert!(answer.session_cookie().unwrap().starts_with("session="));
    let lead = user.post("/api/leads", json!({"name": "Lead X"})).await;
    let path = format!("/api/leads/{}", lead["id"].as_str().unwrap());
    assert_eq!(user.send(Method::DELETE, &path, None).await.status, 204);
    let form = user.request(Method::POST, "/auth/logout").header("Content-Type", "application/x-www-form-urlencoded");
    assert_eq!(form.body("").send().await.unwrap().status(), 204);
    assert_eq!(user.get("/auth/me").await.status, 401);
}
