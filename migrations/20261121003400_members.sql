-- Members come and go, a tenant always has an owner, and a tenant can be closed.

alter table tenancy.tenants
  -- Since when it is closed: nobody enters it. Housekeeping removes it thirty days later.
  add column deleted_at timestamptz,
  -- Since when, and why, platform admins keep its members out.
  add column suspended_at timestamptz,
  add column suspended_for text constraint tenants_reason_length check (char_length(suspended_for) between 1 and 500),
  -- What the tenant pays for, in words of the platform's own.
  add column plan text constraint tenants_plan_form check (plan ~ '^[a-z0-9._-]{1,50}$'),
  -- The most members, rows of tables of the schema app (those in the bin too), and requests a minute; null: no limit.
  add column member_quota bigint constraint tenants_member_quota check (member_quota > 0),
  add column row_quota bigint constraint tenants_row_quota check (row_quota >= 0),
  add column request_quota bigint constraint tenants_request_quota check (request_quota between 1 and 1000000);
-- The column is new and empty: there is nothing to read.
-- squawk-ignore require-concurrent-index-creation
create index tenants_closed on tenancy.tenants (deleted_at) where deleted_at is not null;

-- Members change what is theirs to change.
revoke insert, update on tenancy.tenants from bulkhead_app;
grant insert (tenant_id, id, slug, name, kind), update (slug, name, deleted_at) on tenancy.tenants to bulkhead_app;

-- ROL-3. Whoever takes an owner away waits for others that do the same in this tenant, and then looks anew: in a function
-- that is volatile, each statement sees what was committed before it began.
create function tenancy.keep_an_owner() returns trigger
language plpgsql as $$
begin
  perform from tenancy.tenants
    where tenant_id = old.tenant_id and id = old.tenant_id and deleted_at is null for no key update;
  -- Where the tenant is closed, or being removed, its members go with it.
  if found and not exists (
    select from tenancy.memberships
    where tenant_id = old.tenant_id and role = 'owner' and user_id <> old.user_id
  ) then
    raise exception 'the last owner stays' using errcode = 'BH409';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger keep_an_owner_in before update of role on tenancy.memberships
  for each row when (old.role = 'owner' and new.role <> 'owner') execute function tenancy.keep_an_owner();
create trigger keep_an_owner_on before delete on tenancy.memberships
  for each row when (old.role = 'owner') execute function tenancy.keep_an_owner();

-- A home ends with the membership that it is. The personal workspace takes its place.
create policy owner_rehomes_reads on tenancy.memberships for select to bulkhead_owner using (true);
create policy owner_rehomes on tenancy.homes for insert to bulkhead_owner with check (true);
create function tenancy.rehome() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into tenancy.homes (user_id, tenant_id)
    select m.user_id, m.tenant_id
    from tenancy.memberships m join tenancy.tenants t on t.id = m.tenant_id
    where m.user_id = old.user_id and m.tenant_id <> old.tenant_id and t.kind = 'personal' and t.deleted_at is null
    order by m.created_at limit 1;
  return null;
end $$;
create trigger rehome after delete on tenancy.homes for each row execute function tenancy.rehome();

-- Nobody's home is a tenant that is closed.
create policy owner_rehomes_closed_reads on tenancy.homes for select to bulkhead_owner using (true);
create policy owner_rehomes_closed on tenancy.homes for delete to bulkhead_owner using (true);
create function tenancy.rehome_all() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from tenancy.homes where tenant_id = new.id;
  return null;
end $$;
create trigger rehome_all after update of deleted_at on tenancy.tenants
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function tenancy.rehome_all();

-- Takes a user out of a tenant by their own will, whatever their role: false where they are no member. It isn't done
-- by way of tenancy.enter, in which a viewer only reads.
create function tenancy.leave(leaving uuid, tenant uuid, request uuid) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  ignored text;
begin
  ignored := set_config('app.user_id', leaving::text, true);
  ignored := set_config('app.tenant_id', tenant::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  delete from tenancy.memberships where tenant_id = tenant and user_id = leaving;
  return found;
end $$;

-- As before, but nobody enters a tenant that is closed (no row) or suspended (SQLSTATE BH423), and what it may still
-- make is known where there is a limit.
create or replace function tenancy.enter(entering uuid, named text, needed integer, request uuid)
returns table (tenant_id uuid, slug text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  wanted uuid;
  ignored text;
  rank integer;
  suspended boolean;
  quota bigint;
begin
  ignored := set_config('app.user_id', entering::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  if named is null then
    select h.tenant_id into wanted from tenancy.homes h where h.user_id = entering;
  elsif named ~ '^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$' then
    wanted := named::uuid;
  else
    wanted := tenancy.tenant_of_slug(named);
  end if;
  if wanted is null then return; end if;

  ignored := set_config('app.tenant_id', wanted::text, true);
  select m.tenant_id, t.slug, m.role, t.suspended_at is not null, t.row_quota into tenant_id, slug, role, suspended, quota
    from tenancy.memberships m
    join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id and t.deleted_at is null
    where m.tenant_id = wanted and m.user_id = entering;
  if not found then
    ignored := set_config('app.tenant_id', '', true);
    return;
  end if;
  if suspended then
    raise exception 'the tenant is suspended' using errcode = 'BH423';
  end if;
  rank := case role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 else 4 end;
  if rank < needed then
    raise exception 'role % is not enough', role using errcode = 'BH403';
  end if;
  if rank = 1 then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  if quota is not null then
    ignored := set_config('app.row_quota', quota::text, true);
  end if;
  return next;
end $$;

grant execute on function tenancy.keep_an_owner(), tenancy.leave(uuid, uuid, uuid) to bulkhead_app;
