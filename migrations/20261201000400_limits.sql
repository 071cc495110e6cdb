-- Attempts within a time window, by scope and key: failed sign-ins, wrong codes, messages. An attempt is counted before
-- a password or code is compared and taken back when it was right, so parallel guesses can't outrun the count.
create table auth.attempts (
  scope text not null constraint attempts_scope_known check (scope in (
    'account', 'device', 'client', 'contact', 'contact_device', 'letter', 'code', 'code_device', 'code_client')),
  -- account: sha256 of the address, whether it has a user or not. device: sha256 of its token. client, code_client:
  -- IPv4 address, or the first 64 bits of an IPv6 one. contact, code: the contact's key. contact_device, code_device:
  -- that of a known device. letter: sha256 of what is counted, as purpose and address.
  key bytea not null,
  -- The attempts within the window, oldest first.
  recent timestamptz[] not null,
  -- Attempts since the last success, however long ago.
  in_a_row bigint not null,
  last_at timestamptz not null,
  primary key (scope, key)
) with (fillfactor = 70);
grant select, insert, delete, update (recent, in_a_row, last_at) on auth.attempts to bulkhead_auth;

-- Counts an attempt, and answers true, unless a limit is reached: `most` attempts later than `since`; `most_in_a_row`
-- without a success; an attempt later than `quiet_since`. A refused attempt isn't counted, so trying again doesn't
-- make the wait longer. Parallel attempts at one key wait for each other at its row.
create or replace function auth.admit(
  counted_scope text, counted_key bytea, counted_at timestamptz, since timestamptz, most bigint,
  most_in_a_row bigint, quiet_since timestamptz
) returns boolean
language plpgsql as $$
begin
  insert into auth.attempts as a (scope, key, recent, in_a_row, last_at)
  values (counted_scope, counted_key, array[counted_at], 1, counted_at)
  on conflict (scope, key) do update set
    recent = array(select t from unnest(a.recent) t where t > since order by t) || counted_at,
    in_a_row = a.in_a_row + 1,
    last_at = counted_at
  where (select count(*) from unnest(a.recent) t where t > since) < most
    and (most_in_a_row is null or a.in_a_row < most_in_a_row)
    and (quiet_since is null or a.last_at <= quiet_since);
  return found;
end
$$;
grant execute on function auth.admit(text, bytea, timestamptz, timestamptz, bigint, bigint, timestamptz)
  to bulkhead_auth;

-- Counts a message by all of these limits, or by none where one refuses it. Limits that several messages share come
-- in one order (address, sender, tenant, client), so that no two transactions wait for each other.
--   refused_by: the position of the first limit that is reached; null: the message is admitted.
--   retry_at: when that limit may admit it.
create or replace function auth.admit_message(
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
grant execute on function auth.admit_message(text[], bytea[], bigint[], bigint[], bigint[], timestamptz)
  to bulkhead_auth;

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
