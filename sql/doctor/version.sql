-- Views that check policies as their reader (security_invoker) came with Postgres 15.
select format('Postgres %s', current_setting('server_version')) as object,
  'is older than 15: upgrade' as fault
where current_setting('server_version_num')::integer < 150000
