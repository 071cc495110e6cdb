-- Whether an impersonation is live, as far as its users go: the admin's session is live and has two factors, the
-- admin is a platform admin at this moment, and the user is enabled and isn't one.
create or replace function auth.is_impersonating(c auth.impersonations, at timestamptz, idle_since timestamptz)
returns boolean
language sql stable as $$
  select c.expires_at > at and exists (
    select from auth.sessions s
      join auth.users a on a.id = s.user_id
      join auth.platform_admins p on p.user_id = s.user_id
      join auth.users u on u.id = c.user_id
    where s.id = c.session_id and s.user_id = c.admin_id and s.second_factor and auth.is_live(s, a, at, idle_since)
      and u.disabled_at is null and not exists (select from auth.platform_admins o where o.user_id = u.id))
$$;
grant execute on function auth.is_impersonating(auth.impersonations, timestamptz, timestamptz) to bulkhead_auth;
