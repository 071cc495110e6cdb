-- Makes a user a member by an invitation, once. Tenant and role are the invitation's (INV-3); `address` is the one
-- that the server has verified (INV-2).
--   No row: no such invitation, or it can't be accepted any more. `outcome`: 'joined'; 'member' for a user who was
--   one already and keeps their role; 'other' where the invitation is for another address. SQLSTATE BH429: the member
--   quota is used up.
create or replace function tenancy.accept_invitation(accepting uuid, address text, token bytea, at timestamptz,
  request uuid)
returns table (outcome text, tenant_id uuid, slug text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  ignored text;
  invitation record;
  quota bigint;
begin
  ignored := set_config('app.user_id', accepting::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  select i.* into invitation from tenancy.open_invitation(token, at) i;
  if not found then return; end if;
  tenant_id := invitation.tenant_id;
  if invitation.email <> address then
    outcome := 'other';
    return next;
    return;
  end if;

  select t.slug, t.member_quota into slug, quota from tenancy.tenants t
    where t.tenant_id = invitation.tenant_id and t.id = invitation.tenant_id;
  if quota is not null then
    -- One after another, so that none counts what another is about to add.
    perform from tenancy.tenants t
      where t.tenant_id = invitation.tenant_id and t.id = invitation.tenant_id for no key update;
    if (select count(*) from tenancy.memberships m where m.tenant_id = invitation.tenant_id) >= quota then
      raise exception 'the tenant has all its members' using errcode = 'BH429';
    end if;
  end if;
  insert into tenancy.memberships (tenant_id, user_id, role) values (invitation.tenant_id, accepting, invitation.role)
    on conflict (tenant_id, user_id) do nothing;
  outcome := case when found then 'joined' else 'member' end;
  select m.role into role from tenancy.memberships m where m.tenant_id = invitation.tenant_id and m.user_id = accepting;
  delete from tenancy.invitations i where i.tenant_id = invitation.tenant_id and i.id = invitation.id;
  insert into tenancy.homes (user_id, tenant_id) values (accepting, invitation.tenant_id)
    on conflict (user_id) do nothing;
  return next;
end $$;
grant execute on function tenancy.accept_invitation(uuid, text, bytea, timestamptz, uuid) to bulkhead_app;
