-- For how long a signal of this kind is told.
create or replace function tenancy.signal_lasts(kind text) returns interval
language sql immutable set search_path = '' as $$
  select case kind when 'typing' then interval '5 seconds' else interval '30 seconds' end
$$;
