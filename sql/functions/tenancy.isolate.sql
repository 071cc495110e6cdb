-- Adds a class's policies, by which bulkhead_app reaches only rows of the context's tenant, in a private table of the
-- context's user, and in a table of participants of the conversations that were entered. The condition is the cheapest
-- form for an index: tenancy.enter_conversations looks up who takes part, once for a unit of work, and the policies
-- compare with what it found. It raises an error where no tenant is set. Where no conversation was entered, there is no
-- row: the setting is asked for in a form that raises no error, since the planner evaluates it, and does so before the
-- statement has entered anything.
-- The condition stands twice: a permissive policy that is added later widens nothing past the restrictive one.
create or replace function tenancy.isolate(protected regclass, class text) returns void
language plpgsql set search_path = '' as $$
declare
  of_tenant constant text := 'tenant_id = current_setting(''app.tenant_id'')::uuid';
  of_user constant text := 'owner_id = current_setting(''app.user_id'')::uuid';
  condition constant text := case class
    when 'shared' then of_tenant
    when 'private' then of_tenant || ' and ' || of_user
    when 'participants' then of_tenant
      || format(' and %I = any (nullif(current_setting(''app.conversations'', true), '''')::uuid[])',
        tenancy.conversation_column(protected))
  end;
begin
  if condition is null then raise exception 'tenancy.isolate knows no class %', class; end if;
  execute format('create policy tenant on %s to bulkhead_app using (%s) with check (%2$s)', protected, condition);
  execute format('create policy tenant_guard on %s as restrictive to bulkhead_app using (%s) with check (%2$s)',
    protected, condition);
end $$;
