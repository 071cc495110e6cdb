-- Tells members of an act, in its transaction: those of the recipients who are members and want to know. Where one is
-- unread of the same kind about the same row, there is no other.
-- Where no tenant is entered, as in a migration, it tells of nothing.
-- Runs as its owner: no policy lets a member write another's private rows. It tells nothing, and works by trigger alone.
create or replace function tenancy.notify(tenant uuid, recipients uuid[], what text, about text, subject uuid, actor uuid)
returns void language plpgsql security definer set search_path = '' set jit = off as $$
begin
  if tenant is distinct from nullif(current_setting('app.tenant_id', true), '')::uuid then return; end if;
  insert into tenancy.notifications (tenant_id, id, owner_id, kind, resource, row_id, actor_id)
    select m.tenant_id, tenancy.uuid_v7(), m.user_id, what, about, subject, actor
    from tenancy.memberships m
    where m.tenant_id = tenant and m.user_id = any (recipients) and not exists (
      select from app.notification_preferences p
      where p.tenant_id = m.tenant_id and p.owner_id = m.user_id and p.kind = what and not p.in_app
        and p.deleted_at is null)
    order by m.user_id
    on conflict do nothing;
end $$;
grant execute on function tenancy.notify(uuid, uuid[], text, text, uuid, uuid) to bulkhead_app;
