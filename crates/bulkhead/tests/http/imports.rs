//! Files of other people, as they come over HTTP.

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::peer::{Peer, answer, post};
use crate::support::platform::PlatformAdmin;
use crate::support::reply::{Ask, Reply};
use crate::support::server::{Caller, TestServer};

async fn import_as(caller: &Caller, query: &str, content_type: &str, file: impl Into<Vec<u8>>) -> Reply {
    let request = caller.request(Method::POST, &format!("/api/leads/import{query}"));
    request.header("Content-Type", content_type).body(file.into()).reply().await
}

async fn import(caller: &Caller, query: &str, file: &str) -> Reply {
    import_as(caller, query, "text/csv", file).await
}

async fn names(caller: &Caller) -> Vec<String> {
    let page = caller.get("/api/leads?sort=name&limit=100").await;
    page.items().iter().map(|lead| lead["name"].as_str().expect("leads have names").to_owned()).collect()
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_refused_by_the_row_that_it_is_cut_in() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let mut file = "name,email,notes\nAda,ada@example.com,\"call back\n".to_owned();
    file.push_str(&"Bob,bob@example.com,\n".repeat(150));
    let problem = import(&user, "?mode=all", &file).await;
    assert_eq!(problem.status, 422, "{problem}");
    assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!("rows[1]"), &json!("quote")));
    let problem = import(&user, "?mode=all", "name,email\nAda,ada@example.com\nBo").await;
    assert_eq!(problem.status, 422, "{problem}");
    assert_eq!(
        (&problem["errors"][0]["field"], &problem["errors"][0]["code"]),
        (&json!("rows[2]"), &json!("truncated"))
    );
    assert!(names(&user).await.is_empty());
    let report = import(&user, "?mode=all", "name,email\nAda,ada@example.com\n").await;
    let expected = json!({"rows_read": 1, "imported": 1, "updated": 0, "skipped": 0, "failed": 0, "errors": []});
    assert_eq!(*report.ok().json(), expected);
}

#[tokio::test]
async fn rel_1_a_body_that_is_shorter_than_announced_stores_nothing() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let cookie = server.sign_in_for_cookie("user1@test.com").await;
    for mode in ["all", "valid"] {
        let path = format!("/api/leads/import?mode={mode}");
        let announced = post(&path, "text/csv", &cookie, 1_000, b"name\nAda\nBob\n");
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: test\r\ncookie: {cookie}\r\ncontent-type: text/csv\r\n\
             transfer-encoding: chunked\r\n\r\nd\r\nname\nAda\nBob\n\r\n"
        );
        for (last, request) in [(2, announced), (3, head.into_bytes())] {
            let mut stream = Peer::new(&server.url, last).begin(&request).await;
            stream.shutdown().await.unwrap();
            let mut answered = Vec::new();
            // The connection may be reset where bytes are left.
            let _ended = stream.read_to_end(&mut answered).await;
            assert!(!String::from_utf8_lossy(&answered).starts_with("HTTP/1.1 2"), "{mode}");
        }
    }
    assert!(names(&user).await.is_empty());
}

#[tokio::test]
async fn a_declared_encoding_is_obeyed_or_refused() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let latin = b"name\nAda\nM\xfcller\nBob\n";
    for content_type in ["text/csv", "text/csv; charset=utf-8"] {
        let problem = import_as(&user, "", content_type, latin).await;
        assert_eq!(problem.status, 422, "{problem}");
        let error = &problem["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!("rows[2]"), &json!("encoding")));
    }
    for content_type in ["text/csv; charset=klingon", "text/csv; charset=utf-7", "application/x-ndjson; charset=x"] {
        let problem = import_as(&user, "", content_type, latin).await;
        assert_eq!((problem.status, &problem["code"]), (415, &json!("unsupported_media_type")));
        assert!(problem["detail"].as_str().unwrap().contains("windows-1252"), "{problem}");
    }
    assert!(names(&user).await.is_empty());
    let report = import_as(&user, "", "text/csv; charset=Windows-1252", latin).await;
    assert_eq!((report.status, &report["imported"]), (200, &json!(3)), "{report}");
    assert_eq!(names(&user).await, ["Ada", "Bob", "Müller"]);
}

#[tokio::test]
async fn a_file_of_a_spreadsheet_or_of_another_program_is_read() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let file = "Full name;E-Mail;Score;;\r\n Ada ;\u{a0}ada@example.com;5;;\r\nBob\r\n;;;;\r\n";
    let columns = r#"?mode=all&columns={"Full%20Name":"name","e-mail":"email","score":null}"#;
    let report = import(&user, columns, file).await;
    assert_eq!((report.status, &report["rows_read"], &report["imported"]), (200, &json!(2), &json!(2)), "{report}");
    assert_eq!(names(&user).await, ["Ada", "Bob"]);
    let problem = import(&user, "?mode=all", file).await;
    assert_eq!(problem.status, 422);
    let unknown: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    assert_eq!(unknown, ["full name", "e-mail", "score", "name"]);
}

#[tokio::test]
async fn a_corrected_file_that_is_sent_again_makes_no_doubles() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let report = import(&user, "?unique_by=email", "name,email\nAda,a@b.co\nMuller,m@b.co\n,b@b.co\n").await;
    assert_eq!((&report["imported"], &report["failed"]), (&json!(2), &json!(1)));
    let corrected = "name,email\nAda,a@b.co\nMüller,m@b.co\nBob,b@b.co\n";
    let report = import(&user, "?unique_by=email&mode=check", corrected).await;
    assert_eq!((&report["imported"], &report["skipped"]), (&json!(1), &json!(2)));
    let report = import(&user, "?unique_by=email&existing=update", corrected).await;
    let expected = json!({"rows_read": 3, "imported": 1, "updated": 2, "skipped": 0, "failed": 0, "errors": []});
    assert_eq!(*report.json(), expected);
    assert_eq!(names(&user).await, ["Ada", "Bob", "Müller"]);
}

#[tokio::test]
async fn rel_4_the_parameters_of_an_import_are_part_of_the_request_that_a_key_names() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let send = async |query: &str| {
        let request = user.request(Method::POST, &format!("/api/leads/import{query}"));
        let request = request.header("Content-Type", "text/csv").header("Idempotency-Key", "k1");
        request.body("name,email\nAda,a@b.co\n").reply().await
    };
    let checked = send("?mode=check").await;
    assert_eq!((checked.status, &checked["imported"]), (200, &json!(1)));
    assert_eq!(send("?mode=check").await.ok().json(), checked.json());
    assert_eq!(send("?mode=all").await.status, 422);
    assert!(names(&user).await.is_empty());
}

#[tokio::test]
async fn a_parameter_of_a_file_that_is_wrong_is_named() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    for (query, field, code) in [
        ("mode=some", "mode", "choice"),
        ("mode=all&mode=all", "mode", "repeated"),
        ("unique_by=name", "unique_by", "choice"),
        ("unique_by=nonsense", "unique_by", "choice"),
        ("unique_by=email&existing=both", "existing", "choice"),
        ("existing=skip", "existing", "unique_by"),
        ("columns=email", "columns", "json"),
        ("columns={\"x\":\"y\"}", "columns", "choice"),
        ("columns={\"x\":\"owner_id\"}", "columns", "choice"),
        ("columns={\"x\":null,\"x\":null}", "columns", "json"),
        ("columns={\"x\":null,\"X\":null}", "columns", "repeated"),
        ("charset=utf-8", "charset", "unknown"),
        ("format=csv", "format", "unknown"),
    ] {
        let problem = import(&user, &format!("?{query}"), "name\nAda\n").await;
        assert_eq!(problem.status, 422, "{query}: {problem}");
        let error = &problem["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)), "{query}");
    }
    for (query, field, code) in [
        ("format=xlsx", "format", "choice"),
        ("bom=yes", "bom", "choice"),
        ("bom=true&bom=true", "bom", "repeated"),
        ("bom=true&format=ndjson", "bom", "format"),
        ("mode=all", "mode", "unknown"),
    ] {
        let problem = user.get(&format!("/api/leads/export?{query}")).await;
        assert_eq!(problem.status, 422, "{query}: {problem}");
        let error = &problem["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(field), &json!(code)), "{query}");
    }
    assert!(names(&user).await.is_empty());
}

#[tokio::test]
async fn an_export_has_a_byte_order_mark_where_one_is_asked_for() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    import(&user, "", "name\nMüller\n").await;
    let export = async |query: &str| {
        user.request(Method::GET, &format!("/api/leads/export{query}")).send().await.unwrap().bytes().await.unwrap()
    };
    let plain = export("").await;
    assert!(plain.starts_with(b"id,"), "{plain:?}");
    assert_eq!(export("?bom=false&format=csv").await, plain);
    let marked = export("?bom=true").await;
    assert_eq!(marked, [b"\xef\xbb\xbf", &plain[..]].concat());
    let report = import_as(&user, "?mode=all", "text/csv", marked).await;
    assert_eq!((report.status, &report["imported"]), (200, &json!(1)), "{report}");
}

#[tokio::test]
async fn an_export_for_http_1_0_ends_with_its_connection() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    import(&user, "", "name\nAda\n").await;
    let cookie = server.sign_in_for_cookie("user1@test.com").await;
    let expected = user.request(Method::GET, "/api/leads/export").send().await.unwrap().text().await.unwrap();
    for (version, connection) in [("1.0", ""), ("1.0", "connection: keep-alive\r\n"), ("1.1", "")] {
        let request =
            format!("GET /api/leads/export HTTP/{version}\r\nhost: test\r\ncookie: {cookie}\r\n{connection}\r\n");
        let mut stream = Peer::new(&server.url, 2).begin(request.as_bytes()).await;
        if version == "1.1" {
            let head = answer(&mut stream).await;
            assert!(head.contains("transfer-encoding: chunked"), "{head}");
            continue;
        }
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.0 200") || head.starts_with("HTTP/1.1 200"), "{head}");
        let head = head.to_ascii_lowercase();
        assert!(!head.contains("transfer-encoding") && !head.contains("content-length"), "{head}");
        assert_eq!(body, expected, "{connection:?}");
    }
}

#[tokio::test]
async fn an_address_is_found_as_it_is_written() {
    let server = TestServer::start().await;
    let user = server.user("user1@müller.de").await;
    user.post("/api/leads", json!({"name": "Ada", "email": "info@müller.de"})).await.created();
    for written in ["info@müller.de", "INFO@MU\u{308}LLER.DE", "info@xn--mller-kva.de", "ada info@müller.de"] {
        let found = user.request(Method::GET, "/api/leads").query(&[("q", written)]).reply().await.ok();
        assert_eq!(found.items().len(), 1, "{written}");
    }
    let admin = PlatformAdmin::appoint(&server).await;
    for written in ["user1@müller.de", " user1@MU\u{308}LLER.de", "user1@xn--mller-kva.de", "USER1@"] {
        let found =
            admin.person.caller.request(Method::GET, "/admin/users").query(&[("q", written)]).reply().await.ok();
        assert_eq!(found.items().len(), 1, "{written}");
    }
}

#[tokio::test]
async fn a_name_of_which_nothing_is_seen_is_refused_by_its_field() {
    let server = TestServer::start().await;
    let user = server.user("user1@test.com").await;
    let made = user.post("/api/leads", json!({"name": "\u{a0}Ada\u{200b}", "email": " info@müller.de"})).await;
    assert_eq!((&made["name"], &made["email"]), (&json!("Ada"), &json!("info@xn--mller-kva.de")));
    let one = format!("/api/leads/{}", made["id"].as_str().unwrap());
    for blank in [" ", "\t\n", "\u{a0}", "\u{200b}\u{200d}", "\u{feff}", "\u{2800}", "\u{3164}", "\u{1d159}"] {
        let name = json!({"name": blank});
        for (method, path) in [
            (Method::POST, "/api/leads"),
            (Method::POST, "/api/contacts"),
            (Method::PUT, &one),
            (Method::PATCH, &one),
            (Method::POST, "/api/tenants"),
            (Method::PATCH, "/auth/me"),
        ] {
            let problem = user.send(method.clone(), path, Some(&name)).await;
            assert_eq!(problem.status, 422, "{method} {path} {blank:?}: {problem}");
            assert_eq!(problem["errors"][0]["field"], "name", "{method} {path} {blank:?}");
        }
        let problem = import(&user, "?mode=all", &format!("name,company\n{blank},x\n")).await;
        assert_eq!(problem.status, 422, "{blank:?}: {problem}");
        assert_eq!(problem["errors"][0]["field"], "rows[1].name", "{blank:?}");
    }
    assert_eq!(names(&user).await, ["Ada"]);
}

#[tokio::test]
async fn api_1_the_parameters_of_files_are_described() {
    let server = TestServer::start().await;
    let document = server.anonymous().get("/openapi.json").await;
    for resource in ["leads", "contacts"] {
        let described = |path: &str, method: &str| -> Vec<String> {
            let parameters = document["paths"][path][method]["parameters"].as_array().unwrap();
            let query = parameters.iter().filter(|parameter| parameter["in"] == "query");
            query.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
        };
        let import = described(&format!("/api/{resource}/import"), "post");
        assert_eq!(import, ["mode", "columns", "unique_by", "existing"]);
        assert_eq!(described(&format!("/api/{resource}/export"), "get"), ["format", "bom", "tenant"]);
    }
}
