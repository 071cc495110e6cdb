-- Deletes the presence of users who had no stream open for six minutes, at most `most` rows, and answers how many.
create or replace function tenancy.forget_presence(most integer) returns bigint
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  forgotten bigint;
begin
  delete from tenancy.presence p
    where p.seen_at <= statement_timestamp() - interval '6 minutes'
      and (p.tenant_id, p.user_id) in (
        select o.tenant_id, o.user_id from tenancy.presence o
        where o.seen_at <= statement_timestamp() - interval '6 minutes' limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
grant execute on function tenancy.forget_presence(integer) to bulkhead_platform;
