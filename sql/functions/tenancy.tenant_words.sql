-- The words of a tenant's text as a search vector: folded, split at everything that is no letter or digit, the
-- first 64. Each begins with the end of the tenant's id, so that the index has a range for each tenant, and a common
-- word costs a tenant its own rows only. Tenants whose ids end alike share a range, which costs time; tenant_id says
-- whose a row is.
-- A word may be as long as its text, but an index entry may not: words of long texts are cut to 64 characters, as a
-- searched word always is.
create or replace function tenancy.tenant_words(tenant uuid, source text) returns tsvector
language plpgsql immutable parallel safe as $$
begin
  source := tenancy.fold(' ' || source);
  if octet_length(source) > 500 then
    source := regexp_replace(source, '([[:alnum:]]{64})[[:alnum:]]+', E'\\1', 'g');
  end if;
  return array_to_tsvector((string_to_array(ltrim(
    regexp_replace(source, '[^[:alnum:]]+', ' ' || right(tenant::text, 8), 'g')), ' '))[1:64]);
end $$;
grant execute on function tenancy.tenant_words(uuid, text) to bulkhead_app;
