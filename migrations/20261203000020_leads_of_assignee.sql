-- no-transaction
-- leads_assigned serves what this index served.
drop index concurrently if exists app.leads_of_assignee;
