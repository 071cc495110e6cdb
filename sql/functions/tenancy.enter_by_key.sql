-- Enters a tenant by an API key: its own tenant, as its maker, with the lesser of both roles. Null: another tenant is
-- named.
--   scopes: any of these suffices for the act; reading: any of these suffices to be shown the row that was written.
-- SQLSTATEs: BH401 no live key, BH403 too low a role, BH436 no scope for this.
create or replace function tenancy.enter_by_key(digest bytea, at timestamptz, scopes text[], reading text[], named text,
  needed integer, request uuid)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  key record;
  entered tenancy.access;
  ignored text;
begin
  select k.* into key from tenancy.api_key(digest, at) k;
  if not found then
    raise exception 'no live credential' using errcode = 'BH401';
  end if;
  if named is not null and named <> key.slug and named <> key.tenant_id::text then return null; end if;
  if not key.scopes && enter_by_key.scopes then
    raise exception 'the key has no scope for this' using errcode = 'BH436';
  end if;
  if tenancy.rank(key.role) < needed then
    raise exception 'role % is not enough', key.role using errcode = 'BH403';
  end if;
  select e.tenant_id, e.slug, case when tenancy.rank(key.role) < tenancy.rank(e.role) then key.role else e.role end,
      key.owner_id, key.last_used_at, key.id, not key.scopes && reading
    into entered from tenancy.enter(key.owner_id, key.tenant_id::text, needed, request) e;
  if not found then return null; end if;
  ignored := set_config('app.api_key_id', key.id::text, true);
  if entered.role = 'viewer' then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  return entered;
end $$;
grant execute on function tenancy.enter_by_key(bytea, timestamptz, text[], text[], text, integer, uuid) to bulkhead_app;
