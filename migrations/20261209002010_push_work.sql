-- Whether a subscription may be pushed to: its session is live, and its user a member of the tenant, which is open and has
-- no rule that the user lacks. The rules of auth.is_live and tenancy.enter. False of another tenant than the context's.
-- Runs as its owner: bulkhead_app reads nothing of schema auth. It tells yes or no.
create or replace function tenancy.may_push(session uuid, member uuid, tenant uuid, at timestamptz, idle_since timestamptz)
returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
      select from auth.sessions s join auth.users u on u.id = s.user_id
      where s.id = session and s.user_id = member and auth.is_live(s, u, at, idle_since) and not s.pending)
    and exists (
      select from tenancy.memberships m
        join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
      where m.tenant_id = tenant and m.user_id = member
        and current_setting('app.tenant_id', true) in (tenant::text, '00000000-0000-0000-0000-000000000000')
        and t.suspended_at is null
        and (not t.require_second_factor or auth.has_second_factor(m.user_id)))
$$;
grant execute on function tenancy.may_push(uuid, uuid, uuid, timestamptz, timestamptz) to bulkhead_app;

-- Has a notification be pushed to all browsers of its user, once the transaction is committed. Returns how many: none in the
-- context of another tenant. Called again, it changes nothing.
--   kind, resource, row_id: what the browser is told beside the notification's id.
-- Runs as its owner: the caller's context is another user's than the notification's.
create or replace function tenancy.queue_push(tenant uuid, "user" uuid, notification uuid, kind text, resource text,
  row_id uuid)
returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  context text := coalesce(current_setting('app.tenant_id', true), '');
  queued bigint;
begin
  -- Of no other tenant than the caller's.
  if context not in ('', tenant::text) then return 0; end if;
  perform set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
  insert into tenancy.push_deliveries (tenant_id, id, owner_id, subscription_id, notification_id, kind, resource, row_id)
    select s.tenant_id, left(encode(sha256(convert_to(s.id || ':' || notification, 'UTF8')), 'hex'), 32)::uuid, s.owner_id,
      s.id, notification, queue_push.kind, queue_push.resource, queue_push.row_id
    from app.push_subscriptions s
    where s.tenant_id = tenant and s.owner_id = "user" and s.deleted_at is null
    on conflict do nothing;
  get diagnostics queued = row_count;
  perform set_config('app.tenant_id', context, true);
  return queued;
end $$;
grant execute on function tenancy.queue_push(uuid, uuid, uuid, text, text, uuid) to bulkhead_app;

-- The deliveries that are due, or whose sender is gone, of subscriptions that may be pushed to: at most `most`, in the order in
-- which they fell due.
-- Runs as its owner: no policy shows the server the rows of all tenants. It tells ids.
create or replace function tenancy.due_pushes(at timestamptz, idle_since timestamptz, most integer)
returns table (tenant_id uuid, user_id uuid, delivery_id uuid)
language plpgsql volatile rows 100 security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
declare
  context text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
  return query
    select d.tenant_id, d.owner_id, d.id
    from tenancy.push_deliveries d
      join app.push_subscriptions s on s.tenant_id = d.tenant_id and s.id = d.subscription_id and s.deleted_at is null
    where d.status in ('pending', 'sending') and d.next_attempt_at <= statement_timestamp()
      and d.created_at > statement_timestamp() - interval '24 hours'
      and (d.lease_until is null or d.lease_until <= statement_timestamp())
      and tenancy.may_push(s.session_id, s.owner_id, s.tenant_id, at, idle_since)
    order by d.next_attempt_at, d.tenant_id, d.id
    limit most;
  perform set_config('app.tenant_id', context, true);
end $$;
grant execute on function tenancy.due_pushes(timestamptz, timestamptz, integer) to bulkhead_platform;

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
