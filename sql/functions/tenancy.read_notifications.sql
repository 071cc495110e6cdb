-- Trigger: who reads a conversation has read what tells of it.
create or replace function tenancy.read_notifications() returns trigger
language plpgsql set search_path = '' as $$
begin
  update tenancy.notifications n set read_at = statement_timestamp()
    where n.tenant_id = new.tenant_id and n.owner_id = new.user_id and n.kind in ('message', 'conversation')
      and n.row_id = new.conversation_id and n.read_at is null and n.deleted_at is null;
  return null;
end $$;
grant execute on function tenancy.read_notifications() to bulkhead_app;
