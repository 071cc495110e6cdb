-- no-transaction
-- Lines of the change log by transaction, for readers that resume by snapshot. The numbers of transactions rise, so a
-- write adds to the last page.
-- A build that fails leaves an invalid index behind: drop it before the next try.
create index concurrently if not exists changes_of_transaction on tenancy.changes (transaction_id);
