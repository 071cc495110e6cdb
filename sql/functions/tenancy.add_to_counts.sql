-- Adds what a statement did to recipients to the counts of their campaign, and completes it where it runs and has no open recipient any more.
create or replace function tenancy.add_to_counts(tenant uuid, campaign uuid, added jsonb) returns void
language plpgsql set search_path = '' as $$
begin
  update app.campaigns c set (counts, status) = (
    select s.counts, case
      when c.status = 'running' and (s.counts ->> 'pending')::bigint + (s.counts ->> 'sending')::bigint
        + (s.counts ->> 'in_doubt')::bigint = 0 then 'completed'
      else c.status end
    from (select coalesce(jsonb_object_agg(e.key, e.value::bigint + coalesce((added ->> e.key)::bigint, 0)), '{}') as counts
      from jsonb_each_text(c.counts) e) s)
  where c.tenant_id = tenant and c.id = campaign;
end $$;
grant execute on function tenancy.add_to_counts(uuid, uuid, jsonb) to bulkhead_app;
