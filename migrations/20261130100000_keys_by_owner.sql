-- no-transaction
-- The keys that a user made, in all tenants.
create index concurrently if not exists api_keys_by_owner on tenancy.api_keys (owner_id);
