-- Whether a session is live. The one place of the rule; plain SQL, so that Postgres inlines it into the calling
-- statement.
--   idle_since: a session that was last used then or earlier has ended.
-- A session with a second factor ends after an hour without a request (NIST SP 800-63B-4, 2.2.3: AAL2). The rule
-- compares the difference of two times, because that is immutable.
create or replace function auth.is_live(s auth.sessions, u auth.users, at timestamptz, idle_since timestamptz)
returns boolean
language sql immutable as $$
  select s.expires_at > at and s.last_seen_at > idle_since and u.disabled_at is null
    and (not s.second_factor or at - s.last_seen_at < interval '1 hour')
$$;
grant execute on function auth.is_live(auth.sessions, auth.users, timestamptz, timestamptz) to bulkhead_auth;
