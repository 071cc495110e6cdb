-- Notes that these users have a stream of events open in these tenants; where it was noted within the last fifty seconds,
-- by any node, it writes nothing. The order keeps nodes from waiting for each other in a circle.
create or replace function tenancy.note_presence(tenants uuid[], users uuid[]) returns void
language plpgsql security definer set search_path = '' set jit = off as $$
begin
  insert into tenancy.presence (tenant_id, user_id, seen_at)
    select m.tenant_id, m.user_id, statement_timestamp()
    from (select distinct * from unnest(tenants, users) u (tenant_id, user_id)) o
      join tenancy.memberships m on m.tenant_id = o.tenant_id and m.user_id = o.user_id
    where not exists (
      select from tenancy.presence p
      where p.tenant_id = o.tenant_id and p.user_id = o.user_id
        and p.seen_at > statement_timestamp() - interval '50 seconds')
    order by m.tenant_id, m.user_id
  on conflict (tenant_id, user_id) do update set seen_at = excluded.seen_at;
end $$;
grant execute on function tenancy.note_presence(uuid[], uuid[]) to bulkhead_platform;
