-- The user of a live session, for what members do outside of a tenant: create one, choose the home, accept an
-- invitation, leave. `email`: the verified address. The session is locked for the transaction.
-- Runs as its owner: bulkhead_app reads nothing of schema auth. The caller has to know the token.
create or replace function auth.holder_of_session(token bytea, named uuid, at timestamptz, idle_since timestamptz)
returns table (user_id uuid, email text)
language plpgsql volatile rows 1 security definer set search_path = '' as $$
#variable_conflict use_column
declare
  proved auth.live_session := auth.prove_session(token, named, at, idle_since, false, null, false, false, true);
begin
  user_id := proved.user_id;
  email := case when proved.email_verified then proved.email end;
  return next;
end $$;
grant execute on function auth.holder_of_session(bytea, uuid, timestamptz, timestamptz) to bulkhead_app;
