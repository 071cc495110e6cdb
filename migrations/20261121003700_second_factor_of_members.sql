-- A tenant may ask its members for a second factor: without one, nobody enters it.

alter table tenancy.tenants add column require_second_factor boolean not null default false;
grant update (require_second_factor) on tenancy.tenants to bulkhead_app;

-- Whether a user has a second factor. It runs as its owner, since bulkhead_app may read nothing of schema auth. Whoever has
-- one has no session that lacks it: adding the first ends all others.
create function auth.has_second_factor(asked uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from auth.users u where u.id = asked and u.factors <> '{}');
end $$;
grant execute on function auth.has_second_factor(uuid) to bulkhead_app;

-- As before, and SQLSTATE BH428 for whoever has no second factor, where the tenant asks for one. Where it doesn't, nothing is
-- looked up.
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
