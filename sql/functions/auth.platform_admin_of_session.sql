-- The platform admin of a live session. Runs as its owner: bulkhead_platform reads nothing of schema auth.
create or replace function auth.platform_admin_of_session(token bytea, named uuid, at timestamptz,
  idle_since timestamptz, proved_since timestamptz, hold boolean)
returns uuid
language plpgsql volatile security definer set search_path = '' as $$
begin
  if hold then
    perform from auth.platform_admins a where a.user_id = case when token is not null
      then (select s.user_id from auth.sessions s where s.token_hash = token)
      else (select s.user_id from auth.sessions s where s.id = named) end for key share;
  end if;
  return (auth.prove_session(token, named, at, idle_since, false, proved_since, false, true, hold)).user_id;
end $$;
grant execute on function auth.platform_admin_of_session(bytea, uuid, timestamptz, timestamptz, timestamptz, boolean)
  to bulkhead_platform;
