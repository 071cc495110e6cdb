-- The addresses of leads and contacts in the form in which users' addresses are stored, by which a filter and an import
-- find them. Until now they were ASCII, in the case in which they came. Only the case changes, so it is no act of a
-- tenant: no version rises, and the change log has no line.
alter table app.leads no force row level security;
alter table app.leads disable trigger next_version;
alter table app.leads disable trigger record_change;
update app.leads set email = lower(email collate "C") where email <> lower(email collate "C");
alter table app.leads enable trigger record_change;
alter table app.leads enable trigger next_version;
alter table app.leads force row level security;

alter table app.contacts no force row level security;
alter table app.contacts disable trigger next_version;
alter table app.contacts disable trigger record_change;
update app.contacts set email = lower(email collate "C") where email <> lower(email collate "C");
alter table app.contacts enable trigger record_change;
alter table app.contacts enable trigger next_version;
alter table app.contacts force row level security;
