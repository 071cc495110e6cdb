-- The subscriptions that have ended: in the trash, or of a session or a membership that has ended. At most `most`.
-- Those of a tenant that is closed or suspended, or that asks for a second factor, wait: it may come back.
-- Runs as its owner: no policy shows the server the rows of all tenants. It tells ids.
create or replace function tenancy.dead_push_subscriptions(at timestamptz, idle_since timestamptz, most integer)
returns table (tenant_id uuid, user_id uuid, subscription_id uuid)
language plpgsql volatile rows 100 security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
declare
  context text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
  return query
    select p.tenant_id, p.owner_id, p.id
    from app.push_subscriptions p
    where p.deleted_at is not null
      or not exists (
        select from auth.sessions s join auth.users u on u.id = s.user_id
        where s.id = p.session_id and s.user_id = p.owner_id and auth.is_live(s, u, at, idle_since))
      or not exists (
        select from tenancy.memberships m where m.tenant_id = p.tenant_id and m.user_id = p.owner_id)
    limit most;
  perform set_config('app.tenant_id', context, true);
end $$;
grant execute on function tenancy.dead_push_subscriptions(timestamptz, timestamptz, integer) to bulkhead_platform;
