-- Attempts at what belongs to another tenant. The client was told that there is no such thing; platform admins see
-- this.
create table tenancy.denied_accesses (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid not null,
  impersonator_id uuid,
  -- The tenant that the actor was in; null for an actor in none.
  actor_tenant_id uuid,
  owner_tenant_id uuid not null,
  -- What was asked for: a row of a table, or the tenant itself. No foreign keys: the record outlives its target.
  table_name text not null,
  row_id uuid not null,
  route text not null,
  request_id uuid not null,
  address inet,
  alert boolean not null
);
comment on column tenancy.denied_accesses.impersonator_id is
  'The platform admin who acted as the actor, where one did.';
comment on column tenancy.denied_accesses.alert is
  'Whether it was the third within ten minutes of the person who acted (the impersonator, where there was one), or a '
  'later one.';
-- By the person who acted, for the count that an alert depends on.
create index denied_accesses_of_person on tenancy.denied_accesses ((coalesce(impersonator_id, actor_id)), at);

insert into tenancy.classes (table_name, class) values ('tenancy.denied_accesses', 'internal');
select tenancy.force_row_security('tenancy.denied_accesses');
create policy platform_records on tenancy.denied_accesses to bulkhead_platform using (true) with check (true);
grant select, insert on tenancy.denied_accesses to bulkhead_platform;
