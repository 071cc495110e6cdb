-- Who works on a lead: a member, when it is assigned. No foreign key: the id stays when the member leaves, as the
-- owner's does.
alter table app.leads add column assignee_id uuid;
