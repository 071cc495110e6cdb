create table app.applications (
  tenant_id uuid not null,
  id uuid not null,
  owner_id uuid not null,
  course_id uuid not null constraint applications_course references app.courses (id),
  note text constraint applications_note_length check (char_length(note) between 1 and 2000),
  status text not null default 'draft'
    constraint applications_status_known check (status in ('draft', 'submitted', 'withdrawn')),
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create index applications_newest on app.applications (tenant_id, owner_id, created_at desc, id desc);
create index applications_of_course on app.applications (tenant_id, owner_id, course_id, created_at desc, id desc);
-- For the foreign key.
create index applications_course on app.applications (course_id);
select tenancy.protect('app.applications', 'private');
