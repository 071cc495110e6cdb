-- A version 7 UUID (RFC 9562): its order is that of time, by the millisecond.
create or replace function tenancy.uuid_v7() returns uuid
language sql volatile set search_path = '' as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
    52, 1), 53, 1), 'hex')::uuid
$$;
grant execute on function tenancy.uuid_v7() to bulkhead_app;
