-- The phones with calls or messages that ought to be over, and of which no callback said so: calls after their longest
-- time (four hours), ringing and five minutes, messages after eleven hours. At most `most`, and none of what is older than
-- two days.
-- Runs as its owner: no policy shows housekeeping the rows of all tenants. It tells ids.
create or replace function tenancy.overdue_phones(most integer) returns table (tenant_id uuid, phone_id uuid)
language plpgsql stable security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select c.tenant_id, c.phone_id from app.calls c
    where c.ended_at is null and c.carrier_sid is not null and c.deleted_at is null
      and c.created_at > statement_timestamp() - interval '2 days'
      and c.created_at < statement_timestamp() - interval '4 hours 6 minutes'
    union
    select m.tenant_id, m.phone_id from app.messages m
    where m.ended_at is null and m.carrier_sid is not null and m.deleted_at is null
      and m.created_at > statement_timestamp() - interval '2 days'
      and m.created_at < statement_timestamp() - interval '11 hours'
    limit most;
end $$;
grant execute on function tenancy.overdue_phones(integer) to bulkhead_platform;
