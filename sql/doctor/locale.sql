-- The database's locale knows the letters of all scripts: searches split and fold words by it (tenancy.fold).
select format('database %I', current_database()) as object,
  'has a locale that knows no letters but a to z, so searches miss words of other scripts: restore it into a database with the locale C.UTF-8'
    as fault
where lower('ÄЖΩ') <> 'äжω' or 'äжω田' !~ '^[[:alnum:]]{4}$'
