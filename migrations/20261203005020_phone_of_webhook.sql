-- For tenancy.phone_of_webhook.
create policy owner_finds_phones on app.phones for select to bulkhead_owner using (deleted_at is null);
-- The phone with this id, for a request that its carrier is to have signed: the tenant, the carrier and what its
-- signatures are verified with, encrypted. Ids are a tenant's own: of a phone whose id another tenant has as well, it
-- tells how many there are (2) and nothing else.
-- Runs as its owner: a phone has to be found before there is a tenant to set.
create or replace function tenancy.phone_of_webhook(wanted uuid)
returns table (
  phones bigint, tenant_id uuid, provider text, account_sid text, auth_token bytea, previous_auth_token bytea,
  auth_token_replaced_at timestamptz
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
declare
  found_phones bigint;
begin
  select count(*) into found_phones from (
    select from app.phones p where p.id = wanted and p.deleted_at is null limit 2) same_id;
  if found_phones = 1 then
    return query
      select found_phones, p.tenant_id, p.provider, p.account_sid, p.auth_token, p.previous_auth_token,
        p.auth_token_replaced_at
      from app.phones p where p.id = wanted and p.deleted_at is null;
  else
    return query select found_phones, null::uuid, null::text, null::text, null::bytea, null::bytea, null::timestamptz;
  end if;
end $$;
grant execute on function tenancy.phone_of_webhook(uuid) to bulkhead_app;
