-- Since when the oldest job of each of these kinds is due.
create or replace function jobs.oldest_due(kinds text[], at timestamptz) returns table (kind text, due_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select k.kind, oldest.due_at
  from unnest(kinds) k (kind), lateral (
    select j.due_at from jobs.jobs j where j.kind = k.kind and j.state = 'waiting' and j.due_at <= at order by j.due_at limit 1) oldest
$$;
