use providers::{SmtpConfig, SmtpTls};
use url::Url;

use super::variables::VARIABLES;
use super::*;

const PRODUCTION: [(&str, &str); 7] = [
    ("BULKHEAD_ENV", "production"),
    ("SESSION_SECRET", "q8Zt0vJm3rXb7LkYw2PcNs5HdGf9UeAi+RoT/Cxz"),
    ("PUBLIC_URL", "https://app.example.com"),
    ("DATABASE_URL_AUTH", "postgres://bulkhead_auth@db/bulkhead"),
    ("DATABASE_URL_APP", "postgres://bulkhead_app@db/bulkhead"),
    ("DATABASE_URL_PLATFORM", "postgres://bulkhead_platform@db/bulkhead"),
    ("TRUSTED_PROXIES", "none"),
];

fn with(name: &'static str, value: &'static str) -> Result<Config, ConfigErrors> {
    Config::from_env(&Env::of(PRODUCTION.into_iter().filter(|(other, _)| *other != name).chain([(name, value)])))
}

fn refusal(name: &'static str, value: &'static str) -> String {
    with(name, value).expect_err(name).to_string()
}

#[test]
fn development_needs_nothing() {
    let config = Config::from_env(&Env::of::<String, String>([])).unwrap();
    assert_eq!(config.http.address.to_string(), "127.0.0.1:4002");
    assert_eq!(config.http.public_url.as_str(), "http://localhost:4002/");
    assert!(matches!(config.database.source, DatabaseSource::Embedded));
    assert_eq!(config.session.password_min_length, 8);
    assert_eq!((config.session.failures_per_account, config.session.failures_per_client), (10, 10));
    assert!(config.rates.any_request.is_none());
}

#[test]
fn links_begin_with_the_frontend_of_the_same_origin() {
    let config = Config::from_env(&Env::of(PRODUCTION)).unwrap();
    assert_eq!(config.http.frontend_url, config.http.public_url);
    let app = tempfile::tempdir().unwrap();
    std::fs::write(app.path().join("index.html"), "").unwrap();
    let beside = |further: &[(&str, &str)]| {
        let given = PRODUCTION.iter().chain(further).copied().chain([("APP_DIR", app.path().to_str().unwrap())]);
        Config::from_env(&Env::of(given)).unwrap().http.frontend_url.to_string()
    };
    assert_eq!(beside(&[]), "https://app.example.com/console");
    assert_eq!(beside(&[("FRONTEND_URL", "https://app.example.com/")]), "https://app.example.com/");
    let config = with("FRONTEND_URL", "https://app.example.com:443/app/").unwrap();
    assert_eq!(config.http.frontend_url.as_str(), "https://app.example.com/app/");
    assert_eq!(config.http.public_url.as_str(), "https://app.example.com/");
    for other in [
        "https://evil.example",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://app.example.com.evil.example",
        "https://app.example.com@evil.example",
        "https://ann:secret@app.example.com",
        "javascript:alert(1)",
    ] {
        let expected = "FRONTEND_URL must be of the origin of PUBLIC_URL: https://app.example.com";
        assert_eq!(refusal("FRONTEND_URL", other), expected, "{other}");
    }
    let expected = "FRONTEND_URL must have neither a query nor a fragment";
    assert_eq!(refusal("FRONTEND_URL", "https://app.example.com/#a"), expected);
    assert_eq!(refusal("FRONTEND_URL", "app"), "FRONTEND_URL must be a URL, like https://app.example.com/app");
}

#[test]
fn the_simulated_carrier_is_developments_and_on_this_machine() {
    let start = |value: &str| Config::from_env(&Env::of([("SIMULATOR_ADDR", value)]));
    let development = Config::from_env(&Env::of::<String, String>([])).unwrap();
    assert_eq!(development.carrier.simulator.map(|address| address.to_string()).as_deref(), Some("127.0.0.1:4003"));
    assert_eq!(development.carrier.twilio.as_str(), "https://api.twilio.com/");
    assert!(start("off").unwrap().carrier.simulator.is_none());
    assert!(start("0.0.0.0:4003").unwrap_err().to_string().starts_with("SIMULATOR_ADDR "));
    let production = Config::from_env(&Env::of(PRODUCTION)).unwrap();
    assert!(production.carrier.simulator.is_none() && production.warnings.is_empty());
    let warned = with("SIMULATOR_ADDR", "127.0.0.1:4003").unwrap();
    assert!(warned.warnings.iter().any(|line| line.starts_with("SIMULATOR_ADDR ")), "{:?}", warned.warnings);
    assert_eq!(refusal("SIMULATOR_ADDR", "192.0.2.1:4003").lines().count(), 1);
    assert!(refusal("TWILIO_API_URL", "http://api.example.com").starts_with("TWILIO_API_URL "));
}

#[test]
fn ops_1_production_names_everything_that_is_missing_at_once() {
    let errors = Config::from_env(&Env::of([("BULKHEAD_ENV", "production")])).unwrap_err().to_string();
    let mut lines: Vec<_> = errors.lines().collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "DATABASE_URL_APP must be set in production",
            "DATABASE_URL_AUTH must be set in production",
            "DATABASE_URL_PLATFORM must be set in production",
            "PUBLIC_URL must be set in production",
            "SESSION_SECRET must be set in production",
            "TRUSTED_PROXIES must be set in production",
        ]
    );
    assert!(Config::from_env(&Env::of(PRODUCTION)).is_ok());
}

#[test]
fn ops_1_a_weak_secret_or_a_plain_public_url_is_refused() {
    assert_eq!(refusal("SESSION_SECRET", "short"), "SESSION_SECRET must have at least 32 bytes");
    for placeholder in ["change-me-change-me-change-me-please", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
        assert!(refusal("SESSION_SECRET", placeholder).starts_with("SESSION_SECRET looks like a placeholder"));
    }
    assert_eq!(refusal("PUBLIC_URL", "http://app.example.com"), "PUBLIC_URL must begin with https:// in production");
    assert_eq!(refusal("PUBLIC_URL", "app"), "PUBLIC_URL must be a URL, like https://app.example.com");
}

#[test]
fn ops_5_development_listens_on_this_machine_only_unless_an_address_is_named() {
    let start = |variables: &[(&str, &str)]| Config::from_env(&Env::of(variables.iter().copied()));
    for name in ["BULKHEAD_ADDR", "METRICS_ADDR"] {
        for ip in ["0.0.0.0", "192.0.2.1", "[::]", "[2001:db8::1]", "[::ffff:192.0.2.1]"] {
            let address = format!("{ip}:4002");
            let refusal = start(&[(name, &address)]).expect_err(&address).to_string();
            assert!(refusal.starts_with(name) && refusal.lines().count() == 1, "{refusal}");
            assert!(refusal.contains("BULKHEAD_DEV_LISTEN") && refusal.contains("BULKHEAD_ENV"), "{refusal}");
            let permission = |ip| start(&[(name, &address), ("BULKHEAD_DEV_LISTEN", ip)]);
            assert!(permission(ip.trim_matches(['[', ']'])).is_ok(), "{name}={address}");
            assert!(permission("198.51.100.1").is_err(), "{name}={address}");
            assert!(with(name, if ip == "0.0.0.0" { "0.0.0.0:4002" } else { "[::]:4002" }).is_ok());
        }
        for address in ["127.0.0.1:0", "127.1.2.3:4002", "[::1]:4002", "[::ffff:127.0.0.1]:4002"] {
            assert!(start(&[(name, address)]).is_ok(), "{name}={address}");
        }
    }
    for broken in ["0.0.0.0:4002", "localhost", "[::]", "on"] {
        let refusal = start(&[("BULKHEAD_DEV_LISTEN", broken)]).expect_err(broken).to_string();
        assert_eq!(refusal, "BULKHEAD_DEV_LISTEN must be an address without a port, like 0.0.0.0");
    }
}

#[test]
fn ops_1_every_broken_value_names_its_variable_and_hides_itself() {
    for name in [
        "BULKHEAD_ENV",
        "BULKHEAD_ADDR",
        "BULKHEAD_DEV_LISTEN",
        "TRUSTED_PROXIES",
        "WORKERS",
        "KEEP_ALIVE_SECONDS",
        "BODY_LIMIT_BYTES",
        "UNFINISHED_REQUESTS_PER_CLIENT",
        "UNFINISHED_BODIES_LIMIT_BYTES",
        "STREAMS_LIMIT",
        "CONNECTIONS_PER_CLIENT",
        "RATE_LIMIT_TOKENS",
        "DATABASE_MODE",
        "DATABASE_URL_READ",
        "RATE_LIMIT_LOGIN",
        "SESSION_IDLE_SECONDS",
        "PASSWORD_MIN_LENGTH",
        "ACCESS_LOG",
        "METRICS_ADDR",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "DATABASE_URL_APP",
        "MAIL_FROM",
        "REQUIRE_VERIFIED_EMAIL",
        "SMTP_URL",
        "TWILIO_API_URL",
        "OUTGOING_PORTS",
        "OUTGOING_NAME_SERVERS",
        "OUTGOING_NAT64",
    ] {
        let refusal = refusal(name, "x");
        assert!(refusal.starts_with(name), "{name}: {refusal}");
        assert_eq!(refusal.lines().count(), 1, "{refusal}");
    }
}

#[test]
fn api_7_the_memory_for_unfinished_bodies_lets_each_client_send_one() {
    assert!(with("BODY_LIMIT_BYTES", "16777216").is_ok());
    assert_eq!(
        refusal("UNFINISHED_BODIES_LIMIT_BYTES", "1000000"),
        "UNFINISHED_BODIES_LIMIT_BYTES must be at least 4 times BODY_LIMIT_BYTES"
    );
}

/// What is asked of a mail server, or the refusal.
fn mail(environment: &'static str, url: &'static str) -> Result<SmtpConfig, String> {
    let mail = [("BULKHEAD_ENV", environment), ("SMTP_URL", url), ("MAIL_FROM", "Bulkhead <no-reply@example.com>")];
    let others = PRODUCTION.into_iter().filter(|(name, _)| *name != "BULKHEAD_ENV");
    let config = Config::from_env(&Env::of(others.chain(mail))).map_err(|errors| errors.to_string())?;
    config.mail.smtp.ok_or_else(|| "none".to_owned())
}

#[test]
fn a_mail_server_is_spoken_to_in_plain_text_on_this_machine_only() {
    let server = |url| mail("production", url).map(|server| (server.host, server.port, server.tls));
    let host = || "mail.example.com".to_owned();
    assert_eq!(server("smtps://a:b@mail.example.com"), Ok((host(), 465, SmtpTls::Implicit)));
    assert_eq!(server("smtp://a:b@mail.example.com?tls=required"), Ok((host(), 587, SmtpTls::StartTls)));
    assert_eq!(server("smtp://127.0.0.1:2525"), Ok(("127.0.0.1".to_owned(), 2525, SmtpTls::None)));
    for refused in [
        "smtp://a:b@mail.example.com",
        "smtp://mail.example.com",
        "smtp://a:b@mail.example.com?tls=opportunistic",
        "smtps://a:b@mail.example.com?tls=none",
        "http://mail.example.com",
        "smtps://",
    ] {
        let refusal = server(refused).unwrap_err();
        assert!(refusal.starts_with("SMTP_URL must") && refusal.lines().count() == 1, "{refused}: {refusal}");
    }
    assert!(mail("development", "smtp://a:b@mail.example.com").is_err());
    let server = mail("development", "smtps://bulk%40head:p%2Fw@mail.example.com").unwrap();
    assert_eq!(
        server.credentials.as_ref().map(|(user, password)| (user.as_str(), password.expose())),
        Some(("bulk@head", "p/w"))
    );
    assert!(!format!("{server:?}").contains("p/w"));
}

#[test]
fn the_variables_of_twilio_come_together() {
    let errors = with("TWILIO_ACCOUNT_SID", "AC1").unwrap_err().to_string();
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

#[test]
fn wh_3_production_opens_no_address_of_the_inside_to_tenants() {
    let refusal = refusal("OUTGOING_ALLOW", "127.0.0.1:9000");
    assert!(refusal.starts_with("OUTGOING_ALLOW must be unset in production"), "{refusal}");
    let outgoing = Config::from_env(&Env::of(PRODUCTION)).unwrap().outgoing;
    assert_eq!(outgoing, providers::GuardedConfig::default());
}

#[test]
fn development_reaches_the_receivers_that_are_named_address_by_address() {
    let outgoing = |allow| Config::from_env(&Env::of([("OUTGOING_ALLOW", allow)])).map(|config| config.outgoing);
    let allowed = outgoing("127.0.0.1:9000, [::1]:9000").unwrap();
    assert!(allowed.plain_http);
    assert_eq!(allowed.allow, ["127.0.0.1:9000".parse().unwrap(), "[::1]:9000".parse().unwrap()]);
    for broken in ["127.0.0.1", "localhost:9000", "127.0.0.0/8", "127.0.0.1:9000,", "on"] {
        let refusal = outgoing(broken).expect_err(broken).to_string();
        assert_eq!(
            refusal, "OUTGOING_ALLOW must be addresses with their ports, comma-separated, like 127.0.0.1:9000",
            "{broken}"
        );
    }
}

#[test]
fn name_servers_listen_on_port_53_unless_another_one_is_named() {
    let env = Env::of([("OUTGOING_NAME_SERVERS", "192.0.2.53,[2001:db8::53]:5353"), ("OUTGOING_PORTS", "9443")]);
    let outgoing = Config::from_env(&env).unwrap().outgoing;
    assert_eq!(outgoing.name_servers, ["192.0.2.53:53".parse().unwrap(), "[2001:db8::53]:5353".parse().unwrap()]);
    assert_eq!(outgoing.ports, [9443]);
}

#[test]
fn b_10_pushes_go_to_the_named_hosts_or_nowhere_and_say_whom_to_ask() {
    let push = with("PUSH_HOSTS", "push.example.com").unwrap().push.unwrap();
    assert!(push.hosts.check(&"https://push.example.com/1".parse().unwrap()).is_ok());
    assert!(push.hosts.check(&"https://fcm.googleapis.com/1".parse().unwrap()).is_err());
    assert!(with("PUSH_HOSTS", "off").unwrap().push.is_none());
    for broken in ["https://push.example.com", "10.0.0.1", "push.example.com:443", "*"] {
        let refusal = refusal("PUSH_HOSTS", broken);
        assert!(refusal.starts_with("PUSH_HOSTS ") && refusal.lines().count() == 1, "{broken}: {refusal}");
    }
    for broken in ["ops@example.com", "http://example.com", "mailto:"] {
        assert!(refusal("PUSH_CONTACT", broken).starts_with("PUSH_CONTACT must be"), "{broken}");
    }
    assert!(with("PUSH_CONTACT", "mailto:ops@example.com").is_ok());
}

#[test]
fn the_variables_of_an_image_endpoint_come_together() {
    let images = |variables: &[(&str, &str)]| Config::from_env(&Env::of(variables.iter().copied()));
    let url = ("IMAGES_URL", "http://10.0.0.5:8080/v1");
    let endpoint = images(&[url, ("IMAGES_MODEL", "flux"), ("IMAGES_KEY", "sk-test")]).unwrap().images.unwrap();
    assert_eq!((endpoint.base.as_str(), endpoint.model.as_str()), ("http://10.0.0.5:8080/v1", "flux"));
    assert!(!format!("{endpoint:?}").contains("sk-test"));
    for (variables, refusal) in [
        (&[url][..], "IMAGES_MODEL must be set with IMAGES_URL"),
        (&[("IMAGES_KEY", "sk-test")], "IMAGES_URL must be set with IMAGES_KEY and IMAGES_MODEL"),
        (&[("IMAGES_URL", "x"), ("IMAGES_MODEL", "flux")], "IMAGES_URL must be a URL, like https://api.openai.com/v1"),
    ] {
        assert_eq!(images(variables).expect_err(refusal).to_string(), refusal);
    }
}

#[test]
fn files_are_moved_to_a_folder_or_a_bucket() {
    let files = |variables: &[(&str, &str)]| Config::from_env(&Env::of(variables.iter().copied()));
    assert!(files(&[]).unwrap().files.is_none());
    let folder = files(&[("FILES_URL", "file:///var/lib/files")]).unwrap().files.unwrap();
    assert_eq!(folder, FileStoreConfig::Folder("/var/lib/files".into()));
    let keys = [("FILES_KEY_ID", "AKIA"), ("FILES_SECRET_KEY", "very-secret")];
    let of_bucket = |more: &[(&'static str, &'static str)]| files(&[&keys, more].concat());
    let url = ("FILES_URL", "s3://files/a/b/");
    let Some(FileStoreConfig::Bucket(bucket)) =
        of_bucket(&[url, ("FILES_ENDPOINT", "http://10.0.0.5:9000")]).unwrap().files
    else {
        panic!("it is a bucket")
    };
    assert_eq!((bucket.bucket.as_str(), bucket.prefix.as_str(), bucket.region.as_str()), ("files", "a/b", "us-east-1"));
    assert_eq!(bucket.endpoint.as_ref().map(Url::as_str), Some("http://10.0.0.5:9000/"));
    assert!(!format!("{bucket:?}").contains("very-secret"));
    for broken in ["files", "https://files", "file://host/files", "file:files"] {
        let refusal = files(&[("FILES_URL", broken)]).expect_err(broken).to_string();
        assert!(refusal.starts_with("FILES_URL must be a folder, like "), "{broken}: {refusal}");
    }
    for broken in ["s3://", "s3://AKIA:secret@files", "s3://files:9000", "s3://files/a?region=x"] {
        let refusal = of_bucket(&[("FILES_URL", broken)]).expect_err(broken).to_string();
        assert!(refusal.starts_with("FILES_URL must be a bucket and a folder, "), "{broken}: {refusal}");
        assert!(!refusal.contains("secret@"), "{refusal}");
    }
    for (variables, refusal) in [
        (&[url, keys[0]][..], "FILES_SECRET_KEY must be set where FILES_URL is a bucket"),
        (&[url, keys[1]], "FILES_KEY_ID must be set where FILES_URL is a bucket"),
        (&[keys[0]], "FILES_KEY_ID is for a bucket: FILES_URL must name it, like s3://bucket/folder"),
        (
            &[url, keys[0], keys[1], ("FILES_ENDPOINT", "x")],
            "FILES_ENDPOINT must be a URL, like https://s3.example.com",
        ),
    ] {
        assert_eq!(files(variables).expect_err(refusal).to_string(), refusal);
    }
}

#[test]
fn the_variables_of_a_chat_endpoint_come_together() {
    let chat = |variables: &[(&str, &str)]| Config::from_env(&Env::of(variables.iter().copied()));
    let url = ("CHAT_URL", "http://10.0.0.5:11434/v1");
    let endpoint = chat(&[url, ("CHAT_MODEL", "llama"), ("CHAT_KEY", "sk-test")]).unwrap().chat.unwrap();
    assert_eq!((endpoint.base.as_str(), endpoint.model.as_str()), ("http://10.0.0.5:11434/v1", "llama"));
    assert!(!format!("{endpoint:?}").contains("sk-test"));
    for (variables, refusal) in [
        (&[url][..], "CHAT_MODEL must be set with CHAT_URL"),
        (&[("CHAT_MODEL", "llama")], "CHAT_URL must be set with CHAT_KEY and CHAT_MODEL"),
        (&[("CHAT_URL", "x"), ("CHAT_MODEL", "llama")], "CHAT_URL must be a URL, like https://api.openai.com/v1"),
        (&[url, ("CHAT_MODEL", "llama"), ("CHAT_KEY", "a b")], "CHAT_KEY must be visible ASCII characters"),
    ] {
        assert_eq!(chat(variables).expect_err(refusal).to_string(), refusal);
    }
}

#[test]
fn database_urls_come_together() {
    let env = Env::of([("DATABASE_URL_APP", "postgres://db/bulkhead")]);
    let errors = Config::from_env(&env).unwrap_err().to_string();
    assert_eq!(errors.lines().count(), 2, "{errors}");
}

#[test]
fn a_database_url_that_is_not_read_is_refused_by_name() {
    let refusal = |variables: &[(&'static str, &'static str)]| {
        let lines = Config::from_env(&Env::of(variables.iter().copied())).expect_err("refused").to_string();
        lines.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        refusal(&[("DATABASE_URL", "postgres://bulkhead@db/bulkhead")]),
        [
            "DATABASE_URL isn't read: set DATABASE_URL_AUTH, DATABASE_URL_APP, DATABASE_URL_PLATFORM, which connect as a role \
          each, or unset it to use the private database in .bulkhead/"
        ]
    );
    for name in ["DATABASE_URL_OWNER", "DATABASE_URL_READ"] {
        let lines = refusal(&[(name, "postgres://db/bulkhead")]);
        assert_eq!(lines.len(), 3, "{name}: {lines:?}");
        assert!(lines.iter().all(|line| line.ends_with("must be set with the other database URLs")), "{lines:?}");
    }
    // Beside the URLs that are read it may be there for sqlx-cli.
    assert!(with("DATABASE_URL", "postgres://db/bulkhead").is_ok());
}

#[test]
fn a_misspelt_variable_is_a_warning_that_shows_no_value() {
    let misspelt = ("SESION_SECRET", "q8Zt0vJm3rXb7LkYw2PcNs5HdGf9UeAi+RoT/Cxz");
    let warning = "SESION_SECRET has no effect: did you mean SESSION_SECRET?";
    assert_eq!(with(misspelt.0, misspelt.1).unwrap().warnings, [warning]);
    assert_eq!(Config::from_env(&Env::of([misspelt])).unwrap().warnings, [warning]);
    let without = PRODUCTION.into_iter().filter(|(name, _)| *name != "SESSION_SECRET");
    let refusal = Config::from_env(&Env::of(without.chain([misspelt]))).unwrap_err().to_string();
    assert_eq!(refusal, format!("SESSION_SECRET must be set in production\nwarning: {warning}"));
    assert_eq!(Config::from_env(&Env::of(PRODUCTION)).unwrap().warnings, Vec::<String>::new());
}

#[test]
fn session_lifetimes_fit_each_other() {
    let env = Env::of([("SESSION_IDLE_SECONDS", "7200"), ("SESSION_ABSOLUTE_SECONDS", "3600")]);
    assert!(Config::from_env(&env).is_err());
}

#[test]
fn secrets_hide_in_debug_output() {
    let config = Config::from_env(&Env::of(PRODUCTION)).unwrap();
    assert!(!format!("{:?}", config.session).contains("q8Zt"));
}

#[test]
fn the_list_of_variables_is_what_is_read_and_what_the_example_names() {
    let env = Env::of(PRODUCTION);
    Config::from_env(&env).unwrap();
    let mut read = env.names();
    // Read by the private Postgres's launcher.
    read.insert("PG_BIN");
    assert_eq!(read, VARIABLES.into_iter().collect());
    let named = include_str!("../../../../.env.example").lines().filter_map(|line| {
        let (name, _) = line.trim_start_matches('#').trim_start().split_once('=')?;
        name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_' || byte.is_ascii_digit()).then_some(name)
    });
    assert_eq!(named.collect::<Vec<_>>(), VARIABLES);
}

/// The example's defaults are the code's: reading it changes nothing.
#[test]
fn the_example_shows_the_defaults() {
    let example = include_str!("../../../../.env.example");
    let shown = example
        .lines()
        .filter_map(|line| line.strip_prefix("# ")?.split_once('='))
        .filter(|(name, _)| name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_'));
    let shown = Config::from_env(&Env::of(shown)).unwrap();
    let default = Config::from_env(&Env::of::<String, String>([])).unwrap();
    assert_eq!(format!("{shown:?}"), format!("{default:?}"));
}
