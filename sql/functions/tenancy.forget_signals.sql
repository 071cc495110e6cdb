-- Deletes signals that are told no more, at most `most` of them, and answers how many.
create or replace function tenancy.forget_signals(most integer) returns bigint
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  forgotten bigint;
begin
  delete from tenancy.conversation_signals s
    where s.at <= statement_timestamp() - tenancy.signal_lasts(s.kind)
      and (s.tenant_id, s.conversation_id, s.user_id, s.kind) in (
        select o.tenant_id, o.conversation_id, o.user_id, o.kind from tenancy.conversation_signals o
        where o.at <= statement_timestamp() - tenancy.signal_lasts(o.kind) limit most);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
grant execute on function tenancy.forget_signals(integer) to bulkhead_platform;
