create table app.posts (
  like tenancy.resource_columns including all,
  body text not null constraint posts_body_length check (char_length(body) between 1 and 10000)
);
create index posts_newest on app.posts (tenant_id, created_at desc, id desc);
-- A feed reads the newest posts of each of its authors.
create index posts_of_owner on app.posts (tenant_id, owner_id, created_at desc, id desc);
select tenancy.protect('app.posts', 'shared', searched => '{body}');
