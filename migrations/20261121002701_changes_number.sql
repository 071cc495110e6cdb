-- no-transaction
-- Rows of the change log by number, for sealing. The log only grows, so the numbers rise with the pages, and this costs a
-- write nothing to speak of.
create index concurrently if not exists changes_number on tenancy.changes using brin (id) with (pages_per_range = 32, autosummarize = on);
