-- Tenants and their members. (Their policies and triggers are in the file of isolation.)
create table tenancy.tenants (
  -- The tenant of a tenant's row is itself; with the column, all tables of a tenant read alike.
  tenant_id uuid not null constraint tenants_is_itself check (tenant_id = id),
  id uuid primary key,
  slug text not null constraint tenants_slug_form check (slug ~ '^[a-z0-9](-?[a-z0-9]){1,62}$'),
  name text not null constraint tenants_name_length check (char_length(name) between 1 and 200),
  kind text not null constraint tenants_kind_known check (kind in ('personal', 'team')),
  -- Whether members without a second factor are kept out.
  require_second_factor boolean not null default false,
  -- What the tenant pays for, in words of the platform's own.
  plan text constraint tenants_plan_form check (plan ~ '^[a-z0-9._-]{1,50}$'),
  -- The most members, rows of tables of the schema app (also those in the trash), and requests a minute; null: no
  -- limit.
  member_quota bigint constraint tenants_member_quota check (member_quota > 0),
  row_quota bigint constraint tenants_row_quota check (row_quota >= 0),
  request_quota bigint constraint tenants_request_quota check (request_quota between 1 and 1000000),
  -- The most invitations that it sends in a day; null: a hundred. auth.attempts keeps a time for each.
  invitation_quota bigint constraint tenants_invitation_quota check (invitation_quota between 1 and 10000),
  -- Since when, and why, platform admins keep its members out.
  suspended_at timestamptz,
  suspended_for text constraint tenants_reason_length check (char_length(suspended_for) between 1 and 500),
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  -- Since when it is closed, and admits no user. Housekeeping removes it thirty days later.
  deleted_at timestamptz
);
-- A slug is an address: unique over all tenants.
create unique index tenants_slug_key on tenancy.tenants (slug);
create index tenants_closed on tenancy.tenants (deleted_at) where deleted_at is not null;

create table tenancy.memberships (
  tenant_id uuid not null constraint memberships_tenant references tenancy.tenants (id) on delete cascade,
  user_id uuid not null,
  role text not null constraint memberships_role_known check (role in ('owner', 'admin', 'member', 'viewer')),
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  primary key (tenant_id, user_id)
);
create index memberships_of_user on tenancy.memberships (user_id);

-- The home tenant: that of a user's request that names no tenant. It ends with the membership.
create table tenancy.homes (
  user_id uuid primary key,
  tenant_id uuid not null,
  constraint homes_membership foreign key (tenant_id, user_id)
    references tenancy.memberships (tenant_id, user_id) on delete cascade
);
create index homes_of_tenant on tenancy.homes (tenant_id, user_id);

-- The columns that members may write, and platform admins.
grant select, insert (tenant_id, id, slug, name, kind), update (slug, name, require_second_factor, deleted_at)
  on tenancy.tenants to bulkhead_app;
grant select, delete, insert (tenant_id, id, slug, name, kind, plan),
  update (suspended_at, suspended_for, deleted_at, plan, member_quota, row_quota, request_quota, invitation_quota)
  on tenancy.tenants to bulkhead_platform;
grant select, insert, update, delete on tenancy.memberships to bulkhead_app;
grant select on tenancy.memberships to bulkhead_platform;
grant select, insert, update on tenancy.homes to bulkhead_app;
grant select on tenancy.homes to bulkhead_platform;
