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
