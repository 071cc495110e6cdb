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
