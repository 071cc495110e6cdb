-- Every act on a tenant's row enters the change log, with the platform admin where one acted as the actor.
with allowed (name, reason) as (
  values ('tenancy.usage', 'a count of rows whose acts are logged'),
    ('app.attempts', 'the server''s own requests; what comes of them stands in rows that are logged'),
    ('app.rate_slots', 'a time by which a phone''s rate is kept; it changes with every request'),
    ('app.number_audits', 'a time at which a carrier is asked again; what it says is logged with the phone'),
    ('tenancy.webhook_deliveries', 'the server''s own messages about acts that are logged'),
    ('tenancy.conversation_signals', 'what participants do for seconds, and how far they have read; neither is an act on data'),
    ('tenancy.presence', 'when members last had a stream of events open, which is no act of theirs'),
    ('tenancy.image_files', 'the files of image jobs, which are logged'),
    ('tenancy.push_deliveries', 'the server''s own messages about acts that are logged'),
    ('tenancy.idempotency_keys', 'answers kept for retries; the acts themselves are logged'),
    ('app.carrier_events', 'what carriers tell, for thirty days; what it changes is logged')
), logged as (
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, k.class
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join tenancy.classes k on k.table_name = format('%I.%I', n.nspname, c.relname)
  where k.class in ('shared', 'private', 'participants', 'tenant')
    and format('%I.%I', n.nspname, c.relname) not in (select name from allowed)
)
-- tgtype 29: after, for each row, on insert, update and delete.
select l.name as object, 'does not write the change log: add the trigger record_change, as tenancy.protect does' as fault
from logged l
where not exists (select from pg_trigger t where t.tgrelid = l.oid and t.tgfoid = to_regproc('tenancy.record_change')
  and t.tgtype = 29 and t.tgenabled in ('O', 'A') and t.tgqual is null)
union all
-- A trigger's arguments each end with a zero byte.
select l.name, 'does not name the owner as the audience of its lines in the change log: tenancy.record_change(''id'', ''audience=owner_id'', …)'
from logged l
where l.class = 'private' and exists (select from pg_trigger t where t.tgrelid = l.oid and t.tgfoid = to_regproc('tenancy.record_change')
  and encode(t.tgargs, 'escape') !~ E'^id\\\\000audience=owner_id\\\\000')
union all
select l.name, format('does not name the conversation as the audience of its lines in the change log: tenancy.record_change(''id'', ''audience=%s'', …)', column_name)
from logged l, lateral (select case
    when exists (select from pg_attribute a where a.attrelid = l.oid and a.attname = 'conversation_id' and not a.attisdropped) then 'conversation_id'
    else 'id' end) conversation (column_name)
where l.class = 'participants' and exists (select from pg_trigger t where t.tgrelid = l.oid and t.tgfoid = to_regproc('tenancy.record_change')
  and encode(t.tgargs, 'escape') !~ format(E'^id\\\\000audience=%s\\\\000', column_name))
union all
select 'tenancy.changes', 'does not say who acted as the actor: alter table tenancy.changes alter impersonator_id set default '
  'nullif(current_setting(''app.impersonator_id'', true), '''')::uuid'
where not exists (
  select from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
  where d.adrelid = to_regclass('tenancy.changes') and a.attname = 'impersonator_id'
    and pg_get_expr(d.adbin, d.adrelid) = $$(NULLIF(current_setting('app.impersonator_id'::text, true), ''::text))::uuid$$)
order by 1
