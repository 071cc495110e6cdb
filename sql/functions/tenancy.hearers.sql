-- Who may hear of a line of the change log: null for all members of its tenant.
create or replace function tenancy.hearers(tenant uuid, changed text, audience uuid) returns uuid[]
language plpgsql stable set search_path = '' as $$
declare
  kind text;
  taking_part uuid[];
  ignored text;
begin
  select c.class into kind from tenancy.classes c where c.table_name = 'app.' || changed;
  if kind = 'participants' then
    -- The policies ask which tenant is entered.
    ignored := set_config('app.tenant_id', tenant::text, true);
    select coalesce(array_agg(p.user_id), '{}') into taking_part from app.conversation_participants p
      where p.tenant_id = tenant and p.conversation_id = audience and p.deleted_at is null;
    return taking_part;
  elsif kind = 'private' then
    return array_remove(array[audience], null);
  end if;
  return case when audience is null then null else array[audience] end;
end $$;
