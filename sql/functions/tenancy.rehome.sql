-- Trigger: gives a user who lost their home tenant their personal workspace as the next. Runs as its owner: it may be
-- another tenant than the context's.
create or replace function tenancy.rehome() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into tenancy.homes (user_id, tenant_id)
    select m.user_id, m.tenant_id
    from tenancy.memberships m join tenancy.tenants t on t.id = m.tenant_id
    where m.user_id = old.user_id and m.tenant_id <> old.tenant_id and t.kind = 'personal' and t.deleted_at is null
    order by m.created_at limit 1;
  return null;
end $$;
