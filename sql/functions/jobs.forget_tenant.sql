-- Deletes all jobs of a tenant, for the removal of a closed one.
create or replace function jobs.forget_tenant(tenant uuid) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  forgotten bigint;
begin
  delete from jobs.jobs j where j.tenant_id = tenant;
  get diagnostics forgotten = row_count;
  update jobs.rotations r set lane = null where r.lane = tenant;
  return forgotten;
end $$;
