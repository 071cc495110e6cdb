-- Enters the conversations in which the user takes part, or of them the one that is named, and answers their ids.
-- It takes the tenant and the user that were entered before it, so that it can't run ahead of them.
-- Runs as its owner: no policy shows a user their participations before they are entered.
create or replace function tenancy.enter_conversations(tenant uuid, participant uuid, named uuid) returns uuid[]
language plpgsql volatile security definer set search_path = '' as $$
declare
  entered uuid[];
  ignored text;
begin
  if tenant is distinct from current_setting('app.tenant_id')::uuid
      or participant is distinct from current_setting('app.user_id')::uuid then
    raise exception 'conversations of another tenant or user' using errcode = 'insufficient_privilege';
  end if;
  if named is null then
    select coalesce(array_agg(p.conversation_id), '{}') into entered from app.conversation_participants p
      where p.tenant_id = tenant and p.user_id = participant and p.deleted_at is null;
  else
    select coalesce(array_agg(p.conversation_id), '{}') into entered from app.conversation_participants p
      where p.tenant_id = tenant and p.user_id = participant and p.deleted_at is null and p.conversation_id = named;
  end if;
  ignored := set_config('app.conversations', entered::text, true);
  return entered;
end $$;
grant execute on function tenancy.enter_conversations(uuid, uuid, uuid) to bulkhead_app;
