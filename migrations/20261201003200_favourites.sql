create table app.favourites (
  like tenancy.resource_columns including all,
  item_type text not null constraint favourites_item_type_known check (item_type in ('university', 'course')),
  item_id uuid not null
);
-- An item has one row, in the trash or not: creating it again finds the row, or restores it.
create unique index favourites_item on app.favourites (tenant_id, owner_id, item_type, item_id);
create index favourites_newest on app.favourites (tenant_id, owner_id, created_at desc, id desc);
select tenancy.protect('app.favourites', 'private');
