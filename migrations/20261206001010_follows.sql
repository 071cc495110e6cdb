create table app.follows (
  like tenancy.resource_columns including all,
  user_id uuid not null,
  constraint follows_of_another check (user_id <> owner_id)
);
-- A member follows another once, in the trash or not: following again finds the row, or restores it.
create unique index follows_user on app.follows (tenant_id, owner_id, user_id);
create index follows_newest on app.follows (tenant_id, created_at desc, id desc);
create index follows_of_owner on app.follows (tenant_id, owner_id, created_at desc, id desc);
create index follows_of_user on app.follows (tenant_id, user_id, created_at desc, id desc);
select tenancy.protect('app.follows', 'shared');
