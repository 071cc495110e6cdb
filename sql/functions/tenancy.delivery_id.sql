-- The id of the delivery of an event to a webhook, which is the same however often it is made.
create or replace function tenancy.delivery_id(webhook uuid, change_id bigint) returns uuid
language sql immutable set search_path = '' as $$
  select left(encode(sha256(convert_to(webhook || ':' || change_id, 'UTF8')), 'hex'), 32)::uuid
$$;
grant execute on function tenancy.delivery_id(uuid, bigint) to bulkhead_app;
