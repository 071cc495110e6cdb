create table app.universities (
  id uuid primary key,
  name text not null constraint universities_name_length check (char_length(name) between 1 and 200),
  country text,
  city text,
  website text,
  ranking bigint,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  search tsvector not null
    generated always as
      (tenancy.search_vector(name || ' ' || coalesce(country, '') || ' ' || coalesce(city, ''))) stored
);
create unique index universities_key on app.universities (name, country) nulls not distinct;
create index universities_newest on app.universities (created_at desc, id desc);
-- Seldom written and often searched: no pending list that each search would read.
create index universities_search on app.universities using gin (search) with (fastupdate = off);
select tenancy.protect('app.universities', 'catalog', searched => '{name,country,city}');

create table app.courses (
  id uuid primary key,
  name text not null constraint courses_name_length check (char_length(name) between 1 and 200),
  university_id uuid constraint courses_university references app.universities (id),
  level text,
  language text,
  duration_months bigint,
  tuition bigint,
  currency text,
  version bigint not null default 1,
  created_at timestamptz not null default statement_timestamp(),
  updated_at timestamptz not null default statement_timestamp(),
  deleted_at timestamptz,
  search tsvector not null
    generated always as
      (tenancy.search_vector(name || ' ' || coalesce(level, '') || ' ' || coalesce(language, ''))) stored
);
create unique index courses_key on app.courses (name, university_id, level) nulls not distinct;
create index courses_newest on app.courses (created_at desc, id desc);
create index courses_of_university on app.courses (university_id, created_at desc, id desc);
create index courses_search on app.courses using gin (search) with (fastupdate = off);
select tenancy.protect('app.courses', 'catalog', searched => '{name,level,language}');
