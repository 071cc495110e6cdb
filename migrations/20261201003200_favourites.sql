create table app.favourites (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  item_type text not null constraint favourites_item_type_known check (item_type in ('university', 'course')),
  item_id uuid not null,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
-- An item has one row, in the trash or not: creating it again finds the row, or restores it.
create unique index favourites_item on app.favourites (tenant_id, owner_id, item_type, item_id);
create index favourites_newest on app.favourites (tenant_id, owner_id, created_at desc, id desc);
select tenancy.protect('app.favourites', 'private');
