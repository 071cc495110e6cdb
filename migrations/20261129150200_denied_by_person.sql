-- no-transaction
-- Denied accesses by the person who acted, for the count that an alert depends on.
create index concurrently if not exists denied_accesses_of_person on tenancy.denied_accesses ((coalesce(impersonator_id, actor_id)), at);
