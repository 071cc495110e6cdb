-- no-transaction
-- Rows that are there already are found by their folded words from here on. A build that fails leaves the invalid index
-- contacts_search_ccnew behind: drop it before the next try.
reindex index concurrently app.contacts_search;
