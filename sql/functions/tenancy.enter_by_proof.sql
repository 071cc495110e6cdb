-- Enters a tenant by a session, with all that a unit of work may ask of it (auth.prove_session). Null: no member, or
-- no such tenant.
create or replace function tenancy.enter_by_proof(token bytea, session uuid, at timestamptz, idle_since timestamptz,
  named text, needed integer, request uuid, proved_since timestamptz, verified boolean, hold boolean)
returns tenancy.access
language plpgsql volatile security definer set search_path = '' as $$
declare
  proved auth.live_session :=
    auth.prove_session(token, session, at, idle_since, false, proved_since, verified, false, hold);
  entered tenancy.access;
begin
  select e.tenant_id, e.slug, e.role, proved.user_id, proved.last_seen_at, null, false
    into entered from tenancy.enter(proved.user_id, named, needed, request) e;
  if not found then return null; end if;
  return entered;
end $$;
grant execute on function tenancy.enter_by_proof(
  bytea, uuid, timestamptz, timestamptz, text, integer, uuid, timestamptz, boolean, boolean)
  to bulkhead_app;
