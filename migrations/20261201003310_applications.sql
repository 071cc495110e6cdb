create table app.applications (
  like tenancy.resource_columns including all,
  course_id uuid not null constraint applications_course references app.courses (id),
  note text constraint applications_note_length check (char_length(note) between 1 and 2000),
  status text not null default 'draft'
    constraint applications_status_known check (status in ('draft', 'submitted', 'withdrawn'))
);
create index applications_newest on app.applications (tenant_id, owner_id, created_at desc, id desc);
create index applications_of_course on app.applications (tenant_id, owner_id, course_id, created_at desc, id desc);
-- For the foreign key.
create index applications_course on app.applications (course_id);
select tenancy.protect('app.applications', 'private');
