-- The event that a line of the change log is, as webhooks name it. Null of a row that leaves the trash for good: it was
-- deleted before.
--   thing: the singular of what the table has.
create or replace function tenancy.event_type(thing text, operation text, fields jsonb) returns text
language sql immutable set search_path = '' as $$
  select thing || case
    when operation = 'insert' then '.created'
    when operation = 'delete' then case when not fields ? 'deleted_at' then '.deleted' end
    when not fields ? 'deleted_at' then '.updated'
    when fields -> 'deleted_at' ->> 1 is null then '.restored'
    else '.deleted' end
$$;
grant execute on function tenancy.event_type(text, text, jsonb) to bulkhead_app;
