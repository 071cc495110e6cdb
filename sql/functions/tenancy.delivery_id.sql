-- The id of the delivery of an event to a webhook, which is the same however often it is made.
create or replace function tenancy.delivery_id(webhook uuid, change_id bigint) returns uuid
language sql immutable set search_path = '' as $$
  select left(encode(sha256(convert_to(webhook || ':' || change_id, 'UTF8')), 'hex'), 32)::uuid
$$;

-- The id of the delivery of an event to a webhook, which is the same however often it is made. A restored backup gives the numbers
-- of lines that it lacks to others: the time tells them apart. (The function without the time stays for nodes of the version before.)
create or replace function tenancy.delivery_id(webhook uuid, change_id bigint, changed_at timestamptz) returns uuid
language sql immutable set search_path = '' as $$
  select left(encode(sha256(convert_to(concat_ws(':', webhook, change_id, extract(epoch from changed_at)), 'UTF8')), 'hex'), 32)::uuid
$$;
grant execute on function tenancy.delivery_id(uuid, bigint) to bulkhead_app;
grant execute on function tenancy.delivery_id(uuid, bigint, timestamptz) to bulkhead_app;
