-- No policy lets more through than its table's class: each is of the class's own text, or on the list below.
with text (tenant, owner, audience, "user", conversation) as (
  values ($$(tenant_id = (current_setting('app.tenant_id'::text))::uuid)$$,
    $$(owner_id = (current_setting('app.user_id'::text))::uuid)$$,
    $$((audience IS NULL) OR (audience = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid))$$,
    $$(user_id = (current_setting('app.user_id'::text))::uuid)$$,
    $$(conversation_id = ANY ((NULLIF(current_setting('app.conversations'::text, true), ''::text))::uuid[]))$$)
), allowed (tables, policy, roles, command, reason) as (
  values
    ('%', 'platform_locates', '{bulkhead_platform}', 'r', 'says whose a denied id was; the grant is on tenant_id and id alone'),
    ('app.%', 'owner_searches', '{bulkhead_owner}', 'r', 'tenancy.search_page, which tells ids of the tenant that was entered and nothing else'),
    ('private', 'owner_finds_trash', '{bulkhead_owner}', 'r', 'tenancy.owners_of_trash, which tells whose rows are in the trash of the job''s tenant'),
    ('participants', 'owner_finds_trash', '{bulkhead_owner}', 'r', 'tenancy.enter_trash, which tells which conversations have rows in the trash of the job''s tenant'),
    ('app.conversation_participants', 'owner_finds_participations', '{bulkhead_owner}', 'r', 'tenancy.enter_conversations, which tells in which the user takes part'),
    ('app.conversation_participants', 'owner_finds_hearers', '{bulkhead_owner}', 'r', 'tenancy.hearers, which tells tenancy.changes_since who may hear of a line about a conversation'),
    ('tenancy.tenants', 'platform_reads', '{bulkhead_platform}', 'r', 'platform admins list tenants'),
    ('tenancy.tenants', 'owner_resolves_slugs', '{bulkhead_owner}', 'r', 'tenancy.tenant_of_slug, which tells the id and nothing else'),
    ('tenancy.memberships', 'platform_reads', '{bulkhead_platform}', 'r', 'a user lists the tenants that are theirs'),
    ('tenancy.memberships', 'owner_finds_makers', '{bulkhead_owner}', 'r', 'tenancy.api_key, which tells of the key''s own maker, and tenancy.impersonation, of the user'),
    ('tenancy.impersonations', 'owner_finds_impersonations', '{bulkhead_owner}', 'r', 'tenancy.impersonation, which tells of the one whose token it is shown'),
    ('tenancy.impersonations', 'platform_reads_impersonations', '{bulkhead_platform}', 'r', 'platform admins list impersonations'),
    ('tenancy.impersonations', 'platform_impersonates', '{bulkhead_platform}', 'a', 'platform admins begin impersonations, which open nothing by themselves'),
    ('tenancy.impersonations', 'platform_ends_impersonations', '{bulkhead_platform}', 'w', 'platform admins end impersonations; the grant is on their end alone'),
    ('tenancy.api_keys', 'owner_finds_keys', '{bulkhead_owner}', 'r', 'tenancy.api_key, which tells of the key that it is shown'),
    ('tenancy.api_keys', 'owner_revokes_keys', '{bulkhead_owner}', 'w', 'auth.revoke_api_keys_of, which revokes a user''s own with a new password'),
    ('tenancy.changes', 'owner_records_changes', '{bulkhead_owner}', 'a', 'auth.revoke_api_keys_of, whose effect stands in the log; by trigger alone'),
    ('app.campaigns', 'owner_plans', '{bulkhead_owner}', 'r', 'tenancy.due_campaigns, which tells ids'),
    ('app.webhooks', 'owner_finds_webhooks', '{bulkhead_owner}', 'r', 'tenancy.hear_changes and tenancy.due_webhooks, which tell ids and numbers'),
    ('tenancy.webhook_deliveries', 'owner_finds_deliveries', '{bulkhead_owner}', 'r', 'tenancy.due_webhooks and tenancy.count_deliveries, which tell ids and numbers'),
    ('tenancy.webhook_deliveries', 'owner_makes_deliveries', '{bulkhead_owner}', 'a', 'tenancy.hear_changes, which makes the deliveries of a tenant''s events to its webhooks'),
    ('tenancy.notifications', 'owner_notifies', '{bulkhead_owner}', 'a', 'tenancy.notify, which tells members of acts; by trigger alone'),
    ('tenancy.notifications', 'owner_finds_unread', '{bulkhead_owner}', 'r', 'tenancy.due_digests, which tells whom the job of the tenant is to e-mail'),
    ('app.notification_preferences', 'owner_asks_preferences', '{bulkhead_owner}', 'r', 'tenancy.notify, which asks what members want to be told of; by trigger alone'),
    ('app.notification_preferences', 'owner_finds_unread', '{bulkhead_owner}', 'r', 'tenancy.due_digests, which tells whom the job of the tenant is to e-mail'),
    ('app.push_subscriptions', 'owner_finds_push_subscriptions', '{bulkhead_owner}', 'r', 'tenancy.queue_push, tenancy.due_pushes and tenancy.dead_push_subscriptions, which tell ids and numbers'),
    ('tenancy.push_deliveries', 'owner_finds_pushes', '{bulkhead_owner}', 'r', 'tenancy.due_pushes and tenancy.count_pushes, which tell ids and numbers'),
    ('tenancy.tenants', 'owner_locks_tenant', '{bulkhead_owner}', 'w', 'tenancy.count_stored_bytes, which counts files one after the other; by trigger alone, and it changes nothing'),
    ('tenancy.image_files', 'owner_counts_files', '{bulkhead_owner}', 'r', 'tenancy.count_stored_bytes, which compares a sum with the quota; by trigger alone'),
    ('tenancy.image_files', 'owner_finds_files_to_move', '{bulkhead_owner}', 'r', 'tenancy.files_to_move, which tells ids'),
    ('tenancy.removed_files', 'owner_notes_removed_files', '{bulkhead_owner}', 'a', 'tenancy.note_removed_file; by trigger alone'),
    ('tenancy.removed_files', 'owner_finds_removed_files', '{bulkhead_owner}', 'r', 'tenancy.files_to_remove, which tells keys of files, and tenancy.forget_removed_file'),
    ('tenancy.removed_files', 'owner_forgets_removed_files', '{bulkhead_owner}', 'd', 'tenancy.forget_removed_file'),
    ('tenancy.push_deliveries', 'owner_makes_pushes', '{bulkhead_owner}', 'a', 'tenancy.queue_push, which has the notifications of another user pushed to their browsers'),
    ('app.number_audits', 'owner_audits', '{bulkhead_owner}', 'r', 'tenancy.phones_to_audit, which tells ids'),
    ('app.attempts', 'owner_dispatches', '{bulkhead_owner}', 'r', 'tenancy.due_attempts, tenancy.due_cancellations, tenancy.stale_attempts and tenancy.count_attempts, which tell ids and numbers'),
    ('tenancy.memberships', 'owner_rehomes_reads', '{bulkhead_owner}', 'r', 'tenancy.rehome, which looks for a personal workspace'),
    ('tenancy.invitations', 'owner_resolves_invitations', '{bulkhead_owner}', 'r', 'tenancy.tenant_of_invitation, which tells the tenant and nothing else'),
    ('%', 'platform_purges', '{bulkhead_platform}', 'd', 'removes what a tenant has that was closed thirty days ago'),
    ('tenancy.changes', 'owner_purges_reads', '{bulkhead_owner}', 'r', 'tenancy.purge_changes, which removes what a closed tenant leaves'),
    ('tenancy.changes', 'owner_purges', '{bulkhead_owner}', 'd', 'tenancy.purge_changes, which removes what a closed tenant leaves'),
    ('tenancy.idempotency_keys', 'owner_claims', '{bulkhead_owner}', 'r', 'tenancy.claim_key, which tells the answer under the caller''s own key'),
    ('tenancy.idempotency_keys', 'platform_purges_reads', '{bulkhead_platform}', 'r', 'sees what it removes; the grant is on tenant_id and created_at alone'),
    ('tenancy.changes', 'platform_acts', '{bulkhead_platform}', 'a', 'what platform admins do to a tenant stands in its log; by trigger alone'),
    ('tenancy.tenants', 'platform_onboards', '{bulkhead_platform}', 'a', 'platform admins make tenants for others'),
    ('tenancy.tenants', 'platform_administers', '{bulkhead_platform}', 'w', 'platform admins suspend, limit, close and restore; the grant is on those columns alone'),
    ('tenancy.invitations', 'platform_invites', '{bulkhead_platform}', 'a', 'platform admins invite a new tenant''s owner'),
    ('tenancy.usage', 'platform_counts_reads', '{bulkhead_platform}', 'r', 'counts a tenant''s rows when a quota is set'),
    ('tenancy.usage', 'platform_counts_first', '{bulkhead_platform}', 'a', 'counts a tenant''s rows when a quota is set'),
    ('tenancy.usage', 'platform_counts', '{bulkhead_platform}', 'w', 'counts a tenant''s rows when a quota is set'),
    ('tenancy.purges', 'platform_records', '{bulkhead_platform}', '*', 'says which tenants are gone, seen by none'),
    ('tenancy.homes', 'owner_rehomes', '{bulkhead_owner}', 'a', 'tenancy.rehome, which sets it'),
    ('tenancy.homes', 'owner_rehomes_closed_reads', '{bulkhead_owner}', 'r', 'tenancy.rehome_all, which ends homes in a closed tenant'),
    ('tenancy.homes', 'owner_rehomes_closed', '{bulkhead_owner}', 'd', 'tenancy.rehome_all, which ends homes in a closed tenant'),
    ('tenancy.homes', 'platform_reads', '{bulkhead_platform}', 'r', 'a user lists the tenants that are theirs'),
    ('tenancy.idempotency_keys', 'platform_expires_reads', '{bulkhead_platform}', 'r', 'sees the age of keys past use; the grant is on created_at alone'),
    ('tenancy.idempotency_keys', 'platform_expires', '{bulkhead_platform}', 'd', 'removes keys past use'),
    ('app.attempts', 'platform_purges_reads', '{bulkhead_platform}', 'r', 'sees what it removes; the grant is on ids and ended_at alone'),
    ('app.attempts', 'platform_expires_reads', '{bulkhead_platform}', 'r', 'sees the age of requests past use; the grant is on ids and ended_at alone'),
    ('app.attempts', 'platform_expires', '{bulkhead_platform}', 'd', 'removes requests past use'),
    ('tenancy.webhook_deliveries', 'platform_purges_reads', '{bulkhead_platform}', 'r', 'sees what it removes; the grant is on ids and ended_at alone'),
    ('tenancy.webhook_deliveries', 'platform_expires_reads', '{bulkhead_platform}', 'r', 'sees the age of deliveries past use; the grant is on ids and ended_at alone'),
    ('tenancy.webhook_deliveries', 'platform_expires', '{bulkhead_platform}', 'd', 'removes deliveries past use'),
    ('tenancy.push_deliveries', 'platform_purges_reads', '{bulkhead_platform}', 'r', 'sees what it removes; the grant is on ids and over_at alone'),
    ('tenancy.push_deliveries', 'platform_expires_reads', '{bulkhead_platform}', 'r', 'sees the age of deliveries past use; the grant is on ids and over_at alone'),
    ('tenancy.push_deliveries', 'platform_expires', '{bulkhead_platform}', 'd', 'removes deliveries past use'),
    ('tenancy.push_key', 'platform_keeps_push_key', '{bulkhead_platform}', '*', 'the installation''s key, encrypted, is no tenant''s'),
    ('app.carrier_events', 'platform_purges_reads', '{bulkhead_platform}', 'r', 'sees what it removes; the grant is on ids and received_at alone'),
    ('app.carrier_events', 'platform_expires_reads', '{bulkhead_platform}', 'r', 'sees the age of events past use; the grant is on ids and received_at alone'),
    ('app.carrier_events', 'platform_expires', '{bulkhead_platform}', 'd', 'removes events past use'),
    ('app.calls', 'owner_finds_overdue', '{bulkhead_owner}', 'r', 'tenancy.overdue_phones, which tells ids of tenants and phones'),
    ('app.messages', 'owner_finds_overdue', '{bulkhead_owner}', 'r', 'tenancy.overdue_phones, which tells ids of tenants and phones'),
    ('app.phones', 'owner_finds_phones', '{bulkhead_owner}', 'r', 'tenancy.phone_of_webhook, which tells what the signatures of one phone are verified with'),
    ('tenancy.classes', 'readable', '{bulkhead_app,bulkhead_platform}', 'r', 'doctor reads it; it holds no tenant''s data'),
    ('tenancy.classes', 'kept_by_migrations', '{bulkhead_owner}', '*', 'tenancy.protect writes it'),
    ('tenancy.denied_accesses', 'platform_records', '{bulkhead_platform}', '*', 'kept for platform admins, seen by no tenant'),
    ('tenancy.changes', 'owner_digests', '{bulkhead_owner}', 'r', 'tenancy.change_digests, which tells digests, and tenancy.changes_since, which tells rows'' ids and who may hear of them'),
    ('jobs.jobs', 'owner_runs_jobs', '{bulkhead_owner}', '*', 'the functions of schema jobs; no role of the server has a privilege on the table'),
    ('jobs.rotations', 'owner_rotates', '{bulkhead_owner}', '*', 'jobs.claim, which gives tenants turns'),
    ('jobs.periodic_runs', 'owner_records_runs', '{bulkhead_owner}', '*', 'the functions of periodic runs; no role of the server has a privilege on the table'),
    ('tenancy.chain_links', 'owner_reads_links', '{bulkhead_owner}', 'r', 'tenancy.log_position, which tells the last number that a link covers'),
    ('tenancy.conversation_signals', 'owner_tells_signals', '{bulkhead_owner}', 'r', 'tenancy.look, which tells who may hear of them, and tenancy.forget_signals'),
    ('tenancy.conversation_signals', 'owner_forgets_signals', '{bulkhead_owner}', 'd', 'tenancy.forget_signals, which deletes what is told no more'),
    ('tenancy.presence', 'owner_notes_presence', '{bulkhead_owner}', '*', 'tenancy.note_presence and tenancy.forget_presence, which tell nothing and a number'),
    ('tenancy.webhook_position', 'owner_keeps_position', '{bulkhead_owner}', '*', 'tenancy.hear_changes, which reads on from there'),
    ('tenancy.chain_links', 'platform_links', '{bulkhead_platform}', '*', 'links hold no tenant''s data'),
    ('catalog', 'catalog_read', '{bulkhead_app}', 'r', 'all tenants read the catalogue'),
    ('catalog', 'catalog_admin', '{bulkhead_platform}', '*', 'platform admins write the catalogue')
), policies as (
  select format('%I.%I', n.nspname, c.relname) as name, k.class, p.polrelid, p.polname::text as policy, p.polcmd::text as command, p.polpermissive,
    array(select coalesce(r.rolname, 'public')::text from unnest(p.polroles) role left join pg_roles r on r.oid = role order by 1)::text as roles,
    pg_get_expr(p.polqual, p.polrelid) as reads, pg_get_expr(p.polwithcheck, p.polrelid) as writes
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  left join tenancy.classes k on k.table_name = format('%I.%I', n.nspname, c.relname)
), strangers as (
  select p.*, tenant, case when class = 'private' then format('(%s AND %s)', tenant, owner) when class = 'personal' then "user"
    when class = 'log' then format('(%s AND %s)', tenant, audience) when class in ('shared', 'tenant') then tenant
    -- The rows of a table of participants belong to a conversation, or are the conversations.
    when class = 'participants' then format('(%s AND %s)', tenant, case
      when exists (select from pg_attribute a where a.attrelid = p.polrelid and a.attname = 'conversation_id' and not a.attisdropped)
      then conversation else replace(conversation, '(conversation_id =', '(id =') end) end as condition
  from policies p, text
  where polpermissive and not exists (select from allowed a
    where a.policy = p.policy and a.roles = p.roles and a.command = p.command
      and (p.name like a.tables or p.class = a.tables))
)
select s.name as object, case
    when s.roles like '%public%' then format('policy %I is for public: name its role', s.policy)
    when s.reads = 'true' or s.writes = 'true' then format('policy %I lets every row through: drop it', s.policy)
    else format('policy %I reads %s, not as class %s does: %s', s.policy, coalesce(nullif(s.reads, s.condition), s.writes, 'without a check'),
      s.class, coalesce(s.condition, 'drop it')) end as fault
from strangers s
where s.roles <> '{bulkhead_app}'
  or coalesce(s.reads, s.condition) is distinct from s.condition or coalesce(s.writes, s.condition) is distinct from case s.class when 'log' then s.tenant else s.condition end
union all
select p.name, format('policy %I has no WITH CHECK: write the condition twice', p.policy)
from policies p where p.command in ('*', 'w', 'a') and p.writes is null
union all
-- What is on the list by name, and reaches far, is of this text.
select p.name, format('policy %I lets more go than what was closed thirty days ago: tenancy.grant_platform_policies has its text', p.policy)
from policies p
where p.policy ~ '^(platform|owner)_purges' and p.name <> 'tenancy.tenants' and regexp_replace(p.reads, '[[:space:]]+', ' ', 'g') is distinct from
  format('(EXISTS ( SELECT FROM tenancy.tenants t WHERE ((t.id = %s.tenant_id) AND (t.deleted_at < (statement_timestamp() - ''30 days''::interval)))))',
    split_part(p.name, '.', 2))
union all
select p.name, format('policy %I reads more than the caller''s own keys: %s', p.policy, p.reads)
from policies p
where p.policy = 'owner_claims' and p.reads is distinct from
  $$((tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid) AND (owner_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid))$$
union all
select p.name, format('policy %I shows who takes part to more than tenancy.hearers: %s', p.policy, p.reads)
from policies p
where p.policy = 'owner_finds_hearers' and p.reads is distinct from
  $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (COALESCE(current_setting('app.user_id'::text, true), ''::text) = ''::text))$$
union all
select p.name, format('policy %I reads more than the participations of the user in the context: %s', p.policy, p.reads)
from policies p
where p.policy = 'owner_finds_participations' and p.reads is distinct from
  $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (user_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid))$$
union all
select p.name, format('policy %I reaches more than the keys of the user in the context: %s', p.policy, p.reads)
from policies p
where p.policy = 'owner_revokes_keys' and p.reads is distinct from
  $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (owner_id = (current_setting('app.user_id'::text))::uuid))$$
union all
select p.name, format('policy %I accepts %s, not %s', p.policy, p.writes, w.condition)
from policies p join (values
  ('tenancy.changes', 'owner_records_changes', $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (pg_trigger_depth() > 0))$$),
  ('tenancy.changes', 'platform_acts', $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (pg_trigger_depth() > 0))$$),
  ('tenancy.api_keys', 'owner_revokes_keys', $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (owner_id = (current_setting('app.user_id'::text))::uuid) AND (deleted_at IS NOT NULL))$$),
  ('tenancy.invitations', 'platform_invites', $$(by_platform AND (role = 'owner'::text))$$),
  ('tenancy.impersonations', 'platform_impersonates', $$((tenant_id = (current_setting('app.tenant_id'::text))::uuid) AND (ended_at IS NULL) AND (reason <> ''::text))$$),
  ('tenancy.tenants', 'platform_onboards', $$(kind = 'team'::text)$$)) w (name, policy, condition) using (name, policy)
where p.writes is distinct from w.condition
order by 1, 2
