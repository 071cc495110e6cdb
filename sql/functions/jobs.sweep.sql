-- Deletes jobs that ended before a time, at most so many. Answers how many.
create or replace function jobs.sweep(ended_before timestamptz, most bigint) returns bigint
language plpgsql volatile security definer set search_path = '' as $$
declare
  swept bigint;
begin
  delete from jobs.jobs where id in (
    select j.id from jobs.jobs j where j.finished_at < ended_before order by j.finished_at limit most for update skip locked);
  get diagnostics swept = row_count;
  return swept;
end $$;
