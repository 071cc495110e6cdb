-- The job queue: background work that a unit of work puts down and commits with its own changes. Knows no kind of work
-- and no tenant's tables.
create schema jobs;
grant usage on schema jobs to bulkhead_auth, bulkhead_app, bulkhead_platform;

create table jobs.jobs (
  id uuid primary key,
  kind text not null constraint jobs_kind_form check (kind ~ '^[a-z][a-z0-9_]{0,62}$'),
  -- Null: work of the installation itself.
  tenant_id uuid,
  -- Whose turn it runs in: tenants take turns, and the installation has a turn as each of them.
  lane uuid not null generated always as (coalesce(tenant_id, '00000000-0000-0000-0000-000000000000')) stored,
  -- One of the two, as the kind says. An encrypted one goes with the job's success.
  payload jsonb,
  encrypted bytea,
  delivery text not null constraint jobs_delivery_known check (delivery in ('at_most_once', 'at_least_once')),
  -- waiting → running → done, failed or in_doubt; back to waiting to be tried again; cancelled.
  state text not null default 'waiting'
    constraint jobs_state_known check (state in ('waiting', 'running', 'done', 'failed', 'in_doubt', 'cancelled')),
  due_at timestamptz not null,
  -- Runs begun since the job was enqueued, or since an operator had it tried again.
  attempts bigint not null default 0,
  max_tries bigint not null constraint jobs_max_tries_positive check (max_tries > 0),
  -- Rises with each claim: the holder of an older one has lost the job.
  fence bigint not null default 0,
  lease_until timestamptz,
  unique_key text constraint jobs_unique_key_length check (char_length(unique_key) between 1 and 200),
  -- Replaced or cancelled while it ran: it isn't tried again.
  cancelled_at timestamptz,
  last_error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint jobs_payload_once check (num_nonnulls(payload, encrypted) = 1 or payload is null and state in ('done', 'cancelled')),
  constraint jobs_lease_while_running check ((state = 'running') = (lease_until is not null)),
  constraint jobs_finished_at_end check ((state in ('waiting', 'running')) = (finished_at is null))
);
create unique index jobs_one_waiting on jobs.jobs (kind, lane, unique_key) where unique_key is not null and state = 'waiting';
create index jobs_keyed on jobs.jobs (kind, lane, unique_key) where unique_key is not null and state in ('waiting', 'running');
create index jobs_of_lane on jobs.jobs (kind, lane, due_at, id) where state = 'waiting';
create index jobs_due on jobs.jobs (kind, due_at) where state = 'waiting';
create index jobs_running on jobs.jobs (kind, lane) where state = 'running';
create index jobs_leased on jobs.jobs (lease_until) where state = 'running';
create index jobs_listed on jobs.jobs (state, id);
create index jobs_finished on jobs.jobs (finished_at) where finished_at is not null;
create index jobs_of_tenant on jobs.jobs (tenant_id) where tenant_id is not null;

-- The tenant that was served last, by kind. The node that claims jobs of a kind locks its row, so that limits hold over
-- all nodes.
create table jobs.rotations (
  kind text primary key,
  lane uuid
);

-- No role of the server has a privilege on these tables: the functions below are the only way, and run as the owner.
insert into tenancy.classes (table_name, class) values ('jobs.jobs', 'internal'), ('jobs.rotations', 'internal');
alter table jobs.jobs enable row level security;
alter table jobs.jobs force row level security;
create policy owner_runs_jobs on jobs.jobs to bulkhead_owner using (true) with check (true);
alter table jobs.rotations enable row level security;
alter table jobs.rotations force row level security;
create policy owner_rotates on jobs.rotations to bulkhead_owner using (true) with check (true);

-- Puts a job down. One with a key takes the place of the job of this kind, tenant and key that waits; one that runs
-- ends its run, and isn't tried again.
create or replace function jobs.put(
  new_id uuid, new_kind text, tenant uuid, new_payload jsonb, new_encrypted bytea, new_delivery text, tries bigint, due timestamptz,
  key text, at timestamptz
) returns void
language plpgsql set search_path = '' as $$
declare
  of_lane constant uuid := coalesce(tenant, '00000000-0000-0000-0000-000000000000');
begin
  if key is not null then
    -- Locked first: a claim or a retry that is under way has ended by the next statement, which sees what it did.
    perform from jobs.jobs j
      where j.kind = new_kind and j.lane = of_lane and j.unique_key = key and j.state in ('waiting', 'running') for update;
    update jobs.jobs j set cancelled_at = at
      where j.kind = new_kind and j.lane = of_lane and j.unique_key = key and j.state = 'running';
  end if;
  insert into jobs.jobs as j (id, kind, tenant_id, payload, encrypted, delivery, max_tries, due_at, unique_key, created_at)
  values (new_id, new_kind, tenant, new_payload, new_encrypted, new_delivery, tries, due, key, at)
  on conflict (kind, lane, unique_key) where unique_key is not null and state = 'waiting'
  do update set id = excluded.id, payload = excluded.payload, encrypted = excluded.encrypted, delivery = excluded.delivery,
    max_tries = excluded.max_tries, due_at = excluded.due_at, created_at = excluded.created_at, attempts = 0, fence = j.fence + 1,
    last_error = null;
end $$;

-- In the tenant of the unit of work, which the caller can't name; in none where the unit of work has entered none.
create or replace function jobs.enqueue(
  id uuid, kind text, payload jsonb, encrypted bytea, delivery text, max_tries bigint, due_at timestamptz, unique_key text, at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform jobs.put(enqueue.id, enqueue.kind, nullif(current_setting('app.tenant_id', true), '')::uuid, enqueue.payload,
    enqueue.encrypted, enqueue.delivery, enqueue.max_tries, enqueue.due_at, enqueue.unique_key, enqueue.at);
end $$;
grant execute on function jobs.enqueue(uuid, text, jsonb, bytea, text, bigint, timestamptz, text, timestamptz)
  to bulkhead_auth, bulkhead_app, bulkhead_platform;

-- In the tenant that the caller names: for the roles that hold no tenant's data.
create or replace function jobs.enqueue_for(
  tenant uuid, id uuid, kind text, payload jsonb, encrypted bytea, delivery text, max_tries bigint, due_at timestamptz,
  unique_key text, at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform jobs.put(enqueue_for.id, enqueue_for.kind, tenant, enqueue_for.payload, enqueue_for.encrypted, enqueue_for.delivery,
    enqueue_for.max_tries, enqueue_for.due_at, enqueue_for.unique_key, enqueue_for.at);
end $$;
grant execute on function jobs.enqueue_for(uuid, uuid, text, jsonb, bytea, text, bigint, timestamptz, text, timestamptz)
  to bulkhead_auth, bulkhead_platform;

-- Cancels by key, in the tenant of the unit of work. Answers whether the job waited; one that runs isn't tried again.
create or replace function jobs.cancel_key(kind text, unique_key text, at timestamptz) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  of_lane constant uuid := coalesce(nullif(current_setting('app.tenant_id', true), '')::uuid, '00000000-0000-0000-0000-000000000000');
  waited boolean;
begin
  perform from jobs.jobs j
    where j.kind = cancel_key.kind and j.lane = of_lane and j.unique_key = cancel_key.unique_key
      and j.state in ('waiting', 'running') for update;
  update jobs.jobs j set cancelled_at = cancel_key.at
    where j.kind = cancel_key.kind and j.lane = of_lane and j.unique_key = cancel_key.unique_key and j.state = 'running';
  update jobs.jobs j set state = 'cancelled', cancelled_at = cancel_key.at, finished_at = cancel_key.at, encrypted = null
    where j.kind = cancel_key.kind and j.lane = of_lane and j.unique_key = cancel_key.unique_key and j.state = 'waiting';
  waited := found;
  return waited;
end $$;
grant execute on function jobs.cancel_key(text, text, timestamptz) to bulkhead_auth, bulkhead_app, bulkhead_platform;
