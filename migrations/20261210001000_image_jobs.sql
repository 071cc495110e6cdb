-- Pictures that members ask for. Each is made by background work, and seen by its owner alone.
create table app.image_jobs (
  like tenancy.resource_columns including all,
  prompt text not null constraint image_jobs_prompt_length check (char_length(prompt) between 1 and 4000),
  style text not null default 'natural'
    constraint image_jobs_style_known check (style in ('natural', 'vivid', 'sketch', 'pixel')),
  quality text not null default 'medium' constraint image_jobs_quality_known check (quality in ('low', 'medium', 'high')),
  -- The same prompt with another seed is another picture.
  seed bigint not null default 0 constraint image_jobs_seed_range check (seed between 0 and 4294967295),
  -- Whether an image came with the prompt.
  has_reference boolean not null default false,
  status text not null default 'queued'
    constraint image_jobs_status_known check (status in ('queued', 'running', 'succeeded', 'failed')),
  error text constraint image_jobs_error_length check (char_length(error) between 1 and 100),
  width bigint constraint image_jobs_width_range check (width between 1 and 16384),
  height bigint constraint image_jobs_height_range check (height between 1 and 16384),
  -- Runs since the picture was asked for, or asked for again.
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

-- The files of a picture: the image that came with its prompt, and the picture itself. The log has no lines of them, and a
-- tenant's rows are counted without them: what they belong to is in both.
create table tenancy.image_files (
  like tenancy.resource_columns including all,
  image_job_id uuid not null,
  part text not null constraint image_files_part_known check (part in ('reference', 'result')),
  media_type text not null
    constraint image_files_media_type_known check (media_type in ('image/png', 'image/jpeg')),
  bytes bytea not null constraint image_files_bytes_length check (octet_length(bytes) between 1 and 4194304),
  size bigint generated always as (octet_length(bytes)) stored,
  sha256 text generated always as (encode(sha256(bytes), 'hex')) stored,
  constraint image_files_job foreign key (tenant_id, image_job_id)
    references app.image_jobs (tenant_id, id) on delete cascade
);
-- Compressed already.
alter table tenancy.image_files alter column bytes set storage external;
create unique index image_files_part on tenancy.image_files (tenant_id, image_job_id, part);
create index image_files_size on tenancy.image_files (tenant_id) include (size);
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
create trigger count_stored_bytes after insert or update on tenancy.image_files
  for each row execute function tenancy.count_stored_bytes();
