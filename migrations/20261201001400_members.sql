-- How a user enters a tenant, creates one and leaves one.

-- The owner's policies bind the functions that run as their owner.
create policy owner_resolves_slugs on tenancy.tenants for select to bulkhead_owner using (true);
-- The id of a slug's tenant, and nothing else. Runs as its owner: a slug has to be found before there is a tenant to
-- set.
create or replace function tenancy.tenant_of_slug(wanted text) returns uuid
language sql stable security definer set search_path = '' as $$
  select id from tenancy.tenants where slug = wanted
$$;
grant execute on function tenancy.tenant_of_slug(text) to bulkhead_app;

-- Enters a tenant: checks the membership and sets the context, for this transaction only, in one round trip.
--   named: the tenant's id or slug, or null for the user's home tenant.
--   needed: the least role that suffices: 1 viewer, 2 member, 3 admin, 4 owner.
-- No row: no member, or no such tenant, or it is closed; the answer is the same. SQLSTATEs: BH403 a member of too low
-- a role, BH423 the tenant is suspended, BH428 the tenant requires a second factor that the user lacks.
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
  two_factors boolean;
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
  select m.tenant_id, t.slug, m.role, t.suspended_at is not null, t.row_quota, t.require_second_factor
    into tenant_id, slug, role, suspended, quota, two_factors
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
  if two_factors and not auth.has_second_factor(entering) then
    raise exception 'the tenant asks for a second factor' using errcode = 'BH428';
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
grant execute on function tenancy.enter(uuid, text, integer, uuid) to bulkhead_app;

-- Creates a tenant with its first owner. It becomes the owner's home tenant where they have none yet.
create or replace function tenancy.create_tenant(owner uuid, new_tenant uuid, new_slug text, new_name text,
  new_kind text, request uuid)
returns void language plpgsql set search_path = '' as $$
declare
  ignored text;
begin
  ignored := set_config('app.user_id', owner::text, true);
  ignored := set_config('app.tenant_id', new_tenant::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  insert into tenancy.tenants (tenant_id, id, slug, name, kind)
    values (new_tenant, new_tenant, new_slug, new_name, new_kind);
  insert into tenancy.memberships (tenant_id, user_id, role) values (new_tenant, owner, 'owner');
  insert into tenancy.homes (user_id, tenant_id) values (owner, new_tenant) on conflict (user_id) do nothing;
end $$;
grant execute on function tenancy.create_tenant(uuid, uuid, text, text, text, uuid) to bulkhead_app;

-- Takes a user out of a tenant at their own will, whatever their role; false where they are no member.
-- It sets the context itself, since tenancy.enter lets a viewer only read.
create or replace function tenancy.leave(leaving uuid, tenant uuid, request uuid) returns boolean
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
grant execute on function tenancy.leave(uuid, uuid, uuid) to bulkhead_app;

-- A role's rank: 1 viewer, 2 member, 3 admin, 4 owner.
create or replace function tenancy.rank(role text) returns integer
language sql immutable as $$
  select case role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 when 'owner' then 4 end
$$;
grant execute on function tenancy.rank(text) to bulkhead_app;

-- How many tenants a user owns. Runs as its owner: a member of one tenant sees no other.
create or replace function tenancy.owned_tenants(owner uuid) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
begin
  return (select count(*) from tenancy.memberships m where m.user_id = owner and m.role = 'owner');
end $$;
grant execute on function tenancy.owned_tenants(uuid) to bulkhead_app;

-- Trigger: refuses an act that takes a tenant's last owner away, by SQLSTATE BH409 (ROL-3). Parallel acts wait for
-- each other at the tenant's row, and then look again: in a volatile function, each statement sees what was committed
-- before it began.
create or replace function tenancy.keep_an_owner() returns trigger
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
grant execute on function tenancy.keep_an_owner() to bulkhead_app;

create trigger keep_an_owner_in before update of role on tenancy.memberships
  for each row when (old.role = 'owner' and new.role <> 'owner') execute function tenancy.keep_an_owner();
create trigger keep_an_owner_on before delete on tenancy.memberships
  for each row when (old.role = 'owner') execute function tenancy.keep_an_owner();

-- The personal workspace replaces a home that ends.
create policy owner_rehomes_reads on tenancy.memberships for select to bulkhead_owner using (true);
create policy owner_rehomes on tenancy.homes for insert to bulkhead_owner with check (true);
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

create trigger rehome after delete on tenancy.homes for each row execute function tenancy.rehome();

-- A closed tenant is no user's home.
create policy owner_rehomes_closed_reads on tenancy.homes for select to bulkhead_owner using (true);
create policy owner_rehomes_closed on tenancy.homes for delete to bulkhead_owner using (true);
-- Trigger: takes a tenant that is being closed from the users whose home it is. Runs as its owner: the homes are of
-- many users.
create or replace function tenancy.rehome_all() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from tenancy.homes where tenant_id = new.id;
  return null;
end $$;

create trigger rehome_all after update of deleted_at on tenancy.tenants
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function tenancy.rehome_all();
