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
