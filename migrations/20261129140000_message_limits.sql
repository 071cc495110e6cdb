-- What the installation sends in its own name is counted before it is queued: by purpose and address, and where a signed-in
-- caller causes it by sender and tenant. All of it is in auth.attempts, under the scope 'letter' (a sha256 of what is counted).

-- The most invitations that a tenant sends in a day; null: a hundred. Each is a time in the ledger's row of the tenant.
alter table tenancy.tenants
  add column invitation_quota bigint constraint tenants_invitation_quota check (invitation_quota between 1 and 10000);
grant update (invitation_quota) on tenancy.tenants to bulkhead_platform;

-- Counts a message by all of these limits, or by none where one of them refuses it. Limits that several messages share are
-- counted in one order by all of them, so that none waits for another in a circle: address, sender, tenant, client.
--   refused_by: the position of the first limit that is reached; null: the message is admitted.
--   retry_at: when that limit may admit it.
create function auth.admit_message(
  scopes text[], keys bytea[], windows bigint[], mosts bigint[], gaps bigint[], counted_at timestamptz,
  out refused_by integer, out retry_at timestamptz
)
language plpgsql as $$
declare
  start timestamptz;
begin
  -- A block with a handler is a savepoint: what was counted before the refusal is undone.
  begin
    for position in 1 .. cardinality(scopes) loop
      if not auth.admit(scopes[position], keys[position], counted_at,
        counted_at - make_interval(secs => windows[position]), mosts[position], null,
        case when gaps[position] > 0 then counted_at - make_interval(secs => gaps[position]) end)
      then
        refused_by := position;
        raise exception 'a limit is reached' using errcode = 'BH430';
      end if;
    end loop;
  exception when sqlstate 'BH430' then null;
  end;
  if refused_by is null then return; end if;
  start := counted_at - make_interval(secs => windows[refused_by]);
  select greatest(
      -- The oldest of those that fill the window leaves it.
      (select t + make_interval(secs => windows[refused_by]) from unnest(a.recent) t where t > start
       order by t desc offset mosts[refused_by] - 1 limit 1),
      a.last_at + make_interval(secs => gaps[refused_by]))
    into retry_at
    from auth.attempts a where a.scope = scopes[refused_by] and a.key = keys[refused_by];
  -- Housekeeping may have deleted the row meanwhile.
  retry_at := greatest(retry_at, counted_at + interval '1 second');
end $$;
grant execute on function auth.admit_message(text[], bytea[], bigint[], bigint[], bigint[], timestamptz) to bulkhead_auth;

-- Counts an invitation: by its address, and with a limit for senders also by the user and the tenant of the unit of work.
-- The roles that invite can't write the ledger, and all that this lets them do is count their own.
create function auth.admit_invitation(
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
      from auth.admit_message(array['letter'], array[address], array[an_hour], array[per_address], array[0]::bigint[], counted_at) m;
    return;
  end if;
  sender := sha256(convert_to('invitation sender ' || current_setting('app.user_id'), 'UTF8'));
  tenant := sha256(convert_to('invitation tenant ' || current_setting('app.tenant_id'), 'UTF8'));
  select m.refused_by, m.retry_at into refused_by, retry_at
    from auth.admit_message(array['letter', 'letter', 'letter'], array[address, sender, tenant], array[an_hour, a_day, a_day],
      array[per_address, per_sender, per_tenant], array[0, 0, 0]::bigint[], counted_at) m;
end $$;
grant execute on function auth.admit_invitation(bytea, timestamptz, bigint, bigint, bigint) to bulkhead_app, bulkhead_platform;
