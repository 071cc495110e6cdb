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
