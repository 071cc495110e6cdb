-- The server has the fixes that keep one tenant's values out of another's plans and statistics (CVE-2025-8713,
-- CVE-2026-2005, CVE-2026-2006).
select format('Postgres %s', current_setting('server_version')) as object,
  format('is older than %s.%s: install the current minor release', major, minor) as fault
from (values (15, 16), (16, 12), (17, 8), (18, 2)) fixed (major, minor)
where current_setting('server_version_num')::integer / 10000 = major
  and current_setting('server_version_num')::integer % 10000 < minor
