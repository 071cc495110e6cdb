-- The invitation with this token, as long as it can be accepted (INV-4): it hasn't expired, its tenant is open, and
-- its inviter may still give that role. Sets the tenant's context, and locks the row for the transaction.
create or replace function tenancy.open_invitation(token bytea, at timestamptz)
returns table (tenant_id uuid, id uuid, email text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  wanted uuid := tenancy.tenant_of_invitation(token);
  ignored text;
begin
  if wanted is null then return; end if;
  ignored := set_config('app.tenant_id', wanted::text, true);
  -- A transaction that waited for the row reads it again, as it is by then, or finds it gone.
  perform from tenancy.invitations i where i.tenant_id = wanted and i.token_hash = token for update;
  return query
    select i.tenant_id, i.id, i.email, i.role
    from tenancy.invitations i join tenancy.tenants t on t.tenant_id = i.tenant_id and t.id = i.tenant_id
    where i.tenant_id = wanted and i.token_hash = token and i.expires_at > at
      and t.deleted_at is null and t.suspended_at is null
      and (i.by_platform or exists (
        select from tenancy.memberships m
        where m.tenant_id = i.tenant_id and m.user_id = i.owner_id
          and tenancy.rank(m.role) >= greatest(3, tenancy.rank(i.role))
      ));
end $$;
grant execute on function tenancy.open_invitation(bytea, timestamptz) to bulkhead_app;
