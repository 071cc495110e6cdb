-- A text as searches compare it: in lower case, composed (NFC), and with one form of sigma, which has two lower cases.
-- Composed before as well as after, since a few letters have a composed lower case alone (ǰ) or a lower case of their own
-- only where they are composed (İ). To compose costs more than all else, so what is composed already isn't, and ASCII not
-- even looked at.
create or replace function tenancy.fold(source text) returns text
language sql immutable parallel safe as $$
  select case
    when octet_length(source) = char_length(source) then lower(source)
    when source is nfc normalized and lower(source) is nfc normalized then translate(lower(source), 'ς', 'σ')
    else translate(normalize(lower(normalize(source, NFC)), NFC), 'ς', 'σ') end
$$;
grant execute on function tenancy.fold(text) to bulkhead_app, bulkhead_platform;
