//! What the server writes, recorded by a trigger on every table. A digest of the tables would miss a row that is
//! written and taken back.

use sqlx::{PgConnection, Row};
use tenancy::testing::TestDb;

use super::party::MARK;

/// What a refused request may leave behind:
/// - `tenancy.denied_accesses`, and events of kind `authz_fail`: the refusal itself is logged.
/// - `auth.sessions.last_seen_at`, `auth.api_key_uses`: the head came with a live credential, and its use is noted.
/// - `auth.chain_links`, `tenancy.chain_links`, `tenancy.webhook_position`, `tenancy.push_key`, `auth.signing_keys`, runs of `jobs.jobs`, `jobs.rotations`,
///   `jobs.periodic_runs`, `tenancy.presence`, the deletion of `tenancy.conversation_signals`: background work.
const INSTALL: &str = "
create schema watch;
create table watch.writes (
  number bigint generated always as identity primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  role name not null default session_user,
  party bigint,
  table_name text not null,
  operation text not null,
  old jsonb,
  new jsonb
);
create index writes_of_transaction on watch.writes (transaction_id);
create index writes_of_party on watch.writes (party);
create function watch.write() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  before jsonb;
  after jsonb;
begin
  if tg_op <> 'INSERT' then before := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then after := to_jsonb(new); end if;
  insert into watch.writes (party, table_name, operation, old, new) values (
    coalesce(('x' || substring(concat(before, after) from 'MARK-([0-9a-f]{8})'))::bit(32)::bigint,
      -- A counter of a client is kept by its address, which has the party's number.
      ('x' || substring(after ->> 'key' from '^.x7f([0-9a-f]{6})$'))::bit(24)::bigint - 65536),
    tg_table_schema || '.' || tg_table_name, tg_op, before, after);
  return null;
end $$;
do $$
declare
  watched regclass;
begin
  for watched in select c.oid from pg_class c where c.relkind = 'r'
      and c.relnamespace in ('auth'::regnamespace, 'tenancy'::regnamespace, 'app'::regnamespace, 'jobs'::regnamespace) loop
    execute format('create trigger watch after insert or update or delete on %s for each row execute function watch.write()', watched);
  end loop;
end $$;
create view watch.effects as
  select w.number, w.table_name, w.operation, coalesce(w.party, (
      select min(o.party) from watch.writes o where o.transaction_id = w.transaction_id)) as party,
    left(coalesce(w.new, w.old)::text, 300) as line
  from watch.writes w
  where w.role <> 'postgres'
    and w.table_name not in ('tenancy.denied_accesses', 'auth.api_key_uses', 'auth.chain_links', 'tenancy.chain_links', 'auth.signing_keys',
      'tenancy.webhook_position', 'tenancy.push_key', 'tenancy.presence', 'jobs.rotations', 'jobs.periodic_runs')
    and not (w.table_name = 'tenancy.conversation_signals' and w.operation = 'DELETE')
    and not (w.table_name = 'auth.events' and w.new ->> 'kind' = 'authz_fail')
    and not (w.table_name = 'jobs.jobs' and w.operation <> 'INSERT')
    and not (w.table_name = 'auth.sessions' and w.operation = 'UPDATE' and w.old - 'last_seen_at' = w.new - 'last_seen_at');
";

/// A row that the server wrote.
pub struct Write {
    /// The number of the party that it belongs to, where its transaction tells.
    pub party: Option<u32>,
    pub text: String,
}

/// The recorded writes of one database.
pub struct Watch {
    connection: PgConnection,
}

impl Watch {
    /// Begins to record. The servers must have started: doctor refuses triggers that it doesn't know.
    pub async fn install(db: &TestDb) -> Self {
        db.superuser(&INSTALL.replace("MARK", MARK)).await;
        Self { connection: db.connect("postgres").await }
    }

    /// How far the record goes.
    pub async fn position(&mut self) -> i64 {
        let sql = "select coalesce(max(number), 0) from watch.writes";
        sqlx::query_scalar(sql).fetch_one(&mut self.connection).await.expect("the record can be read")
    }

    /// What the server wrote since.
    pub async fn since(&mut self, position: i64) -> Vec<Write> {
        let sql = "select table_name, operation, party, line from watch.effects where number > $1 order by number";
        let rows = sqlx::query(sql).bind(position).fetch_all(&mut self.connection).await;
        let rows = rows.expect("the record can be read");
        let write = |row: &sqlx::postgres::PgRow| Write {
            party: row.get::<Option<i64>, _>("party").and_then(|party| u32::try_from(party).ok()),
            text: format!(
                "{} {} {}",
                row.get::<String, _>("operation"),
                row.get::<String, _>("table_name"),
                row.get::<String, _>("line")
            ),
        };
        rows.iter().map(write).collect()
    }
}
