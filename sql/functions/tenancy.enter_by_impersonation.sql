-- Enters a tenant by an impersonation: the admin acts as the user in that one tenant. Null: another tenant is named.
-- SQLSTATEs: BH401 no live impersonation, BH434 it is read-only and the act asks for more than a viewer.
create or replace function tenancy.enter_by_impersonation(token bytea, at timestamptz, idle_since timestamptz,
  named text, needed integer, request uuid)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  impersonation record;
  entered tenancy.access;
  ignored text;
begin
  select i.* into impersonation from tenancy.impersonation(token, at, idle_since) i;
  if not found then
    raise exception 'no live credential' using errcode = 'BH401';
  end if;
  if named is not null and named <> impersonation.slug and named <> impersonation.tenant_id::text then
    return null;
  end if;
  if impersonation.read_only and needed > 1 then
    raise exception 'the impersonation is read-only' using errcode = 'BH434';
  end if;
  select e.tenant_id, e.slug, case when impersonation.read_only then 'viewer' else e.role end, impersonation.user_id,
      impersonation.last_seen_at, impersonation.admin_id, false
    into entered from tenancy.enter(impersonation.user_id, impersonation.tenant_id::text, needed, request) e;
  if not found then return null; end if;
  ignored := set_config('app.impersonator_id', impersonation.admin_id::text, true);
  if impersonation.read_only then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  return entered;
end $$;
