-- Tenants, who belongs to them, and the one way in.
create table tenancy.tenants (
  -- The tenant of a tenant's row is itself; the column lets every table of a tenant read alike.
  tenant_id uuid not null constraint tenants_is_itself check (tenant_id = id),
  id uuid primary key,
  slug text not null constraint tenants_slug_form check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,62}$'),
  name text not null constraint tenants_name_length check (char_length(name) between 1 and 200),
  kind text not null constraint tenants_kind_known check (kind in ('personal', 'team')),
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp()
);
-- A slug is an address: unique over all tenants.
create unique index tenants_slug_key on tenancy.tenants (slug);

create table tenancy.memberships (
  tenant_id uuid not null constraint memberships_tenant references tenancy.tenants (id) on delete cascade,
  user_id uuid not null,
  role text not null constraint memberships_role_known check (role in ('owner', 'admin', 'member', 'viewer')),
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, user_id)
);
create index memberships_of_user on tenancy.memberships (user_id);

-- The tenant that a request of this user gets when it names none.
create table tenancy.homes (
  user_id uuid primary key,
  tenant_id uuid not null,
  constraint homes_membership foreign key (tenant_id, user_id)
    references tenancy.memberships (tenant_id, user_id) on delete cascade
);
create index homes_of_tenant on tenancy.homes (tenant_id, user_id);

insert into tenancy.classes (table_name, class)
values ('tenancy.tenants', 'tenant'), ('tenancy.memberships', 'shared'), ('tenancy.homes', 'personal');

do $$
declare
  one text;
begin
  foreach one in array array['tenants', 'memberships'] loop
    execute format('alter table tenancy.%I enable row level security', one);
    execute format('alter table tenancy.%I force row level security', one);
    execute format('create policy tenant on tenancy.%I to bulkhead_app
      using (tenant_id = current_setting(''app.tenant_id'')::uuid) with check (tenant_id = current_setting(''app.tenant_id'')::uuid)', one);
    execute format('create policy tenant_guard on tenancy.%I as restrictive to bulkhead_app
      using (tenant_id = current_setting(''app.tenant_id'')::uuid) with check (tenant_id = current_setting(''app.tenant_id'')::uuid)', one);
    execute format('create policy platform_reads on tenancy.%I for select to bulkhead_platform using (true)', one);
    execute format('grant select on tenancy.%I to bulkhead_platform', one);
    execute format('create trigger next_version before update on tenancy.%I for each row execute function tenancy.next_version()', one);
  end loop;
end $$;
grant select, insert, update on tenancy.tenants to bulkhead_app;
grant select, insert, update, delete on tenancy.memberships to bulkhead_app;
create trigger record_change after insert or update or delete on tenancy.tenants
  for each row execute function tenancy.record_change('id');
create trigger record_change after insert or update or delete on tenancy.memberships
  for each row execute function tenancy.record_change('user_id');

alter table tenancy.homes enable row level security;
alter table tenancy.homes force row level security;
create policy own on tenancy.homes to bulkhead_app
  using (user_id = current_setting('app.user_id')::uuid) with check (user_id = current_setting('app.user_id')::uuid);
create policy own_guard on tenancy.homes as restrictive to bulkhead_app
  using (user_id = current_setting('app.user_id')::uuid) with check (user_id = current_setting('app.user_id')::uuid);
create policy platform_reads on tenancy.homes for select to bulkhead_platform using (true);
grant select on tenancy.homes to bulkhead_platform;
grant select, insert, update on tenancy.homes to bulkhead_app;

-- A slug has to be found before there is a tenant to set. It tells the id and nothing else.
create policy owner_resolves_slugs on tenancy.tenants for select to bulkhead_owner using (true);
create function tenancy.tenant_of_slug(wanted text) returns uuid
language sql stable security definer set search_path = '' as $$
  select id from tenancy.tenants where slug = wanted
$$;

-- The one way in: checks the membership and sets the context, for this transaction only, in one round trip.
--   named: the tenant's id, or its slug, or null for the user's home.
--   needed: the least role that may do what follows: 1 viewer, 2 member, 3 admin, 4 owner.
-- No row: not a member, or no such tenant (nobody learns which). SQLSTATE BH403: a member, but of a lower role.
create function tenancy.enter(entering uuid, named text, needed integer, request uuid)
returns table (tenant_id uuid, slug text, role text)
language plpgsql volatile rows 1 as $$
#variable_conflict use_column
declare
  wanted uuid;
  ignored text;
  rank integer;
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
  select m.tenant_id, t.slug, m.role into tenant_id, slug, role
    from tenancy.memberships m join tenancy.tenants t on t.id = m.tenant_id and t.tenant_id = m.tenant_id
    where m.tenant_id = wanted and m.user_id = entering;
  if not found then
    ignored := set_config('app.tenant_id', '', true);
    return;
  end if;
  rank := case role when 'viewer' then 1 when 'member' then 2 when 'admin' then 3 else 4 end;
  if rank < needed then
    raise exception 'role % is not enough', role using errcode = 'BH403';
  end if;
  if rank = 1 then
    ignored := set_config('transaction_read_only', 'on', true);
  end if;
  return next;
end $$;

-- Makes a tenant with its first owner, and that owner's home if there is none yet.
create function tenancy.found(founder uuid, new_tenant uuid, new_slug text, new_name text, new_kind text, request uuid)
returns void language plpgsql set search_path = '' as $$
declare
  ignored text;
begin
  ignored := set_config('app.user_id', founder::text, true);
  ignored := set_config('app.tenant_id', new_tenant::text, true);
  ignored := set_config('app.request_id', coalesce(request::text, ''), true);
  insert into tenancy.tenants (tenant_id, id, slug, name, kind) values (new_tenant, new_tenant, new_slug, new_name, new_kind);
  insert into tenancy.memberships (tenant_id, user_id, role) values (new_tenant, founder, 'owner');
  insert into tenancy.homes (user_id, tenant_id) values (founder, new_tenant) on conflict (user_id) do nothing;
end $$;

grant execute on function tenancy.tenant_of_slug(text), tenancy.enter(uuid, text, integer, uuid),
  tenancy.found(uuid, uuid, text, text, text, uuid) to bulkhead_app;
