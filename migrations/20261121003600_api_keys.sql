-- Keys by which programs act in one tenant, for the member who made them.
create table tenancy.api_keys (
  tenant_id uuid not null,
  id uuid not null,
  -- Who made it. It may do no more than they may at the time.
  owner_id uuid not null,
  -- A part of the key that tells it from others and opens nothing.
  prefix text not null constraint api_keys_prefix_form check (prefix ~ '^[0-9a-f]{12}$'),
  name text not null constraint api_keys_name_length check (char_length(name) between 1 and 200),
  -- Of the whole key.
  key_hash bytea not null constraint api_keys_hash_is_sha256 check (octet_length(key_hash) = 32),
  -- What it may do: leads:read, *:write, …
  scopes text[] not null constraint api_keys_scopes_number check (cardinality(scopes) <= 100),
  -- The most that it may be, whatever its maker is.
  role text not null constraint api_keys_role_known check (role in ('viewer', 'member', 'admin')),
  expires_at timestamptz not null,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  -- When it was revoked.
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
-- Not unique: a unique key over tenants would tell of another tenant's values, and 256 random bits don't meet.
create index api_keys_by_hash on tenancy.api_keys (key_hash);
select tenancy.protect('tenancy.api_keys', 'shared', secrets => '{key_hash}');

-- When a key was last used. Apart from the key, since a use changes nothing of the tenant's. Written at most once a minute.
create table auth.api_key_uses (
  key_id uuid primary key,
  last_used_at timestamptz not null
) with (fillfactor = 80);
grant select, insert, update (last_used_at), delete on auth.api_key_uses to bulkhead_auth;

-- A key has to be found before there is a tenant to set. Whoever asks has to know the key; no row for one that was revoked or
-- has expired, for one whose tenant is closed or suspended, and for one whose maker was disabled or is no member any more.
-- `member_role` is the maker's own: the key has the lesser of the two. Entering the tenant asks for all this but the key
-- again, in the unit of work itself.
create policy owner_finds_keys on tenancy.api_keys for select to bulkhead_owner using (true);
create policy owner_finds_makers on tenancy.memberships for select to bulkhead_owner using (true);
create function tenancy.api_key(digest bytea, at timestamptz)
returns table (
  tenant_id uuid, slug text, id uuid, owner_id uuid, scopes text[], role text, member_role text, last_used_at timestamptz
)
language plpgsql stable rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
begin
  return query
    select k.tenant_id, t.slug, k.id, k.owner_id, k.scopes, k.role, m.role, used.last_used_at
    from tenancy.api_keys k
      join tenancy.tenants t on t.tenant_id = k.tenant_id and t.id = k.tenant_id
      join tenancy.memberships m on m.tenant_id = k.tenant_id and m.user_id = k.owner_id
      join auth.users u on u.id = k.owner_id
      left join auth.api_key_uses used on used.key_id = k.id
    where k.key_hash = digest and k.deleted_at is null and k.expires_at > at and u.disabled_at is null
      and t.deleted_at is null and t.suspended_at is null;
end $$;
grant execute on function tenancy.api_key(bytea, timestamptz) to bulkhead_app;

-- The audit trail says by which key of its actor an act was done.
alter table tenancy.changes add column api_key_id uuid;

create or replace function tenancy.record_change() returns trigger
language plpgsql as $$
declare
  before jsonb;
  after jsonb;
  fields jsonb;
  subject jsonb;
  secret text;
begin
  if tg_op <> 'INSERT' then before := to_jsonb(old) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  if tg_op <> 'DELETE' then after := to_jsonb(new) - '{tenant_id,version,created_at,updated_at}'::text[]; end if;
  subject := coalesce(after, before);

  if tg_op = 'UPDATE' then
    select jsonb_object_agg(b.key, case when b.key = any (tg_argv[1:])
        then '["[redacted]", "[redacted]"]' else jsonb_build_array(b.value, after -> b.key) end)
      into fields from jsonb_each(before) b where b.value is distinct from after -> b.key;
  else
    fields := jsonb_strip_nulls(subject);
    foreach secret in array coalesce(tg_argv[1:], '{}') loop
      if fields ? secret then fields := jsonb_set(fields, array[secret], '"[redacted]"'); end if;
    end loop;
  end if;

  insert into tenancy.changes (tenant_id, table_name, row_id, operation, actor_id, api_key_id, job, request_id, fields)
  values (
    case when tg_op = 'DELETE' then old.tenant_id else new.tenant_id end,
    tg_table_name, (subject ->> tg_argv[0])::uuid, lower(tg_op),
    nullif(current_setting('app.user_id', true), '')::uuid,
    nullif(current_setting('app.api_key_id', true), '')::uuid,
    nullif(current_setting('app.job', true), ''),
    nullif(current_setting('app.request_id', true), '')::uuid,
    coalesce(fields, '{}'));
  return null;
end $$;

-- As before, and the key where there is one: what was sealed without stays as it was.
create or replace function tenancy.change_digests(after_row bigint, last_row bigint, most bigint)
returns table (number bigint, digest bytea)
language sql stable security definer set search_path = '' as $$
  select c.id, sha256(convert_to((jsonb_build_array(c.tenant_id, c.id, c.transaction_id::text, c.table_name, c.row_id,
    c.operation, c.actor_id, c.request_id, c.fields, extract(epoch from c.changed_at))
    || case when c.api_key_id is not null then jsonb_build_array(c.job, c.api_key_id)
      when c.job is not null then jsonb_build_array(c.job) else '[]' end)::text, 'UTF8'))
  from tenancy.changes c where c.id > after_row and c.id <= last_row order by c.id limit most
$$;
