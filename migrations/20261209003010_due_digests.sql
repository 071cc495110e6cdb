-- For tenancy.due_digests, in the tenant that its job is in.
create policy owner_finds_unread on tenancy.notifications for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and current_setting('app.job', true) = 'digest');
create policy owner_finds_unread on app.notification_preferences for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and current_setting('app.job', true) = 'digest');

-- The members of a tenant who are to have an e-mail about what they haven't read: at most `most` of those after one. It
-- tells of what is an hour old, and once a day at most.
-- Runs as its owner: no policy shows a job the private rows of all users. It answers users' ids of the tenant that the
-- job is in.
create or replace function tenancy.due_digests(tenant uuid, after_user uuid, most integer) returns setof uuid
language plpgsql stable security definer set search_path = '' set jit = off as $$
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or current_setting('app.job', true) is distinct from 'digest' then
    raise exception 'not the job that tells members of this tenant' using errcode = 'insufficient_privilege';
  end if;
  return query
    select distinct p.owner_id from app.notification_preferences p
    where p.tenant_id = tenant and p.email and p.deleted_at is null and p.owner_id > after_user
      and exists (
        select from tenancy.notifications n
        where n.tenant_id = tenant and n.owner_id = p.owner_id and n.kind = p.kind and n.read_at is null
          and n.deleted_at is null and n.digested_at is null
          and n.created_at < statement_timestamp() - interval '1 hour')
      and not exists (
        select from tenancy.notifications d
        where d.tenant_id = tenant and d.owner_id = p.owner_id
          and d.digested_at > statement_timestamp() - interval '23 hours')
      and exists (
        select from tenancy.tenants t
        where t.tenant_id = tenant and t.id = tenant and t.suspended_at is null and t.deleted_at is null)
    order by 1
    limit most;
end $$;
grant execute on function tenancy.due_digests(uuid, uuid, integer) to bulkhead_app;
