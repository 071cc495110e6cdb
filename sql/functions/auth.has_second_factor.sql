-- Whether a user has a second factor. Adding the first one ends all other sessions, so a user with one has no session
-- without it. Runs as its owner: bulkhead_app reads nothing of schema auth.
create or replace function auth.has_second_factor(asked uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from auth.users u where u.id = asked and u.factors <> '{}');
end $$;
grant execute on function auth.has_second_factor(uuid) to bulkhead_app;
