-- Images that members ask for. Each is made by background work, and seen by its owner alone.
create table app.image_jobs (
  like tenancy.resource_columns including all,
  prompt text not null constraint image_jobs_prompt_length check (char_length(prompt) between 1 and 4000),
  style text not null default 'natural'
    constraint image_jobs_style_known check (style in ('natural', 'vivid', 'sketch', 'pixel')),
  quality text not null default 'medium' constraint image_jobs_quality_known check (quality in ('low', 'medium', 'high')),
  -- The same prompt with another seed is another image.
  seed bigint not null default 0 constraint image_jobs_seed_range check (seed between 0 and 4294967295),
  -- Whether an image came with the prompt.
  has_reference boolean not null default false,
  status text not null default 'queued'
    constraint image_jobs_status_known check (status in ('queued', 'running', 'succeeded', 'failed')),
  error text constraint image_jobs_error_length check (char_length(error) between 1 and 100),
  width bigint constraint image_jobs_width_range check (width between 1 and 16384),
  height bigint constraint image_jobs_height_range check (height between 1 and 16384),
  -- Runs since the image was asked for, or asked for again.
  attempts bigint not null default 0 constraint image_jobs_attempts_range check (attempts between 0 and 1000),
  -- The latest run: what an overtaken one brings isn't stored.
  claim uuid
);
create index image_jobs_newest on app.image_jobs (tenant_id, owner_id, created_at desc, id desc);
create index image_jobs_of_status on app.image_jobs (tenant_id, owner_id, status, created_at desc, id desc);
select tenancy.protect('app.image_jobs', 'private', secrets => '{claim}');

-- How many bytes of files a tenant may store; null: as many as it likes.
alter table tenancy.tenants add column storage_quota bigint constraint tenants_storage_quota check (storage_quota >= 0);
grant update (storage_quota) on tenancy.tenants to bulkhead_platform;

-- The files of an image job: the image that came with its prompt, and the one that was made. The log has no lines of them, and a
-- tenant's rows are counted without them: what they belong to is in both.
create table tenancy.image_files (
  like tenancy.resource_columns including all,
  image_job_id uuid not null,
  part text not null constraint image_files_part_known check (part in ('reference', 'result')),
  media_type text not null
    constraint image_files_media_type_known check (media_type in ('image/png', 'image/jpeg')),
  -- Null where the file store has them.
  bytes bytea constraint image_files_bytes_length check (octet_length(bytes) between 1 and 4194304),
  -- Of the bytes, by trigger. The digest is in lower-case hexadecimal digits.
  size bigint not null,
  sha256 text not null,
  -- database → moving → file_store. From `moving` on, the file store may have the file.
  place text not null default 'database'
    constraint image_files_place_known check (place in ('database', 'moving', 'file_store')),
  constraint image_files_bytes_place check ((bytes is null) = (place = 'file_store')),
  constraint image_files_job foreign key (tenant_id, image_job_id)
    references app.image_jobs (tenant_id, id) on delete cascade
);
-- Compressed already.
alter table tenancy.image_files alter column bytes set storage external;
create unique index image_files_part on tenancy.image_files (tenant_id, image_job_id, part);
create index image_files_size on tenancy.image_files (tenant_id) include (size);
create index image_files_to_move on tenancy.image_files (id) where place <> 'file_store';
insert into tenancy.classes (table_name, class) values ('tenancy.image_files', 'private');
select tenancy.force_row_security('tenancy.image_files');
select tenancy.count_versions('tenancy.image_files');
select tenancy.isolate('tenancy.image_files', 'private');
select tenancy.allow_trash_removal('tenancy.image_files');
grant select, insert, update on tenancy.image_files to bulkhead_app;

-- For tenancy.count_stored_bytes, by trigger alone. It locks the tenant, and changes nothing of it.
create policy owner_counts_files on tenancy.image_files for select to bulkhead_owner
  using (tenant_id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0);
create policy owner_locks_tenant on tenancy.tenants for update to bulkhead_owner
  using (id = current_setting('app.tenant_id')::uuid and pg_trigger_depth() > 0) with check (false);

-- Trigger: refuses a file that a tenant's storage quota has no room for. SQLSTATE BH429. Files that come at the same time
-- are counted one after the other.
-- Runs as its owner: no policy shows a member another's private files. It tells nothing but the refusal.
create or replace function tenancy.count_stored_bytes() returns trigger
language plpgsql security definer set search_path = '' set jit = off as $$
declare
  quota bigint;
begin
  if (select t.storage_quota is null from tenancy.tenants t where t.id = new.tenant_id) then return null; end if;
  select t.storage_quota into quota from tenancy.tenants t where t.id = new.tenant_id for no key update;
  if (select sum(f.size) from tenancy.image_files f where f.tenant_id = new.tenant_id) > quota then
    raise exception 'the tenant has all its bytes' using errcode = 'BH429';
  end if;
  return null;
end $$;
create trigger count_stored_bytes after insert or update of bytes on tenancy.image_files
  for each row when (new.bytes is not null) execute function tenancy.count_stored_bytes();

-- Trigger: a file's size and digest are those of its bytes, also once the file store has them. A new file is in the database.
create or replace function tenancy.describe_image_file() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then new.place := 'database'; end if;
  if new.bytes is not null then
    new.size := octet_length(new.bytes);
    new.sha256 := encode(sha256(new.bytes), 'hex');
  elsif tg_op = 'UPDATE' then
    new.size := old.size;
    new.sha256 := old.sha256;
  end if;
  return new;
end $$;
create trigger describe_image_file before insert or update on tenancy.image_files
  for each row execute function tenancy.describe_image_file();

-- Files that the file store may have and whose rows are gone, until they are deleted there as well.
create table tenancy.removed_files (
  -- <tenant_id>/<id>
  key text primary key,
  removed_at timestamptz not null default statement_timestamp()
);
create index removed_files_oldest on tenancy.removed_files (removed_at);
insert into tenancy.classes (table_name, class) values ('tenancy.removed_files', 'internal');
select tenancy.force_row_security('tenancy.removed_files');
-- For the functions below: by trigger in a tenant, and else in none.
create policy owner_notes_removed_files on tenancy.removed_files for insert to bulkhead_owner
  with check (pg_trigger_depth() > 0);
create policy owner_finds_removed_files on tenancy.removed_files for select to bulkhead_owner
  using (coalesce(current_setting('app.tenant_id', true), '') = '');
create policy owner_forgets_removed_files on tenancy.removed_files for delete to bulkhead_owner
  using (coalesce(current_setting('app.tenant_id', true), '') = '');
-- In the tenant that no tenant is.
create policy owner_finds_files_to_move on tenancy.image_files for select to bulkhead_owner
  using (current_setting('app.tenant_id', true) = '00000000-0000-0000-0000-000000000000');

-- Trigger: notes a file that is gone from the database.
-- Runs as its owner: no role of the server has a privilege on tenancy.removed_files.
create or replace function tenancy.note_removed_file() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into tenancy.removed_files (key) values (old.tenant_id || '/' || old.id);
  return null;
end $$;
create trigger note_removed_file after delete on tenancy.image_files
  for each row when (old.place <> 'database') execute function tenancy.note_removed_file();

-- The files of open tenants that the file store doesn't have: at most `most` of them, the oldest first.
-- Runs as its owner: no policy shows the server the rows of all tenants. It tells ids.
create or replace function tenancy.files_to_move(most integer)
returns table (tenant_id uuid, owner_id uuid, file_id uuid)
language plpgsql volatile rows 100 security definer set search_path = '' set jit = off as $$
#variable_conflict use_column
declare
  context text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-0000-0000-000000000000', true);
  return query
    select f.tenant_id, f.owner_id, f.id from tenancy.image_files f
    where f.place <> 'file_store' and exists (
      select from tenancy.tenants t
      where t.tenant_id = f.tenant_id and t.id = f.tenant_id and t.suspended_at is null and t.deleted_at is null)
    order by f.id
    limit most;
  perform set_config('app.tenant_id', context, true);
end $$;
grant execute on function tenancy.files_to_move(integer) to bulkhead_platform;

-- The keys of files that are to be deleted from the file store: at most `most` of them, the oldest first.
create or replace function tenancy.files_to_remove(most integer) returns setof text
language plpgsql stable rows 100 security definer set search_path = '' set jit = off as $$
begin
  return query select r.key from tenancy.removed_files r order by r.removed_at limit most;
end $$;
grant execute on function tenancy.files_to_remove(integer) to bulkhead_platform;

-- Forgets a file that is deleted from the file store.
create or replace function tenancy.forget_removed_file(gone text) returns void
language plpgsql security definer set search_path = '' set jit = off as $$
begin
  delete from tenancy.removed_files r where r.key = gone;
end $$;
grant execute on function tenancy.forget_removed_file(text) to bulkhead_platform;
