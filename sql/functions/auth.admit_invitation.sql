-- Counts an invitation: by its address and, where `per_sender` is set, by the user and the tenant of the context as
-- well. Runs as its owner: the roles that invite can't write auth.attempts, and this function counts their own
-- invitations only.
create or replace function auth.admit_invitation(
  address bytea, counted_at timestamptz, per_address bigint, per_sender bigint, per_tenant bigint,
  out refused_by integer, out retry_at timestamptz
)
language plpgsql security definer set search_path = '' as $$
declare
  an_hour constant bigint := 3600;
  a_day constant bigint := 86400;
  sender bytea;
  tenant bytea;
begin
  if per_sender is null then
    select m.refused_by, m.retry_at into refused_by, retry_at
      from auth.admit_message(array['letter'], array[address], array[an_hour], array[per_address], array[0]::bigint[],
        counted_at) m;
    return;
  end if;
  sender := sha256(convert_to('invitation sender ' || current_setting('app.user_id'), 'UTF8'));
  tenant := sha256(convert_to('invitation tenant ' || current_setting('app.tenant_id'), 'UTF8'));
  select m.refused_by, m.retry_at into refused_by, retry_at
    from auth.admit_message(array['letter', 'letter', 'letter'], array[address, sender, tenant],
      array[an_hour, a_day, a_day], array[per_address, per_sender, per_tenant], array[0, 0, 0]::bigint[], counted_at) m;
end $$;
grant execute on function auth.admit_invitation(bytea, timestamptz, bigint, bigint, bigint)
  to bulkhead_app, bulkhead_platform;
