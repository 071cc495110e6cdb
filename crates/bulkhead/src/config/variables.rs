//! The variables that Bulkhead reads, and those that look like a misspelt one.

/// Every variable, in the order of `.env.example`.
pub const VARIABLES: [&str; 94] = [
    "BULKHEAD_ENV",
    "BULKHEAD_ADDR",
    "BULKHEAD_DEV_LISTEN",
    "PUBLIC_URL",
    "FRONTEND_URL",
    "CONSOLE_DIR",
    "APP_DIR",
    "TRUSTED_PROXIES",
    "WORKERS",
    "MAX_CONNECTIONS_PER_WORKER",
    "DATABASE_URL_AUTH",
    "DATABASE_URL_APP",
    "DATABASE_URL_PLATFORM",
    "DATABASE_URL_READ",
    "DATABASE_URL_OWNER",
    "PG_BIN",
    "DATABASE_MODE",
    "DATABASE_TENANT_CONNECTIONS",
    "DATABASE_AUTH_CONNECTIONS",
    "DATABASE_ACQUIRE_SECONDS",
    "SESSION_SECRET",
    "ENCRYPTION_KEY",
    "AUDIT_KEY",
    "SESSION_IDLE_SECONDS",
    "SESSION_ABSOLUTE_SECONDS",
    "PASSWORD_MIN_LENGTH",
    "REQUIRE_VERIFIED_EMAIL",
    "LOGIN_FAILURES_PER_ACCOUNT",
    "LOGIN_FAILURES_PER_CLIENT",
    "SMTP_URL",
    "MAIL_FROM",
    "SMTP_CA_FILE",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_FROM",
    "TWILIO_API_URL",
    "SIMULATOR_ADDR",
    "CHAT_URL",
    "CHAT_KEY",
    "CHAT_MODEL",
    "IMAGES_URL",
    "IMAGES_KEY",
    "IMAGES_MODEL",
    "FILES_URL",
    "FILES_ENDPOINT",
    "FILES_REGION",
    "FILES_KEY_ID",
    "FILES_SECRET_KEY",
    "OUTGOING_ALLOW",
    "OUTGOING_PORTS",
    "OUTGOING_NAME_SERVERS",
    "OUTGOING_NAT64",
    "PUSH_HOSTS",
    "PUSH_CONTACT",
    "RATE_LIMIT_REQUESTS",
    "RATE_LIMIT_LOGIN",
    "RATE_LIMIT_REGISTER",
    "RATE_LIMIT_WRITES",
    "RATE_LIMIT_TOKENS",
    "RATE_LIMIT_DOCUMENTS",
    "RATE_LIMIT_HEALTH",
    "RATE_LIMIT_WEBHOOKS",
    "RATE_LIMIT_REPORTS",
    "RATE_LIMIT_API_KEYS",
    "REQUESTS_IN_FLIGHT_LIMIT",
    "UNFINISHED_REQUESTS_PER_CLIENT",
    "UNFINISHED_BODIES_LIMIT_BYTES",
    "STREAMS_LIMIT",
    "STREAMS_PER_CLIENT",
    "CONNECTIONS_PER_CLIENT",
    "TENANT_CONNECTIONS",
    "TENANT_CONNECTIONS_BESIDE_OTHERS",
    "TENANT_SEARCHES",
    "TENANT_IMPORTS",
    "TENANT_EXPORTS",
    "TENANT_REPLIES",
    "EVENT_STREAMS_PER_USER",
    "EVENT_STREAMS_PER_TENANT",
    "EVENT_STREAMS_LIMIT",
    "TENANT_SPOOL_BYTES",
    "HEAD_LIMIT_BYTES",
    "BODY_LIMIT_BYTES",
    "IMPORT_LIMIT_BYTES",
    "HEAD_TIMEOUT_SECONDS",
    "KEEP_ALIVE_SECONDS",
    "REQUEST_DEADLINE_SECONDS",
    "DRAIN_SECONDS",
    "SHUTDOWN_SECONDS",
    "TRASH_RETENTION_DAYS",
    "LOG",
    "ACCESS_LOG",
    "SLOW_REQUEST_MILLISECONDS",
    "METRICS_ADDR",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
];

/// How the names of several variables begin. A name that begins so is meant for Bulkhead.
const FAMILIES: [&str; 13] = [
    "BULKHEAD_",
    "CHAT_",
    "DATABASE_",
    "FILES_",
    "IMAGES_",
    "LOGIN_FAILURES_",
    "METRICS_",
    "OUTGOING_",
    "RATE_LIMIT_",
    "SESSION_",
    "SMTP_",
    "TENANT_",
    "TWILIO_",
];

/// How the names of ours end that begin like no other.
const ENDINGS: [&str; 1] = ["_RETENTION_DAYS"];

/// Names of other programs that look like ours: sqlx-cli's, and the session manager's of a desktop.
const FOREIGN: [&str; 2] = ["DATABASE_URL", "SESSION_MANAGER"];

/// A line for each name that has no effect although it is in one of our families or is nearly one of our names.
pub fn misspelt<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable();
    let services: Vec<_> = names.iter().filter_map(|name| name.strip_suffix("_SERVICE_HOST")).collect();
    let unknown = names.iter().filter(|name| {
        !VARIABLES.contains(name) && !FOREIGN.contains(name) && !services.iter().any(|service| is_of(service, name))
    });
    unknown.filter_map(|name| Some(format!("{name} has no effect: did you mean {}?", meant(name)?))).collect()
}

/// Whether Kubernetes sets this variable in every container beside a service of this name.
fn is_of(service: &str, name: &str) -> bool {
    name.strip_prefix(service).is_some_and(|rest| rest.starts_with("_SERVICE_") || rest.starts_with("_PORT"))
}

/// The variable that was meant, if any of ours was.
fn meant(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_uppercase();
    let (nearest, edits) =
        VARIABLES.iter().map(|known| (*known, distance(&name, known))).min_by_key(|(_, edits)| *edits)?;
    let is_near = edits <= (nearest.len() / 4).min(3);
    let is_related =
        FAMILIES.iter().any(|family| name.starts_with(family)) || ENDINGS.iter().any(|ending| name.ends_with(ending));
    (is_near || is_related).then_some(nearest)
}

/// How many letters must be put in, taken out or replaced to make one name of the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut before: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.bytes().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in other.bytes().enumerate() {
            let replaced = before[column] + usize::from(a != b);
            current.push(replaced.min(before[column + 1] + 1).min(current[column] + 1));
        }
        before = current;
    }
    before[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_variable_is_named_with_the_one_that_was_meant() {
        for (name, meant) in [
            ("SESION_SECRET", "SESSION_SECRET"),
            ("SESSION_SECERT", "SESSION_SECRET"),
            ("session_secret", "SESSION_SECRET"),
            ("BULKHEAD_ADR", "BULKHEAD_ADDR"),
            ("BULKHEAD_ADDRESS", "BULKHEAD_ADDR"),
            ("DATABASE_URL_APPS", "DATABASE_URL_APP"),
            ("RATE_LIMIT_LOGINS", "RATE_LIMIT_LOGIN"),
            ("PUBLIC_URI", "PUBLIC_URL"),
            ("TRUSTED_PROXY", "TRUSTED_PROXIES"),
            ("MAILFROM", "MAIL_FROM"),
            ("WORKER", "WORKERS"),
            ("BIN_RETENTION_DAYS", "TRASH_RETENTION_DAYS"),
        ] {
            assert_eq!(misspelt([name]), [format!("{name} has no effect: did you mean {meant}?")]);
        }
    }

    #[test]
    fn variables_of_other_programs_are_left_alone() {
        let foreign = [
            "PATH",
            "HOME",
            "LANG",
            "LOGNAME",
            "MAIL",
            "SHELL",
            "TERM",
            "USER",
            "PWD",
            "TMPDIR",
            "PAGER",
            "EDITOR",
            "RUST_LOG",
            "RUST_BACKTRACE",
            "CARGO_HOME",
            "CARGO_TARGET_DIR",
            "PGHOST",
            "PGUSER",
            "PGDATA",
            "DISPLAY",
            "XDG_SESSION_ID",
            "XDG_RUNTIME_DIR",
            "SESSION_MANAGER",
            "DATABASE_URL",
            "SSH_AUTH_SOCK",
            "HOSTNAME",
            "OTEL_SERVICE_NAME",
            "OTEL_EXPORTER_OTLP_HEADERS",
            "KUBERNETES_SERVICE_HOST",
            "KUBERNETES_PORT",
        ];
        assert_eq!(misspelt(foreign), Vec::<String>::new());
        assert_eq!(misspelt(VARIABLES), Vec::<String>::new());
    }

    #[test]
    fn what_kubernetes_sets_for_a_service_is_left_alone() {
        let set = ["BULKHEAD_SERVICE_HOST", "BULKHEAD_SERVICE_PORT", "BULKHEAD_PORT", "BULKHEAD_PORT_4002_TCP_ADDR"];
        assert_eq!(misspelt(set), Vec::<String>::new());
        assert_eq!(misspelt(["BULKHEAD_PORT"]).len(), 1);
    }
}
