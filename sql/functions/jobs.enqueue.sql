-- In the tenant of the unit of work, which the caller can't name; in none where the unit of work has entered none.
create or replace function jobs.enqueue(
  id uuid, kind text, payload jsonb, encrypted bytea, delivery text, max_tries bigint, due_at timestamptz, unique_key text, at timestamptz
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform jobs.put(enqueue.id, enqueue.kind, nullif(current_setting('app.tenant_id', true), '')::uuid, enqueue.payload,
    enqueue.encrypted, enqueue.delivery, enqueue.max_tries, enqueue.due_at, enqueue.unique_key, enqueue.at);
end $$;
