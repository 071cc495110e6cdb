-- Run as bulkhead_app, writable: makes a tenant, looks at it from where it must not be seen, and rolls everything back.
begin;
do $$
declare
  faults jsonb := '[]';
  canary uuid := gen_random_uuid();
  canary_owner uuid := gen_random_uuid();
  stranger uuid := gen_random_uuid();
  strangers_tenant uuid := gen_random_uuid();
  viewer uuid := gen_random_uuid();
  owned record;
  seen integer;
  entered uuid;
  conversations uuid[];
  expected constant text[] := '{tenancy.tenants,tenancy.memberships,tenancy.homes,tenancy.changes}';
begin
  perform tenancy.create_tenant(canary_owner, canary, 'canary-' || replace(canary::text, '-', ''), 'Canary', 'team', null);
  insert into tenancy.memberships (tenant_id, user_id, role) values (canary, viewer, 'viewer');

  for owned in
    select c.oid, k.table_name as name, case when k.class = 'personal' then 'user_id' else 'tenant_id' end as key,
      case when k.class = 'personal' then canary_owner else canary end as whose
    from tenancy.classes k join pg_class c on c.oid = to_regclass(k.table_name)
    where k.class in ('shared', 'private', 'participants', 'tenant', 'log', 'personal')
      and has_any_column_privilege(c.oid, 'select')
    order by 2
  loop
    -- Its own tenant sees it: otherwise what follows would prove nothing.
    perform set_config('app.tenant_id', canary::text, true), set_config('app.user_id', canary_owner::text, true);
    begin
      seen := null;
      execute format('select 1 from %s where %I = $1 limit 1', owned.name, owned.key) into seen using owned.whose;
      if seen is null and owned.name = any (expected) then
        faults := faults || jsonb_build_object('object', owned.name, 'fault', 'hides the canary''s row from its own tenant');
      end if;
    exception when others then
      faults := faults || jsonb_build_object('object', owned.name, 'fault', format('can''t be read within a tenant: %s', sqlerrm));
    end;

    perform set_config('app.tenant_id', '', true), set_config('app.user_id', '', true);
    begin
      seen := null;
      execute format('select 1 from %s limit 1', owned.name) into seen;
      if seen is not null then
        faults := faults || jsonb_build_object('object', owned.name, 'fault', 'shows rows where no context is set');
      end if;
    exception when others then null;
    end;

    perform set_config('app.tenant_id', strangers_tenant::text, true), set_config('app.user_id', stranger::text, true);
    begin
      seen := null;
      execute format('select 1 from %s limit 1', owned.name) into seen;
      if seen is not null then
        faults := faults || jsonb_build_object('object', owned.name, 'fault', 'shows another tenant''s rows');
      end if;
    exception when others then
      faults := faults || jsonb_build_object('object', owned.name, 'fault', format('can''t be read within a tenant: %s', sqlerrm));
    end;

    -- Row-level security speaks before any constraint does, so the row needs no further values.
    if has_column_privilege(owned.oid, owned.key, 'insert') then
      begin
        execute format('insert into %s (%I) values ($1)', owned.name, owned.key) using owned.whose;
        raise exception 'accepted';
      exception
        when insufficient_privilege then null;
        when others then
          faults := faults || jsonb_build_object('object', owned.name, 'fault', 'accepts a row of another tenant');
      end;
    end if;
  end loop;

  perform set_config('app.tenant_id', canary::text, true), set_config('app.user_id', canary_owner::text, true);
  perform from tenancy.changes
    where tenant_id = canary and table_name = 'tenants' and row_id = canary and operation = 'insert' and actor_id = canary_owner;
  if not found then
    faults := faults || jsonb_build_object('object', 'function tenancy.record_change', 'fault', 'doesn''t record who did what');
  end if;

  perform set_config('app.tenant_id', '', true), set_config('app.user_id', '', true);
  select tenant_id into entered from tenancy.enter(canary_owner, canary::text, 4, null);
  if entered is distinct from canary then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter', 'fault', 'keeps an owner out of their tenant');
  end if;
  entered := null;
  select tenant_id into entered from tenancy.enter(stranger, canary::text, 1, null);
  if entered is not null or current_setting('app.tenant_id', true) <> '' then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter', 'fault', 'lets a stranger into a tenant');
  end if;
  begin
    perform from tenancy.enter(viewer, canary::text, 2, null);
    faults := faults || jsonb_build_object('object', 'function tenancy.enter', 'fault', 'lets a viewer in where a member is needed');
  exception when sqlstate 'BH403' then null;
  end;
  begin
    perform from tenancy.enter(viewer, canary::text, 1, null);
    if current_setting('transaction_read_only') = 'off' then
      faults := faults || jsonb_build_object('object', 'function tenancy.enter', 'fault', 'lets a viewer write');
    end if;
    raise exception 'undo' using errcode = 'BH000';
  exception when sqlstate 'BH000' then null;
  end;

  -- A conversation of the owner's alone.
  perform set_config('app.tenant_id', canary::text, true), set_config('app.user_id', canary_owner::text, true),
    set_config('app.conversations', format('{%s}', canary), true);
  insert into app.conversations (tenant_id, id, owner_id) values (canary, canary, canary_owner);
  insert into app.conversation_participants (tenant_id, id, owner_id, conversation_id, user_id)
    values (canary, canary, canary_owner, canary, canary_owner);
  perform set_config('app.conversations', '', true);
  conversations := tenancy.enter_conversations(canary, canary_owner, null);
  perform from app.conversations where tenant_id = canary and id = canary;
  if not found or conversations <> array[canary] then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter_conversations', 'fault', 'keeps a participant out of a conversation');
  end if;
  perform set_config('app.user_id', viewer::text, true);
  conversations := tenancy.enter_conversations(canary, viewer, canary);
  perform from app.conversations where tenant_id = canary and id = canary;
  if found or conversations <> '{}' then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter_conversations', 'fault', 'lets a member into a conversation of others');
  end if;
  perform set_config('app.conversations', '', true);

  -- Its owner is no user, and so has no second factor.
  perform set_config('app.tenant_id', canary::text, true), set_config('app.user_id', canary_owner::text, true);
  update tenancy.tenants set require_second_factor = true where tenant_id = canary and id = canary;
  begin
    perform from tenancy.enter(canary_owner, canary::text, 1, null);
    faults := faults || jsonb_build_object('object', 'function tenancy.enter', 'fault', 'asks for no second factor');
  exception when sqlstate 'BH428' then null;
  end;

  entered := null;
  select tenant_id into entered from tenancy.enter_job(canary, 'doctor', null, 1, canary);
  if entered is distinct from canary or current_setting('app.job', true) is distinct from 'doctor' or current_setting('app.user_id') <> '' then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter_job', 'fault', 'keeps a job out, or doesn''t say that it is one');
  end if;
  perform set_config('app.job', '', true);
  entered := null;
  select tenant_id into entered from tenancy.enter_job(canary, 'doctor', stranger, 1, canary);
  if entered is not null or current_setting('app.tenant_id', true) <> '' or current_setting('app.job', true) <> '' then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter_job', 'fault', 'lets a job act for a stranger');
  end if;
  entered := null;
  select tenant_id into entered from tenancy.enter_job(strangers_tenant, 'doctor', null, 1, canary);
  if entered is not null or current_setting('app.tenant_id', true) <> '' or current_setting('app.job', true) <> '' then
    faults := faults || jsonb_build_object('object', 'function tenancy.enter_job', 'fault', 'lets a job into a tenant that is none');
  end if;

  perform set_config('doctor.faults', faults::text, true);
end $$;
select object, fault from jsonb_to_recordset(current_setting('doctor.faults')::jsonb) found (object text, fault text);
rollback;
