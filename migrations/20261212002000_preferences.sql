-- What a client remembers for its user, in every tenant and on every device: theme, columns, saved views. Only the user reads and
-- writes it, in the statement that proves their session.
create table auth.preferences (
  user_id uuid primary key constraint preferences_user references auth.users (id) on delete cascade,
  value jsonb not null
    constraint preferences_value_object check (jsonb_typeof(value) = 'object')
    -- The route takes 8 KiB of JSON. As jsonb, a digit with its comma takes twelve bytes.
    constraint preferences_value_length check (pg_column_size(value) <= 65536),
  updated_at timestamptz not null
);
grant select, insert, update (value, updated_at) on auth.preferences to bulkhead_auth;
