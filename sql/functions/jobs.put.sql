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
