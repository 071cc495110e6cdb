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
