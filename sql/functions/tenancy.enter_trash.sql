-- Enters the conversations that have had rows in the trash of this table for more than `days` days, up to `most`, and
-- answers their ids.
-- Runs as its owner: no policy shows a job the rows of all conversations.
create or replace function tenancy.enter_trash(emptied text, tenant uuid, days integer, most integer) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  of_conversations text;
  entered uuid[];
  ignored text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or current_setting('app.job', true) is distinct from 'empty_trash' then
    raise exception 'not the job that empties the trash of this tenant' using errcode = 'insufficient_privilege';
  end if;
  select c.table_name into strict of_conversations from tenancy.classes c
    where c.table_name = emptied and c.class = 'participants';
  execute format('select coalesce(array_agg(conversation), ''{}'') from (
      select distinct %1$I as conversation from %2$s
      where tenant_id = $1 and deleted_at < statement_timestamp() - make_interval(days => $2) limit $3) due',
      tenancy.conversation_column(of_conversations::regclass), of_conversations)
    into entered using tenant, days, most;
  ignored := set_config('app.conversations', entered::text, true);
  return entered;
end $$;
grant execute on function tenancy.enter_trash(text, uuid, integer, integer) to bulkhead_app;
