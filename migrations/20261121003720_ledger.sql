-- One ledger of what is limited within a time: guesses, letters, text messages. auth.mailings and auth.code_sends are used by
-- servers of the release before only; the next release drops them.

-- squawk-ignore ban-drop-constraint
alter table auth.attempts drop constraint attempts_scope_known;
-- The table holds ninety days of failures: one pass over it is short.
-- squawk-ignore constraint-missing-not-valid
alter table auth.attempts add constraint attempts_scope_known check (scope in (
  'account', 'device', 'client', 'contact', 'contact_device',
  -- letter: sha256 of purpose and address; code: the contact's key; code_device: that of a known device; code_client: as client.
  'letter', 'code', 'code_device', 'code_client'));

-- Counts something at a time, unless there were `most` since a time, `most_in_a_row` without one that was taken back, or one
-- after `quiet_since`. Then it isn't counted, so that trying on doesn't make the wait longer. Those who count one thing at
-- once queue up at its row.
create function auth.admit(
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
revoke execute on function auth.admit(text, bytea, timestamptz, timestamptz, bigint, bigint, timestamptz) from public;
grant execute on function auth.admit(text, bytea, timestamptz, timestamptz, bigint, bigint, timestamptz) to bulkhead_auth;

insert into auth.attempts (scope, key, recent, in_a_row, last_at)
select 'letter', key, recent, cardinality(recent), last_at from auth.mailings
union all
select case scope when 'contact' then 'code' else 'code_' || scope end, key, recent, cardinality(recent), last_at
from auth.code_sends;
