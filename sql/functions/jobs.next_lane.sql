-- The tenant whose turn is next after another's, of those that have a job of the kind waiting; after the last one none.
create or replace function jobs.next_lane(of_kind text, after uuid) returns uuid
language plpgsql stable set search_path = '' as $$
begin
  if after is null then
    return (select j.lane from jobs.jobs j where j.kind = of_kind and j.state = 'waiting' order by j.lane limit 1);
  end if;
  return (
    select j.lane from jobs.jobs j where j.kind = of_kind and j.state = 'waiting' and j.lane > after order by j.lane limit 1);
end $$;
