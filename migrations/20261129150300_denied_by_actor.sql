-- no-transaction
-- The count goes by the person who acted, which has an index of its own.
drop index concurrently if exists tenancy.denied_accesses_of_actor;
